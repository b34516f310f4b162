"""The grammar of the rail consignment notes SMGS and CIM/SMGS, JSON schemas D23B.

Records of both first, as the SMGS has them; then, by name, what the CIM/SMGS has otherwise.
Stricter than the schemas in two things, as the eCMR's is: see there.
"""

from kopri.engines.codecs.uncefact.values import VALUES
from kopri.engines.codecs.wire.grammar import Grammar

_CODES = """
AnyModeCode: content!=@(0,1,2,3,4,6,8) listAgencyId=@(6)
RailModeCode: content!=@(2) listAgencyId=@(6)
MainStageCode: content!=@main_stage listAgencyId=@(6)
FirstStageCode: content!=@(21) listAgencyId=@(6)
WagonCode: content!=@(BB,BX,CH,CN,PA,RR,SM,SW,TE,TN,UL) listAgencyId=@(6)
CimWagonCode: content!=@(RR) listAgencyId=@(6)
TrailerCode: content!=@(TE) listAgencyId=@(6) listId=str listVersionId=str name=str
CarriedCode: content!=@any_equipment listAgencyId=@(6) listId=str listVersionId=str name=str
SupplierCode: content!=@(1,2,3,4,5,6,7) listAgencyId=@(6)
MovementStatusCode: content!=@(2,3,6,8) listAgencyId=@(6)
FullCode: content!=@(5) listAgencyId=@(6)
DamagedCode: content!=@(2) listAgencyId=@(6)
SealingRoleCode: content!=@(CA,CU,SH) listId=str listAgencyId=@(6)
ShipperSealCode: content!=@(SH) listId=str listAgencyId=@(6)
AnyRegulationCode: content!=@regulation listAgencyId=@(6)
MarkingCode: content!=@(16,18,23,24) listAgencyId=@(6)
AdditionalChargeCode: content!=@(2) listAgencyId=@(6)
ChargeCategoryCode: content!=@charge_category listAgencyId=@(6)
ChargeId: content!=@charge_kind schemeAgencyId=@(6)
PayingRoleCode: content!=@(CA,CN,CZ,GS) listAgencyId=@(6)
TariffClassCode: content!=@tariff_class listAgencyId=@(6)
PriceCode: content!=@price_type listAgencyId=@(6)
AllowanceCode: content!=@allowance listAgencyId=@agency
RoubleCode: content!=@(RUB) listAgencyId=@(5)
ConditionCode: content!=@service_condition listAgencyId=@(6)
RequirementCode: content!=@(2,4) listAgencyId=@(6)
TermsFunctionCode: content!=@(6) listAgencyId=@(6)
RelatedCode: content!=@(916) listAgencyId=@(6)
RelatedStatusCode: content!=@(2) listAgencyId=@(6)
ReferenceCode: content!=@reference listAgencyId=@(6)
RoadListCode: content!=@(722) listAgencyId=@(6)
OriginalCode: content!=@(9) listAgencyId=@(6)
ExportCode: content!=@(1) listAgencyId=@(6)
CustomsAgencyCode: content!=@(5) listAgencyId=@(6)
StationCode: content!=@(5) listAgencyId=@(6)
SectionStartCode: content!=@(32) listAgencyId=@(6)
SectionEndCode: content!=@(56) listAgencyId=@(6)
CustomsExitCode: content!=@(42) listAgencyId=@(6)
FinalCountryCode: content!=@(28) listAgencyId=@(6)
RouteSubjectCode: content!=@(IRP) listAgencyId=@agency
"""

_PARTIES = """
Number: completeNumber=Text
Uri: uri=SchemedId
CimUri: uri=Id
Names: personName*=PlainText departmentName*=PlainText
ReachedNames < Names: telephoneUniversalCommunication[1]=Number
    faxUniversalCommunication[1]=Number emailURIUniversalCommunication=Uri
ConsignorContact < ReachedNames: authorizedPersonName=LocaleText
CimReachedNames < ReachedNames: emailURIUniversalCommunication=CimUri
CimConsignorContact < ConsignorContact: emailURIUniversalCommunication=CimUri
Address: streetName*=PlainText postcodeCode[1]=PlainCode cityName*=PlainText
    countrySubDivisionName*=PlainText countryId=Country
Signatory: name=Text
Method: categoryCode=ChargeCategoryCode transportPaymentMethodCode=NamedCode
NumberOnly: id*=SchemedId
NumberedParty: id*=SchemedId name*=Text
IssuingParty: name*=Text
Party: id*=SchemedId typeCode*=ListedCode name*=Text languageCode*=LanguageCode
    definedTradeContact[1]=Names postalTradeAddress=Address
AddressedParty < NumberedParty: languageCode*=LanguageCode definedTradeContact[1]=Names
    postalTradeAddress=Address
Carrier < Party: businessTypeCode=LongCode
CimCarrier < Carrier: specifiedAuthoritativeSignatoryPerson*=Signatory
Payer: id*=Id name*=Text languageCode*=LanguageCode postalTradeAddress=Address
    specifiedAuthoritativeSignatoryPerson*=Signatory applicableLogisticsServiceCharge*=Method
Consignor < Payer: definedTradeContact[1]=ConsignorContact
Consignee < Payer: definedTradeContact[1]=ReachedNames
CimConsignor < Payer: definedTradeContact[1]=CimConsignorContact
CimConsignee < Payer: definedTradeContact[1]=CimReachedNames
"""

_PLACES = """
CountryOnly: id[1]=Country
IdPlace: id[1]=Id
NamedPlace: id[1]=Id name[1]=Text
NameOnly: name[1]=Text
SignaturePlace: name[1]=Text countryId=Country
DeliveryPlace < NamedPlace: countryId=Country
Part: id=Id
Station < NamedPlace: typeCode[1]=StationCode subordinateLocation[1]=Part
SectionStart < NamedPlace: typeCode[1]=SectionStartCode
SectionEnd < NamedPlace: typeCode[1]=SectionEndCode
CustomsPlace: id[1]=Id typeCode[1]=CustomsExitCode
FinalPlace: id[1]=Id typeCode[1]=FinalCountryCode
Office: id[1]=Id typeCode[1]=LocationCode
Description: description[1]=Text
CodedNote: content[1]=Text contentCode[1]=ListedCode subjectCode*=ListedCode
ContentNote: content[1]=Text
SubjectNote: subject=Text subjectCode*=ListedCode
RouteNote: content[1]=Text subjectCode*=RouteSubjectCode
Bounds: startDateTime=time endDateTime=time
Duration: duration[1]=Measure
Hindrance: reasonTypeCode=ListedCode occurrencePeriod*=Bounds
Prolongation: occurrencePeriod*=Duration occurrenceLogisticsLocation=NameOnly
DeliveryEvent: actualOccurrenceDateTime=time occurrenceLogisticsLocation=DeliveryPlace
    delaySpecifiedReferencedEvent*=Hindrance
ProlongationEvent: actualOccurrenceDateTime=time delaySpecifiedReferencedEvent*=Prolongation
Examination: description*=Text
ArrivalEvent: actualOccurrenceDateTime=time occurrenceLogisticsLocation=Station
DepartureEvent: occurrenceLogisticsLocation=Station
UnloadingEvent: value=UnitMeasure
DamageEvent: actualOccurrenceDateTime=time description*=Text
StopEvent: id=PlainId applicableNote*=RouteNote
TransshipmentEvent: actualOccurrenceDateTime=time occurrenceLogisticsLocation=NamedPlace
    value=UnitMeasure preTranshipmentTransportEquipmentApplicableNote*=SubjectNote
    transportInformationApplicableNote*=SubjectNote
CertifyingEvent: id=PlainId actualOccurrenceDateTime=time certifying*=NumberedParty
"""

_GOODS = """
Marks: marking[1]=Text
ItemMarks < Marks: markingInstructionCode[1]=MarkingCode
Package: itemQuantity=Quantity typeCode*=PackageCode type*=Text
Cargo: id*=Text
ItemDocument: typeCode=DocumentCode issueDateTime=FormattedTime
EquipmentReference: id=PlainId
Measurement: actual[1]=Measure typeCode[1]=ListedCode
ExpertContact: specifiedNote*=ContentNote
DangerousGoods: undgIdCode=PlainCode regulationCode=AnyRegulationCode technicalName[1]=Text
    emsId=Id tremId=Id mfagId=Id upperPartOrangeHazardPlacardId=Id marking[1]=Text
    packagingDangerLevelCode=PackingGroupCode hazardClassificationId=Id netWeight=AnyWeight
    properShippingName=Text packageTypeCode=PackageCode transportExpertTradeContact=ExpertContact
    flashpointTemperatureMeasurement[1]=Measurement
CimDangerousGoods < DangerousGoods: information[1]=Text regulationName*=Text
Item: id*=PlainId sequenceNumeric=Numeric typeCode=CommodityCode invoiceAmount[1]=Amount
    grossWeight[1]=AnyWeight tradeLineItemQuantity=PlainQuantity natureIdCargo[1]=Cargo
    applicableDangerousGoods*=DangerousGoods physicalLogisticsShippingMarks*=ItemMarks
    associatedReferencedLogisticsTransportEquipment*=EquipmentReference
    associatedReferencedDocument*=ItemDocument transportLogisticsPackage*=Package
    applicableNote*=CodedNote
CimItem < Item: applicableDangerousGoods*=CimDangerousGoods
"""

_TRANSPORT = """
Seal: id[1]=Id typeCode=ListedCode conditionCode*=DamagedCode issuing=IssuingParty
    sealingPartyRoleCode=SealingRoleCode
CimSeal < Seal: sealingPartyRoleCode=ShipperSealCode
WagonKind: type=Text
Carried: id[1]=PlainId categoryCode*=TrailerCode
CimCarried < Carried: categoryCode*=CarriedCode
Equipment: id=PlainId grossWeight=AnyWeight tareWeight=AnyWeight categoryCode=WagonCode
    characteristicCode=ListedCode supplierPartyRoleCode=SupplierCode usedCapacityCode=FullCode
    transportMovementStatusCode=MovementStatusCode information*=Text unitQuantity=PlainQuantity
    axleQuantity=BasisQuantity loadingInstructions[1]=Description affixedLogisticsSeal*=Seal
    carriedAssociatedTransportEquipment*=Carried specifiedLogisticsTransportMeans[1]=WagonKind
    applicableNote*=CodedNote owner*=NumberedParty
CimEquipment < Equipment: categoryCode=CimWagonCode sequenceNumeric=Numeric
    affixedLogisticsSeal*=CimSeal carriedAssociatedTransportEquipment*=CimCarried
Route: id=Id description=Text itineraryStopEvent*=StopEvent
Movement: stageCode=MainStageCode modeCode=AnyModeCode id=PlainId unloadingEvent=UnloadingEvent
    arrivalEvent[1]=ArrivalEvent departureEvent[1]=DepartureEvent itineraryRoute*=Route
    specialSpecifiedInstructions*=Description damageEvent*=DamageEvent
    transshipmentIntermediateEvent*=TransshipmentEvent
CimMovement < Movement: specifiedEvent*=CertifyingEvent
RailMovement: id=PlainId modeCode=RailModeCode stageCode=FirstStageCode
"""

_TRADE = """
Price: typeCode=PriceCode chargeAmount[1]=Amount basisQuantity=Quantity
Charge: id=ChargeId description[1]=Text paymentArrangementCode=PaymentCode
    tariffClassCode=TariffClassCode categoryCode=AdditionalChargeCode
    chargeCategoryCode=ListedCode appliedAmount[1]=Amount payingPartyRoleCode=PayingRoleCode
    preTranshipmentCalculationBasisQuantity*=BasisQuantity
    postTranshipmentCalculationBasisQuantity*=BasisQuantity
    calculationBasisCommodityCode=Code calculationBasisArea=BareMeasure
    calculationBasisDistance=Distance tariffCurrencyCode*=ListedCurrency
    chargeCurrencyCode*=ListedCurrency paymentPlaceLogisticsLocation=IdPlace
    appliedFromLogisticsLocation=SectionStart appliedToLogisticsLocation=SectionEnd
    calculationBasisTradePrice=Price
CimCharge < Charge: categoryCode=ChargeCategoryCode
BareMeasure: content!=number
ReferencedCharge: id=ChargeId paymentArrangementCode=PaymentCode tariffClassCode=TariffClassCode
ContractDocument: typeCode=DocumentCode
ReferencedConsignment: id*=PlainId transportContractReferencedDocument=ContractDocument
    applicableLogisticsServiceCharge*=ReferencedCharge
Allowance: typeCode=AllowanceCode
SourceCurrency: sourceCurrencyCode=Currency
InvoiceCurrency: sourceCurrencyCode=Currency targetCurrencyCode=Currency
ChargeCurrency: sourceCurrencyCode=RoubleCode targetCurrencyCode=Currency conversionRate=Numeric
Terms: deliveryTypeCode=DeliveryTermsCode functionCode[1]=TermsFunctionCode
    description[1]=PlainText
Service: conditionTypeCode[1]=ConditionCode serviceRequirementCode*=RequirementCode
Handling: description[1]=Text descriptionCode[1]=ListedCode
CimProcedure: remark*=Text transportMovementTypeCode[1]=ExportCode
    responsibleAgencyCode=CustomsAgencyCode borderClearanceInstructions*=Description
    entryCustomsOfficeSpecifiedLogisticsLocation=Office
    exitCustomsOfficeSpecifiedLogisticsLocation=IdPlace
Procedure < CimProcedure: performanceDateTime[1]=time acquisitionDateTime=time
    exitCustomsOfficeSpecifiedLogisticsLocation=Office
RelatedDocument: id[1]=PlainId typeCode=RelatedCode statusCode=RelatedStatusCode
"""

_DOCUMENT = """
Consignment: id[1]=PlainId consignorAssignedId=PlainId carrierAssignedId=PlainId
    sequenceNumeric[1]=Numeric carrierAcceptanceDateTime=time grossWeight[1]=AnyWeight
    chargeableWeight[1]=AnyWeight insuranceValueAmount=Amount totalChargeAmount=Amount
    totalCollectChargeAmount=Amount totalAllowanceChargeAmount=Amount
    transportEquipmentQuantity[1]=PlainQuantity carrierProvidedInformation[1]=Text
    declaredValueForCarriageAmount=Amount contractTermsInformation*=LocaleText
    consignor=Consignor consignee=Consignee carrier=Carrier shipTo=NumberOnly
    consignorAgent=AddressedParty transshipmentLogisticsLocation*=IdPlace
    declaredForCustomsLogisticsLocation=CustomsPlace finalDestinationLogisticsLocation=FinalPlace
    transportContractReferencedDocument=ContractDocument
    associatedReferencedDocument[9]=RelatedDocument physicalLogisticsShippingMarks[1]=Marks
    handlingInstructions*=Handling deliveryEvent=DeliveryEvent transportEvent*=ProlongationEvent
    examinationEvent*=Examination includedConsignmentItem*=Item
    includedReferencedConsignment*=ReferencedConsignment
    utilizedLogisticsTransportEquipment*=Equipment
    mainCarriageLogisticsTransportMovement*=Movement
    specifiedLogisticsTransportMovement[1]=RailMovement exportTradeCountry=CountryOnly
    applicableTradeCurrencyExchange*=SourceCurrency
    invoiceApplicableTradeCurrencyExchange[1]=InvoiceCurrency
    serviceChargeApplicableTradeCurrencyExchange[1]=ChargeCurrency
    specifiedTradeDeliveryTerms[1]=Terms transportService*=Service
    applicableLogisticsServiceCharge*=Charge applicableTradeAllowanceCharge*=Allowance
    applicableCrossBorderRegulatoryProcedure*=Procedure
CimConsignment < Consignment: availabilityDueDateTime=time netWeight[1]=AnyWeight
    associatedInvoiceAmount[1]=Amount declaredValueForCustomsAmount=Amount packageType*=Text
    carrierAcceptanceLogisticsLocation=NamedPlace consignor=CimConsignor consignee=CimConsignee
    carrier=CimCarrier associatedReferencedDocument*=RelatedDocument
    includedConsignmentItem*=CimItem utilizedLogisticsTransportEquipment*=CimEquipment
    mainCarriageLogisticsTransportMovement*=CimMovement
    specifiedLogisticsTransportMovement*=RailMovement
    invoiceApplicableTradeCurrencyExchange[1]=SourceCurrency
    applicableLogisticsServiceCharge*=CimCharge
    applicableCrossBorderRegulatoryProcedure*=CimProcedure
Clause: content[1]=Text
Reference: id[1]=PlainId typeCode=DocumentCode referenceTypeCode=ReferenceCode
FirstSignature: actualDateTime=time statement=Text issueLogisticsLocation=SignaturePlace
SecondSignature: statement=Text
HeaderDocument: id=PlainId typeCode=DocumentCode issueDateTime=time languageId[1]=Id
    purposeCode[1]=OriginalCode amendmentPurposeCode[1]=ListedCode information*=Text
    senderAssignedId[1]=PlainId recipientAssignedId[1]=PlainId versionId=PlainId
    includedNote*=CodedNote referenceReferencedDocument*=Reference
    contractualDocumentClause*=Clause firstSignatoryDocumentAuthentication=FirstSignature
    secondSignatoryDocumentAuthentication=SecondSignature sender=NumberOnly
    recipient*=NumberOnly
Version: id=PlainId name=Text
ContextParameter: id!=PlainId value=Text specifiedDocumentVersion=Version
Context: transactionId=PlainId guidelineSpecifiedDocumentContextParameter[1]=ContextParameter
Declaration: typeCode=RoadListCode
Smgs: exchangedDocumentContext=Context exchangedDocument=HeaderDocument
    exchangedDeclaration=Declaration specifiedConsignment[1]!=Consignment
CimSmgs < Smgs: specifiedConsignment[1]!=CimConsignment
"""

RAIL = Grammar(VALUES + _CODES + _PARTIES + _PLACES + _GOODS + _TRANSPORT + _TRADE + _DOCUMENT)
