"""The grammar of the sanitary and phytosanitary certificate, JSON schema D23B (SPSCertificate).

Stricter than the schema in two things, as the eCMR's is: see there.
"""

from kopri.engines.codecs.uncefact.values import VALUES
from kopri.engines.codecs.wire.grammar import Grammar

_CODES = """
AddressCode: content!=@(1,2,3,4,5,6,7,8) listAgencyId=@(6)
ActionCode: content!=@(1,10,2,3,4,5,6,7,8,9) listAgencyId=@(6)
CargoCode: content!=@(0,1,2,3,4,5,6,7,9) listAgencyId=@(6)
CarriageModeCode: content!=@(0,1,2,3,4,5,6,7,8,9) listAgencyId=@(6)
RelationCode: content!=@reference listAgencyId=@(6) listId=str listVersionId=str name=str
ProcessCode: content!=@process listAgencyId=@(6) listId=str listVersionId=str name=str
RegionCode: content!=@location listAgencyId=@(6) listId=str
TemperatureCode: content!=@(1,2,3,4,5,6,7,8,9) listAgencyId=@(6)
"""

_PARTIES = """
Qualification: name[1]=Text abbreviatedName=Text
Signatory: name!=Text attainedAcademicQualification*=Qualification
Person: personName*+=PlainText
BareAddress: lineOne=Text lineTwo=Text lineThree=Text lineFour=Text lineFive=Text
    postcodeCode[1]=PlainCode cityId=Id cityName*=Text countrySubDivisionId[1]=Id
    countrySubDivisionName[1]=Text countryId=Country countryName[1]=Text
Address < BareAddress: typeCode[1]=AddressCode
NumberedAddress < Address: id*=Id
PlainAddress < Address: lineOne=PlainText lineTwo=PlainText lineThree=PlainText
    lineFour=PlainText lineFive=PlainText cityName*=PlainText
    countrySubDivisionName[1]=PlainText countryName[1]=PlainText
Officer: id[1]=Id typeCode*=ListedCode name*=Text roleCode*=PartyRoleCode
    definedTradeContact[1]=Person postalTradeAddress=Address
    specifiedAuthoritativeSignatoryPerson*=Signatory
PlaceOfficer < Officer: id[1]=SchemedId postalTradeAddress=BareAddress
Authority < Officer: specifiedAuthoritativeSignatoryPerson[1]=Signatory
SealIssuer < Officer: roleCode[1]=PartyRoleCode
Party < Officer: postalTradeAddress=PlainAddress
Establishment < Officer: id[1]=SchemedId postalTradeAddress=NumberedAddress
"""

_PLACES = """
Place: id[1]=Id name[1]=Text
BareRegion: id=Id name[1]+=PlainText hierarchicalLevelCode=LongCode functionTypeCode=RegionCode
ProcessRegion < BareRegion: activityAuthorized*=Establishment
Region < BareRegion: name[1]+=Text activityAuthorized*=Party
TradeCountry: id[1]=Country name[1]=Text subordinateTradeCountrySubDivision*=Region
ProcessCountry < TradeCountry: subordinateTradeCountrySubDivision*=ProcessRegion
TreatmentCountry < TradeCountry: subordinateTradeCountrySubDivision*=BareRegion
Period: duration[1]=Measure startDateTime=time endDateTime=time
StartedPeriod < Period: startDateTime!=time
Examination: occurrenceLogisticsLocation=Place
"""

_PAPERS = """
Clause: id=PlainId content[1]=Text
Authentication: typeCode=ActionCode actualDateTime=time issueLogisticsLocation=Place
    provider=Officer locationProvider=PlaceOfficer
Inspection < Authentication: includedDocumentClause*=Clause locationProvider=Officer
Note: subject=Text contentCode*=ListedCode content[1]=Text subjectCode*=ListedCode
Evidence: typeCode=DocumentCode id*=PlainId information[1]=Text issueDateTime=FormattedTime
    attachmentBinaryObject*=Binary
Reference < Evidence: relationshipTypeCode=RelationCode
HeaderDocument: id=PlainId name[1]=Text typeCode=DocumentCode statusCode=StatusCode
    issueDateTime=time isOrHasCopy=bool description[1]=Text includedNote*=Note
    referenceReferencedDocument*=Reference firstSignatoryDocumentAuthentication=Authentication
    issuer=Authority recipient*=Authority
"""

_GOODS = """
Marks: marking[1]=Text
Package: levelCode!=PackageLevelCode typeCode=PackageCode itemQuantity!=Quantity
    nominalGrossWeight=AnyWeight nominalGrossVolume=AnyVolume
    physicalLogisticsShippingMarks*=Marks
Setting: typeCode=TemperatureCode value=Temperature minimumValue=Temperature
    maximumValue=Temperature
LineSeal: id[1]=Id issuing=SealIssuer
Seal < LineSeal: maximumId=SchemedId
LineEquipment: id=PlainId settingTransportSettingTemperature*=Setting
    affixedLogisticsSeal*=LineSeal
Equipment < LineEquipment: affixedLogisticsSeal*=Seal
Process: typeCode=ProcessCode completionPeriod=Period operationTradeCountry=ProcessCountry
Treatment: typeCode!=ProcessCode completionPeriod=StartedPeriod
    operationTradeCountry=TreatmentCountry
Classification: systemId=Id systemName[1]=Text classCode=ListedCode className[1]=Text
Instance: expiryDateTime=time appliedProductHandlingProcess*=Treatment
Product: description[1]=Text netWeight[1]=Measure grossWeight[1]=Measure netVolume[1]=Measure
    grossVolume[1]=Measure batchId[1]=PlainId commonName[1]=Text scientificName[1]=Text
    intendedUse[1]=Text designatedProductClassification*=Classification
    individualTradeProductInstance[1]=Instance originTradeCountry*=TradeCountry
    originLogisticsLocation*=Place
    certificationEvidenceReferenceReferencedDocument[1]=Evidence
Line: sequenceNumeric[1]=Numeric additionalInformationNote*=Note
    assertedDocumentAuthentication*=Inspection specifiedTradeProduct[1]=Product
    appliedProductHandlingProcess*=Process physicalReferencedLogisticsPackage*=Package
    associatedLogisticsTransportEquipment*=LineEquipment referenceReferencedDocument*=Reference
Cargo: typeCode=CargoCode
Item: natureIdCargo[1]=Cargo includedTradeLineItem*+=Line
"""

_DOCUMENT = """
Means: name=Text
Movement: id=PlainId modeCode=CarriageModeCode usedLogisticsTransportMeans=Means
Consignment: id[1]=PlainId availabilityDueDateTime=time exportExitDateTime=time
    isOrHasShipStores=bool consignor=Party consignee=Party carrier=Party despatch=Party
    delivery=Party customsTransitAgent=Party consigneeReceiptLogisticsLocation=Place
    loadingBaseportLogisticsLocation=Place unloadingBaseportLogisticsLocation=Place
    transitLogisticsLocation*=Place examinationEvent*=Examination includedConsignmentItem*=Item
    utilizedLogisticsTransportEquipment*=Equipment
    mainCarriageLogisticsTransportMovement*=Movement transitTradeCountry*=TradeCountry
    importTradeCountry=TradeCountry exportTradeCountry=TradeCountry
    reExportTradeCountry*=TradeCountry
Certificate: exchangedDocument=HeaderDocument specifiedConsignment[1]!=Consignment
"""

SPS = Grammar(VALUES + _CODES + _PARTIES + _PLACES + _PAPERS + _GOODS + _DOCUMENT)
