"""What the driver's card says of papers: whoever has the reference may read it.

It names no part, no person and no paper that would tell strangers of a dangerous or humanitarian
cargo: of such a one only the service that asks for it.
"""

from collections.abc import Sequence

from kopri.engines.countrydata import PairData
from kopri.engines.readiness import Line, Readiness, State, Step
from kopri.interfaces.web.readiness.lines import title, who
from kopri.interfaces.web.words import say

MOST = 8
TOLD_ELSEWHERE = (Step.BOOK, Step.ANNOUNCE)  # the card asks for slot and announcement itself


def missing_papers(found: Readiness, *, pair: PairData) -> Sequence[str]:
    """A line for each paper that waits for somebody to act, by name and side."""
    todo = [line for line in found.lines(of_both=True) if line.open]
    lines = list(dict.fromkeys(
        _text(line, pair=pair) for line in todo if line.first.step not in TOLD_ELSEWHERE))
    more = len(lines) - MOST
    return [*lines[:MOST], say("and {number} more", number=more)] if more > 0 else lines


def ends_first(found: Readiness, *, pair: PairData) -> Sequence[str]:
    """What of the papers ends first, after a move: one line, or none."""
    need = found.ends_first
    if need is None or need.evidence is None:
        return []
    document = (say("a paper for {who}", who=", ".join(need.paper.services)) if need.rule.discreet
                else title(need, pair=pair))
    day = need.evidence.valid_to
    if need.state is State.EXPIRED:
        return [say("At the new time no longer good: {document}, good until {day}.",
                    document=document, day=day)]
    return [say("Of your papers this ends first: {document}, good until {day}.",
                document=document, day=day)]


def _text(line: Line, *, pair: PairData) -> str:
    sides = ", ".join(side.upper() for side in line.sides)
    if line.first.rule.discreet:
        return say("a paper for {who}", who=who(line, pair=pair))
    return say("{document} ({who})", document=title(line.first, pair=pair), who=sides)
