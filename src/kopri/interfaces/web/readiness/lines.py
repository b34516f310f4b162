"""The readiness of a case as lines in the reader's language."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from kopri.engines.countrydata import PairData
from kopri.engines.readiness import Answer, Line, Need, Readiness, State, Step
from kopri.interfaces.needing import row_of
from kopri.interfaces.web import names
from kopri.interfaces.web.needs import NeedLine, NeedList
from kopri.interfaces.web.show import Form, Mark, Status
from kopri.interfaces.web.words import Text, say
from kopri.kernel.text import translate

MOST_PARTS = 8  # that are named one by one
Forms = Callable[[Line], Sequence[Form]]
GIVEN = (Answer.AT_BORDER, Answer.AFTERWARDS, Answer.AUTHORITY)


def need_list(
    found: Readiness, *, pair: PairData, forms: Forms, service: str = "", side: str = ""
) -> NeedList:
    """Open lines first; the others folded. ``forms``: what the reader can do about a line.

    ``service`` and ``side``: of a reader to whom what waits for his service comes first.
    """
    lines = found.lines(of_both=not service)
    todo = [line for line in lines if (
        _waits_for(line, service=service, side=side) if service else line.open)]
    others = [line for line in lines if line not in todo]
    due = [need for line in todo for need in line.open]
    return NeedList(
        status=Status(code="not_ready" if found.open else "ready"),
        summary=_summary(len(todo), service=service),
        open=[_line(line, pair=pair, forms=forms) for line in todo],
        others=[_line(line, pair=pair, forms=forms, whole=True) for line in others],
        folded=say("All other papers: {number}", number=len(others)),
        until=min((need.until for need in due if need.until), default=None),
        late=any(need.late for need in due), warning=_expiring(found, pair=pair),
    )


def _waits_for(line: Line, *, service: str, side: str) -> bool:
    """A service has yet to accept it."""
    return any(
        need.paper.side == side and need.answer is Answer.NEEDED
        and need.by_service.get(service, State.ACCEPTED) is not State.ACCEPTED
        for need in line.needs)


def _summary(number: int, *, service: str) -> str:
    if service:
        return say("Papers that your service has not accepted: {number}.", number=number)
    if not number:
        return _("Nothing is left to do before the border.")
    return say("Papers that wait for somebody to act: {number}.", number=number)


def _expiring(found: Readiness, *, pair: PairData) -> str:
    need = found.expires_first
    if need is None or need.evidence is None:
        return ""
    return say("{document} expires first, on {day}: before the vehicle is at the border.",
               document=title(need, pair=pair), day=need.evidence.valid_to[:10])


def _line(line: Line, *, pair: PairData, forms: Forms, whole: bool = False) -> NeedLine:
    """``whole``: with the law that it rests on."""
    first = line.first
    row = row_of(pair, side=first.paper.side, document=first.paper.id)
    why = translate(first.rule.fault().message, language=names.language())
    return NeedLine(
        document=title(first, pair=pair), who=who(line, pair=pair),
        status=Status(code=word(first)), do=what_to_do(first),
        why=f"{why} {row.basis}".strip() if whole else why,
        until=min((need.until for need in line.open if need.until), default=None),
        late=any(need.late for need in line.needs), parts=_parts(line), said=_said(first),
        mark=None if row.sourced else Mark(kind="assumption"), forms=forms(line),
    )


def title(need: Need, *, pair: PairData) -> str:
    """The paper's name."""
    return row_of(pair, side=need.paper.side, document=need.paper.id).names.said_in(
        names.language())


def who(line: Line, *, pair: PairData) -> str:
    """Sides and services that ask for it; where somebody has to act, those that still do."""
    asking: dict[str, list[str]] = {}
    for need in line.open or line.needs:
        side = need.paper.side
        asking[side] = [str(names.service(pair, side=side, code=code))
                        for code in need.paper.services]
    return " · ".join(f"{side.upper()} {', '.join(services)}".strip()
                      for side, services in asking.items())


def word(need: Need) -> str:
    """The state as a key of ``words.STATUS_WORDS``."""
    if need.answer in GIVEN and need.state is State.MISSING:
        return str(need.answer.value)
    if need.answer is Answer.MAYBE and need.state is State.MISSING:
        return "perhaps"
    return "number_missing" if need.open and need.step is Step.NUMBER else str(need.state.value)


def what_to_do(need: Need) -> Text:
    """One sentence; what the rule advises where nothing more is known."""
    if need.step is Step.NUMBER or (need.step is Step.ATTACH and need.paper.system):
        return say("Lodge it with {system} and state the number that it gives.",
                   system=need.paper.system)
    if need.step is Step.RENEW and need.evidence:
        return say("It holds until {day} only: renew it.", day=need.evidence.valid_to[:10])
    if need.step is Step.REPLACE:
        return say("Not accepted: {reason}", reason=need.reason) if need.reason else _(
            "Not accepted: attach another one.")
    texts: dict[Step, Text] = {
        Step.BOOK: _("Book a slot."), Step.ANNOUNCE: _("Announce the cargo."),
        Step.TELL: _("It is not told yet what decides whether it is needed."),
        Step.BRING: _("Bring it along: the service looks at it at the border."),
        Step.WAIT: _("The service or its system answers."),
    }
    if need.answer in GIVEN or need.state is State.ACCEPTED:
        return ""
    return texts.get(need.step) or translate(need.rule.remedy, language=names.language())


def _parts(line: Line) -> str:
    """Which of many consignments; nothing where there is but one."""
    if len(line.parts) == 1:
        return ""
    missing = list(dict.fromkeys(need.part.id for need in line.open))
    if not missing:
        return say("for {number} parts", number=len(line.parts))
    shown = ", ".join(missing[:MOST_PARTS]) + (" …" if len(missing) > MOST_PARTS else "")
    return say("{missing} of {all}: {parts}", missing=len(missing), all=len(line.parts),
               parts=shown)


def _said(need: Need) -> str:
    """The number, and that nobody but the carrier has said so."""
    shown = need.evidence
    number = shown.lodged.get((need.paper.side, need.paper.system), "") if shown else ""
    if not shown or not number:
        return shown.number if shown else ""
    if shown.stated_by == "carrier":
        return say("{number}, as stated by the carrier", number=number)
    return number
