"""The grammar of the transit declaration of the EAEU, R.048, version 1.0.0 (data model 1.8.1).
"""

from kopri.engines.codecs.eaeu.simple_types import simple_type
from kopri.engines.codecs.wire.grammar import Grammar

TRANSIT = Grammar("""
DeclarationFeatureCode: content!=code3 ^codeListId!=id20
TransitProcedureCode: content!=code2 ^codeListId!=id20
UnifiedPhysicalMeasure: content!=sum24.6 ^measurementUnitCode!=unit
    ^measurementUnitCodeListId!=id20
PaymentAmountWithCurrency: content!=sum20.2 ^currencyCode!=currency ^currencyCodeListId!=id20
TIRBaseId (cacdo): casdo:TIRSeriesId!=letters2 casdo:TIRId!=num8
TIRCarnetId (cacdo) < TIRBaseId: casdo:TIRPageOrdinal=count3 casdo:TIRHolderId=id18
UnifiedCode20: content!=id20 ^codeListId!=id20
CACountryCode: content!=country_or_group ^codeListId!=id20
TransportMeansRegId: content!=id40 ^countryCode=letters2 ^countryCodeListId=id20
TransportTypeCode: content!=num3 ^codeListId!=id20
VehicleMakeCode: content!=num3 ^codeListId!=id20
TransportMeansItem (cacdo): csdo:ObjectOrdinal=count3 csdo:UnifiedTransportModeCode=UnifiedCode20
    casdo:RegistrationNationalityCode=CACountryCode csdo:TransportMeansRegId=TransportMeansRegId
    csdo:VehicleId=id17 casdo:TransportTypeCode=TransportTypeCode
    csdo:VehicleMakeCode=VehicleMakeCode csdo:VehicleModelName=id250 csdo:DocId=id50
TranshipmentTransportMeans (cacdo) < TransportMeansItem: casdo:ReferenceObjectOrdinal*=count3
Transhipment (cacdo): casdo:CargoOperationKindCode=code1 casdo:CarrierOrdinal=count3
    casdo:GoodsTranshsipmentIndicator!=bool casdo:CACountryCode!=CACountryCode
    casdo:PlaceName!=id120 csdo:CustomsOfficeCode=office casdo:RailwayStationCode=num5_6
    TranshipmentTransportMeansDetails*=TranshipmentTransportMeans csdo:DescriptionText=text4000
UnifiedCountryCode: content!=letters2 ^codeListId!=id20
BusinessEntityId: content!=id20 ^kindId!=id20
CAUniqueCustomsNumberId: content!=id40 ^countryCode=letters2 ^countryCodeListId=id20
CASubjectBase (cacdo): csdo:UnifiedCountryCode=UnifiedCountryCode csdo:SubjectName=id300
    csdo:SubjectBriefName=id120 csdo:BusinessEntityTypeCode=UnifiedCode20
    csdo:BusinessEntityTypeName=id300 csdo:BusinessEntityId=BusinessEntityId
    casdo:CAUniqueCustomsNumberId=CAUniqueCustomsNumberId csdo:TaxpayerId=id20
    csdo:TaxRegistrationReasonCode=num9
IdentityDocKindCode: content!=id20 ^codeListId=id20
IdentityDocDetailsV3 (ccdo): csdo:UnifiedCountryCode!=UnifiedCountryCode
    csdo:IdentityDocKindCode=IdentityDocKindCode csdo:DocKindName=id500 csdo:DocSeriesId=id20
    csdo:DocId!=id50 csdo:DocCreationDate=day csdo:DocValidityDate=day csdo:AuthorityId=id20
    csdo:AuthorityName=id300
SubjectAddress (ccdo): csdo:AddressKindCode=id20 csdo:UnifiedCountryCode=UnifiedCountryCode
    csdo:TerritoryCode=id17 csdo:RegionName=id120 csdo:DistrictName=id120 csdo:CityName=id120
    csdo:SettlementName=id120 csdo:StreetName=id120 csdo:BuildingNumberId=id50
    csdo:RoomNumberId=id20 csdo:PostCode=postcode csdo:PostOfficeBoxId=id20
Communication (ccdo): csdo:CommunicationChannelCode=id20 csdo:CommunicationChannelName=id120
    csdo:CommunicationChannelId!*=id1000
CASubject (cacdo) < CASubjectBase: casdo:PersonId=id20
    ccdo:IdentityDocV3Details=IdentityDocDetailsV3 ccdo:SubjectAddressDetails*=SubjectAddress
    ccdo:CommunicationDetails*=Communication
CAOrganization (cacdo) < CASubjectBase: ccdo:SubjectAddressDetails=SubjectAddress
    ccdo:CommunicationDetails*=Communication
CASubjectBranch (cacdo) < CASubject: SubjectBranchDetails=CAOrganization
RegisterDocumentId (cacdo): csdo:DocKindCode=UnifiedCode20
    csdo:UnifiedCountryCode=UnifiedCountryCode casdo:RegistrationNumberId!=id25
    casdo:ReregistrationCode=reregistration casdo:AEORegistryKindCode=code1
Declarant (cacdo) < CASubjectBranch: RegisterDocumentIdDetails=RegisterDocumentId
DocDetailsV4 (ccdo): csdo:DocKindCode=UnifiedCode20 csdo:DocName=id500 csdo:DocId=id50
    csdo:DocCreationDate=day
GoodsShipmentSubject (cacdo) < CASubjectBranch: RegisterDocumentIdDetails=RegisterDocumentId
    casdo:EqualIndicator=bool casdo:ExchangePostOfficeCode=code6 casdo:SubjectAdditionalCode=code1
CustomsOffice (ccdo): csdo:CustomsOfficeCode=office csdo:CustomsOfficeName=id50
    csdo:UnifiedCountryCode=UnifiedCountryCode
TransitDestination (cacdo): ccdo:CustomsOfficeDetails!=CustomsOffice
    casdo:CustomsControlZoneId=id50 RegisterDocumentIdDetails=RegisterDocumentId
    casdo:RailwayStationCode=num5_6 ccdo:SubjectAddressDetails=SubjectAddress
CAGoodsBase (cacdo): casdo:ConsignmentItemOrdinal!=count3 csdo:CommodityCode=commodity
    casdo:GoodsDescriptionText[4]=text250
GoodsMeasure (cacdo): casdo:GoodsMeasure!=UnifiedPhysicalMeasure
    casdo:MeasureUnitAbbreviationCode=id50
CADTGoodsBase (cacdo) < CAGoodsBase: csdo:UnifiedGrossMassMeasure=UnifiedPhysicalMeasure
    csdo:UnifiedNetMassMeasure=UnifiedPhysicalMeasure GoodsMeasureDetails=GoodsMeasure
PackageKindCode: content!=package ^codeListId!=id20
PackagePallet (cacdo): casdo:InformationKindCode=id20 csdo:PackageKindCode!=PackageKindCode
    csdo:PackageQuantity=nat8 casdo:CargoDescriptionText*=text250
CargoPackagePallet (cacdo): casdo:PackageAvailabilityCode=code1 casdo:CargoQuantity=nat8
    casdo:CargoPartQuantity=nat8 casdo:CargoKindName=id20 PackagePalletDetails*=PackagePallet
Container (cacdo): casdo:ContainerId!=id17 casdo:FullItemCode=code1
ContainerList (cacdo): csdo:PackageKindCode=PackageKindCode ContainerDetails!*=Container
    casdo:ContainerQuantity=nat6
CustomsDocumentId (cacdo): csdo:CustomsOfficeCode!=office csdo:DocCreationDate!=day
    casdo:CustomsDocumentId!=id5_7
CustomsDocumentIdWOrdinal (cacdo) < CustomsDocumentId: casdo:CustomsDocumentOrdinalId=id2
CustomsProcedureCode: content!=code2 ^codeListId!=id20
TDPrecedingDoc (cacdo): casdo:LineId!=id40 csdo:DocKindCode!=UnifiedCode20 csdo:DocName=id500
    CustomsDocIdDetails=CustomsDocumentIdWOrdinal TIRIdDetails=TIRBaseId csdo:DocId=id50
    csdo:DocCreationDate=day casdo:CustomsProcedureCode=CustomsProcedureCode
    casdo:ConsignmentItemOrdinal=count3
CADocBase (cacdo) < DocDetailsV4: csdo:DocStartDate=day csdo:DocValidityDate=day
CADoc (cacdo) < CADocBase: csdo:UnifiedCountryCode=UnifiedCountryCode csdo:AuthorityName=id300
    csdo:AuthorityId=id20
DocArchId (cacdo): casdo:EArchId=uuid casdo:EDocArchId!=uuid
DTMDoc (cacdo): csdo:CustomsOfficeCode!=office csdo:DocCreationDate!=day
    casdo:CustomsDocumentId!=id5_7 csdo:UnifiedTransportModeCode!=UnifiedCode20
DocumentPresenting (cacdo): casdo:DocPresentKindCode=code1 csdo:DocKindCode=UnifiedCode20
    casdo:DocPresentDate=day CustomsDocIdDetails=CustomsDocumentIdWOrdinal DTMDocDetails=DTMDoc
    TIRIdDetails=TIRBaseId casdo:PrecedingDocId=id50 csdo:DocCreationDate=day
TDPresentedDoc (cacdo) < CADoc: casdo:LineId!=id40 casdo:ConsignmentItemOrdinal*=count3
    casdo:EDocCode=id10 DocArchIdDetails=DocArchId DocumentPresentingDetails!=DocumentPresenting
TransitGoodsItem (cacdo) < CADTGoodsBase: casdo:GoodsProhibitionFreeCode=code1
    casdo:GoodsComponentCode=code1 CargoPackagePalletDetails=CargoPackagePallet
    ContainerListDetails*=ContainerList casdo:CAValueAmount=PaymentAmountWithCurrency
    TDPrecedingDocDetails*=TDPrecedingDoc TDPresentedDocDetails!*=TDPresentedDoc
TDGoodsShipment (cacdo): csdo:ObjectOrdinal!=count3 TransportDocumentDetails=DocDetailsV4
    casdo:GoodsQuantity=nat5 casdo:CargoQuantity=nat8
    casdo:DepartureCountryCode!=UnifiedCountryCode
    casdo:DestinationCountryCode!=UnifiedCountryCode
    casdo:TotalGrossMassMeasure=UnifiedPhysicalMeasure casdo:TotalAmount=PaymentAmountWithCurrency
    ConsignorDetails!=GoodsShipmentSubject ConsigneeDetails!=GoodsShipmentSubject
    TransitDestinationDetails!=TransitDestination TransitGoodsItemDetails!*=TransitGoodsItem
CustomsIdentificationMeansId (cacdo): casdo:CustomsIdentificationMeansId=id20
    csdo:DescriptionText=text4000 casdo:ForeignCustomsIdentificationMeansIndicator=bool
CustomsIdentification (cacdo): casdo:CustomsIdentificationMethodCode!=code2
    casdo:CustomsIdentificationMeansKindCode=code2 casdo:SealQuantity=nat4
    CustomsIdentificationMeansIdDetails*=CustomsIdentificationMeansId
    csdo:DescriptionText*=text4000
FullName (ccdo): csdo:FirstName=id120 csdo:MiddleName=id120 csdo:LastName=id120
CarrierRepresentative (cacdo): ccdo:FullNameDetails!=FullName casdo:RoleCode!=id20
Carrier (cacdo) < CASubject: RegisterDocumentIdDetails=RegisterDocumentId
    CarrierRepresentativeDetails*=CarrierRepresentative casdo:CarrierOrdinal=count3
    casdo:ReferenceCarrierOrdinal=count3
NoGuaranteeCauseCode: content!=id10 ^codeListId!=id20
GuaranteeCertificateId (cacdo): csdo:CustomsOfficeCode!=office csdo:DocCreationDate!=day
    casdo:GuaranteeCertificateRegId!=id8
PaymentGuaranteeMethodCode: content!=num2 ^codeListId!=id20
OrdinalRange (cacdo): casdo:FirstReferenceOrdinal!=count3 casdo:LastReferenceOrdinal!=count3
TransitGuaranteeDoc (cacdo): csdo:DocKindCode=UnifiedCode20 csdo:DocName=id500
    GuaranteeCertificateIdDetails=GuaranteeCertificateId
    GuaranteeCustomsDocIdDetails=CustomsDocumentId csdo:DocId=id50 csdo:DocCreationDate=day
    casdo:GuaranteeAmount=PaymentAmountWithCurrency
    casdo:PaymentGuaranteeMethodCode=PaymentGuaranteeMethodCode
    casdo:ReferenceConsignmentItemOrdinal*=count3
    ReferenceConsignmentItemRangeDetails*=OrdinalRange
TransitGuarantee (cacdo): casdo:GuaranteePresentCode!=code1
    casdo:NoGuaranteeCauseCode=NoGuaranteeCauseCode
    TransitGuaranteeDocDetails*=TransitGuaranteeDoc
SignatoryRepresentative (cacdo): RegisterDocumentIdDetails!=RegisterDocumentId
    RepresentativeContractDetails!=CADocBase
Signing (cacdo): ccdo:FullNameDetails=FullName csdo:PositionName=id120
    ccdo:CommunicationDetails*=Communication casdo:SigningDate!=day
SignatoryPersonDetailsV2 (cacdo): SigningDetails=Signing
    ccdo:IdentityDocV3Details=IdentityDocDetailsV3 casdo:QualificationCertificateId=id6
    PowerOfAttorneyDetails=CADocBase
TransitDeclaration: csdo:EDocCode!=edoc csdo:EDocId!=uuid csdo:EDocRefId=uuid
    csdo:EDocDateTime!=moment casdo:DeclarationKindCode!=code2
    casdo:DeclarationFeatureCode=DeclarationFeatureCode
    casdo:TransitProcedureCode!=TransitProcedureCode casdo:TransitFeatureCode=id3
    casdo:EDocIndicatorCode!=@(ЭД,ОО) casdo:DocUsageCode=id3 csdo:PageQuantity=nat4
    casdo:GoodsQuantity=nat5 casdo:CargoQuantity=nat8
    casdo:TotalGrossMassMeasure=UnifiedPhysicalMeasure casdo:TotalAmount=PaymentAmountWithCurrency
    cacdo:TIRCarnetIdDetails=TIRCarnetId casdo:ContainerIndicator!=bool
    cacdo:TransportMeansItemDetails*=TransportMeansItem cacdo:TranshipmentDetails*=Transhipment
    cacdo:DeclarantDetails!=Declarant cacdo:TDGoodsShipmentDetails!*=TDGoodsShipment
    cacdo:CustomsIdentificationDetails*=CustomsIdentification cacdo:CarrierDetails!*=Carrier
    cacdo:TransitGuaranteeDetails!=TransitGuarantee
    cacdo:SignatoryRepresentativeDetails=SignatoryRepresentative csdo:EventDate=day
    cacdo:SignatoryPersonV2Details=SignatoryPersonDetailsV2
""", own=simple_type)
