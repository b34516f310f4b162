"""A truck's consignment as a carrier would write it on the waybill (CMR Convention, article 6).

What the other papers of the same trip ask for is said too: weights without packages, countries, the
customs offices, and for plants and animals the certificate.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from msgspec.structs import replace as struct_replace

from kopri.demo.goods import Good
from kopri.demo.plan import Truck
from kopri.demo.scenario import Scenario
from kopri.kernel.clock import to_text
from kopri.kernel.consignment import (
    Address,
    Amount,
    Authentication,
    Consignment,
    ConsignmentItem,
    Contact,
    DocumentReference,
    Event,
    Location,
    PackagingUnit,
    RegulatoryProcedure,
    Seal,
    Signatory,
    TradeParty,
    TradeProduct,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)

ROAD = "3"  # UN/ECE Recommendation 19
BORDER = "17"  # UN/EDIFACT 3227: border crossing place
CMR, INVOICE, PACKING_LIST = "730", "380", "271"  # UN/EDIFACT 1001
PHYTOSANITARY, VETERINARY = "851", "853"
ANIMAL_CHAPTERS = range(1, 6)  # of the HS; those up to 24 and cotton are plants
LORRY = "31"  # UN/ECE Recommendation 28
OFFICE = "00000001"  # of customs at the border; invented, as no source names the real one
FULL = "5"  # UN/EDIFACT 8169
INSPECTED = "4"  # UN/EDIFACT 9417
ROLES = {"Consignor": "CZ", "Consignee": "CN", "Carrier": "CA"}  # UN/EDIFACT 3035
SEMI_TRAILER = "SM"  # UN/EDIFACT 8053
TARE = Decimal("1.02")  # packages weigh two per cent of what is in them
# invoiced value in US cents: of food, materials and what is made of them; of textiles and machines
CENTS_A_KG, DEAR_CENTS_A_KG = (60, 250), (150, 900)
DEAR_CHAPTERS = (*range(50, 68), *range(74, 98))


def consignment(
    *, truck: Truck, scenario: Scenario, issued: datetime, eta: datetime
) -> Consignment:
    """The waybill of a loaded truck; ``issued``: when it was written; ``eta``: at the border.

    Names are invented and say so; everything else is as on a real waybill.
    ValueError for an empty truck.
    """
    if truck.good is None:
        raise ValueError(f"truck {truck.number} is empty")
    random = Random(f"waybill/{truck.number}/{truck.conveyance.vin}")
    number = f"{truck.number:07d}"
    origin, target = _place(scenario, truck.exit_side, random), _place(
        scenario, truck.entry_side, random
    )
    carrier = _party("Carrier", number, side=truck.conveyance.country, city=origin)
    net = Decimal(truck.packages * truck.good.package_kg)
    gross = (net * TARE).quantize(Decimal(1))
    loaded = issued - timedelta(hours=random.randrange(4, 30))
    value = _value(truck.good, net=net, random=random)
    seen = truck.good.chapter in scenario.seen_chapters
    return Consignment(
        identifier=f"DEMO-{number}",
        consignor_reference=f"ORD-{number}",
        waybill=DocumentReference(
            type_code=CMR, identifier=f"CMR {number}", issued=to_text(issued),
            issue_location=Location(name=origin, country=truck.exit_side.upper()),
        ),
        certificate=_certificate(truck=truck, number=number, issued=loaded) if seen else None,
        consignor=_party("Consignor", number, side=truck.exit_side, city=origin),
        consignee=_party("Consignee", number, side=truck.entry_side, city=target),
        carrier=carrier,
        acceptance_time=to_text(loaded),
        export_country=truck.exit_side.upper(),
        import_country=truck.entry_side.upper(),
        acceptance_location=_location(origin, truck.exit_side),
        receipt_location=_location(target, truck.entry_side),
        pick_up=Event(actual=to_text(loaded), location=Location(name=origin)),
        gross_weight_kg=gross,
        net_weight_kg=net,
        item_quantity=1,
        package_quantity=truck.packages,
        invoice_amount=value,
        delivery_terms_code="FCA",
        delivery_terms_place=origin,
        items=(
            _item(
                truck=truck, good=truck.good, net=net, gross=gross, value=value, number=number,
                papers=_documents(good=truck.good, number=number, issued=loaded, seen=seen),
            ),
        ),
        equipment=(_trailer(truck=truck, good=truck.good, number=number),),
        main_carriage=(_leg(truck=truck, eta=eta, scenario=scenario),),
        procedures=(RegulatoryProcedure(
            export_office=_office(truck.exit_side), entry_office=_office(truck.entry_side),
            import_office=_office(truck.entry_side),
        ),),
    )


def consignments(
    *, truck: Truck, scenario: Scenario, issued: datetime, eta: datetime
) -> tuple[Consignment, ...]:
    """Its waybills: two that share the packages, where one of them is to stay behind."""
    if not truck.meets.less_one:
        return (consignment(truck=truck, scenario=scenario, issued=issued, eta=eta),)
    half = truck.packages // 2 or 1
    first, other = (
        consignment(truck=replace(truck, packages=packages), scenario=scenario, issued=issued,
                    eta=eta)
        for packages in (truck.packages - half or 1, half))
    return first, _second(other, number=truck.number)


def second_of(number: int) -> str:
    """The identifier of a truck's second consignment."""
    return f"DEMO-{number:07d}-2"


def _second(paper: Consignment, *, number: int) -> Consignment:
    waybill = paper.waybill and struct_replace(
        paper.waybill, identifier=f"{paper.waybill.identifier}-2")
    return struct_replace(paper, identifier=second_of(number), waybill=waybill,
                          consignor_reference=f"{paper.consignor_reference}-2")


def _place(scenario: Scenario, side: str, random: Random) -> str:
    return random.choice(scenario.places[side])


def _party(role: str, number: str, *, side: str, city: str) -> TradeParty:
    return TradeParty(
        identifier=f"SAMPLE-{ROLES[role]}-{number}",
        name=f"Sample {role} {number} (simulated)",
        address=Address(
            street="Sample Street 1", postcode="000000", city=city, country=side.upper()
        ),
        contact=Contact(person_name=f"Sample Person {number}", telephone="+000 00 000000"),
    )


def _location(city: str, side: str) -> Location:
    return Location(
        name=city, country=side.upper(), address=Address(country=side.upper())
    )


def _office(side: str) -> Location:
    return Location(
        identifier=OFFICE, name=f"Sample customs of {side.upper()} (simulated)",
        country=side.upper(),
    )


def _value(good: Good, *, net: Decimal, random: Random) -> Amount:
    cents = DEAR_CENTS_A_KG if good.chapter in DEAR_CHAPTERS else CENTS_A_KG
    return Amount(minor=int(net) * random.randrange(*cents), currency="USD")


def _item(
    *, truck: Truck, good: Good, net: Decimal, gross: Decimal, value: Amount, number: str,
    papers: tuple[DocumentReference, ...],
) -> ConsignmentItem:
    return ConsignmentItem(
        sequence=1,
        description=good.name,
        commodity_code=good.hs,
        origin_country=truck.exit_side.upper(),
        destination_country=truck.entry_side.upper(),
        net_weight_kg=net,
        gross_weight_kg=gross,
        invoice_amount=value,
        documents=papers,
        product=TradeProduct(common_name=good.word),
        packages=(
            PackagingUnit(
                type_code=good.package, quantity=truck.packages, marks=f"DEMO {number}"
            ),
        ),
    )


def _trailer(*, truck: Truck, good: Good, number: str) -> TransportEquipment:
    low, high = good.cool or (None, None)
    return TransportEquipment(
        identifier=truck.conveyance.trailer_plate,
        category_code=SEMI_TRAILER,
        country=truck.conveyance.country.upper(),
        full_empty_code=FULL,
        sealed=True,
        seals=(Seal(identifier=f"DS{number}"),),
        minimum_celsius=None if low is None else Decimal(low),
        maximum_celsius=None if high is None else Decimal(high),
    )


def _leg(*, truck: Truck, eta: datetime, scenario: Scenario) -> TransportMovement:
    return TransportMovement(
        mode_code=ROAD,
        means=TransportMeans(
            identifier=truck.conveyance.plate, country=truck.conveyance.country.upper(),
            type_code=LORRY, further_identifiers=(truck.conveyance.vin,),
        ),
        dangerous_goods=False,
        events=(
            Event(
                estimated=to_text(eta),
                location=Location(identifier=scenario.point, type_code=BORDER),
            ),
        ),
    )


def _documents(
    *, good: Good, number: str, issued: datetime, seen: bool
) -> tuple[DocumentReference, ...]:
    day = to_text(issued)[:10]
    papers = [
        DocumentReference(type_code=INVOICE, identifier=f"INV-{number}", issued=day),
        DocumentReference(type_code=PACKING_LIST, identifier=f"PL-{number}", issued=day),
    ]
    if seen:
        papers.append(DocumentReference(
            type_code=_health(good), identifier=f"SPS-{number}", issued=day
        ))
    return tuple(papers)


def _health(good: Good) -> str:
    return VETERINARY if good.chapter in ANIMAL_CHAPTERS else PHYTOSANITARY


def _certificate(*, truck: Truck, number: str, issued: datetime) -> DocumentReference | None:
    """The sanitary or phytosanitary certificate of the country of export."""
    if truck.good is None:
        return None
    side = truck.exit_side.upper()
    return DocumentReference(
        type_code=_health(truck.good),
        identifier=f"SPS-{number}",
        issued=to_text(issued),
        issuer=TradeParty(
            name=f"Sample inspection of {side} (simulated)",
            signatory=Signatory(name=f"Sample Inspector {number}"),
        ),
        authentications=(Authentication(type_code=INSPECTED, actual=to_text(issued)),),
    )
