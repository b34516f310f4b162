"""Serve as a third: tell an anchor to anyone, and a share once its time has come."""

from datetime import date, datetime

from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.drawing import DrawTimes, booked_lines, draw_times
from kopri.engines.queueing.chains import Quarter, chain_end, quarter_of, value_at
from kopri.engines.queueing.words import AnchorWords, ShareWords
from kopri.journal.append.publish import Press
from kopri.journal.witness.words import cosigned_by, say
from kopri.kernel.lines import Line


class NotYet(Exception):
    """The time of this draw has not come; the text is when it will."""


def tell_anchor(
    *, pair: PairData, press: Press, secret: bytes, line: Line, quarter: str
) -> bytes:
    """What is fixed for a quarter's draws of a line, signed; nothing where there is no such line."""
    found = _quarter(quarter)
    if found is None or line not in booked_lines(pair, day=found.first):
        return b""
    end = chain_end(secret, line=line.name, quarter=quarter)
    words = AnchorWords(line=line.name, quarter=quarter,
                        anchor=value_at(end, length=found.length, position=0))
    return say(words.text(), press=press)


def tell_share(
    *, pair: PairData, press: Press, secret: bytes, line: Line, day: str,
    told: datetime | None = None,
) -> bytes:
    """The share of a draw after its deadline, with what had been cosigned by then; ``NotYet``.

    Nothing where there is no such draw. ``told``: the border's time where it is not the real one, in a
    demo; what is cosigned by now counts there.
    """
    times = _times(pair, line=line, day=day)
    if times is None:
        return b""
    if (told or press.wall()) < times.until:
        raise NotYet(times.until.isoformat())
    quarter = quarter_of(date.fromisoformat(day))
    end = chain_end(secret, line=line.name, quarter=quarter.name)
    return say(ShareWords(
        draw=line.draw(day), sizes=cosigned_by(None if told else times.until, press=press),
        share=value_at(end, length=quarter.length,
                       position=quarter.position(date.fromisoformat(day))),
    ).text(), press=press)


def _times(pair: PairData, *, line: Line, day: str) -> DrawTimes | None:
    try:
        return draw_times(pair, line=line, day=day) if line.direction in pair.directions else None
    except ValueError:  # no day
        return None


def _quarter(name: str) -> Quarter | None:
    """The quarter of a name; None where it is none."""
    try:
        found = quarter_of(date(int(name[:4]), 3 * int(name[6:]) - 2, 1))
    except ValueError:
        return None
    return found if found.name == name else None
