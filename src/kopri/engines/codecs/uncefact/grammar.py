"""The grammar of the UN/CEFACT eCMR, JSON schema D23B (Buy-Ship-Pay), with the profile's limits.

The general records come first, then what the eCMR leaves of them at certain places. Stricter than
the schema in two things: a document must hold a consignment, and data must be sent, not referred
to by URI.
"""

from kopri.engines.codecs.uncefact.values import VALUES
from kopri.engines.codecs.wire.grammar import Grammar

_GENERAL = """
Coordinate: altitude=UnitMeasure latitude=UnitMeasure longitude=UnitMeasure
    isOrHasLatitudeDirection=bool isOrHasLongitudeDirection=bool systemId=Id id=Id
    altimetricSystemId=Id
Registration: id[1]=Id typeCode[1]=ListedCode countryId=Id
TaxRegistration: id=Id
Note: subject=Text contentCode[1]=ListedCode content[1]=Text subjectCode*=ListedCode
ContentNote: content[1]=Text
Number: completeNumber=Text
Uri: uri=Id
PlainNumber: completeNumber=PlainText
PlainUri: uri=PlainId
Contact: personName*=PlainText telephoneUniversalCommunication[1]=Number
    mobileTelephoneUniversalCommunication=Number emailURIUniversalCommunication=Uri
    specifiedNote*=ContentNote
PlaceContact < Contact: -emailURIUniversalCommunication -specifiedNote
HeaderContact < Contact: -specifiedNote telephoneUniversalCommunication[1]=PlainNumber
    mobileTelephoneUniversalCommunication=PlainNumber emailURIUniversalCommunication=PlainUri
Address: id*=Id postcodeCode[1]=PlainCode streetName*=PlainText cityName*=PlainText
    countryId=Country countryName*=PlainText countrySubDivisionName*=PlainText
AddressWithoutCode < Address: -countryId
Party: id*=Id name*=Text roleCode*=PartyRoleCode languageCode*=LanguageCode
    definedTradeContact[1]=Contact postalTradeAddress=Address
    specifiedTaxRegistration*=TaxRegistration specifiedGovernmentRegistration*=Registration
LocationParty: definedTradeContact*=PlaceContact
Location: id[1]=Id name[1]=Text typeCode[1]=LocationCode description*=Text countryId=Country
    physicalGeographicalCoordinate=Coordinate postalTradeAddress=Address
    servicingSpecifiedLocationParty*=LocationParty
TradeCountry: id[1]=Country
Label: id=Id
Marks: marking[1]=Text barcodeLogisticsLabel*=Label
Package: itemQuantity=Quantity levelCode=PackageLevelCode typeCode*=PackageCode type*=Text
    id*=PlainId isOrHasReturnable=bool physicalLogisticsShippingMarks*=Marks
Seal: id[1]=Id conditionCode*=SealConditionCode sealingPartyRoleCode=SealingPartyCode
Charge: paymentArrangementCode=PaymentCode categoryCode=ChargeCode appliedAmount[1]=Amount
    payingPartyRoleCode=PartyRoleCode
TemperatureText: description[1]=Text
TemperatureSetting: minimumValue=Temperature maximumValue=Temperature
    informationTemperatureSettingInstructions=TemperatureText
Handling: description[1]=Text descriptionCode[1]=ListedCode
    applicableTransportSettingTemperature[1]=TemperatureSetting
Instructions: description[1]=Text descriptionCode=ListedCode
Period: startDateTime=time endDateTime=time
File: id[1]=PlainId uri=PlainId mimeCode=ListedCode encodingCode=ListedCode
    characterSetCode=ListedCode size=Measure
Document: typeCode=DocumentCode id[1]=PlainId remarks*=Text issueDateTime=FormattedTime
    effectivePeriod=Period attachedBinaryFile*=File
EquipmentReference: id=PlainId loadedPackageQuantity=PlainQuantity
Equipment: id=PlainId categoryCode=EquipmentCode characteristicCode=CharacteristicCode
    isOrHasSealed=bool isOrHasReturnable=bool affixedLogisticsSeal*=Seal
    settingTransportSettingTemperature*=TemperatureSetting applicableNote*=Note
Means: typeCode=MeansCode id*=Id registrationTradeCountry=TradeCountry
Measurement: actual[1]=Measure
Cargo: id*=Text statisticalClassificationCode=CommodityCode
DangerousGoods: undgIdCode!=PlainCode regulationCode=RegulationCode technicalName[1]=Text
    upperPartOrangeHazardPlacardId=Id lowerPartOrangeHazardPlacardId=Id
    packagingDangerLevelCode=PackingGroupCode properShippingName=Text
    transportExpertTradeContact=ExpertContact emergencyTradeContact=ExpertContact
    flashpointTemperatureMeasurement[1]=Measurement
ExpertContact < Contact: specifiedNote*=ContentNote
TradeLocation: id=Id
DeliveryTerms: deliveryTypeCode=DeliveryTermsCode relevantTradeLocation=TradeLocation
"""

_PLACES = """
NamedPlace: id[1]=Id name[1]=Text
HeaderParty: id*=Id name*=Text definedTradeContact[1]=HeaderContact
ConsignorRegistration < Registration: typeCode[1]=RegistrationCode
Consignor < Party: -roleCode specifiedGovernmentRegistration*=ConsignorRegistration
Consignee < Party: -roleCode
Carrier < Party: -roleCode postalTradeAddress=AddressWithoutCode
Buyer < Party: postalTradeAddress=AddressWithoutCode
AcceptancePlace < Location: -description -countryId -physicalGeographicalCoordinate
    typeCode[1]=AcceptanceCode postalTradeAddress=AddressWithoutCode
ReceiptPlace < AcceptancePlace: typeCode[1]=ReceiptCode
Manifest < Document: typeCode=ManifestCode
UncodedHandling < Handling: -descriptionCode
UncodedInstructions: description[1]=Text
OuterPackage < Package: levelCode=OuterLevelCode
CertifyingParty: id*=Id name*=Text roleCode*=PartyRoleCode
ConsignmentEvent: actualOccurrenceDateTime=time occurrenceLogisticsLocation=NamedPlace
    certifying*=CertifyingParty applicableNote*=Note
BareRegistration: id[1]=Id
MovementParty < Party: -roleCode postalTradeAddress=AddressWithoutCode
    specifiedGovernmentRegistration*=BareRegistration
MovementPlace: id[1]=Id name[1]=Text typeCode[1]=LocationCode description*=Text
    physicalGeographicalCoordinate=Coordinate
MovementEvent: id=PlainId typeCode=ListedCode description*=Text estimatedOccurrenceDateTime=time
    actualOccurrenceDateTime=time scheduledOccurrenceDateTime=time
    specifiedInstructions*=Instructions occurrenceLogisticsLocation=MovementPlace
    certifying*=MovementParty applicableNote*=Note
Movement: stageCode=StageCode modeCode=ModeCode usedLogisticsTransportMeans=Means
    specifiedEvent*=MovementEvent
Item: sequenceNumeric!=Numeric typeCode=CommodityCode invoiceAmount[1]=Amount
    grossWeight[1]=Weight grossVolume[1]=Volume tariffQuantity=Quantity globalId[1]=Id
    natureIdCargo[1]=Cargo applicableDangerousGoods*=DangerousGoods handlingInstructions*=Handling
    originTradeCountry=TradeCountry destinationTradeCountry=TradeCountry
    associatedReferencedLogisticsTransportEquipment*=EquipmentReference
    associatedReferencedDocument*=Document transportLogisticsPackage*=Package
    previousAdministrativeReferencedDocument*=Document applicableNote*=Note
Consignment: id[1]=PlainId consignorAssignedId=PlainId carrierAssignedId=PlainId
    freightForwarderAssignedId=PlainId grossWeight[1]=Weight grossVolume[1]=Volume
    associatedInvoiceAmount[1]=Amount codAmount=Amount consignmentItemQuantity=PlainQuantity
    cargoInsuranceInstructionsInformation*=Text isOrHasTransshipmentPermission=bool
    consignor=Consignor consignee=Consignee carrier=Carrier notified*=Consignee
    connectingCarrier*=Carrier carrierAcceptanceLogisticsLocation=AcceptancePlace
    consigneeReceiptLogisticsLocation=ReceiptPlace associatedReferencedDocument*=Manifest
    handlingInstructions*=UncodedHandling loadingInstructions*=UncodedInstructions
    deliveryEvent=ConsignmentEvent examinationEvent*=ConsignmentEvent pickUpEvent=ConsignmentEvent
    includedConsignmentItem*=Item utilizedLogisticsTransportEquipment*=Equipment
    mainCarriageLogisticsTransportMovement*=Movement specifiedTradeDeliveryTerms[1]=DeliveryTerms
    applicableLogisticsServiceCharge*=Charge transportLogisticsPackage*=OuterPackage
    consignorProvidedBorderClearanceInstructions*=Instructions
    deliveryInstructions*=Instructions previousAdministrativeReferencedDocument*=Document
    transportServicesBuyer=Buyer
HeaderDocument: id=PlainId typeCode=WaybillCode issueDateTime=time remarks*=Text
    includedNote*=Note issueLogisticsLocation=IssuePlace issuer=HeaderParty recipient*=HeaderParty
IssuePlace: id[1]=Id name[1]=Text countryId=Country
ContextParameter: id!=PlainId
Context: transactionId=PlainId
    businessProcessSpecifiedDocumentContextParameter[1]=ContextParameter
    guidelineSpecifiedDocumentContextParameter[1]=ContextParameter
Master: exchangedDocumentContext=Context exchangedDocument=HeaderDocument
    specifiedConsignment[1]!=Consignment
"""

ECMR = Grammar(VALUES + _GENERAL + _PLACES)
