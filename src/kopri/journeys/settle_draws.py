"""Settle a draw after its deadline: the seed, the outcome, and a slot for each who won one."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from kopri.crossing.queries import views_of
from kopri.crossing.rules import broken_on_change
from kopri.domains.draw import operations
from kopri.domains.draw.ports import Third
from kopri.domains.draw.queries import Draw, anchor_of, open_draws, rows_of, shares_of, tagger
from kopri.domains.draw.queries import Share as Told
from kopri.domains.draw.states import IN_TIME, LATE, MISSING, WRONG
from kopri.domains.queue import operations as queue
from kopri.domains.queue.operations.waiting import Room, dismiss
from kopri.domains.queue.queries.waiting import Waiting, unproven_on, waiting
from kopri.engines.countrydata import PairData, held_until
from kopri.engines.countrydata.drawing import DrawTimes, draw_times
from kopri.engines.queueing.chains import NOTHING, is_share
from kopri.engines.queueing.draw import Place, allocate, seed_of
from kopri.engines.queueing.words import ShareWords
from kopri.journal.append.publish import Press
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.core import Journal
from kopri.journal.incidents import Rejected
from kopri.journal.placed import applied_of, index_of
from kopri.journal.ports import PeerUnreachable
from kopri.journal.types import CENTRE
from kopri.journal.witness.words import heard
from kopri.kernel.clock import from_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Coin:
    """The third's part. ``sizes``: log -> how far the third had cosigned it by the deadline."""

    third: str = ""
    share: bytes = NOTHING
    note: str = ""
    sizes: Mapping[str, int] | None = None


def settle_draws(
    *, journal: Journal, pair: PairData, press: Press, thirds: Sequence[Third],
    holds: bool = False,
) -> int:
    """Settle what is due of this side's own draws; how many.

    ``holds``: what was won is held until its fee is paid, where one is due.
    """
    settled, now = 0, journal.clock.now()
    if journal.role != CENTRE:
        return settled
    for draw in open_draws():
        times = draw_times(pair, line=draw.line, day=draw.day)
        ours = exit_side(draw.line.direction) == journal.side  # also what a log before this one closed
        if not ours or times is None or now < draw.reveal_until:
            continue
        coin = _coin(draw, thirds=thirds, press=press, patient=now < times.patience)
        if coin is not None and _has_followed(draw, coin=coin, times=times, now=now):
            _settle(journal, pair, draw=draw, coin=coin, holds=holds)
            settled += 1
    return settled


def _coin(
    draw: Draw, *, thirds: Sequence[Third], press: Press, patient: bool
) -> Coin | None:
    """The share of the first third that gives one; None while the first is still waited for."""
    known = {third.origin: third for third in thirds}
    for origin, anchor in draw.thirds:
        coin = _asked(known[origin], anchor=anchor, draw=draw, press=press) if (
            origin in known) else None
        if coin is not None:
            return coin
        if patient:
            return None
    return Coin()


def _asked(third: Third, *, anchor: str, draw: Draw, press: Press) -> Coin | None:
    try:
        note = third.share(draw=draw.draw)
        words = ShareWords.parse(heard(note, origin=third.origin, at=press.wall()))
    except (PeerUnreachable, Rejected, ValueError):
        return None
    if words.draw != draw.draw or not is_share(
            words.share, anchor=bytes.fromhex(anchor), position=draw.position):
        return None
    return Coin(third=third.origin, share=words.share, note=note.decode(), sizes=words.sizes)


def _has_followed(draw: Draw, *, coin: Coin, times: DrawTimes, now: datetime) -> bool:
    """Whether all that the third had cosigned is here: a share may be in what is not, for a while."""
    return now >= times.patience or all(
        applied_of(log) >= size for log, size in (coin.sizes or {}).items())


def _settle(
    journal: Journal, pair: PairData, *, draw: Draw, coin: Coin, holds: bool
) -> None:
    sides = exit_side(draw.line.direction), entry_side(draw.line.direction)
    told = shares_of(draw.draw)
    marks = {side: _mark(draw, side=side, told=told.get(side), coin=coin) for side in sides}
    used = {side: bytes.fromhex(told[side].share) if marks[side] == IN_TIME else NOTHING
            for side in sides}
    seed = seed_of(draw=draw.draw, root=bytes.fromhex(draw.root), exit_share=used[sides[0]],
                   entry_share=used[sides[1]], third_share=coin.share)
    places = allocate(rows_of(draw.draw), seed=seed, supply=draw.supply,
                      unproven_most=draw.unproven_most)
    who = {each.reference for each in _waiting(draw).values()}
    keys = [f"case:{reference}" for reference in sorted(who)]
    with begin(journal, actor=journal.itself(), keys=[draw.line.lock, *keys]) as tx:
        winners = _winners(draw, places=places, locked=who, now=tx.now)
        operations.settle(
            tx, draw=draw, basis=[(draw.log, draw.uid)], outcome=operations.Outcome(
                shares={side: used[side].hex() for side in sides}, marks=marks, seed=seed,
                third=coin.third, third_share=coin.share.hex() if coin.third else "",
                third_note=coin.note, places=places, left=winners.left))
        for place, hour in winners.given:
            held = held_until(pair, line=draw.line, now=tx.now, drawn=True) if holds else None
            _grant(tx, draw=draw, place=place, hour=hour, held=held)
        _let_go(tx, draw=draw)


def _mark(draw: Draw, *, side: str, told: Told | None, coin: Coin) -> str:
    """What becomes of a side's share.

    In time: in a tree that the third had cosigned by the deadline; without a third, recorded by then.
    """
    if told is None:
        return MISSING
    fixed = anchor_of(side=side, line=draw.line, quarter=draw.quarter)
    if fixed is None or not is_share(bytes.fromhex(told.share), position=draw.position,
                                     anchor=bytes.fromhex(fixed[0])):
        return WRONG
    if coin.sizes is None:
        return IN_TIME if told.recorded < draw.reveal_until else LATE
    index = index_of(log=told.log, subject=draw.draw, uid=told.uid)
    return IN_TIME if index is not None and index < coin.sizes.get(told.log, 0) else LATE


def _waiting(draw: Draw) -> dict[str, Waiting]:
    """tag -> who waits on the line under it, the oldest request of a vehicle."""
    places = waiting(line=draw.line)
    cases = {case.reference: case for case in views_of([place.reference for place in places])}
    found, tag_of = dict[str, Waiting](), tagger(direction=draw.line.direction, day=draw.day)
    for place in sorted(places, key=lambda each: (each.asked.time, each.asked.uid)):
        case = cases.get(place.reference)
        if case is not None and not list(broken_on_change(phase=case.phase)):
            found.setdefault(tag_of(case.drawn_as), place)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Winners:
    given: list[tuple[Waiting, Place]]
    left: list[tuple[str, int]]


def _winners(
    draw: Draw, *, places: Sequence[Place], locked: AbstractSet[str], now: datetime
) -> _Winners:
    """Who still waits and still fits, and who does not: what was drawn for may have become less.

    Nothing is moved about: only those go without whose own hour is not there any more.
    """
    tags, room = _waiting(draw), Room(line=draw.line, now=now)
    given, left = [], []
    for place in places:
        who, slot = tags.get(place.tag), _slot(draw, place.hour)
        if who and who.reference in locked and room.take(slot, load=who.load):
            given.append((who, place))
        else:
            left.append((place.tag, place.hour))
    return _Winners(given=given, left=left)


def _grant(
    tx: Writing, *, draw: Draw, place: Waiting, hour: Place, held: datetime | None
) -> None:
    queue.give(tx, reference=place.reference, line=draw.line, slot=_slot(draw, hour.hour),
               load=place.load, giving=queue.Giving(
                   why="draw", tag=hour.tag, public_class=place.public_class, draw=draw.draw,
                   held_until=held))


def _let_go(tx: Writing, *, draw: Draw) -> None:
    """Those who lost, and stand for no other day, have their answer.

    Not yet those who wished for an hour that is still there: it is passed on to them next, before
    anybody can ask for it.
    """
    room = Room(line=draw.line, now=tx.now)
    full = unproven_on(line=draw.line, day=draw.day) >= draw.unproven_most
    for place in waiting(line=draw.line):
        hours = place.hours_on(draw.day)
        if place.last_day > draw.day or not hours or place.asked.stands_until:
            continue
        barred = full and not place.asked.proven
        if barred or not any(room.free(_slot(draw, hour), load=place.load) for hour in hours):
            dismiss(tx, reference=place.reference, line=draw.line)


def _slot(draw: Draw, hour: int) -> datetime:
    return from_text(f"{draw.day}T{hour:02}:00:00Z")
