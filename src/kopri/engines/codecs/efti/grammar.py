"""The grammars of eFTI: the common data set, its identifier subset, and the messages around them.

Element names, order, occurrence and value spaces of Regulation (EU) 2020/1056 as published by the
reference implementation EFTI4EU (Apache-2.0), eDelivery messages version 0.5.
"""

from kopri.engines.codecs.wire.grammar import Grammar

COMMON_NAMESPACE = "http://efti.eu/v1/consignment/common"
IDENTIFIER_NAMESPACE = "http://efti.eu/v1/consignment/identifier"
MESSAGE_NAMESPACE = "http://efti.eu/v1/edelivery"

_VALUES = """
Text35: content!=str35 ^languageId=@language
Text70: content!=str70 ^languageId=@language
Text128: content!=str128 ^languageId=@language
Text256: content!=str256 ^languageId=@language
Text512: content!=str512 ^languageId=@language
Id7: content!=str7 ^schemeAgencyId=token
Id17: content!=str17 ^schemeAgencyId=token
Id35: content!=str35 ^schemeAgencyId=token
Id70: content!=str70 ^schemeAgencyId=token
Id512: content!=str512 ^schemeAgencyId=token
Amount: content!=dec16.3 ^currencyId=@currency
DateTime: content!=moment ^formatId!=@(102,203,205)
Measure: content!=dec16.6 ^unitId=token
UnitMeasure: content!=dec16.6 ^unitId=token
LinearUnitMeasure: content!=dec16.6 ^unitId=token
TemperatureUnitMeasure: content!=dec16.6 ^unitId=@(CEL)
DurationUnitMeasure: content!=decimal ^unitId=@(DAY)
VolumeUnitMeasure: content!=dec16.6 ^unitId=@(LTR,MTQ)~MTQ
WeightUnitMeasure: content!=dec16.6 ^unitId=@(GRM,KGM,TNE)~KGM
"""

_COMMON = """
AssociatedTransportEquipment: affixedSeal*=LogisticsSeal categoryCode*=@efti_equipment
    goodsItemUnitQuantity*=int8 grossGoodsVolumeMeasure*=VolumeUnitMeasure
    grossGoodsWeightMeasure*=WeightUnitMeasure grossWeight=Measure id=Id17
    loadedDangerousGoods*=TransportDangerousGoods netGoodsVolumeMeasure*=VolumeUnitMeasure
    netGoodsWeightMeasure*=WeightUnitMeasure reportableQuantity*=int8 sequenceNumber=int16
    stowagePositionID=Id17 usedCapacityCode=token verifiedGrossWeight*=WeightUnitMeasure
    weightVerificationMethodCode*=token weightVerifierParty*=TradeParty
AttachedTransportEquipment: categoryCode*=@efti_equipment id=Id17 unitQuantity=int8
AuthoritativeSignatoryPerson: id=Id17 name=str35
CalibratedMeasurement: valueMeasure=Measure
ContactPerson: familyName*=str35 givenName=str35
CreditorFinancialAccount: proprietaryID=Id17
CrossBorderRegulatoryProcedure: exportCustomsOfficeLocation=LogisticsLocation
    importCustomsOfficeLocation=LogisticsLocation transitCustomsOfficeLocation*=LogisticsLocation
    typeCode*=token
DocumentAuthentication: actualDateTime=DateTime statementCode=token
DocumentClause: contentText*=str256
ExemptionCalculation: hazardCategoryCode*=token reportableQuantity*=int8
GeographicalCoordinate: latitude=Measure longitude=Measure
LogisticsLocation: geographicalCoordinates=GeographicalCoordinate id=Id17 name*=str256
    postalAddress=TradeAddress
LogisticsPackage: information*=str35 itemQuantity=int8 referencedDocument*=ReferencedDocument
    shippingMarks*=LogisticsShippingMarks statedCondition*=SpecifiedCondition typeCode*=token
    typeText*=Text35
LogisticsRiskAnalysisResult: consignmentRiskRelatedCode*=token description*=Text128
    informationText*=Text128 levelCode=token screeningMethodCode*=token
    securityExemptionCode*=token
LogisticsSeal: conditionCode*=token id=Id70 issuingParty=TradeParty sealingPartyRoleCode=token
LogisticsServiceCharge: appliedAmount*=Amount calculationBasisCode=token
    calculationBasisPrice=TradePrice id=token payingPartyRoleCode=token
    paymentArrangementCode=token
LogisticsShippingMarks: markingText*=Text70
LogisticsTransportEquipment: affixedSeal*=LogisticsSeal
    carriedTransportEquipment*=AssociatedTransportEquipment categoryCode=@efti_equipment
    fullEmptyCode=token grossGoodsVolumeMeasure*=VolumeUnitMeasure
    grossGoodsWeightMeasure*=WeightUnitMeasure grossVolume=VolumeUnitMeasure id=Id17
    loadedDangerousGoods*=TransportDangerousGoods netGoodsVolumeMeasure*=VolumeUnitMeasure
    netGoodsWeightMeasure*=WeightUnitMeasure operatingParty=TradeParty ownerParty*=TradeParty
    registrationCountry=TradeCountry reportableQuantity*=int8 sealQuantity=int8
    sequenceNumber=int16 sizeTypeCode=token stowagePosition=Id17
LogisticsTransportMeans: attachedOperationalEquipment*=AttachedTransportEquipment id=Id17
    name=str70 owner=TradeParty registrationCountry=TradeCountry
    specifiedSpatialDimension*=SpatialDimension typeCode=token
LogisticsTransportMovement: arrivalEvent*=TransportEvent borderCrossingEvent*=TransportEvent
    callEvent*=TransportEvent dangerousGoodsIndicator=bool departureEvent*=TransportEvent
    event*=TransportEvent id=Id17 itineraryRoute*=TransportRoute loadingEvent*=TransportEvent
    master=TransportPerson modeCode=@efti_mode sequenceNumber*=int16
    unloadingEvent*=TransportEvent usedTransportMeans=LogisticsTransportMeans
Measurement: conditionMeasure*=Measure typeCode*=token
Note: contentText*=Text256 subjectCode*=token
RadioactiveMaterial: applicableRadioactiveIsotope*=SpecifiedRadioactiveIsotope
    fissileCriticalitySafetyIndexNumber=dec16.6 radioactivePackageTransportIndexCode*=token
    specialFormInformation*=Text70
ReferencedDocument: attachedBinaryFile*=SpecifiedBinaryFile attachedBinaryObject*=base64
    contractualClause*=DocumentClause formattedIssueDateTime=DateTime id=Id35
    issueLocation=LogisticsLocation issuer=TradeParty referenceTypeCode=token subtypeCode*=token
    typeCode=token uRI=Id512
ReferencedLogisticsTransportEquipment: id=Id17
RegulatoryExemption: id=Id17 reportableExemptionCalculation*=ExemptionCalculation typeCode*=token
RepresentativePerson: name=str35
SpatialDimension: description*=str35 height=LinearUnitMeasure length=LinearUnitMeasure
    width=LinearUnitMeasure
SpecifiedBinaryFile: id=Id17 includedBinaryObject*=base64
SpecifiedCondition: actionCode*=token actionDateTime*=DateTime
    calibratedMeasurement*=CalibratedMeasurement statementCode*=token statementText*=Text70
    subjectTypeCode*=token valueMeasure*=Measure
SpecifiedFuel: typeCode=token volumeMeasure*=VolumeUnitMeasure weightMeasure*=WeightUnitMeasure
    workingPressureMeasure*=UnitMeasure
SpecifiedLicence: id=Id17 typeCode*=token
SpecifiedLocation: name*=str35
SpecifiedObservation: applicableNote*=Note
SpecifiedPeriod: durationMeasure*=DurationUnitMeasure endDateTime=DateTime
    maximumDurationMeasure=DurationUnitMeasure startDateTime=DateTime
SpecifiedRadioactiveIsotope: activityLevelMeasure*=UnitMeasure name*=Text35
SupplyChainConsignment: applicableServiceCharge*=LogisticsServiceCharge
    associatedDocument*=ReferencedDocument associatedParty*=TradeParty cODAmount=Amount
    cargoInsuranceInstructions*=str256 carrier=TradeParty carrierAcceptanceDateTime=DateTime
    carrierAcceptanceLocation=LogisticsLocation connectingCarrier*=TradeParty consignee=TradeParty
    consigneeReceiptLocation=LogisticsLocation consignor=TradeParty
    consignorProvidedBorderClearanceInstructions*=TransportInstructions
    consignorProvidedInformationText*=str256 contractTermsText*=str256
    dangerousGoods=TransportDangerousGoods declaredValueForCarriageAmount=Amount
    deliveryEvent=TransportEvent deliveryInformation=str256 freightForwarder=TradeParty
    grossVolume*=VolumeUnitMeasure grossWeight*=WeightUnitMeasure
    includedConsignmentItem*=SupplyChainConsignmentItem information*=str256
    logisticsRiskAnalysisResult*=LogisticsRiskAnalysisResult
    mainCarriageTransportMovement*=LogisticsTransportMovement
    natureIdentificationCargo=TransportCargo netWeight*=WeightUnitMeasure
    notifiedWasteMaterial*=TransportationWasteMaterial numberOfPackages=int8
    onCarriageTransportMovement*=LogisticsTransportMovement paymentArrangementCode=token
    preCarriageTransportMovement*=LogisticsTransportMovement
    regulatoryProcedure*=CrossBorderRegulatoryProcedure
    specifiedTransportMovement*=LogisticsTransportMovement
    transportContractDocument=ReferencedDocument transportEquipmentQuantity*=int8
    transportEvent*=TransportEvent transportPackage*=LogisticsPackage
    transportService*=TransportService transshipmentLocation*=LogisticsLocation
    transshipmentPermittedIndicator=bool usedTransportEquipment*=LogisticsTransportEquipment
SupplyChainConsignmentItem: associatedTransportEquipment*=ReferencedLogisticsTransportEquipment
    dimensions=SpatialDimension goodsUnitQuantity*=int8 grossVolume*=VolumeUnitMeasure
    transportDangerousGoods*=TransportDangerousGoods
TaxRegistration: id=Id35
TradeAddress: additionalStreetName=str35 buildingNumber=str17 cityName*=str35 countryCode=@country
    countrySubDivisionName*=str35 departmentName=str35 postOfficeBox=str17 postcode*=token
    streetName*=str35
TradeContact: emailAddress=UniversalCommunication fax*=UniversalCommunication personName*=str35
    telephone*=UniversalCommunication
TradeContract: durationMeasure*=DurationUnitMeasure issueDateTime=DateTime
    signedLocation*=SpecifiedLocation
TradeCountry: code=@country
TradeParty: agreedContract*=TradeContract applicableLicence*=SpecifiedLicence
    authoritativeSignatoryPerson*=AuthoritativeSignatoryPerson
    confirmedDocumentAuthentication*=DocumentAuthentication definedContactDetails*=TradeContact
    id=Id17 name*=str70 ownedCreditorFinancialAccount=CreditorFinancialAccount
    postalAddress=TradeAddress representativePerson=RepresentativePerson roleCode*=token
    specifiedContactPerson*=ContactPerson taxRegistration*=TaxRegistration
TradePrice: basisQuantity=int8 categoryTypeCode=token unitAmount*=Amount
TransportCargo: identificationText*=Text512 operationalCategoryCode=token
    statisticalClassificationCode=token typeCode=token
TransportDangerousGoods: applicableRegulatoryExemption*=RegulatoryExemption
    controlTemperature=Measurement dangerousGoodsLogisticsPackage*=LogisticsPackage
    densityMeasure*=UnitMeasure emergencyTemperature=Measurement
    explosiveCargoNetWeight=WeightUnitMeasure grossVolume=VolumeUnitMeasure
    grossWeight=WeightUnitMeasure hazardCategoryCode=token hazardClassificationID=Id7
    hazardTypeCode*=token includedFuel*=SpecifiedFuel information*=Text256 labelTypeCode*=token
    limitedQuantityCode*=token meltingPointTemperatureMeasure*=TemperatureUnitMeasure
    netWeight=WeightUnitMeasure packagingDangerLevelCode=token previousCargoInformation*=Text256
    properShippingName*=Text128 radioactiveMaterial=RadioactiveMaterial
    regulatoryAuthorityName=str35 relatedDocument*=ReferencedDocument reportableQuantity=int8
    specialProvisionID=Id17 statedCondition*=SpecifiedCondition supplementaryInformation*=Text128
    technicalName*=Text128 technicalNameNote*=Note tunnelRestrictionCode=token uNDGID=token
TransportEvent: actualOccurrenceDateTime=DateTime additionalSecurityMeasures*=Note
    certifyingParty*=TradeParty estimatedOccurrenceDateTime=DateTime
    occurrenceLocation=LogisticsLocation relatedObservation*=SpecifiedObservation
    requestedOccurrenceDateTime=DateTime scheduledOccurrenceDateTime=DateTime
    scheduledOccurrencePeriod=SpecifiedPeriod typeCode=token
TransportInstructions: description*=str256
TransportPerson: birthDateTime=DateTime familyName*=str35 givenName*=str35 id=Id17
TransportRoute: description=str256
TransportService: conditionTypeCode*=token description=str256
TransportationWasteMaterial: id=Id17 weight*=WeightUnitMeasure
UniversalCommunication: completeNumber=str35 uRI=Id35
"""

_IDENTIFIER = """
AssociatedTransportEquipment: id=Id17 sequenceNumber=int16
LogisticsTransportEquipment: carriedTransportEquipment*=AssociatedTransportEquipment
    categoryCode=@efti_equipment id=Id17 registrationCountry!=TradeCountry sequenceNumber=int16
LogisticsTransportMeans: id=Id17 registrationCountry!=TradeCountry
LogisticsTransportMovement: dangerousGoodsIndicator!=bool modeCode!=@efti_mode
    usedTransportMeans=LogisticsTransportMeans
SupplyChainConsignment: carrierAcceptanceDateTime=DateTime deliveryEvent=TransportEvent
    mainCarriageTransportMovement*=LogisticsTransportMovement
    usedTransportEquipment*=LogisticsTransportEquipment
TradeCountry: code!=@country
TransportEvent: actualOccurrenceDateTime=DateTime
"""

_COMMON_MESSAGES = """
UilResponse: ^status!=@(200,400,404,500,501,502,503,504) ^requestId=token ed:description=str
    consignment=SupplyChainConsignment
"""

_IDENTIFIER_MESSAGES = """
Uil: ed:gateId!=token ed:platformId!=token ed:datasetId!=token
LocatedConsignment < SupplyChainConsignment: ed:uil!=Uil
IdentifierResponse: ^status!=@(200,400,404,500,501,502,503,504) ^requestId=token
    ed:description=str ed:consignment*=LocatedConsignment
SaveIdentifiersRequest: ^requestId!=token ^datasetId!=token consignment!=SupplyChainConsignment
"""

COMMON = Grammar(_VALUES + _COMMON + _COMMON_MESSAGES)
IDENTIFIER = Grammar(_VALUES + _IDENTIFIER + _IDENTIFIER_MESSAGES)
