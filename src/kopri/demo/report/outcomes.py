"""What was decided over vehicles and parts, went back, was declared and signed: judged from the journals."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from kopri.demo.report.books import Book
from kopri.demo.report.cases import Event, Story
from kopri.demo.report.verdicts import Verdict

HAPPENED = {
    "weighed": "gate.weighed",
    "inspected jointly": "inspection.ended",
    "held, the reason withheld": "outcomes.withheld",
    "to go back": "returns.opened",
    "declared to customs": "customs.declared",
    "released under fallback": "fallback.released",
}
FINDING, RELEASED, PART = (
    "control.finding_recorded", "control.released", "outcomes.part_decided")
DECLARED, TRANSIT_ENDED = "customs.declared", "customs.transit_ended"
TIME_TO_ANSWER = timedelta(hours=2)  # of which the rule allows one
TERMS = ("exit_office", "deadline", "guarantee", "seals", "route")


def outcome_verdicts(
    *, told: Sequence[Story], books: Sequence[Book], until: datetime
) -> tuple[Verdict, ...]:
    """All of them; an island plays none of it."""
    return (
        parts_settled(told=told), returns_answered(told=told, until=until),
        declarations_ended(told=told, until=until), inspections_signed(told=told),
        shifts_taken(books=books))


def parts_settled(*, told: Sequence[Story]) -> Verdict:
    """Who was released: every service has cleared it, no part is held, and without those refused."""
    releases = parts = wrong = 0
    for story in told:
        for side in (story.exit_side, story.entry_side):
            released = story.last(RELEASED, side=side)
            if released is None:
                continue
            releases += 1
            said = {(each.says("service"), each.says("part")): each.says("outcome")
                    for each in story.all(PART, side=side)}
            parts += len(said)
            behind = {part for (_, part), outcome in said.items() if outcome == "refused"}
            wrong += (
                "held" in said.values()
                or behind != set(released.payload.get("without") or ())
                or not _all_cleared(story, side=side))
    return Verdict(
        name="every part has an outcome", holds=releases > 0 and not wrong,
        numbers=f"{releases} releases, {parts} parts decided apart, {wrong} not as decided")


def _all_cleared(story: Story, *, side: str) -> bool:
    last = {each.says("service"): each.says("outcome") for each in story.all(FINDING, side=side)}
    planned = story.last("control.planned", side=side)
    missed = story.last("fallback.released", side=side)
    excused = set(missed.payload["missed"]) if missed else set()
    return planned is not None and all(
        last.get(service) == "cleared" for service in planned.payload["services"]
        if service not in excused)


def returns_answered(*, told: Sequence[Story], until: datetime) -> Verdict:
    """The exit side has answered for all that the entry side refused in time to be answered."""
    found = [(story, each) for story in told for each in story.all("returns.opened")]
    over = {name: [each for each in found if _of(each[0], each[1], name)]
            for name in ("answered", "received", "withdrawn")}
    late = [each for story, each in found if each.time + TIME_TO_ANSWER < until
            and not _of(story, each, "answered") and not _of(story, each, "withdrawn")]
    return Verdict(
        name="what the entry side refused was answered for", holds=not late,
        numbers=f"{len(found)} to go back, {len(over['answered'])} answered, "
                f"{len(over['received'])} back, {len(late)} without an answer")


def _of(story: Story, event: Event, name: str) -> Event | None:
    return story.first(f"returns.{name}", number=event.says("number"))


def declarations_ended(*, told: Sequence[Story], until: datetime) -> Verdict:
    """Whose truck has gone on: each declaration is where its regime says that it should be."""
    found = gone = wrong = 0
    for story in told:
        for each in story.all(DECLARED):
            found += 1
            should = _should(story, each, until=until)
            gone += should is not None
            wrong += should is not None and should != _stands(story, each)
    return Verdict(
        name="declarations are in the right state", holds=not wrong,
        numbers=f"{found} declared, {gone} of trucks that have gone on, {wrong} wrong")


def _should(story: Story, declared: Event, *, until: datetime) -> str | None:
    """None while the truck is still inside, or the word of its arrival may be on its way."""
    side, regime = declared.says("side"), declared.says("regime")
    if story.first("gate.exited", side=side) is None:
        return None
    if regime == "transit" and side == story.exit_side:
        arrived = story.first("gate.registered", side=story.entry_side)
        known = arrived is not None and arrived.time + TIME_TO_ANSWER < until
        return "ended on the neighbour's arrival" if known else None
    return "discharged" if regime == "export" else "released"


def _stands(story: Story, declared: Event) -> str:
    name = declared.says("declaration")
    ended = story.last(TRANSIT_ENDED, declaration=name)
    if ended is not None:
        return "ended on the neighbour's arrival" if (
            ended.says("evidence") == "neighbour_arrival") else "ended"
    states = {each.says("state") for each in story.all("customs.state_told", declaration=name)}
    return next((each for each in ("invalidated", "discharged", "released") if each in states), "")


def transit_listed(*, told: Sequence[Story], listed: Collection[str]) -> Verdict:
    """Every transit that goes on is on its side's list, with all that secures it; and no other is."""
    found = [(story, each) for story in told for each in story.all(DECLARED, regime="transit")]
    open_ = {each.says("declaration"): each for story, each in found
             if story.first(TRANSIT_ENDED, declaration=each.says("declaration")) is None}
    bare = [each for each in open_.values() if not all(map(each.payload.get, TERMS))]
    off = len(set(listed) ^ set(open_))
    return Verdict(
        name="open transit is listed, with what secures it", holds=not off and not bare,
        numbers=f"{len(open_)} open, {off} not listed or listed in vain, {len(bare)} unsecured")


def inspections_signed(*, told: Sequence[Story]) -> Verdict:
    """Of each inspection that has ended every service that took part has signed the record."""
    ended = unsigned = 0
    for story in told:
        for each in story.all("inspection.ended"):
            name = each.says("inspection")
            ended += 1
            invited = story.first("inspection.appointed", inspection=name)
            signed = {event.says("service")
                      for event in story.all("inspection.signed", inspection=name)}
            asked = invited.payload["services"] if invited else ()
            unsigned += not asked or any(row["service"] not in signed for row in asked)
    return Verdict(
        name="every service signed the record of its inspection", holds=not unsigned,
        numbers=f"{ended} inspections, {unsigned} not signed by all")


def missed_looked_at(*, told: Sequence[Story], listed: Collection[str]) -> Verdict:
    """Whoever went under fallback is listed, and each service that was missed has looked since."""
    gone = {story.reference: (story, each) for story in told
            for each in story.all("fallback.released")}
    off = len(set(listed) ^ set(gone))
    unseen = sum(
        story.first("fallback.reexamined", side=each.says("side"), service=service) is None
        for story, each in gone.values() for service in each.payload["missed"])
    return Verdict(
        name="who went under fallback is listed and looked at since",
        holds=bool(gone) and not off and not unseen,
        numbers=f"{len(gone)} went, {off} not listed or listed in vain, {unseen} not looked at")


def shifts_taken(*, books: Sequence[Book]) -> Verdict:
    """Every shift that was given was taken, by somebody else."""
    given, taken = dict(_signed(books, "handover.given")), dict(_signed(books, "handover.taken"))
    lost = [name for name, giver in given.items() if taken.get(name, giver) == giver]
    return Verdict(
        name="every shift was given and taken by two persons", holds=not lost,
        numbers=f"{len(given)} given, {len(lost)} not taken by another")


def _signed(books: Sequence[Book], kind: str) -> Iterator[tuple[str, str]]:
    """Handover -> who signed."""
    for book in books:
        for row in book.logs[book.own]:
            if row.kind == kind and "handover" in row.payload:
                yield str(row.payload["handover"]), str(row.entry["actor"]["person"])


def unannounced(story: Story) -> bool:
    """It has come, and nobody had asked for a slot, nor said a word."""
    return story.first("gate.registered") is not None and not any(
        event.kind.startswith(("queue.", "notice.")) for event in story.events)


def counted(story: Story) -> Mapping[str, bool]:
    """What is told of one case besides the kinds of its entries."""
    return {
        "less one part": story.first(PART, outcome="refused") is not None,
        "unannounced": unannounced(story),
    }
