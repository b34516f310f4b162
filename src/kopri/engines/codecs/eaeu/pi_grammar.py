"""The grammar of PI_AutoArrive: preliminary information on goods that arrive by road, 1006814E.
"""

from kopri.engines.codecs.eaeu.shared_grammar import album_grammar

PI_AUTO_ARRIVE = album_grammar("""
PriorAddress (catpi_ru): PostalCode=id9 CountryCode!=country CounryName=text40 Region=text50
    City!=text35 StreetHouse!=text50
OrganizationInfo < OrganizationBase: Address!=PriorAddress
PriorGoodsBase (catpi_ru): GoodsNumeric!=count5 GoodsTNVEDCode=num4_10
    GoodsDescription![4]=text250 GrossWeightQuantity=qty24.6 NetWeightQuantity=qty24.6
GoodsMeasureQuantity (catpi_ru): GoodsQuantity!=qty24.6 MeasureUnitQualifierName=text13
    MeasureUnitQualifierCode=code3
PackingInformation (catpi_ru): PackingCode!=code2 PakingQuantity!=nat8 PackingMark=text250
GoodsPackaging (catpi_ru): PakageQuantity=qty8.0 CargoCode!=code2 CargoDescription=text250
    Seal*=id50 PackingInformation*=PackingInformation
DocPermit (catpi_ru) < DocumentBase: PresentedDocumentModeCode=code5 ExpiredDate=day
    NetWeightQuantity=qty24.6 GrossWeightQuantity=qty24.6
    GoodsMeasureQuantity=GoodsMeasureQuantity CodeFOIV=id7 FOIVName=text250
CountryPortInfo (catpi_ru): CountryCode!=country PortName!=text150
SanitaryQuarantine (catpi_ru): DocPermit=DocPermit OriginPlace=text150 Producer=Subject
    GoodsPurpose*=text250 GoodsScope*=text250 FoodGoods*=text250 PromGoods*=text250
    DateSeaDecl=day Ports*=CountryPortInfo DangerPort*=CountryPortInfo DangerDate=day
    Immunity=bool Effect=bool Raid=bool FreePass=bool Equipment=bool insecticide=bool
    Prevention=bool Insects=bool Disinfestation=bool DisinfestationSert=bool RepeatInspection=bool
Manufacturer (catpi_ru) < Subject: ManufacturerKind=qty1.0 ManufacturerNum=text250
    ManufacturerInfo=text250
RUOrganizationBase (RUScat_ru): OrganizationName[2]=text500 ShortName=text120
    OrganizationLanguage=letters2 RFOrganizationFeatures=RF| RKOrganizationFeatures=RK|
    RBOrganizationFeatures=RB| RAOrganizationFeatures=RA| KGOrganizationFeatures=KG
RUOrganizationNameAddr (RUScat_ru) < RUOrganizationBase: Address=text500
VeterinaryInfo (catpi_ru) < DocumentBase: ExpiredDate=day Description[4]=text250 Series=text150
    Manufacturer=RUOrganizationNameAddr
Veterinary (catpi_ru): DocPermit*=DocPermit VeterinaryAdd*=DocPermit Marking[4]=text250
    Manufacturer*=Manufacturer VeterinaryInfo*=VeterinaryInfo
FitoSanitary (catpi_ru): FitoSanitaryDoc=DocPermit FitoCountryCode=country FitoCountryName=text40
    OriginPlace=text150 DepartDate=day DisinfectionInfo=text250 Marking[4]=text250
ControlNoCustoms (catpi_ru): SanitaryQuarantine=SanitaryQuarantine Veterinary=Veterinary
    FitoSanitary=FitoSanitary
PIGoods (catpi_ru) < PriorGoodsBase: ContainerNumbers*=id17 OriginCountryCode=country
    InvoicedCost=sum20.2 CurrencyCode=code3 CurrencyRate=qty11.4
    GoodsMeasureQuantity=GoodsMeasureQuantity GoodsPackaging*=GoodsPackaging
    ControlNoCustoms=ControlNoCustoms PIId=id36
Goods < PIGoods: GoodsName=text250
GoodsInform: TotalGoodsNameQuantity!=count5 ShipSpecifQuantity=count5
    ShipSpecifGoodsQuantity=count5 DateExpectedArrival=day TimeExpectedArrival=clock Goods!*=Goods
    BorderCustoms!=CUCustoms
TransportMeans (catpi_ru): TransportIdentifier!=id40 TrailerIdentifier=id40
    SecondTrailerIdentifier=id40 TransportMeansNationalityCode=country VINID=id40
    TransportModeCode=code2 TransportMarkCode=code3 DocID=id50
CountryInformation (catpi_ru): CountryName=text40 CountryACode!=country CountryPlace=text150
TransControl (catpi_ru): ForeignDoc=DocumentBase ForeignKind=qty1.0 DangerDoc=DocumentBase
    OversizedDoc=DocumentBase HeavyweightDoc=DocumentBase RusPermitDoc=DocumentBase
ShippingInformation: ContainerIndicator!=bool BorderTransport!*=TransportMeans
    DispatchCountry!=CountryInformation DestinationCountry!=CountryInformation
    TransControl*=TransControl
PIAutoArrive < BaseDoc: ^DocumentModeID!=@(1006814E) PI_URN=id36 Exp_DTNumber=id50
    Exp_CountryCode=country Consignee!=OrganizationInfo Carrier!=OrganizationInfo
    Consignor!=OrganizationInfo GoodsInform!=GoodsInform ShippingInformation!=ShippingInformation
    PI_DTNumber=GTDID
""")
