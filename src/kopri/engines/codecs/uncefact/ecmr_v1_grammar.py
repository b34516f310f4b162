"""The grammar of the first UN/CEFACT e-CMR (CCTS 2017), reusable entities 101."""

from kopri.engines.codecs.wire.grammar import Grammar

NAMESPACE = "urn:un:unece:uncefact:data:standard:eCMR:1"

GRAMMAR = Grammar("""
Text: content!=str ^languageID=str
Id: content!=str ^schemeID=str ^schemeName=str ^schemeAgencyID=str
Code: content!=str ^listID=str ^listName=str ^listAgencyID=str
Country: content!=@country ^schemeID=str ^schemeAgencyID=str
Weight: content!=decimal ^unitCode=@(GRM,KGM,TNE)~KGM
Volume: content!=decimal ^unitCode=@(LTR,MTQ)~MTQ
Temperature: content!=decimal ^unitCode=@(CEL,FAH)~CEL
Measure: content!=decimal ^unitCode=@unit
Quantity: content!=decimal ^unitCode=@unit
Amount: content!=decimal ^currencyID=@currency
Numeric: content!=decimal
Time: content!=time
Moment: DateTime=Time DateTimeString=Text
Flag: Indicator=bool
Communication: CompleteNumber=Text URIID=Id
Note: Subject=Text ContentCode=Code Content*=Text SubjectCode=Code
Contact: PersonName=Text DepartmentName=Text TelephoneUniversalCommunication=Communication
    DirectTelephoneUniversalCommunication=Communication
    MobileTelephoneUniversalCommunication=Communication FaxUniversalCommunication=Communication
    EmailURIUniversalCommunication=Communication SpecifiedNote*=Note
Address: ID=Id PostcodeCode=Code PostOfficeBox=Text BuildingNumber=Text StreetName*=Text
    LineOne=Text LineTwo=Text LineThree=Text CityName*=Text CountryID=Country CountryName*=Text
    CountrySubDivisionID=Id CountrySubDivisionName*=Text
TaxRegistration: ID=Id
GovernmentRegistration: ID=Id TypeCode=Code
Party: ID*=Id GlobalID*=Id Name*=Text RoleCode*=Code LanguageCode*=Code Description*=Text
    DefinedTradeContact*=Contact PostalTradeAddress=Address
    SpecifiedTaxRegistration*=TaxRegistration
    SpecifiedGovernmentRegistration*=GovernmentRegistration
Coordinate: AltitudeMeasure=Measure LatitudeMeasure=Measure LongitudeMeasure=Measure
Location: ID*=Id Name*=Text TypeCode*=Code Description*=Text CountryID=Country
    CountryName=Text PhysicalGeographicalCoordinate=Coordinate PostalTradeAddress=Address
Observation: Description*=Text Content*=Text
Event: ID=Id TypeCode=Code Description*=Text EstimatedOccurrenceDateTime=Moment
    ActualOccurrenceDateTime=Moment ScheduledOccurrenceDateTime=Moment
    RequestedOccurrenceDateTime=Moment OccurrenceLogisticsLocation=Location
    CertifyingTradeParty*=Party ApplicableNote*=Note RelatedSpecifiedObservation*=Observation
Period: StartDateTime=Moment EndDateTime=Moment
File: ID=Id URIID=Id MIMECode=Code IncludedBinaryObject*=Text
Document: ID=Id URIID=Id TypeCode=Code Remarks*=Text Information*=Text IssueDateTime=Moment
    FormattedIssueDateTime=Moment EffectiveSpecifiedPeriod=Period AttachedSpecifiedBinaryFile*=File
    IssueLogisticsLocation=Location IssuerTradeParty=Party RecipientTradeParty*=Party
    IncludedNote*=Note
ServiceCharge: PaymentArrangementCode=Code CategoryCode=Code ID=Code AppliedAmount*=Amount
    PayingPartyRoleCode=Code
Marks: Marking*=Text
Package: ItemQuantity=Quantity LevelCode=Code TypeCode*=Code Type*=Text ID*=Id
    ReturnableIndicator=Flag PhysicalLogisticsShippingMarks*=Marks
TemperatureSetting: MinimumValueMeasure=Temperature MaximumValueMeasure=Temperature
Instructions: Description*=Text DescriptionCode*=Code Handling*=Text HandlingCode*=Code
    ApplicableTransportSettingTemperature*=TemperatureSetting
Cargo: Identification*=Text TypeCode=Code StatisticalClassificationCode=Code
CountryReference: ID=Country Name*=Text
DangerousGoods: UNDGIdentificationCode=Code UNDGID=Id RegulationCode=Code TechnicalName*=Text
    UpperPartOrangeHazardPlacardID=Id LowerPartOrangeHazardPlacardID=Id
    HazardClassificationID=Id PackagingDangerLevelCode=Code ProperShippingName*=Text
    EmergencyTradeContact=Contact TransportExpertTradeContact=Contact
EquipmentReference: ID=Id
Item: SequenceNumeric=Numeric TypeCode*=Code InvoiceAmount*=Amount GrossWeightMeasure*=Weight
    NetWeightMeasure*=Weight GrossVolumeMeasure*=Volume TariffQuantity=Quantity GlobalID=Id
    NatureIdentificationTransportCargo*=Cargo ApplicableTransportDangerousGoods*=DangerousGoods
    HandlingInstructions*=Instructions OriginTradeCountry=CountryReference
    DestinationTradeCountry=CountryReference
    AssociatedReferencedLogisticsTransportEquipment*=EquipmentReference
    AssociatedReferencedDocument*=Document TransportLogisticsPackage*=Package
    PreviousAdministrativeReferencedDocument*=Document ApplicableNote*=Note
Seal: ID*=Id ConditionCode*=Code SealingPartyRoleCode=Code
Equipment: ID=Id CategoryCode=Code CharacteristicCode=Code SealedIndicator=Flag
    ReturnableIndicator=Flag LoadedPackageQuantity=Quantity AffixedLogisticsSeal*=Seal
    SettingTransportSettingTemperature*=TemperatureSetting ApplicableNote*=Note
    RegistrationTradeCountry=CountryReference
Means: ID*=Id TypeCode=Code Name=Text RegistrationTradeCountry=CountryReference
Movement: ID=Id StageCode=Code ModeCode=Code Mode=Text UsedLogisticsTransportMeans=Means
    SpecifiedTransportEvent*=Event ArrivalTransportEvent*=Event DepartureTransportEvent*=Event
TradeLocation: ID=Id Name*=Text
DeliveryTerms: DeliveryTypeCode=Code RelevantTradeLocation=TradeLocation
Consignment: ID=Id ConsignorAssignedID=Id CarrierAssignedID=Id FreightForwarderAssignedID=Id
    GrossWeightMeasure*=Weight NetWeightMeasure*=Weight GrossVolumeMeasure*=Volume
    AssociatedInvoiceAmount*=Amount CODAmount=Amount ConsignmentItemQuantity=Quantity
    PackageQuantity=Quantity CargoInsuranceInstructions*=Text Information*=Text
    TransshipmentPermissionIndicator=Flag ConsignorTradeParty=Party ConsigneeTradeParty=Party
    CarrierTradeParty=Party FreightForwarderTradeParty=Party NotifiedTradeParty*=Party
    ConnectingCarrierTradeParty*=Party CarrierAcceptanceLogisticsLocation=Location
    ConsigneeReceiptLogisticsLocation=Location AssociatedReferencedDocument*=Document
    TransportContractReferencedDocument=Document HandlingInstructions*=Instructions
    LoadingTransportInstructions*=Instructions DeliveryTransportEvent=Event
    ExaminationTransportEvent*=Event PickUpTransportEvent=Event
    IncludedSupplyChainConsignmentItem*=Item UtilizedLogisticsTransportEquipment*=Equipment
    MainCarriageLogisticsTransportMovement*=Movement SpecifiedTradeDeliveryTerms=DeliveryTerms
    ApplicableLogisticsServiceCharge*=ServiceCharge TransportLogisticsPackage*=Package
    ConsignorProvidedBorderClearanceTransportInstructions*=Instructions
    DeliveryInstructions*=Instructions PreviousAdministrativeReferencedDocument*=Document
    TransportServicesBuyerTradeParty=Party
Parameter: ID=Id
Context: SpecifiedTransactionID=Id BusinessProcessSpecifiedDocumentContextParameter*=Parameter
    GuidelineSpecifiedDocumentContextParameter*=Parameter
Body: ExchangedDocumentContext=Context ExchangedDocument=Document
    SpecifiedSupplyChainConsignment!=Consignment
Wrapper: eCMR!=Body
""")
