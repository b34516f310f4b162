"""The record as tables, and what in it does not fit together."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from kopri.domains.inspection.types import Record, Sample, Written
from kopri.engines.countrydata import PairData
from kopri.interfaces.web.inspecting.saying import (
    CONCLUSIONS,
    STANDINGS,
    WHAT,
    holder,
    who,
)
from kopri.interfaces.web.show import Blank, Cell, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_inspections import InspectionLine, InspectionSheet


def tables(line: InspectionLine, *, pair: PairData) -> list[Table]:
    """Findings first; what is empty and need not be said is left out."""
    record = line.record
    if record.head.began is None:
        return [_taking_part(line, pair=pair)]
    return [_findings(record, pair=pair), _taking_part(line, pair=pair),
            *([_photographs(record, pair=pair)] if record.photographs else []),
            *([_samples(record, pair=pair)] if record.samples else []),
            *([_seals(record, pair=pair)] if record.seals else []),
            *([_offered(line, pair=pair)] if line.offered else [])]


def _by(act: Written, *, pair: PairData) -> Cell:
    return Cell(value=who(pair, side=act.side, service=act.service))


def _findings(record: Record, *, pair: PairData) -> Table:
    return Table(
        caption=_("What was found"),
        columns=[(_("What"), "text"), (_("Found"), "text"), (_("By"), "text"),
                 (_("Time"), "moment")],
        rows=[[Cell(value=_what(act)), Cell(value=_found(act)), _by(act, pair=pair),
               Cell(value=act.time, kind="moment")] for act in record.findings],
        blank=Blank(kind="empty", title=_("Nothing has been noted yet.")))


def _what(act: Written) -> str:
    part = str(act.said.get("part", ""))
    word = str(WHAT.get(str(act.said["what"]), act.said["what"]))
    return f"{word}, {part}" if part else word


def _found(act: Written) -> str:
    words = f"{act.said['found']} {act.said.get('unit', '')}".strip()
    expected = str(act.said.get("expected", ""))
    more = [say("expected {expected}", expected=expected) if expected else "",
            _("not as declared") if act.said.get("differs") else "",
            str(act.said.get("remark", ""))]
    return " · ".join([words, *filter(None, more)])


def _taking_part(line: InspectionLine, *, pair: PairData) -> Table:
    record = line.record
    signed = {each.written.by: each for each in record.signatures}
    asked = [(each.side, each.service) for each in record.head.services]
    rows = []
    for by in dict.fromkeys([*asked, *signed]):
        signature = signed.get(by)
        word: Text = _("not yet")
        if signature is not None:
            word = CONCLUSIONS[signature.conclusion] if signature.current else say(
                "{conclusion}, over an earlier record",
                conclusion=str(CONCLUSIONS[signature.conclusion]))
        remark = str(signature.written.said.get("remark", "")) if signature else ""
        rows.append([
            Cell(value=who(pair, side=by[0], service=by[1])),
            Cell(value=STANDINGS[record.head.stands_as(*by)]),
            Cell(value=f"{word}: {remark}" if remark else word)])
    return Table(
        caption=_("Who takes part, and what each has signed"), rows=rows,
        columns=[(_("Service"), "text"), (_("Takes part as"), "text"), (_("Signed"), "text")])


def _photographs(record: Record, *, pair: PairData) -> Table:
    base = f"/cases/{record.head.reference}/inspection/photographs"
    return Table(
        caption=_("Photographs"),
        columns=[(_("Shows"), "text"), (_("By"), "text"), (_("SHA-256"), "code")],
        rows=[[Cell(value=act.said["shows"], href=f"{base}/{act.said['sha256']}"),
               _by(act, pair=pair), Cell(value=str(act.said["sha256"])[:16], kind="code")]
              for act in record.photographs])


def _samples(record: Record, *, pair: PairData) -> Table:
    rows = []
    for each in record.samples:
        hand = holder(pair, of=each.holder)
        if each.offered:
            hand = say("{holder}, given to {receiver}, not yet received", holder=hand,
                       receiver=holder(pair, of=each.offered))
        tested = [f"{act.said['report']}: {act.said['result']}" for act in each.tested]
        rows.append([
            Cell(value=each.number, kind="code"),
            Cell(value=f"{each.taken.said['of']}, {each.taken.said['amount']}, "
                 f"{who(pair, side=each.taken.side, service=each.taken.service)}"),
            Cell(value=hand),
            Cell(value=" · ".join(tested) or _("no result yet"))])
    return Table(
        caption=_("Samples, from hand to hand"), rows=rows,
        columns=[(_("Bag"), "code"), (_("Of what, taken by"), "text"),
                 (_("In the hands of"), "text"), (_("Result"), "text")])


def _seals(record: Record, *, pair: PairData) -> Table:
    rows = []
    for each in record.seals:
        opened: Text = "–"
        if each.broken:
            opened = who(pair, side=each.broken.side, service=each.broken.service)
            if not each.broken.said["intact"]:
                opened = say("{service}; it was damaged before", service=str(opened))
        put = f"{who(pair, side=each.set.side, service=each.set.service)}, " \
            f"{each.set.said['where']}" if each.set else _("before this inspection")
        rows.append([Cell(value=each.number, kind="code"), Cell(value=put), Cell(value=opened)])
    return Table(caption=_("Seals"), rows=rows, columns=[
        (_("Number"), "code"), (_("Set by"), "text"), (_("Opened by"), "text")])


def _offered(line: InspectionLine, *, pair: PairData) -> Table:
    rows = []
    for each in line.offered:
        rows.append([Cell(value=WHAT.get(each.subject, each.subject)), _by(each.fact, pair=pair),
                     Cell(value=_counts(each.by, basis=each.basis))])
    return Table(
        caption=_("What the other side got, and whether it counts here"), rows=rows,
        columns=[(_("What"), "text"), (_("By"), "text"), (_("Counts here"), "text")])


def weighings(sheet: InspectionSheet) -> list[Table]:
    """What the other side's scales said, and whether it counts here."""
    if not sheet.weighings:
        return []
    return [Table(
        caption=_("Weighed at the other side"),
        columns=[(_("Gross mass"), "number"), (_("Time"), "moment"), (_("Counts here"), "text")],
        rows=[[Cell(value=each.gross_kg, kind="number", unit=_("kg")),
               Cell(value=each.time, kind="moment"),
               Cell(value=_counts(each.by, basis=each.basis))] for each in sheet.weighings])]


def _counts(by: Sequence[str], *, basis: str) -> Text:
    if by:
        return ", ".join(by)
    return say("may be recognised: {basis}", basis=basis) if basis else _("information only")


def warnings(record: Record, *, pair: PairData) -> Iterator[Text]:
    """Unlike findings, gaps in custody, damaged seals, signatures over another record."""
    for each in record.unlike:
        words = "; ".join(f"{who(pair, side=act.side, service=act.service)}: {_found(act)}"
                          for act in each.findings)
        yield f"{_what(each.findings[0])}: {words}"
    for sample in record.samples:
        yield from _of_sample(sample, pair=pair)
    for seal in record.seals:
        if seal.broken and not seal.broken.said["intact"]:
            yield say("Seal {number} was damaged before it was opened.", number=seal.number)
    for signature in record.signatures:
        if not signature.current:
            act = signature.written
            yield say("{service} signed before something was added, and has to sign again.",
                      service=who(pair, side=act.side, service=act.service))


def _of_sample(sample: Sample, *, pair: PairData) -> Iterator[Text]:
    """Gaps in its chain of hands, and damaged bags."""
    for act in sample.gaps:
        yield say("Sample {number}: {service} is not next in its chain of hands.",
                  number=sample.number, service=who(pair, side=act.side, service=act.service))
    for act in sample.hands:
        if act.act == "sample_received" and not act.said["intact"]:
            yield say("Sample {number}: {service} got it with a damaged bag.",
                      number=sample.number, service=who(pair, side=act.side, service=act.service))
