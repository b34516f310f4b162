"""The grammars of the TIR carnet: its own copy (1003104E), and as transit declaration (1003106E).
"""

from kopri.engines.codecs.eaeu.shared_grammar import album_grammar

TIR_CARNET = album_grammar("""
TIRIdentifier: TIRID!=num8 TIRSeries!=tir_series TIRWhitePageNumber=count5
    TIRGreenPageNumber=count5
TIRSignature: SignPlace!=text40 SignPlaceCountry=text40 SignDate=day SignPerson=PersonBase
TIRCarrier < OrganizationBase: ITN=id0_13 IdentityCard=RUIdentityCard TIRSignature=TIRSignature
    Address!=Address
TDGuarantee (catTrans_ru): MeasureCode!=code2 DocumentNumber=id50 IssueDate=day
TDTransportMeans (catTrans_ru): TMNumber=id40 VINID=id40 ModeCode=code2 NationalityCode=num3
TIRTransportMeans < TDTransportMeans: TrailerNumber=id40 TrailerNumber2=id40
TIRPrecedingDocument < DocumentBase: DocumentKind=code2
GeneralParticipantInfo < OrganizationBase: Address!=Address
Person < GeneralParticipantInfo: ITN=id0_13 IdentityCard=RUIdentityCard
TDGoodsBase (catTrans_ru) < TransportGoodsBase: GoodsNumeric!=count5 GoodsTNVEDCode!=num4_10
    SupplementaryGoodsQuantity=qty24.6 GrossWeightQuantity!=qty24.6
    SupplementaryMeasureUnitCode=code3 InvoicedCost=sum20.2 OriginCountryCode=num3
    DocumentKind=code2 PrecedingDocumentNumber=id50 PlacesInfo!*=TRPackingInfo
    PackingInfo*=TRPackingInfo
TIRGoods < TDGoodsBase: TTNNumber=id50
CustomsPerson (cat_ru): PersonName!=text150 LNP=id4 CustomsCode=office
TIRCustomsPerson < CustomsPerson: Date!=day
UnloadCustomSign: CustComments=text250 Customs=Customs Person=CustomsPerson
TIRShipment: GoodsPlaceID=text250 ContainerID*=id17 TotalPlacesQuantity=nat11
    DepartureCustomsOffice!=text50 UnloadMark=bool Consignor=Person Consignee=Person
    Destination=TIRDestination Goods!*=TIRGoods IdentityMark*=IdentityMark
    IdentityCustPerson=TIRCustomsPerson UnloadCustoms=UnloadCustomSign
TIRCustomsMark: GoodsAcceptInfo=text250 IdentityNoBroken=bool TransitTime=text250
    CustomsDocNum=text250 Comments=text250 PackProcFinish=nat11 CustomsPerson=TIRCustomsPerson
    Customs=Customs
Mark: MarkSing!=bool MarkKind!=text250 ResultControl=text250
TIRCarnet < BaseDoc: ^DocumentModeID!=@(1003104E) TIRHolderID=id18 TIRCustomstCode=office
    GoodsQuantity!=nat3 ShipSpecifGoodsQuantity=nat3 DispatchCountryCode=country
    DestinationCountryCode=country TotalInvoicedCost=sum20.2 TotalPageQuantity=nat3
    DestinationCountryName!=text40 DispatchCountryName!=text40 DispatchCountryA3Code=country3
    DestinationCountryA3Code=country3 TIRIdentifier!=TIRIdentifier Carrier!=TIRCarrier
    Forwarder=TIRForwarder Guarantee=TDGuarantee TransportMeans!*=TIRTransportMeans
    PrecedingDocument*=TIRPrecedingDocument TIR_Shipment!*=TIRShipment
    DispatchCustomsMark=TIRCustomsMark DepartureCustomsMark=TIRCustomsMark Mark=Mark
""")
CUTIR_CARNET = album_grammar("""
TIRIdentifier (catTrans_cu): TIRID!=num8 TIRSeries!=tir_series TIRWhitePageNumber!=count5
CUIdentityCard (catESAD_cu): IdentityCardCode=identity_kind IdentityCardName=text40
    FullIdentityCardName=text250 IdentityCardSeries=id11 IdentityCardNumber=id25
    IdentityCardDate=day DocValidityDate=day OrganizationName=text150 IssuerCode=id7
    AuthorityId=id20 CountryCode=country
CUDriverInformation (catESAD_cu) < PersonBase: RegCountryCode=country IdentityCard!=CUIdentityCard
TIRCarrier < Subject: TIRHolderID=id18 CUDriverInformation=CUDriverInformation
CUTransportMeans (cat_ru): TransportModeCode=code2 TransportNationalityCode=country
CUDepartureArrivalTransport < CUTransportMeans: TransportMeansQuantity=count5
    TransportMeans*=TransportMeansBase
PrecedingDocument: PrecedingDocumentID=qty1.0 PrecedingDocumentCustomsCode=office
    PrecedingDocumentDate=day PrecedingDocumentNumber!=id7 PrecedingDocumentGoodsNumeric=code3
    PrecedingDocumentName=text250 PrecedingDocumentModeCode=code5 LineNumber=qty5.0
    NetWeightQuantity=qty24.6 CustomsCountryCode=country
    SupplementaryGoodsQuantity=SupplementaryQuantity
PresentedDocuments < DocumentBase: CustomsCode=office PresentedDocumentModeCode!=code5
    DocumentBeginActionsDate=day DocumentEndActionsDate=day CountryCode=country
TIRDeclarant < Subject:
TIRConsignor < Subject:
TIRConsignee < Subject:
TIRGoods: GoodsNumeric!=count5 GoodsTNVEDCode!=tnved GoodsDescription!*=text250
    SupplementaryGoodsQuantity=qty24.6 GrossWeightQuantity!=qty24.6 NetWeightQuantity=qty24.6
    SupplementaryMeasureUnitCode=code3 InvoicedCost=sum20.2 InvoicedCostCurrencyCode=code3
    Language=letters2 PlacesInfo!*=TRPackingInfo PackingInfo*=TRPackingInfo
    PrecedingDocument*=PrecedingDocument CUPresentedDocuments*=PresentedDocuments
TIRShipment: ContainerIndicator!=bool ContainerID*=id17 TotalPlacesQuantity=nat11
    TIRConsignor=TIRConsignor TIRConsignee=TIRConsignee Destination=TIRDestination
    TIRGoods!*=TIRGoods IdentityMark*=IdentityMark
CUTIRCarnet < BaseDoc: ^DocumentModeID!=@(1003106E) TransitDirectionCode=code2
    CustomsProcedure!=code3 GoodsQuantity!=nat3 SpecificationNumber=qty5.0
    ShipSpecifGoodsQuantity=nat3 DispatchCountryCode=country DestinationCountryCode=country
    TotalInvoicedCost=sum20.2 InvoicedCostCurrencyCode=code3 TotalPageQuantity=nat3
    DestinationCountryName!=text40 DispatchCountryName!=text40 TotalPackageNumber=qty8.0
    Language=letters2 DateExpectedArrival=day TimeExpectedArrival=clock
    TIRIdentifier!=TIRIdentifier Carrier!=TIRCarrier Forwarder=TIRForwarder
    CUTransport=CUDepartureArrivalTransport PrecedingDocument*=PrecedingDocument
    CUPresentedDocuments*=PresentedDocuments TIRDeclarant=TIRDeclarant TIRShipment!*=TIRShipment
    BorderCustoms=CUCustoms
""")
