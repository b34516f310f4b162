"""The values of UN/CEFACT JSON, D23B: texts, codes, identifiers, measures, as any message has."""

VALUES = """
Text: content!=str languageId=@language
PlainText: content!=str
Id: content!=str schemeAgencyId=@agency
PlainId: content!=str
Code: content!=str listId=str listAgencyId=@agency
ListedCode: content!=str listAgencyId=@agency
PlainCode: content!=str
Numeric: content!=number
Quantity: content!=number unitCode=@unit
PlainQuantity: content!=number
Amount: content!=number currencyId=@currency
Measure: content!=number unitCode=@unit
UnitMeasure: content!=number unitCode!=@unit
Weight: content!=number unitCode!=@(KGM)
Volume: content!=number unitCode!=@(MTQ)
Temperature: content!=number unitCode!=@(CEL,FAH)
Country: content!=@country schemeAgencyId=@(5)
LanguageCode: content!=@language listAgencyId=@(5)
CommodityCode: content!=@(ZZZ) listAgencyId=@agency
DeliveryTermsCode: content!=@incoterms listAgencyId=@(6)
PackageCode: content!=@package listAgencyId=@(6)
PackageLevelCode: content!=@package_level listAgencyId=@(6)
OuterLevelCode: content!=@(1,2,3,4) listAgencyId=@(6)
ModeCode: content!=@(3) listAgencyId=@(6)
StageCode: content!=@stage listAgencyId=@(6)
MeansCode: content!=str listAgencyId=@(6)
EquipmentCode: content!=@equipment listAgencyId=@(6)
CharacteristicCode: content!=@(14,17,21,23) listAgencyId=@agency
PartyRoleCode: content!=@party listAgencyId=@(6)
PackingGroupCode: content!=@packing_group listAgencyId=@(6)
RegulationCode: content!=@(ADR) listAgencyId=@(6)
DocumentCode: content!=@document listAgencyId=@(6)
WaybillCode: content!=@(730) listAgencyId=@(6)
ManifestCode: content!=@(785,786) listAgencyId=@(6)
LocationCode: content!=@location listAgencyId=@(6)
AcceptanceCode: content!=@(5,10,29,41,111,114,118,260,271) listAgencyId=@(6)
ReceiptCode: content!=@(4,11,22,29,41,260,270) listAgencyId=@(6)
SealConditionCode: content!=@seal_condition listAgencyId=@(6)
SealingPartyCode: content!=@sealing_party listId=str listAgencyId=@(6)
ChargeCode: content!=@charge listAgencyId=@(6)
PaymentCode: content!=@payment listAgencyId=@(6)
RegistrationCode: content!=@(AEO,EORI,TIN,ZZZ) listAgencyId=@agency
FormattedTime?: content!=str format!=@time_format
SchemedId: content!=str schemeId=str schemeAgencyId=@agency
LocaleText: content!=str languageId=@language languageLocaleId=str
LongCode: content!=str languageId=@language listAgencyId=@agency listAgencyName=str listId=str
    listName=str listSchemeUri=str listUri=str listVersionId=str name=str
NamedCode < LongCode: -listId -listVersionId
VersionedCode: content!=str listAgencyId=@(6) listId=str listVersionId=str name=str
BasisQuantity: content!=number unitCode=@unit unitCodeListId=@unit unitCodeListAgencyId=@agency
    unitCodeListAgencyName=str
AnyWeight: content!=number unitCode!=@(GRM,KGM,TNE)
AnyVolume: content!=number unitCode!=@(CMQ,FTQ,LTR,MMQ,MTQ)
Distance: content!=number unitCode!=@(CMT,FOT,INH,KMT,MTR)
Currency: content!=@currency listAgencyId=@(5)
ListedCurrency: content!=@currency listAgencyId=@(5) listId=str listUri=str listVersionId=str
StatusCode: content!=@document_status listAgencyId=@(6)
Binary: content!=base64 format=str mimeCode=str encodingCode=@(1,2,3,4,5,6,7,8,ZZZ)
    characterSetCode=@character_set uri=str filename=str
"""
