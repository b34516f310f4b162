"""The grammar of WCO Data Model 3.6 declarations and of the answers to them, with their envelope.

Element names, order, occurrence and value spaces of the schemas WCO_DEC_2_DMS, WCO_RES_2_DMS and
DocumentMetaData_2_DMS (HM Revenue & Customs, Apache-2.0), which derive from WCO Data Model 3.6.
"""

from kopri.engines.codecs.wco.values import own
from kopri.engines.codecs.wire.grammar import Grammar

DECLARATION = "urn:wco:datamodel:WCO:DEC-DMS:2"
RESPONSE = "urn:wco:datamodel:WCO:RES-DMS:2"
METADATA = "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2"
# Prefixes of the text below; a declaration's elements have none. Dates have namespaces of their own.
NAMESPACES = {
    "": DECLARATION,
    "dec": DECLARATION,
    "ds": "urn:wco:datamodel:WCO:Declaration_DS:DMS:2",
    "md": METADATA,
    "res": RESPONSE,
    "rs": "urn:wco:datamodel:WCO:Response_DS:DMS:2",
}

_VALUES = """
Code: content!=str ^listID=token ^listAgencyID=agency ^listAgencyName=str ^listName=str
    ^listVersionID=token ^name=str ^languageID=language ^listURI=token ^listSchemeURI=token
Id: content!=str ^schemeID=token ^schemeName=str ^schemeAgencyID=agency ^schemeAgencyName=str
    ^schemeVersionID=token ^schemeDataURI=token ^schemeURI=token
Text: content!=str ^languageID=language
Code2 < Code: content!=code2
Code3 < Code: content!=code3
Code4 < Code: content!=code4
Code7 < Code: content!=code7
Code9 < Code: content!=code9
Code17 < Code: content!=code17
ContainerCode < Code: content!=@(0,1)
FunctionCode < Code: content!=@(9,13,14)
Letters1 < Code: content!=letters1
Letters2 < Code: content!=letters2
Letters3 < Code: content!=letters3
Digit1 < Code: content!=digit1
Digits2 < Code: content!=digits2
Id4 < Id: content!=line4
Id5 < Id: content!=line5
Id9 < Id: content!=line9
Id17 < Id: content!=line17
Id18 < Id: content!=line18
Id35 < Id: content!=line35
Id50 < Id: content!=line50
Id70 < Id: content!=line70
Id512 < Id: content!=line512
Serial4 < Id: content!=serial4
Text35 < Text: content!=line35
Text70 < Text: content!=line70
Text256 < Text: content!=line256
Text512 < Text: content!=line512
Amount16_3: content!=num16.3 ^currencyID=money
Measure15_0: content!=num15.0 ^unitCode=unit
Measure16_6: content!=num16.6 ^unitCode=unit
Quantity5_0: content!=num5.0 ^unitCode=unit
Quantity8_0: content!=num8.0 ^unitCode=unit
Quantity16_6: content!=num16.6 ^unitCode=unit
Stamp: content!=stamp ^formatCode!=stamp_form
DateTime (ds): DateTimeString!=Stamp
"""

_DECLARATION = """
Authenticator: Name=Text70
Authentication: Authentication=Text256 Authenticator=Authenticator
Address: CityName=Text35 CountryCode=Letters2 CountrySubDivisionCode=Code9
    CountrySubDivisionName=Text35 Line=Text70 PostcodeID=Id9
Submitter: Name=Text70 ID=Id17 Address=Address
AdditionalDocument: CategoryCode=Code3 ID=Id70 TypeCode=Code3
Pointer: SequenceNumeric=num5.0 DocumentSectionCode=Code3 TagID=Id4
AdditionalInformation: StatementCode=Code17 StatementDescription=Text512
    StatementTypeCode=Code3 Pointer*=Pointer
Agent: Name=Text70 ID=Id17 FunctionCode=Code3 Address=Address
Amendment: ChangeReasonCode=Code3 Pointer*=Pointer
AuthorisationHolder: ID=Id17 CategoryCode=Code4
BorderTransportMeans: Name=Text35 ID=Id35 IdentificationTypeCode=Code17 TypeCode=Code4
    RegistrationNationalityCode=Letters2 ModeCode=Digit1
Communication: ID=Id50 TypeCode=Code3
Carrier: Name=Text70 ID=Id17 Address=Address Communication=Communication
TypedAddress: TypeCode=Code3 CityName=Text35 CountryCode=Letters2 CountrySubDivisionCode=Code9
    CountrySubDivisionName=Text35 Line=Text70 PostcodeID=Id9
Consignor: Name=Text70 ID=Id17 Address=TypedAddress
Freight: PaymentMethodCode=Code3
ConsignmentItem: SequenceNumeric!=num5.0 Consignor=Consignor Freight=Freight
Itinerary: SequenceNumeric!=num5.0 RoutingCountryCode=Letters2
Consignment: Carrier=Carrier ConsignmentItem[999]=ConsignmentItem Consignor=Consignor
    Freight=Freight Itinerary*=Itinerary
CurrencyExchange: CurrencyTypeCode=Letters3 RateNumeric=num12.5
Contact: Name=Text70
Declarant: Name=Text70 ID=Id17 Address=Address Contact=Contact Communication=Communication
ExitOffice: ID=Id17
Exporter: Name=Text70 ID=Id17 Address=Address Contact=Contact Communication=Communication
AEOMutualRecognitionParty: ID=Id17 RoleCode=Code3
Buyer: Name=Text70 ID=Id17 Address=Address Contact=Contact Communication=Communication
Consignee: Name=Text70 ID=Id17 Address=Address
ArrivalTransportMeans: Name=Text35 ID=Id35 IdentificationTypeCode=Code17 TypeCode=Code4
    ModeCode=Digit1
DepartureTransportMeans: Name=Text35 ID=Id35 IdentificationTypeCode=Code17 TypeCode=Code4
    ModeCode=Digit1
PlaceAddress: TypeCode=Code3 CityName=Text35 CountryCode=Letters2 Line=Text70 PostcodeID=Id9
GoodsLocation: Name=Text256 ID=Id17 TypeCode=Code3 Address=PlaceAddress
LoadingLocation: Name=Text256 ID=Id17
Seal: SequenceNumeric!=num5.0 ID=Id35
TransportEquipment: SequenceNumeric!=num5.0 ID=Id17 Seal*=Seal
ShipmentConsignment: ContainerCode=ContainerCode ArrivalTransportMeans=ArrivalTransportMeans
    DepartureTransportMeans=DepartureTransportMeans GoodsLocation=GoodsLocation
    LoadingLocation=LoadingLocation TransportEquipment*=TransportEquipment
ShipmentConsignor: Name=Text70 ID=Id17 Address=Address
ChargeDeduction: ChargesTypeCode=Code3 OtherChargeDeductionAmount=Amount16_3
CustomsValuation: FreightChargeAmount=Amount16_3 ChargeDeduction*=ChargeDeduction
Destination: CountryCode=Letters2 RegionID=Id9
DomesticDutyTaxParty: ID=Id17 RoleCode=Code3
ExportCountry: ID=Letters2
DocumentSubmitter: Name=Text70 RoleCode=Code3
WriteOff: QuantityQuantity=Quantity16_6 AmountAmount=Amount16_3
ItemDocument: CategoryCode=Code3 EffectiveDateTime=DateTime ID=Id70 Name=Text35 TypeCode=Code3
    LPCOExemptionCode=Code3 Submitter=DocumentSubmitter WriteOff=WriteOff
ItemInformation: StatementCode=Code17 StatementDescription=Text512 StatementTypeCode=Code3
Classification: ID=Id18 IdentificationTypeCode=Code3
DangerousGoods: UNDGID=Serial4
Payment: MethodCode=Letters1 TaxAssessedAmount=Amount16_3 PaymentAmount=Amount16_3
DutyTaxFee: AdValoremTaxBaseAmount=Amount16_3 DeductAmount=Amount16_3 DutyRegimeCode=Code3
    SpecificTaxBaseQuantity=Quantity16_6 TaxRateNumeric=number TypeCode=Code3 QuotaOrderID=Id17
    Payment=Payment
GoodsMeasure: GrossMassMeasure=Measure16_6 NetNetWeightMeasure=Measure16_6
    TariffQuantity=Quantity16_6
InvoiceLine: ItemChargeAmount=Amount16_3
CommodityEquipment: SequenceNumeric!=num5.0 ID=Id17
Commodity: Description=Text512 Classification*=Classification DangerousGoods*=DangerousGoods
    DutyTaxFee*=DutyTaxFee GoodsMeasure=GoodsMeasure InvoiceLine=InvoiceLine
    TransportEquipment*=CommodityEquipment
ItemValuation: MethodCode=Code3 ChargeDeduction*=ChargeDeduction
GovernmentProcedure: CurrentCode=Code7 PreviousCode=Code7
Origin: CountryCode=Code4 RegionID=Id9 TypeCode=Code3
Packaging: SequenceNumeric!=num5.0 MarksNumbersID=Id512 QuantityQuantity=Quantity8_0
    TypeCode=Code2 PackingMaterialDescription=Text256 LengthMeasure=Measure15_0
    WidthMeasure=Measure15_0 HeightMeasure=Measure15_0 VolumeMeasure=Measure16_6
PreviousDocument: CategoryCode=Code3 ID=Id70 TypeCode=Code3 LineNumeric=num5.0
Seller: Name=Text70 ID=Id17 Address=Address Contact=Contact Communication=Communication
UCR: ID=Id35 TraderAssignedReferenceID=Id35
ValuationAdjustment: AdditionCode=Code4
GovernmentAgencyGoodsItem: CustomsValueAmount=Amount16_3 SequenceNumeric!=num5.0
    StatisticalValueAmount=Amount16_3 TransactionNatureCode=Digits2
    AdditionalDocument*=ItemDocument AdditionalInformation*=ItemInformation
    AEOMutualRecognitionParty*=AEOMutualRecognitionParty Buyer=Buyer Commodity=Commodity
    Consignee=Consignee Consignor=ShipmentConsignor CustomsValuation=ItemValuation
    Destination=Destination DomesticDutyTaxParty*=DomesticDutyTaxParty ExportCountry=ExportCountry
    GovernmentProcedure*=GovernmentProcedure Origin*=Origin Packaging*=Packaging
    PreviousDocument*=PreviousDocument Seller=Seller UCR=UCR
    ValuationAdjustment=ValuationAdjustment
Importer: Name=Text70 ID=Id17 Address=Address Contact=Contact Communication=Communication
Invoice: ID=Id70 IssueDateTime=DateTime
Payer: Name=Text70 ID=Id17 Address=Address
Surety: Name=Text70 ID=Id17 Address=Address
TradeTerms: ConditionCode=Letters3 CountryRelationshipCode=Code3 Description=Text70
    LocationID=Id17 LocationName=Text256
Warehouse: ID=Id35 TypeCode=Code3
GoodsShipment: ExitDateTime=DateTime TransactionNatureCode=Digits2
    AEOMutualRecognitionParty*=AEOMutualRecognitionParty Buyer=Buyer Consignee=Consignee
    Consignment=ShipmentConsignment Consignor=ShipmentConsignor CustomsValuation=CustomsValuation
    Destination=Destination DomesticDutyTaxParty*=DomesticDutyTaxParty ExportCountry=ExportCountry
    GovernmentAgencyGoodsItem[999]=GovernmentAgencyGoodsItem Importer=Importer Invoice=Invoice
    Payer=Payer PreviousDocument*=PreviousDocument Seller=Seller Surety=Surety
    TradeTerms=TradeTerms UCR=UCR Warehouse=Warehouse
GuaranteeOffice: ID=Id17
ObligationGuarantee: AmountAmount=Amount16_3 ID=Id70 ReferenceID=Id35 SecurityDetailsCode=Code3
    AccessCode=Code4 GuaranteeOffice=GuaranteeOffice
PresentationOffice: ID=Id17
SupervisingOffice: ID=Id17
Declaration: AcceptanceDateTime=DateTime FunctionCode!=FunctionCode FunctionalReferenceID=Id35
    ID=Id70 IssueDateTime=DateTime IssueLocationID=Id5 TypeCode=Code3 GoodsItemQuantity=Quantity5_0
    DeclarationOfficeID=Id17 InvoiceAmount=Amount16_3 LoadingListQuantity=Quantity5_0
    TotalGrossMassMeasure=Measure16_6 TotalPackageQuantity=Quantity8_0
    SpecificCircumstancesCodeCode=Code3 Authentication=Authentication Submitter=Submitter
    AdditionalDocument*=AdditionalDocument AdditionalInformation*=AdditionalInformation Agent=Agent
    Amendment*=Amendment AuthorisationHolder*=AuthorisationHolder
    BorderTransportMeans=BorderTransportMeans Consignment=Consignment
    CurrencyExchange*=CurrencyExchange Declarant=Declarant ExitOffice=ExitOffice Exporter=Exporter
    GoodsShipment=GoodsShipment ObligationGuarantee*=ObligationGuarantee
    PresentationOffice=PresentationOffice SupervisingOffice=SupervisingOffice
"""

_ANSWER_VALUES = """
OpenCode3 < Code: content!=open3
OpenCode8 < Code: content!=open8
OpenCode17 < Code: content!=open17
OpenId4 < Id: content!=open4
OpenId9 < Id: content!=open9
OpenId17 < Id: content!=open17
OpenId35 < Id: content!=open35
OpenId50 < Id: content!=open50
OpenId70 < Id: content!=open70
OpenText512 < Text: content!=free512
AnswerDateTime (rs): DateTimeString!=Stamp
"""

_ANSWER = """
AnswerPointer (res): SequenceNumeric=num5.0 DocumentSectionCode=OpenCode3 TagID=OpenId4
AnswerInformation (res): StatementCode=OpenCode17 StatementDescription=OpenText512
    LimitDateTime=AnswerDateTime StatementTypeCode=OpenCode3 Pointer*=AnswerPointer
AnswerAmendment (res): ChangeReasonCode=OpenCode3 Pointer*=AnswerPointer
AnswerAppealOffice (res): ID=OpenId17
AnswerBank (res): ReferenceID=OpenId17 ID=OpenId35
AnswerCommunication (res): ID=OpenId50 TypeCode=OpenCode3
AnswerContactOffice (res): ID=OpenId17 Communication*=AnswerCommunication
AnswerError (res): Description=OpenText512 ValidationCode=OpenCode8 Pointer*=AnswerPointer
AnswerStatus (res): EffectiveDateTime=AnswerDateTime NameCode=OpenCode3
    ReleaseDateTime=AnswerDateTime Pointer*=AnswerPointer
AnswerGuarantee (res): ReferenceID=OpenId35
AnswerPayment (res): ReferenceID=OpenId35 TaxAssessedAmount=Amount16_3
    DueDateTime=AnswerDateTime PaymentAmount=Amount16_3 ObligationGuarantee*=AnswerGuarantee
AnswerDuty (res): Payment=AnswerPayment
AnswerItemPayment (res): TaxAssessedAmount=Amount16_3 PaymentAmount=Amount16_3
AnswerItemDuty (res): AdValoremTaxBaseAmount=Amount16_3 DeductAmount=Amount16_3
    DutyRegimeCode=OpenCode3 SpecificTaxBaseQuantity=Quantity16_6 TaxRateNumeric=number
    TypeCode=OpenCode3 Payment=AnswerItemPayment
AnswerCommodity (res): DutyTaxFee*=AnswerItemDuty
AnswerItem (res): SequenceNumeric!=num5.0 Commodity=AnswerCommodity
AnswerGoodsShipment (res): GovernmentAgencyGoodsItem*=AnswerItem
AnswerDeclaration (res): AcceptanceDateTime=AnswerDateTime CancellationDateTime=AnswerDateTime
    FunctionalReferenceID=OpenId35 ID=OpenId70 RejectionDateTime=AnswerDateTime VersionID=OpenId9
    DutyTaxFee*=AnswerDuty GoodsShipment=AnswerGoodsShipment
Response (res): FunctionCode!=Digits2 FunctionalReferenceID=OpenId35
    IssueDateTime=AnswerDateTime AdditionalInformation*=AnswerInformation
    Amendment*=AnswerAmendment AppealOffice=AnswerAppealOffice Bank=AnswerBank
    ContactOffice*=AnswerContactOffice Error*=AnswerError Status*=AnswerStatus
    Declaration!=AnswerDeclaration dec:Full<Declaration>=Declaration
"""

_ENVELOPES = """
MetaCode < Code: content!=token ^languageID=str
MetaText: content!=str ^languageID=str
Head (md): WCODataModelVersionCode=MetaCode WCOTypeName=MetaText ResponsibleCountryCode=MetaCode
    ResponsibleAgencyName=MetaText AgencyAssignedCustomizationCode=MetaCode
    AgencyAssignedCustomizationVersionCode=MetaCode
MetaData (md) < Head: dec:Declaration!=Declaration
AnswerMetaData (md) < Head: res:Response!*=Response
"""

GRAMMAR = Grammar(_VALUES + _DECLARATION + _ANSWER_VALUES + _ANSWER + _ENVELOPES, own=own)
