"""Fix, before a quarter's draws, what they will be made of: chains, the tag key, what thirds have fixed."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from kopri.domains.draw import operations
from kopri.domains.draw.ports import Third
from kopri.domains.draw.queries import anchored, tag_key_of
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.drawing import booked_lines
from kopri.engines.queueing.chains import Quarter, chain_end, quarter_of, value_at
from kopri.engines.queueing.tags import commitment, tag_key
from kopri.engines.queueing.words import AnchorWords
from kopri.journal.append.publish import Press
from kopri.journal.append.writing import begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.journal.incidents import Rejected
from kopri.journal.ports import PeerUnreachable
from kopri.journal.types import CENTRE
from kopri.journal.witness.words import heard
from kopri.kernel.lines import Line

AHEAD = timedelta(days=14)  # no draw is further ahead than this, and a quarter is fixed before it begins


def anchor_draws(
    *, journal: Journal, pair: PairData, press: Press, secret: bytes, thirds: Sequence[Third]
) -> int:
    """Write what is not written yet for the quarters that draws may be of now; how many entries."""
    if journal.role != CENTRE:
        return 0
    written = 0
    for quarter in _quarters(journal.clock.now()):
        known = anchored(side=journal.side, quarter=quarter.name)
        for line in booked_lines(pair, day=quarter.first):
            if (line.name, "") not in known:
                _anchor(journal, line=line, quarter=quarter, secret=secret)
                written += 1
            for third in thirds:
                if (line.name, third.origin) not in known:
                    written += _name(journal, press, line=line, quarter=quarter, third=third)
        written += sum(_commit(journal, direction=direction, quarter=quarter, secret=secret)
                       for direction in pair.directions)
    return written


def _quarters(now: datetime) -> Iterator[Quarter]:
    yield (this := quarter_of(now.date()))
    if (following := quarter_of((now + AHEAD).date())) != this:
        yield following


def _anchor(journal: Journal, *, line: Line, quarter: Quarter, secret: bytes) -> None:
    end = chain_end(secret, line=line.name, quarter=quarter.name)
    with begin(journal, actor=journal.itself(), keys=[line.lock]) as tx:
        operations.anchor_chain(
            tx, line=line, quarter=quarter.name, length=quarter.length,
            anchor=value_at(end, length=quarter.length, position=0).hex())


def _name(
    journal: Journal, press: Press, *, line: Line, quarter: Quarter, third: Third
) -> int:
    """Write down what a third has fixed, where it can be reached and is what it says."""
    try:
        note = third.anchor(line=line, quarter=quarter.name)
        words = AnchorWords.parse(heard(note, origin=third.origin, at=press.wall()))
    except (PeerUnreachable, Rejected, ValueError):
        return 0  # a draw can do without; it is asked again
    if (words.line, words.quarter) != (line.name, quarter.name):
        return 0
    with begin(journal, actor=journal.itself(), keys=[line.lock]) as tx:
        operations.name_third(tx, line=line, quarter=quarter.name, third=third.origin,
                              anchor=words.anchor.hex(), note=note.decode())
    return 1


def _commit(journal: Journal, *, direction: str, quarter: Quarter, secret: bytes) -> int:
    if exit_side(direction) != journal.side or tag_key_of(
            direction=direction, quarter=quarter.name):
        return 0
    key = tag_key(secret, direction=direction, quarter=quarter.name)
    with begin(journal, actor=journal.itself(), keys=[f"tags:{direction}"]) as tx:
        operations.commit_tag_key(tx, direction=direction, quarter=quarter.name, key=key.hex(),
                                  commitment=commitment(key).hex())
    return 1
