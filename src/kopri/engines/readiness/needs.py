"""The list: every paper that either side asks for each part, against what has been shown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kopri.engines.readiness.deadlines import until
from kopri.engines.readiness.results import Need, Readiness, is_open, persons
from kopri.engines.readiness.rules import PERSONS, RULES, Ground
from kopri.engines.readiness.values import (
    Answer,
    Case,
    Evidence,
    Kind,
    Match,
    Paper,
    Part,
    Side,
    State,
    Step,
    Verdict,
)

_RANK = {state: rank for rank, state in enumerate(State)}
_NEXT = {
    State.ACCEPTED: Step.NOTHING, State.LODGED: Step.WAIT, State.REJECTED: Step.REPLACE,
    State.EXPIRED: Step.RENEW,
}
_FACTS = {"booking": Step.BOOK, "notice": Step.ANNOUNCE}
_WHOLE = Part(id="", kind=Kind.CASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What became of a paper: the best evidence, before all services and before each."""

    state: State
    by_service: dict[str, State]
    evidence: Evidence | None = None
    reason: str = ""


def readiness(case: Case, papers: Iterable[Paper]) -> Readiness:
    """Every need of a case. ``papers``: of both sides, as of the day, for the way of each."""
    sides = {side.code: side for side in case.sides}
    needs = [
        need for paper in papers if case.mode in paper.modes or PERSONS in paper.modes
        for part in _parts(case, kind=RULES[paper.when].subject(paper))
        for need in _need(paper, part=part, case=case, side=sides[paper.side])
    ]
    return Readiness(needs=tuple(needs), expected=case.expected)


def _parts(case: Case, *, kind: Kind) -> Sequence[Part]:
    """What a paper of this kind is asked for. Goods that nobody has told of are one part."""
    if kind is Kind.CASE:
        return (_WHOLE,)
    found = tuple(part for part in case.parts if part.kind is kind)
    if kind is Kind.CONSIGNMENT and not found and case.loaded:
        return (Part(id="", kind=Kind.CONSIGNMENT),)
    return found


def _need(paper: Paper, *, part: Part, case: Case, side: Side) -> Iterator[Need]:
    shown = [each for each in _evidence(part, case=case)
             if any(_fits(match, each) for match in paper.matches)]
    answer = RULES[paper.when].answer(
        paper, Ground(part=part, case=case, side=side, shown=bool(shown)))
    if answer is Answer.NEEDED and paper.at_border:
        answer = Answer.AT_BORDER
    if answer is Answer.NO:
        return
    day = case.expected.astimezone(side.zone).date().isoformat() if case.expected else ""
    found = _best(paper, part=part, case=case, day=day, shown=shown)
    due = until(paper, case=case, side=side)
    step = _step(paper, answer=answer, state=found.state)
    yield Need(
        paper=paper, part=part, answer=answer, state=found.state, by_service=found.by_service,
        step=step, until=due, evidence=found.evidence, reason=found.reason,
        late=is_open(answer, step) and due is not None and due < case.now,
    )


def _evidence(part: Part, *, case: Case) -> Iterator[Evidence]:
    """What covers a part. One passport for the whole case is nobody's where several travel."""
    yield from part.evidence
    alone = part.kind is not Kind.PERSON or persons(case.parts) == 1
    for each in case.evidence:
        if part.id in each.covers or (alone and not each.covers) or part.kind is Kind.CASE:
            yield each


def _fits(match: Match, evidence: Evidence) -> bool:
    """Paper is not asked for a second time where nobody can tell whether it is paper."""
    if match.issue == "electronic" and evidence.electronic is not True:
        return False
    if match.issue == "paper" and evidence.electronic is True:
        return False
    return bool(match.names & evidence.names)


def _best(paper: Paper, *, part: Part, case: Case, day: str, shown: Iterable[Evidence]) -> _Found:
    found = [_found(paper, evidence=each, day=day) for each in shown]
    if paper.fact == "booking" and case.booked:
        found.append(_all(paper, State.ACCEPTED))
    if paper.fact == "notice" and part.told:
        found.append(_all(paper, State.PREPARED))
    return min([*found, _all(paper, State.MISSING)], key=lambda each: _RANK[each.state])


def _all(paper: Paper, state: State, *, evidence: Evidence | None = None) -> _Found:
    return _Found(state=state, by_service=dict.fromkeys(paper.services, state), evidence=evidence)


def _found(paper: Paper, *, evidence: Evidence, day: str) -> _Found:
    """What one piece of evidence comes to. ``day``: when it must be valid; empty: not known."""
    if day and evidence.valid_to and evidence.valid_to[:10] < day:
        return _all(paper, State.EXPIRED, evidence=evidence)
    lodged = bool(paper.system) and (paper.side, paper.system) in evidence.lodged
    there = State.LODGED if lodged else State.PREPARED
    said = {service: verdict for verdict in evidence.verdicts for service in paper.services
            if _speaks(verdict, paper=paper, service=service)}
    states = {service: _judged(said[service].accepted) if service in said else there
              for service in paper.services}
    reason = next((verdict.reason for verdict in said.values() if not verdict.accepted), "")
    return _Found(state=_overall(states.values(), otherwise=there), by_service=states,
                  evidence=evidence, reason=reason)


def _speaks(verdict: Verdict, *, paper: Paper, service: str) -> bool:
    """A service speaks for itself, the competent system for every service of its side."""
    if verdict.side != paper.side:
        return False
    return verdict.service == service or bool(paper.system and verdict.system == paper.system)


def _judged(accepted: bool) -> State:
    return State.ACCEPTED if accepted else State.REJECTED


def _overall(states: Iterable[State], *, otherwise: State) -> State:
    """A rejection counts first; accepted only where every service has."""
    known = set(states)
    if State.REJECTED in known:
        return State.REJECTED
    return State.ACCEPTED if known == {State.ACCEPTED} else otherwise


def _step(paper: Paper, *, answer: Answer, state: State) -> Step:
    if answer is Answer.MAYBE and state is State.MISSING:
        return Step.TELL
    if answer not in (Answer.NEEDED, Answer.MAYBE):
        return Step.NOTHING
    if state is State.MISSING:
        return _FACTS.get(paper.fact, Step.ATTACH)
    if state is State.PREPARED:
        return Step.NUMBER if paper.system else Step.BRING
    return _NEXT[state]
