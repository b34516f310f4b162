"""What entries add up to: the same record on every node that holds them, in whatever order."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import groupby

import msgspec

from kopri.domains.inspection.states import InspectionState
from kopri.domains.inspection.types import (
    AT_THE_VEHICLE,
    Conclusion,
    Guest,
    Head,
    Invited,
    Record,
    Sample,
    Seal,
    Signature,
    Unlike,
    Written,
)
from kopri.engines import canonical
from kopri.kernel.clock import from_text

_APPOINTING = ("appointed", "appointment_changed")
_HANDS = ("sample_given", "sample_received")


def in_order(acts: Iterable[Written]) -> list[Written]:
    """By the moment of writing; within one second by log, and in each log as it wrote them."""
    return sorted(acts, key=lambda act: (
        act.recorded, act.log, act.act not in _APPOINTING, act.number, act.uid))


def records_of(acts: Iterable[Written]) -> list[Record]:
    """Every inspection of which an appointment or the beginning is known, the first first."""
    ordered = in_order(acts)
    names = dict.fromkeys(act.inspection for act in ordered)
    found = [_record(name, [act for act in ordered if act.inspection == name]) for name in names]
    return [each for each in found if each is not None]


def _record(inspection: str, acts: Sequence[Written]) -> Record | None:
    head = _head(inspection, acts)
    if head is None:
        return None
    facts = [act for act in acts if act.act in AT_THE_VEHICLE]
    digest = digest_of(inspection, facts)
    findings = [act for act in facts if act.act == "found"]
    return Record(
        head=head, facts=facts, digest=digest, findings=findings,
        photographs=[act for act in facts if act.act == "photographed"],
        samples=_samples(acts), seals=_seals(facts),
        signatures=_signatures(acts, head=head, digest=digest),
        recognised=[act for act in acts if act.act == "recognised"], unlike=_unlike(findings))


def digest_of(inspection: str, facts: Iterable[Written]) -> str:
    """SHA-256 over the commitments of the facts: both nodes hold the same, and each fixes its entry."""
    return sha256(canonical.encode({
        "facts": sorted(fact.uid for fact in facts), "inspection": inspection})).hexdigest()


def _first(acts: Sequence[Written], name: str) -> Written | None:
    return next((act for act in acts if act.act == name), None)


def _head(inspection: str, acts: Sequence[Written]) -> Head | None:
    """The beginning says more than the appointment: it is where it took place, and who came."""
    appointed, began, ended = (_first(acts, name) for name in ("appointed", "began", "ended"))
    base = began or appointed
    if base is None:
        return None
    said = dict(appointed.said) if appointed else {}
    called_off = ""
    for act in acts:
        if act.act == "appointment_changed":
            said |= {name: act.said[name] for name in ("place", "starts") if name in act.said}
            called_off = str(act.said["reason"]) if act.said.get("called_off") else ""
    said |= began.said if began else {}
    return Head(
        inspection=inspection, reference=base.reference, side=base.side, post=said["post"],
        place=said["place"], services=tuple(msgspec.convert(said["services"], list[Invited])),
        guests=tuple(msgspec.convert(said["guests"], list[Guest])),
        starts=_moment(said.get("starts")), minutes=int(said.get("minutes", 0)),
        began=began.time if began else None, ended=ended.time if ended else None,
        called_off="" if began else called_off)


def _moment(text: object) -> datetime | None:
    return from_text(str(text)) if text else None


def _samples(acts: Sequence[Written]) -> list[Sample]:
    numbered = [act for act in acts if "sample" in act.said]
    known = dict.fromkeys(str(act.said["sample"]) for act in numbered if act.act == "sample_taken")
    return [_sample(number, [act for act in numbered if act.said["sample"] == number])
            for number in known]


def _sample(number: str, acts: Sequence[Written]) -> Sample:
    """Hand to hand: only who has it gives it, only to whom it was given takes it."""
    taken = next(act for act in acts if act.act == "sample_taken")
    holder, offered = (taken.side, taken.service, ""), None
    hands, gaps = [], []
    for act in acts:
        if act.act not in _HANDS:
            gaps += [act] if act.act == "sample_taken" and act is not taken else []
            continue
        hands.append(act)
        if act.act == "sample_given" and act.by == holder[:2] and offered is None:
            offered = _receiver(act)
        elif act.act == "sample_received" and offered and act.by == offered[:2] and (
                str(act.said.get("laboratory", "")) == offered[2]):
            holder, offered = offered, None
        else:
            gaps.append(act)
    return Sample(number=number, taken=taken, holder=holder, offered=offered, hands=hands, gaps=gaps,
                  tested=[act for act in acts if act.act == "sample_tested"])


def _receiver(given: Written) -> tuple[str, str, str]:
    """A laboratory signs for nothing here: whoever sent it there says that it came."""
    laboratory = str(given.said.get("to_laboratory", ""))
    return (given.side, given.service, laboratory) if laboratory else (
        str(given.said["to_side"]), str(given.said.get("to_service", "")), "")


def _seals(facts: Sequence[Written]) -> list[Seal]:
    found: dict[str, dict[str, Written]] = {}
    for act in facts:
        if act.act in ("seal_set", "seal_broken"):
            found.setdefault(str(act.said["seal"]), {}).setdefault(act.act, act)
    return [Seal(number=number, set=acts.get("seal_set"), broken=acts.get("seal_broken"))
            for number, acts in found.items()]


def _signatures(acts: Sequence[Written], *, head: Head, digest: str) -> list[Signature]:
    latest = {act.by: act for act in acts if act.act == "signed"}
    return [Signature(written=act, conclusion=Conclusion(act.said["conclusion"]),
                      standing=head.stands_as(*act.by), current=act.said["digest"] == digest)
            for act in latest.values()]


def _unlike(findings: Sequence[Written]) -> list[Unlike]:
    """What the newest words of two services say differently of one thing."""
    found = []
    for (what, part), group in groupby(sorted(findings, key=_thing), key=_thing):
        newest = {act.by: act for act in group}
        words = {(_plain(str(act.said["found"])), act.said.get("unit", ""))
                 for act in newest.values()}
        if len(words) > 1:
            found.append(Unlike(what=what, part=part, findings=list(newest.values())))
    return found


def _thing(finding: Written) -> tuple[str, str]:
    return str(finding.said["what"]), str(finding.said.get("part", ""))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def state_of(record: Record) -> InspectionState:
    """How far it is."""
    head = record.head
    if head.called_off:
        return InspectionState.CALLED_OFF
    if head.began is None:
        return InspectionState.APPOINTED
    if head.ended is None:
        return InspectionState.UNDER_WAY
    if unsigned(record):
        return InspectionState.UNSIGNED
    conclusions = {each.conclusion for each in record.signatures if each.current}
    return InspectionState.AGREED if len(conclusions) == 1 else InspectionState.DISAGREED


def unsigned(record: Record) -> list[Invited]:
    """The services that took part and have not signed the record as it is."""
    signed = {each.written.by for each in record.signatures if each.current}
    return [each for each in record.head.services if (each.side, each.service) not in signed]
