"""Rules of the draw."""

from kopri.kernel.rules import Rule

_PROTOCOL = "Köpri, docs/explanation/draw"


class OneDraw(Rule):
    """The draw {draw} is held already; there is never a second one."""

    code = "draw.held_already"
    source = _PROTOCOL
    remedy = "What is left of the day, and what is given back, goes to who waits, in order of ticket."


class FixedOnce(Rule):
    """{what} of {quarter} is fixed already."""

    code = "draw.fixed_already"
    source = _PROTOCOL
    remedy = "What was fixed first holds for the whole quarter."


class DrawOpen(Rule):
    """The draw {draw} is not closed, or is settled already."""

    code = "draw.not_open"
    source = _PROTOCOL
    remedy = "A share is revealed between the close and the settlement, once."
