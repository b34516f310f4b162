"""Pointers of the WCO Data Model: class and element identifiers turned into a readable path.

A pointer names a class (``DocumentSectionCode``), which of its namesakes (``SequenceNumeric``), and
an element of it (``TagID``); several of them, one below the other, lead to a place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


def _table(text: str) -> Mapping[str, str]:
    return dict(entry.split("=", 1) for entry in text.split())


# WCO ID of a class -> its element
CLASSES = _table("""
    02A=AdditionalDocument 03A=AdditionalInformation 04A=Address 05A=Agent 06A=Amendment
    07A=AppealOffice 07B=Response 09B=Seller 10A=ArrivalTransportMeans 12A=Authenticator
    12B=Status 12C=DangerousGoods 14A=Bank 14C=GuaranteeOffice 15A=BorderTransportMeans
    15C=PresentationOffice 16A=Buyer 16C=AEOMutualRecognitionParty 17B=Submitter
    17C=AuthorisationHolder 18A=Carrier 19B=Surety 21A=Classification 22B=TradeTerms 22C=WriteOff
    23A=Commodity 25A=Communication 27A=Consignee 28A=Consignment 29A=ConsignmentItem
    30A=Consignor 31B=TransportEquipment 34A=Contact 35A=ContactOffice 35B=UCR
    39B=ValuationAdjustment 40A=CurrencyExchange 41A=CustomsValuation 42A=Declaration
    43B=Warehouse 44B=Seal 46A=DepartureTransportMeans 50A=DutyTaxFee 53A=Error
    55B=DomesticDutyTaxParty 56A=ExitOffice 56B=Payer 57A=Exporter 57B=Declarant
    58B=ChargeDeduction 61B=Authentication 62A=Freight 64A=GoodsLocation 65A=GoodsMeasure
    67A=GoodsShipment 68A=GovernmentAgencyGoodsItem 70A=GovernmentProcedure 74A=Importer
    78A=Invoice 79A=InvoiceLine 81A=Itinerary 83A=LoadingLocation 90A=ObligationGuarantee
    92A=Origin 93A=Packaging 94A=Payment 95B=ExportCountry 97A=Pointer 97B=SupervisingOffice
    99A=PreviousDocument 99B=Destination
""")

# WCO ID of a data element -> its element
ELEMENTS = _table("""
    006=SequenceNumeric 009=TraderAssignedReferenceID 013=LoadingListQuantity 014=ReferenceID
    016=ID 017=FunctionCode 023=AcceptanceDateTime 024=ExitDateTime 062=ID 063=CountryCode
    064=RoutingCountryCode 065=DeclarationOfficeID 066=RegionID 089=Description 090=ConditionCode
    096=ContainerCode 098=PaymentMethodCode 099=ChangeReasonCode 100=ReferenceID
    101=SecurityDetailsCode 102=FunctionCode 103=TransactionNatureCode 104=Authentication
    106=CountryRelationshipCode 107=MethodCode 108=CustomsValueAmount 109=InvoiceAmount
    111=DeductAmount 112=ItemChargeAmount 113=TypeCode 114=StatisticalValueAmount
    115=TaxRateNumeric 116=AdValoremTaxBaseAmount 117=FreightChargeAmount 118=RateNumeric
    120=TaxAssessedAmount 122=MethodCode 126=GrossMassMeasure 128=NetNetWeightMeasure
    129=SpecificTaxBaseQuantity 130=TariffQuantity 131=TotalGrossMassMeasure 135=CurrencyTypeCode
    137=Description 141=TypeCode 142=MarksNumbersID 144=QuantityQuantity 145=ID
    146=TotalPackageQuantity 159=ID 161=PreviousCode 164=DutyRegimeCode 165=ID 166=CurrentCode
    171=LineNumeric 181=OtherChargeDeductionAmount 188=AdditionCode 225=StatementDescription
    226=StatementCode 228=GoodsItemQuantity 239=Line 240=ID 241=CityName 242=CountryCode
    243=CountrySubDivisionName 244=CountrySubDivisionCode 245=PostcodeID 246=Name 253=TypeCode
    264=LimitDateTime 276=EffectiveDateTime 277=ReleaseDateTime 344=PackingMaterialDescription
    360=LPCOExemptionCode 367=LengthMeasure 368=WidthMeasure 369=StatementTypeCode
    371=ChargesTypeCode 372=ID 373=CancellationDateTime 374=RejectionDateTime
    375=DocumentSectionCode 376=DueDateTime 377=ValidationCode 378=PaymentAmount 379=NameCode
    380=EffectiveDateTime 381=TagID 383=VersionID 395=VolumeMeasure 401=QuotaOrderID
    402=HeightMeasure 410=TypeCode 465=CountryCode 477=RegionID 488=Description 492=AmountAmount
    499=AccessCode 501=TypeCode 502=QuantityQuantity 503=AmountAmount
    504=SpecificCircumstancesCodeCode 506=UNDGID D005=ID D006=TypeCode D011=IssueDateTime
    D012=IssueLocationID D013=TypeCode D014=ID D015=IssueDateTime D016=ID D018=ID D019=TypeCode
    D026=FunctionalReferenceID D028=Name D029=IssueDateTime D031=CategoryCode G001=ID G002=ID
    G005=ID G012=ID G014=ID G015=ID L001=LocationName L002=LocationID L009=Name L010=ID L016=Name
    L017=ID L019=ID L110=TypeCode L112=TypeCode R003=Name R004=ID R005=RoleCode R007=Name
    R009=Name R010=ID R011=Name R012=ID R014=Name R015=ID R020=Name R021=ID R031=Name R032=ID
    R037=Name R038=ID R050=Name R051=ID R054=Name R055=ID R058=Name R059=ID R069=ReferenceID
    R119=ID R120=Name R121=ID R123=ID R124=Name R143=ID R144=ID R145=CategoryCode T001=Name
    T002=ID T003=Name T004=ID T005=Name T006=ID T008=TypeCode T009=TypeCode T010=TypeCode
    T014=RegistrationNationalityCode T018=IdentificationTypeCode T020=ModeCode T021=ModeCode
    T022=ModeCode T029=IdentificationTypeCode T034=IdentificationTypeCode
""")
ROOTS = ("42A", "07B")  # Declaration, Response: where a path begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """One step; empty or None where it is not said."""

    section: str = ""
    sequence: int | None = None
    tag: str = ""


def paths(pointers: Iterable[Pointer]) -> tuple[str, ...]:
    """The places that pointers lead to; a new one begins at every root. Unknown codes stay."""
    found: list[str] = []
    for pointer in pointers:
        step = _step(pointer)
        if not found or pointer.section in ROOTS:
            found.append(step)
        else:
            found[-1] += step
    return tuple(path for path in found if path)


def _step(pointer: Pointer) -> str:
    name = CLASSES.get(pointer.section, pointer.section)
    many = pointer.sequence and pointer.section not in ROOTS
    step = f"/{name}{f'[{pointer.sequence}]' if many else ''}" if name else ""
    return f"{step}/{ELEMENTS.get(pointer.tag, pointer.tag)}" if pointer.tag else step
