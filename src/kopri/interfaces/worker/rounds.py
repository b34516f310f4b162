"""The node's own work: mind the clock, start journeys, sequence, publish, follow."""

from dataclasses import dataclass

from kopri.engines.countrydata import DEPOSIT, fee_due
from kopri.interfaces.house import House, Neighbour
from kopri.journal.append.outbox import start_due
from kopri.journal.append.publish import Forked, publish
from kopri.journal.append.sequence import sequence
from kopri.journal.append.ticking import tick
from kopri.journal.blobs import fetch_blobs
from kopri.journal.complaining import told, untold
from kopri.journal.follow.following import Round, follow_from
from kopri.journal.forget.scrubbing import scrub
from kopri.journal.ports import PeerUnreachable
from kopri.journal.recover.doubting import is_sure, settle_doubt, waver
from kopri.journeys.anchor_draws import anchor_draws
from kopri.journeys.answer_change import answer_changes
from kopri.journeys.call_forward import call_forward
from kopri.journeys.close_draws import close_draws
from kopri.journeys.expire_bookings import expire_bookings
from kopri.journeys.move_bookings import move_outlasted
from kopri.journeys.pass_on import pass_on_undrawn
from kopri.journeys.reveal_shares import reveal_shares
from kopri.journeys.settle_draws import settle_draws
from kopri.journeys.settle_holds import settle_holds
from kopri.journeys.take_standby import take_standby
from kopri.journeys.tell_times import tell_times


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a round came to. ``published``: entries, own; ``applied``: entries, followed."""

    published: int
    applied: int


def mind_clock(house: House) -> None:
    """What is due by the time alone: no-shows, lapses, calls, times told, ticks."""
    journal = house.journal
    if is_sure():  # it rests on what is absent, which may be lost
        move_outlasted(journal=journal, pair=house.pair)
        expire_bookings(journal=journal, pair=house.pair)
        call_forward(journal=journal, pair=house.pair, silence_min=house.silence_min)
        tell_times(journal=journal, pair=house.pair)
        mind_bookings(house)
        mind_draws(house)
    tick(journal=journal, actor=journal.itself())


def mind_bookings(house: House) -> None:
    """Holds that are paid or over, wishes for another hour, unused slots for who stands by."""
    journal, pair, payments = house.journal, house.pair, house.payments
    settle_holds(journal=journal, pair=pair, payments=payments)
    answer_changes(journal=journal, pair=pair, payments=payments)
    take_standby(journal=journal, pair=pair)


def mind_draws(house: House) -> None:
    """What a quarter's draws are made of, lists to be closed, shares to be told, draws to be settled."""
    journal, pair, press = house.journal, house.pair, house.press
    anchor_draws(journal=journal, pair=pair, press=press, secret=house.draw_secret,
                 thirds=house.thirds)
    close_draws(journal=journal, pair=pair, deposits=takes_deposits(house))
    reveal_shares(journal=journal, pair=pair, secret=house.draw_secret)
    settle_draws(journal=journal, pair=pair, press=press, thirds=house.thirds,
                 holds=house.payments is not None)
    pass_on_undrawn(journal=journal, pair=pair, holds=house.payments is not None)


def takes_deposits(house: House) -> bool:
    """Whether a vehicle that never crossed can prove itself here."""
    country = house.pair.country(house.side)
    day = house.journal.clock.now().astimezone(country.zone).date()
    return house.payments is not None and fee_due(
        country, code=DEPOSIT, day=day, announced=house.announced_fees) is not None


def exchange(house: House) -> Done:
    """Publish, follow, and publish what that has set off. Every part may be repeated."""
    published = answer(house)
    applied = sum(meet(house, neighbour).applied for neighbour in house.neighbours)
    if applied:
        published += answer(house)
    return Done(published=published, applied=applied)


def meet(house: House, neighbour: Neighbour) -> Round:
    """Follow a neighbour, fetch the files that it names, tell it what is wrong with its log."""
    done = follow_from(journal=house.journal, press=house.press, origin=neighbour.origin,
                       sources=neighbour.sources)
    if done.reached:
        fetch_blobs(journal=house.journal, origin=neighbour.origin, sources=neighbour.sources,
                    store=house.blobs)
    if neighbour.desk is not None and (body := untold(neighbour.origin)):
        try:
            neighbour.desk.complain(body)
        except PeerUnreachable:
            return done  # to be told again
        told(neighbour.origin, body, locks=house.journal.locks)
    return done


def answer(house: House) -> int:
    """Start the journeys that entries ask for and publish what is new; how many entries.

    Nothing of it while the node is not sure that it holds all that it has signed.
    """
    journal = house.journal
    if not settle_doubt(journal=journal, press=house.press, witnesses=house.askable,
                        doubt=house.doubt, tables=house.tables):
        return 0
    start_due(journal=journal, starters=house.starters)
    sequence(journal=journal)
    try:
        return publish(journal=journal, press=house.press)
    except Forked as reason:
        waver(journal=journal, reason=reason)
        return 0


def tidy(house: House) -> None:
    """What was forgotten leaves the database's files and the blob store too."""
    scrub(journal=house.journal, remove=house.blobs.remove)
