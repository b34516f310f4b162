"""The parts of a case: vehicle, persons, and every consignment with what its notice says."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from kopri.crossing.queries import CaseView
from kopri.domains.examination.types import Seen
from kopri.domains.notice.queries import NoticeView
from kopri.domains.notice.types import parts_of
from kopri.engines.countrydata import PairData
from kopri.engines.readiness import Evidence, Kind, Part, Verdict
from kopri.kernel.consignment import Consignment, DocumentReference
from kopri.kernel.consignment.goods import outer_packages
from kopri.kernel.consignment.whole import is_dangerous

Accepted = Callable[[Callable[[Seen], bool]], Iterable[Verdict]]
# formats in which a carrier hands over an electronic waybill itself, not what a paper one says
ELECTRONIC_WAYBILLS = frozenset({"ecmr"})
WAYBILLS = {"road": "730", "rail": "720"}
PASSPORT = "un_1001:39"
EAEU_DIGITS = 5  # codes of the EAEU classifier have five digits, those of UN/EDIFACT 1001 at most 3


def parts_of_case(
    case: CaseView, *, notices: Sequence[NoticeView], pair: PairData, accepted: Accepted
) -> Iterator[Part]:
    """Vehicle first, then persons, then consignments in the order in which they were told."""
    yield Part(id=case.vehicle, kind=Kind.VEHICLE, description=case.plate)
    for person in case.crew:
        yield _person(person)
    whole = [(notice, each) for notice in notices for each in notice.consignments]
    for name, (notice, consignment) in zip(
            parts_of([each for _, each in whole]), whole, strict=True):
        said = tuple(accepted(partial(_saw, notice=notice)))
        made = _consignment(consignment, name=name, notice=notice, case=case, pair=pair)
        yield replace(made, evidence=tuple(
            replace(each, verdicts=said) for each in made.evidence))


def _saw(seen: Seen, *, notice: NoticeView) -> bool:
    """Whether this very version was before the officer."""
    return (notice.notice, notice.version) in {(each.notice, each.version)
                                               for each in seen.notices}


def _person(person: dict[str, Any]) -> Part:
    """A person; their passport's number is a reference, not yet a passport that was looked at."""
    number = str(person.get("document", ""))
    return Part(
        id=str(person.get("person", "")), kind=Kind.PERSON,
        citizenship=str(person.get("citizenship", "")),
        evidence=(Evidence(names=frozenset({PASSPORT}), number=number),) if number else (),
    )


def _consignment(
    whole: Consignment, *, name: str, notice: NoticeView, case: CaseView, pair: PairData
) -> Part:
    codes = [item.commodity_code for item in whole.items] or [whole.cargo_commodity_code]
    known = [code for code in (*codes, whole.cargo_commodity_code) if code]
    return Part(
        id=name, kind=Kind.CONSIGNMENT, told=True, coded=all(codes),
        description=whole.cargo_description or next(
            (item.description for item in whole.items if item.description), ""),
        sps_roles={country.code: country.sps_roles(known) for country in pair.countries},
        dangerous=is_dangerous(whole),
        packages=_packages(whole), destination=_destination(whole),
        evidence=tuple(_references(whole, notice=notice, mode=case.mode)),
    )


def _packages(whole: Consignment) -> int | None:
    """As stated of the whole; else what its items say together."""
    if whole.package_quantity is not None:
        return whole.package_quantity
    if whole.packages:
        return outer_packages(whole.packages)
    return outer_packages(unit for item in whole.items for unit in item.packages)


def _destination(whole: Consignment) -> str:
    """The country where the goods are to stay, by what says it best."""
    places = [whole.delivery.location if whole.delivery else None, whole.receipt_location]
    named = [place.country or (place.address.country if place.address else "")
             for place in places if place]
    items = [item.destination_country for item in whole.items]
    consignee = whole.consignee.address if whole.consignee else None
    return next((code for code in (*named, *items, consignee.country if consignee else "")
                 if code), "")


def _references(whole: Consignment, *, notice: NoticeView, mode: str) -> Iterator[Evidence]:
    """The documents that a notice names: a reference is prepared, never more."""
    if whole.waybill and whole.waybill.identifier:
        electronic = True if notice.format in ELECTRONIC_WAYBILLS else None
        yield _reference(whole.waybill, code=whole.waybill.type_code or WAYBILLS.get(mode, ""),
                         electronic=electronic)
    named = [*whole.documents, *whole.previous_documents]
    for item in whole.items:
        named += [*item.documents, *item.previous_documents]
    for each in named:
        if (each.type_code or each.subtype_code) and (each.identifier or each.sha256):
            yield _reference(each, code=each.type_code or each.subtype_code)


def _reference(
    told: DocumentReference, *, code: str, electronic: bool | None = None
) -> Evidence:
    names = {_name(each) for each in (code, told.subtype_code) if each}
    return Evidence(names=frozenset(names), number=told.identifier, electronic=electronic,
                    valid_to=told.valid_to[:10])


def _name(code: str) -> str:
    return f"{'eaeu' if len(code) == EAEU_DIGITS else 'un_1001'}:{code}"
