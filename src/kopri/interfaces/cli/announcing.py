"""``kopri announce``: lodge a document as a notice, from the command line."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TextIO

from kopri.domains.accounts.queries import actor_of, by_username
from kopri.engines import codecs
from kopri.engines.codecs import Choice
from kopri.interfaces.cli.documents import read_document_file, unreadable
from kopri.interfaces.cli.printing import print_faults
from kopri.interfaces.documents import Said, announcement, conveyance_of
from kopri.interfaces.house import House
from kopri.journeys.announce_arrival import Announcement, announce
from kopri.kernel.actor import Actor, system
from kopri.kernel.clock import from_text
from kopri.kernel.errors import Fault, Refusal

_RULE = "Köpri, docs/reference/rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the caller says beside the document; empty where the document says it."""

    point: str
    direction: str
    eta: str
    plate: str
    country: str
    crossing: str
    account: str
    leg: str
    consignment: str
    language: str


def announce_file(house: House, *, file: Path, told: Told, out: TextIO) -> int:
    """Lodge; the same file again changes nothing. Status 2 with every fault, nothing stored."""
    try:
        actor, each = _heard(house, read_document_file(file), told)
        lodged = announce(journal=house.journal, pair=house.pair, actor=actor,
                          announcements=[each], blobs=house.blobs,
                          lists=house.yardstick.lists)[0]
    except OSError as error:
        print_faults([unreadable(file, error)], out=out, language=told.language)
        return 2
    except Refusal as refusal:
        print_faults(refusal.faults, out=out, language=told.language)
        return 2
    print(f"{lodged.reference} notice {lodged.notice} version {lodged.version}", file=out)
    return 0


def _heard(house: House, data: bytes, told: Told) -> tuple[Actor, Announcement]:
    """Who lodges what; a Refusal with the faults of the document, the options and the account."""
    faults: list[Fault] = []
    actor = each = None
    try:
        actor = _actor(house, told.account)
    except Refusal as refusal:
        faults += refusal.faults
    try:
        each = announcement(data, said=_said(house, data, told))
    except Refusal as refusal:
        faults += refusal.faults
    if actor is None or each is None:
        raise Refusal(faults)
    return actor, each


def _actor(house: House, username: str) -> Actor:
    """The account that lodges; without one, whoever sits at the node's own console."""
    if not username:
        return replace(system(node=house.name, side=house.side), person="console")
    account = by_username(username)
    if account is None:
        raise Refusal([UNKNOWN_ACCOUNT])
    return actor_of(account, node=house.name, side=house.side)


def _said(house: House, data: bytes, told: Told) -> Said:
    """The options, then the document; what neither says is a fault."""
    reading = codecs.read(data, leg=told.leg or None, consignment=told.consignment or None)
    says = codecs.announcement(reading)
    points = [point.code for point in house.pair.pair.facts.points]
    direction = told.direction or (says.direction if says.direction in house.pair.directions else "")
    point = told.point or (points[0] if len(points) == 1 else "")
    eta = told.eta or says.eta
    wanted = {"point": point, "direction": direction, "eta": eta}
    faults = [_lacks(name, f"Give it with --{name}.") for name, value in wanted.items() if not value]
    if faults and not reading.faults and not reading.questions:
        raise Refusal(faults)
    return Said(
        direction=direction, point=point, eta=_moment(eta), crossing=told.crossing,
        conveyance=conveyance_of(plate=told.plate, country=told.country) if told.plate else None,
        choice=Choice(leg=told.leg, consignment=told.consignment),
    )


def _moment(text: str) -> datetime:
    try:
        return from_text(text)
    except ValueError as error:
        raise Refusal([_lacks("eta", "Give it as 2026-01-15T06:00:00Z.")]) from error


UNKNOWN_ACCOUNT = Fault(
    code="announce.account_unknown", path="/account", rule=_RULE,
    message="There is no such account on this node.",
    remedy="Name an account of a carrier, or none to lodge it from the console.",
)


def _lacks(name: str, remedy: str) -> Fault:
    return Fault(code=f"announce.{name}_missing", path=f"/{name}", rule=_RULE,
                 message="The document does not say this, and it was not given.", remedy=remedy)
