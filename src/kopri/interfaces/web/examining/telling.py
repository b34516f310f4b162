"""What was said of the papers and what has changed, in words: for every page that shows it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from kopri.domains.examination.queries import Standing
from kopri.domains.examination.states import ExaminationState
from kopri.domains.examination.types import Move, Question
from kopri.engines.countrydata import PairData
from kopri.interfaces.web import cldr, diffing, names
from kopri.interfaces.web.examining.parts import Examined, Talk
from kopri.interfaces.web.show import Cell, Link, Status, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_case import CaseSheet
from kopri.journeys.show_examination import Changed, ExaminationSheet


def told(
    sheet: ExaminationSheet, case: CaseSheet, *, pair: PairData, link: Link | None = None
) -> Examined | None:
    """Nothing where no service has said anything and nothing can be done."""
    every = [*([sheet.own] if sheet.own else []), *sheet.others]
    said = [each for each in every if each.state is not ExaminationState.UNSEEN]
    if not said and link is None:
        return None
    own = sheet.own
    return Examined(
        lines=_lines(said, pair=pair) if said else None, link=link,
        accepted=accepted(own, case=case, pair=pair) if own else "",
        signed=own.examination.by if own else "",
        since=own.examination.last.time if own and own.examination.last else None,
        changes=list(_changes(sheet.changed, case=case, pair=pair)),
        differences=differences(sheet.changed), talks=talks(said, case=case, pair=pair),
    )


def accepted(standing: Standing, *, case: CaseSheet, pair: PairData) -> Text:
    """``Papers accepted by customs at 08:15, unless facts differ``; empty where they are not."""
    examination = standing.examination
    if not standing.accepted or examination.decided is None:
        return ""
    at = cldr.clock(examination.decided, now=case.now, language=names.language(),
                    zone=pair.country(examination.side).zone)
    return say("Papers accepted by {service}, {time}, unless facts differ.",
               service=str(names.service(pair, side=examination.side, code=examination.service)),
               time=at)


def _lines(said: Sequence[Standing], *, pair: PairData) -> Table:
    whys = [" · ".join(filter(None, (each.examination.reason, each.examination.remedy)))
            for each in said]
    why = [(_("Why, and what would mend it"), "text")] if any(whys) else []
    return Table(
        caption=_("What services said of the papers"),
        columns=[(_("Service"), "text"), (_("State"), "status"), (_("Time"), "moment"), *why],
        rows=[
            [Cell(value=_service(each, pair=pair)),
             Cell(value=Status(code=each.state.value), kind="status"),
             Cell(value=each.examination.decided or _asked(each), kind="moment"),
             *([Cell(value=text)] if why else [])]
            for each, text in zip(said, whys, strict=True)
        ],
    )


def _asked(standing: Standing) -> object:
    questions, last = standing.examination.questions, standing.examination.last
    return questions[-1].asked if questions else last.time if last else None


def _service(standing: Standing, *, pair: PairData) -> str:
    side = standing.examination.side
    return f"{side.upper()} {names.service(pair, side=side, code=standing.examination.service)}"


def talks(said: Sequence[Standing], *, case: CaseSheet, pair: PairData) -> list[Talk]:
    """Every question that this reader may see, the newest first."""
    found = [(question, each) for each in said for question in each.examination.questions]
    found.sort(key=lambda pair_: pair_[0].asked, reverse=True)
    return [_talk(question, by=_service(each, pair=pair), case=case, pair=pair)
            for question, each in found]


def _talk(question: Question, *, by: str, case: CaseSheet, pair: PairData) -> Talk:
    known = {each.document: each for each in case.documents}
    status = "asked" if question.open else "answered" if question.answered else "finished"
    return Talk(
        by=by, text=question.text, asked=question.asked, status=Status(code=status),
        answer=question.answer, answered=question.answered,
        files=[Link(href=f"/cases/{case.reference}/documents/{each}",
                    label=names.document(pair, code=known[each].type))
               for each in question.documents if each in known],
    )


def _changes(
    changed: Sequence[Changed], *, case: CaseSheet, pair: PairData
) -> Iterator[Text]:
    types = {each.document: names.document(pair, code=each.type) for each in case.documents}
    for each in changed:
        move, what = each.change.move, each.change.what
        if move is Move.NOTICE_AMENDED:
            yield _("The notice was amended.") if each.differences else _(
                "The notice was sent again; its goods are the same.")
        elif move in (Move.DOCUMENT_ADDED, Move.DOCUMENT_WITHDRAWN):
            text = (_("New document: {document}") if move is Move.DOCUMENT_ADDED
                    else _("Document withdrawn: {document}"))
            yield text.format(document=types.get(what, what))
        else:
            yield {
                Move.NOTICE_ADDED: _("Another notice was lodged."),
                Move.NOTICE_WITHDRAWN: _("A notice was withdrawn."),
                Move.VEHICLE_CHANGED: _("The vehicle or its crew was changed."),
                Move.CAME_AND_WENT: _("Something was added and withdrawn again."),
            }[move]


def differences(changed: Sequence[Changed]) -> Table | None:
    """Field by field, as before and as now."""
    found = [each for one in changed for each in one.differences]
    if not found:
        return None
    return Table(
        caption=_("What the notice said, and what it says"),
        columns=[(_("Field"), "text"), (_("Before"), "text"), (_("Now"), "text")],
        rows=[diffing.row(each) for each in found],
    )
