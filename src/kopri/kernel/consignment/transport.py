"""What moves the goods: movements (legs), means, equipment, seals, people on board."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from kopri.kernel.consignment.parties import (
    Amount,
    Event,
    Instructions,
    Location,
    Moment,
    Note,
    TradeParty,
    Value,
    term,
)


class Person(Value, frozen=True, kw_only=True):
    """Transport_ Person: the driver or master."""

    identifier: Annotated[str, term("Transport_ Person. Identification. Identifier")] = ""
    given_name: Annotated[str, term("Transport_ Person. Given_ Name. Text")] = ""
    family_name: Annotated[str, term("Transport_ Person. Family_ Name. Text")] = ""
    born: Annotated[Moment, term("Transport_ Person. Birth. Date Time")] = ""


class TransportMeans(Value, frozen=True, kw_only=True):
    """Logistics_ Transport Means: for a lorry ``identifier`` is the plate."""

    identifier: Annotated[str, term("Logistics_ Transport Means. Identification. Identifier")] = ""
    further_identifiers: Annotated[
        tuple[str, ...], term("Logistics_ Transport Means. Identification. Identifier, the others")
    ] = ()
    type_code: Annotated[str, term("Logistics_ Transport Means. Type. Code, UN/ECE Rec. 28")] = ""
    name: Annotated[str, term("Logistics_ Transport Means. Name. Text")] = ""
    country: Annotated[
        str, term("Logistics_ Transport Means. Registration. Trade_ Country, ISO 3166-1")
    ] = ""
    owner: Annotated[TradeParty | None, term("Logistics_ Transport Means. Owner. Trade_ Party")] = (
        None
    )


class Seal(Value, frozen=True, kw_only=True):
    """Logistics_ Seal."""

    identifier: Annotated[str, term("Logistics_ Seal. Identification. Identifier")] = ""
    last_identifier: Annotated[
        str, term("Logistics_ Seal. Maximum_ Identification. Identifier, of a series of seals")
    ] = ""
    type_code: Annotated[str, term("Logistics_ Seal. Type. Code")] = ""
    condition_code: Annotated[str, term("Logistics_ Seal. Condition. Code, UN/EDIFACT 4517")] = ""
    party_role_code: Annotated[
        str, term("Logistics_ Seal. Sealing Party_ Role. Code, UN/EDIFACT 9303")
    ] = ""
    issuing_party: Annotated[
        TradeParty | None, term("Logistics_ Seal. Issuing. Trade_ Party")
    ] = None


class TransportEquipment(Value, frozen=True, kw_only=True):
    """Logistics_ Transport Equipment: trailer, container, swap body, tank, railway wagon.

    ``category_code`` is UN/EDIFACT 8053: TE trailer, SM semi-trailer, AE body trailer,
    CN container, TN tank, SW swap body, RR wagon. What stands on a wagon is ``carried``.
    """

    identifier: Annotated[
        str, term("Logistics_ Transport Equipment. Identification. Identifier")
    ] = ""
    category_code: Annotated[str, term("Logistics_ Transport Equipment. Category. Code")] = ""
    size_type_code: Annotated[str, term("Logistics_ Transport Equipment. Size Type. Code")] = ""
    characteristic_code: Annotated[
        str, term("Logistics_ Transport Equipment. Characteristic. Code")
    ] = ""
    full_empty_code: Annotated[
        str, term("Logistics_ Transport Equipment. Full Empty. Code, UN/EDIFACT 8169")
    ] = ""
    sequence: Annotated[
        int | None, term("Logistics_ Transport Equipment. Sequence_ Number. Numeric")
    ] = None
    country: Annotated[
        str, term("Logistics_ Transport Equipment. Registration. Trade_ Country")
    ] = ""
    sealed: Annotated[bool | None, term("Logistics_ Transport Equipment. Sealed. Indicator")] = None
    returnable: Annotated[
        bool | None, term("Logistics_ Transport Equipment. Returnable. Indicator")
    ] = None
    seal_quantity: Annotated[
        int | None, term("Logistics_ Transport Equipment. Seal. Quantity")
    ] = None
    seals: Annotated[
        tuple[Seal, ...], term("Logistics_ Transport Equipment. Affixed. Logistics_ Seal")
    ] = ()
    type_text: Annotated[
        str, term("Logistics_ Transport Equipment. Specified. Transport Means. Type. Text")
    ] = ""
    information: Annotated[
        str, term("Logistics_ Transport Equipment. Information. Text")
    ] = ""
    tare_weight_kg: Annotated[
        Decimal | None, term("Logistics_ Transport Equipment. Tare Weight. Measure, kilograms")
    ] = None
    gross_weight_kg: Annotated[
        Decimal | None,
        term("Logistics_ Transport Equipment. Gross Weight. Measure, kilograms, with its tare"),
    ] = None
    load_capacity_kg: Annotated[
        Decimal | None, term("Logistics_ Transport Equipment. Capacity. Measure, kilograms")
    ] = None
    axle_quantity: Annotated[
        int | None, term("Logistics_ Transport Equipment. Axle. Quantity")
    ] = None
    unit_quantity: Annotated[
        int | None, term("Logistics_ Transport Equipment. Unit. Quantity")
    ] = None
    supplier_role_code: Annotated[
        str,
        term("Logistics_ Transport Equipment. Supplier Party_ Role. Code, UN/EDIFACT 8077"),
    ] = ""
    movement_status_code: Annotated[
        str,
        term("Logistics_ Transport Equipment. Transport Movement Status. Code, UN/EDIFACT 8249"),
    ] = ""
    owner: Annotated[
        TradeParty | None, term("Logistics_ Transport Equipment. Owner. Trade_ Party")
    ] = None
    goods_gross_weight_kg: Annotated[
        Decimal | None, term("Transport Equipment. Gross Goods Weight. Measure, kilograms")
    ] = None
    setting_celsius: Annotated[
        Decimal | None, term("Transport Setting_ Temperature. Value. Measure")
    ] = None
    setting_type_code: Annotated[
        str, term("Transport Setting_ Temperature. Type. Code, UN/EDIFACT 6245")
    ] = ""
    minimum_celsius: Annotated[
        Decimal | None, term("Transport Setting_ Temperature. Minimum_ Value. Measure")
    ] = None
    maximum_celsius: Annotated[
        Decimal | None, term("Transport Setting_ Temperature. Maximum_ Value. Measure")
    ] = None
    carried: Annotated[
        tuple[TransportEquipment, ...],
        term("Logistics_ Transport Equipment. Carried. Transport Equipment"),
    ] = ()
    operator: Annotated[
        TradeParty | None, term("Logistics_ Transport Equipment. Operating. Trade_ Party")
    ] = None
    notes: Annotated[
        tuple[Note, ...], term("Logistics_ Transport Equipment. Applicable. Note")
    ] = ()
    loading: Annotated[
        tuple[Instructions, ...],
        term("Logistics_ Transport Equipment. Loading. Transport_ Instructions"),
    ] = ()


class TransportMovement(Value, frozen=True, kw_only=True):
    """Logistics_ Transport Movement: one leg."""

    identifier: Annotated[
        str, term("Logistics_ Transport Movement. Identification. Identifier")
    ] = ""
    stage_code: Annotated[
        str, term("Logistics_ Transport Movement. Stage. Code, UN/EDIFACT 8051")
    ] = ""
    mode_code: Annotated[
        str, term("Logistics_ Transport Movement. Mode. Code, UN/ECE Rec. 19")
    ] = ""
    sequence: Annotated[
        int | None, term("Logistics_ Transport Movement. Sequence. Numeric")
    ] = None
    dangerous_goods: Annotated[
        bool | None, term("Logistics_ Transport Movement. Dangerous Goods. Indicator")
    ] = None
    means: Annotated[
        TransportMeans | None,
        term("Logistics_ Transport Movement. Used. Logistics_ Transport Means"),
    ] = None
    master: Annotated[
        Person | None, term("Logistics_ Transport Movement. Master. Transport_ Person")
    ] = None
    route: Annotated[str, term("Logistics_ Transport Movement. Itinerary. Transport_ Route")] = ""
    departure: Annotated[
        tuple[Event, ...], term("Logistics_ Transport Movement. Departure. Transport_ Event")
    ] = ()
    arrival: Annotated[
        tuple[Event, ...], term("Logistics_ Transport Movement. Arrival. Transport_ Event")
    ] = ()
    border_crossing: Annotated[
        tuple[Event, ...], term("Logistics_ Transport Movement. Border Crossing. Transport_ Event")
    ] = ()
    loading: Annotated[
        tuple[Event, ...], term("Logistics_ Transport Movement. Loading. Transport_ Event")
    ] = ()
    unloading: Annotated[
        tuple[Event, ...], term("Logistics_ Transport Movement. Unloading. Transport_ Event")
    ] = ()
    call: Annotated[
        tuple[Event, ...], term("Logistics_ Transport Movement. Call. Transport_ Event")
    ] = ()
    events: Annotated[
        tuple[Event, ...], term("Logistics_ Transport Movement. Specified. Transport_ Event")
    ] = ()
    transshipments: Annotated[
        tuple[Event, ...],
        term("Logistics_ Transport Movement. Transshipment_ Intermediate. Transport_ Event"),
    ] = ()
    damage: Annotated[
        tuple[Event, ...], term("Logistics_ Transport Movement. Damage. Transport_ Event")
    ] = ()
    instructions: Annotated[
        tuple[Instructions, ...],
        term("Logistics_ Transport Movement. Special_ Specified. Transport_ Instructions"),
    ] = ()


class Guarantee(Value, frozen=True, kw_only=True):
    """Guarantee: what secures the duties while goods are under a procedure."""

    identifier: Annotated[str, term("Guarantee. Identification. Identifier (GRN)")] = ""
    reference: Annotated[str, term("Guarantee. Other Reference. Identifier")] = ""
    type_code: Annotated[str, term("Guarantee. Type. Code")] = ""
    amount: Annotated[Amount | None, term("Guarantee. Liability. Amount")] = None
    office: Annotated[Location | None, term("Guarantee. Customs Office. Logistics_ Location")] = (
        None
    )


class RegulatoryProcedure(Value, frozen=True, kw_only=True):
    """Cross-Border_ Regulatory Procedure."""

    type_code: Annotated[str, term("Cross-Border_ Regulatory Procedure. Type. Code")] = ""
    movement_type_code: Annotated[
        str, term("Regulatory Procedure. Transport Movement_ Type. Code, UN/EDIFACT 8323")
    ] = ""
    agency_code: Annotated[
        str, term("Regulatory Procedure. Responsible Agency. Code, UN/EDIFACT 9415")
    ] = ""
    remarks: Annotated[str, term("Cross-Border_ Regulatory Procedure. Remark. Text")] = ""
    performed: Annotated[
        Moment, term("Cross-Border_ Regulatory Procedure. Performance. Date Time")
    ] = ""
    acquired: Annotated[
        Moment, term("Cross-Border_ Regulatory Procedure. Acquisition. Date Time")
    ] = ""
    entry_office: Annotated[
        Location | None,
        term("Regulatory Procedure. Entry Customs Office_ Specified. Logistics_ Location"),
    ] = None
    instructions: Annotated[
        tuple[Instructions, ...],
        term("Regulatory Procedure. Border Clearance. Transport_ Instructions"),
    ] = ()
    previous_type_code: Annotated[
        str, term("Regulatory Procedure. Previous Procedure. Type. Code")
    ] = ""
    export_office: Annotated[
        Location | None, term("Regulatory Procedure. Export_ Customs Office. Logistics_ Location")
    ] = None
    import_office: Annotated[
        Location | None, term("Regulatory Procedure. Import_ Customs Office. Logistics_ Location")
    ] = None
    transit_offices: Annotated[
        tuple[Location, ...],
        term("Regulatory Procedure. Transit_ Customs Office. Logistics_ Location"),
    ] = ()
    exit_office: Annotated[
        Location | None, term("Regulatory Procedure. Exit_ Customs Office. Logistics_ Location")
    ] = None
    guarantees: Annotated[
        tuple[Guarantee, ...], term("Regulatory Procedure. Identified. Guarantee")
    ] = ()
