"""The grammar of RailwayBill: the consignment note by rail under SMGS, 1003401E.
"""

from kopri.engines.codecs.eaeu.shared_grammar import album_grammar

RAILWAY_BILL = album_grammar("""
RBOrganization < Organization: RBCode=id18 ConsignorSign=text150
Station: StationCode=num5_6 StationName!=text40 RailwayCode=id2_4 RWName=text50
    CountryCode=country
Railway: RailwayCode=id2_4 StationCode=count10 RailwayAndStationName!=text250
DTInfo: GoodsNumeric!=nat3 DTNumber!=GTDID
RWBGoods < TransportGoods: ContainerIndicator=bool WorkToolDescription=text250
    ConductorDescription=text250 PlaceGoodsQuantity=qty24.6 PlacesQuantity=qty24.6
    GrossWeightQuantity!=qty24.6 PlacesDescription!=text250 HarmonizedRangeGoods=count8
    Packing!=text50 Marking=text50 CarriageNumber=id40 ContainerNumber*=id40 DTInfo=DTInfo
    GCost=sum20.2 CurrencyCode=code3 MRN*=id20
ExchangePallet: FlatPalletQuantity=nat11 BoxPalletQuantity=nat11 ExchangeMode!=pallet_exchange
WorkTool: RailwayCode=id2_4 WorkToolID=id40 ContainerModeDescription!=text250
Container: RailwayCode=id2_4 ContainerID!=id40 ContainerKind=code2
    ContainerModeDescription=text250 ContainerCapacity=nat11
    ContainerCapacityUnitQualifierCode=text13 Tare=qty24.6 GoodsWeight=qty24.6
    PlacesQuantity=qty24.6 PocketQuantity=qty24.6 ContainerLength=qty24.6
Auto < TransportMeansBase: WagonNumber!=id40 Tare=qty24.6 GoodsWeight=int32 PlacesQuantity=qty24.6
    PocketQuantity=qty24.6 ContainerLength=qty24.6
RWDocument < Document: ExpirationDate=day ReleaseCustoms=text250
Carriage: CarriageID!=id40 RWName=text50 OwnerName=str OwnerType!=code1 Power=qty24.6
    AxisQuantity=nat11 Tare=qty24.6 GoodsWeight=qty24.6 Caliber=text50
Seal: SealID!=id50 SealQuantity!=nat11 IdentKind=qty1.0 IdentDesc=text250
StationTechnological: OrderNumber!=count5 TechnologicalSigns=text250 Station!=Station
Carrier: CarrierName!=text50 CarrierCode=text50 FromStation!=Station
    TechnologicalStation*=StationTechnological ToStation!=Station
InfoPayer: PayerName!=text250 PayerCode=code2
PaidRailwayCodeName: PaidRailwayCode=id2_4 PaidRailwayName=text50 PaidRailwayShortName=text120
    InfoPayer=InfoPayer
Mark: MarkSing!=bool MarkKind!=text250 ResultControl=text250
Stamp: CarrierName!=text50 Date!=day Time=clock DateTimeMoscow=moment Station!=Station
ExtraCharge: ChargeCode!=code4 ChargeName!=text150 ChargeAmount!=sum20.2
Charge: OrderNo!=qty1.0 CarrierCode!=text50 FromStation!=Station ToStation!=Station
    Distance!=nat11 CalcWeight=qty24.6 ExtraCharge*=ExtraCharge TarifCode=text50
    CalcCargoCode=text50 CurrencyRate=qty11.4 SndTarifCurrencyCode=code3 SndPaymentCurrency=code3
    RcvTarifCurrencyCode=code3 RcvPaymentCurrency=code3 Amount48=sum20.2 Amount49=sum20.2
    Amount50=sum20.2 Amount51=sum20.2 Amount52=sum20.2 Amount53=sum20.2 Amount54=sum20.2
    Amount55=sum20.2 Amount56=sum20.2 Amount57=sum20.2 Amount58=sum20.2 Amount59=sum20.2
RailwayBill < BaseDoc: ^DocumentModeID!=@(1003401E) RWBMain_ID=decimal Number!=id50
    RegistrationDocument!=DocumentBase ConsignorNotice=text250 ConsignorOptionNotice=text250
    PlacesQuantity=nat11 GrossWeightQuantity!=qty24.6 DepartureModeDescription=text250
    LoaderModeDescription=text250 AdditionalSheetQuantity=count5 CargoValue=sum20.2
    CustomsNotice=text250 WeightDefinitionModeDescription=text250 Consignor!=RBOrganization
    Consignee!=RBOrganization DepartureStation!=Station DestinationStation!=Railway
    BorderStation*=Station Contract=DocumentBase RWBGoods!*=RWBGoods ExchangePallet=ExchangePallet
    WorkTool=WorkTool Container*=Container Auto*=Auto ConsignorDocument*=RWDocument
    Carriage*=Carriage Seal*=Seal Carrier!*=Carrier PaidRailwayCodeName*=PaidRailwayCodeName
    Mark=Mark ContractCarrierDate!=Stamp ArrivalDate=Stamp CarrierNotice=text500
    CommerceAkt=text250 Prolongation[2]=text250 Stamp33[12]=Stamp Stamp34[12]=Stamp Stamp35=Stamp
    IssueStamp=Stamp IssueMarks=text250 CarrierCharge[6]=Charge Amount60=sum20.2 Amount61=sum20.2
    Amount62=sum20.2 Amount63=sum20.2 CalculationNotice=text250 AdditionPayment=text250
""")
