"""The grammar of CMR: the consignment note by road, 1003102E.
"""

from kopri.engines.codecs.eaeu.shared_grammar import album_grammar

CMR = album_grammar("""
RegistrationDocument: Date!=day RegID=id50 Place!=text40
Terminal: TerminalName=text150 PlaceName=text40 CountryName=text40 CountryCode=country
CMRConsignor < Organization: Guarantee=Organization Terminal=Terminal
Carrier < OrganizationBase: Phone=text24 OKPOID=id10 OKATOCode=num5_11 PostalAddress=Address
CMRCarrier < Carrier: LicenseID=id36
CMRGoods < TransportGoods: GoodsQuantity=nat8 GrossWeightQuantity=qty24.6
    GoodsPackingInfo!*=TRPackingInfo
ConsigneeCustoms: DestinationOfficeName!=text50 WarehouseName=text40
    DestinationOfficeIdenifier!=office WarehouseLicenceID=id50 WarehouseLicenceDate=day
    WarehousePostalAddress=Address
CMRDeliveryTerms: DeliveryPlace!*=text40 DeliveryTermsStringCode!=incoterm
    TermsDescription=text250
CMRTransport: SpecialConditionsText=text250 PrimeMoverStateSignID!=id13 TrailerStateSignID=id13
TakingCargo: TakingCargoDate!=day TakingCargoPlace!=Address
CMRGoodsWeight: GrossWeightQuantity!=qty24.6
CMRTransportCost: TransportCost!=sum20.2 AdditionalCharges=sum20.2 OtherCharges=sum20.2
    TotalCost!=sum20.2 CurrencyCode=code3
Mark: MarkSing!=bool MarkKind!=text250 ResultControl=text250
CMR < BaseDoc: ^DocumentModeID!=@(1003102E) LanguageCode!=letters2 CarrierNotice=text250
    GoodsQuantity=qty24.6 GoodsCost=sum20.2 StampSign!=bool
    RegistrationDocument!=RegistrationDocument Consignor!=CMRConsignor Consignee!=Organization
    Carrier!=CMRCarrier DeliveryPlace=Address NextCarrier=Carrier EnclosedDocument*=Document
    CMRGoods!*=CMRGoods ConsigneeCustoms=ConsigneeCustoms DeliveryTerms!=CMRDeliveryTerms
    CMRTransport=CMRTransport TakingCargo!=TakingCargo CMRGoodsWeight!=CMRGoodsWeight|
    CMR_SupplementaryQuantity!=SupplementaryQuantity CMRTransportCost=CMRTransportCost Mark=Mark
""")
