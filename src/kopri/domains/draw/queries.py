"""Reading draws."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from kopri.domains.draw.models import (
    SharedChain,
    SharedCohort,
    SharedDraw,
    SharedDrawRow,
    SharedObjection,
    SharedShare,
    SharedTagKey,
    SharedThird,
)
from kopri.domains.draw.states import DrawState
from kopri.engines.queueing.chains import quarter_of
from kopri.engines.queueing.draw import Row
from kopri.engines.queueing.tags import tag
from kopri.journal.rows import rows_with, select_rows
from kopri.kernel.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A draw from its close on; see ``draw.closed`` and ``draw.settled``.

    ``log``, ``uid``: the entry of the close; ``seen``: log -> how far its writer had followed it.
    """

    draw: str
    line: Line
    day: str
    number: int
    root: str
    supply: tuple[int, ...]
    exit_revision: int
    entry_revision: int
    unproven_most: int
    quarter: str
    position: int
    reveal_until: datetime
    thirds: tuple[tuple[str, str], ...]
    closed: datetime
    log: str
    uid: str
    seen: dict[str, int]
    state: DrawState
    shares: dict[str, str]
    marks: dict[str, str]
    third: str
    third_share: str
    third_note: str
    seed: str
    left: tuple[tuple[str, int], ...]

    @property
    def is_drawn(self) -> bool:
        """True once its outcome is known; of an empty list at once."""
        return self.state is DrawState.SETTLED or not self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a side has revealed. ``log``, ``uid``: the entry in which it did."""

    side: str
    share: str
    log: str
    uid: str
    recorded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """That a side did not reveal, and why."""

    side: str
    reason: str
    tags: tuple[str, ...]


def draw_of(draw: str) -> Draw | None:
    """A draw, once it is closed."""
    row = SharedDraw.objects.filter(draw=draw).first()
    return _draw(row) if row else None


def draws_of(draws: Sequence[str]) -> dict[str, Draw]:
    """Those of these draws that are closed."""
    return {row.draw: _draw(row) for row in rows_with(SharedDraw, column="draw", values=draws)}


def open_draws() -> list[Draw]:
    """Draws that are closed and not settled, by day; those with nothing to settle left out."""
    rows = SharedDraw.objects.filter(state=DrawState.CLOSED.value, number__gt=0)
    return [_draw(row) for row in rows.order_by("day", "draw")]


def _draw(row: SharedDraw) -> Draw:
    return Draw(
        draw=row.draw, day=row.day, number=row.number, root=row.root, supply=tuple(row.supply),
        line=Line(point=row.point, direction=row.direction, vehicle_class=row.vehicle_class),
        exit_revision=row.exit_revision, entry_revision=row.entry_revision,
        unproven_most=row.unproven_most, quarter=row.quarter, position=row.position,
        reveal_until=row.reveal_until, closed=row.closed, log=row.log, uid=row.uid, seen=row.seen,
        thirds=tuple((third, anchor) for third, anchor in row.thirds),
        state=DrawState(row.state), shares=row.shares, marks=row.marks, third=row.third,
        third_share=row.third_share, third_note=row.third_note, seed=row.seed,
        left=tuple((tag, hour) for tag, hour in row.left),
    )


def latest_draws(*, most: int) -> list[Draw]:
    """The draws of the last days, the newest first."""
    rows = SharedDraw.objects.order_by("-day", "direction", "point", "vehicle_class")[:most]
    return [_draw(row) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Of a closed list: how many, how many of them not proven, and how many of either got a slot."""

    listed: int = 0
    unproven: int = 0
    placed: int = 0
    placed_unproven: int = 0


def tallies(draws: Sequence[str]) -> dict[str, Tally]:
    """draw -> the figures of its list."""
    rows = SharedDrawRow.objects.filter(draw__in=list(draws)).values("draw").annotate(
        listed=Count("pk"), unproven=Count("pk", filter=Q(proven=False)), placed=Count("hour"),
        placed_unproven=Count("hour", filter=Q(proven=False)))
    return {row["draw"]: Tally(
        listed=row["listed"], unproven=row["unproven"], placed=row["placed"],
        placed_unproven=row["placed_unproven"]) for row in rows}


def rows_of(draw: str) -> list[Row]:
    """The closed list in order of tag."""
    rows = SharedDrawRow.objects.filter(draw=draw).order_by("tag").values_list(
        "tag", "cohort", "public_class", "proven", "wishes")
    return [Row(tag=tag, cohort=cohort, public_class=public_class, proven=proven,
                wishes=tuple(wishes)) for tag, cohort, public_class, proven, wishes in rows]


def shares_of(draw: str) -> dict[str, Share]:
    """side -> what it has revealed."""
    return {row.side: Share(side=row.side, share=row.share, log=row.log, uid=row.uid,
                            recorded=row.recorded)
            for row in SharedShare.objects.filter(draw=draw)}


def objections_of(draw: str) -> dict[str, Objection]:
    """side -> why it did not reveal."""
    return {row.side: Objection(side=row.side, reason=row.reason, tags=tuple(row.tags))
            for row in SharedObjection.objects.filter(draw=draw)}


def has_spoken(draw: str, *, side: str) -> bool:
    """True where the side has revealed its share, or has said why not."""
    return any(table.objects.filter(draw=draw, side=side).exists()
               for table in (SharedShare, SharedObjection))


def anchor_of(*, side: str, line: Line, quarter: str) -> tuple[str, int] | None:
    """What a side has fixed for a quarter: anchor and length."""
    row = SharedChain.objects.filter(side=side, quarter=quarter, **_of_line(line)).first()
    return (row.anchor, row.length) if row else None


def thirds_named(*, line: Line, quarter: str) -> dict[str, dict[str, str]]:
    """third -> side -> the anchor that the side has written down."""
    named: dict[str, dict[str, str]] = {}
    for row in SharedThird.objects.filter(quarter=quarter, **_of_line(line)):
        named.setdefault(row.third, {})[row.side] = row.anchor
    return named


def tag_key_of(*, direction: str, quarter: str) -> tuple[str, str] | None:
    """Commitment and key of a quarter's tags; the key is empty until it is shared."""
    rows = select_rows(SharedTagKey, columns=("commitment", "key"), params=[direction, quarter],
                       tail="WHERE direction = %s AND quarter = %s")
    return (rows[0][0], rows[0][1]) if rows else None


def cohorts_of(*, line: Line, tags: Sequence[str]) -> dict[str, str]:
    """tag -> day of the first draw lost without a slot since; empty where it had one since."""
    wanted = _of_line(line)
    return {row.tag: row.cohort for row in rows_with(SharedCohort, column="tag", values=tags)
            if wanted == {name: getattr(row, name) for name in wanted}}


def waiting_since(*, line: Line, day: str, vehicles: Mapping[str, str]) -> dict[str, str]:
    """Whoever stands for a day -> since when its vehicle has lost; empty where it has not.

    A tag is of its quarter: what was lost in the quarter before is found under the tag of then.
    """
    quarter = quarter_of(date.fromisoformat(day))
    now_of, then_of = (tagger(direction=line.direction, day=each.first.isoformat())
                       for each in (quarter, quarter.before()))
    tags = {who: (now_of(vehicle), then_of(vehicle)) for who, vehicle in vehicles.items()}
    known = cohorts_of(line=line, tags=[tag for both in tags.values() for tag in both if tag])
    return {who: known.get(now, known.get(then, "")) for who, (now, then) in tags.items()}


def _of_line(line: Line) -> dict[str, str]:
    return {"direction": line.direction, "point": line.point, "vehicle_class": line.vehicle_class}


def anchored(*, side: str, quarter: str) -> set[tuple[str, str]]:
    """What a side has fixed: (line, "") for a chain of its own, (line, third) for a third's."""
    own = SharedChain.objects.filter(side=side, quarter=quarter).values_list(
        "direction", "point", "vehicle_class")
    thirds = SharedThird.objects.filter(side=side, quarter=quarter).values_list(
        "direction", "point", "vehicle_class", "third")
    return {("/".join(line), "") for line in own} | {("/".join(row[:3]), row[3]) for row in thirds}


def tag_of(*, direction: str, day: str, vehicle: str) -> str:
    """The tag under which a vehicle stands in the draw of a day; empty where no key is known here."""
    return tagger(direction=direction, day=day)(vehicle)


def tagger(*, direction: str, day: str) -> Callable[[str], str]:
    """The same for many vehicles: the key is read once."""
    known = tag_key_of(direction=direction, quarter=quarter_of(date.fromisoformat(day)).name)
    key = bytes.fromhex(known[1]) if known else b""
    return lambda vehicle: tag(key, vehicle) if key and vehicle else ""


def tags_between(
    *, direction: str, vehicles: Collection[str], start: date, end: date
) -> dict[str, set[str]]:
    """The tags of each of these vehicles in the quarters of these days."""
    taggers, quarter = [], quarter_of(start)
    while quarter.first <= end:
        taggers.append(tagger(direction=direction, day=quarter.first.isoformat()))
        quarter = quarter.after()
    return {vehicle: {each(vehicle) for each in taggers} - {""} for vehicle in vehicles}


def undrawn(
    *, line: Line, closes: Mapping[str, datetime], now: datetime,
    draws: Mapping[str, Draw] | None = None,
) -> set[str]:
    """Of these days, those whose draw is still to come, or to be settled.

    ``closes``: day -> until when its list may be closed; of a day that is not in it none is held.
    ``draws``: those of these days, where they are known.
    """
    held = draws_of([line.draw(day) for day in closes]) if draws is None else draws
    return {day for day, end in closes.items()
            if (not held[line.draw(day)].is_drawn if line.draw(day) in held else now < end)}


def full_of(draws: Iterable[Draw], *, taken: Callable[..., int]) -> set[str]:
    """Days of which vehicles that are not proven have all that the draw allows them.

    ``taken``: by line and day, how many slots they have. Where no draw was held there is no limit.
    """
    return {draw.day for draw in draws
            if taken(line=draw.line, day=draw.day) >= draw.unproven_most}
