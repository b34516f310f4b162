"""When a shift may be given and taken."""

from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
LONGEST_NOTE = 1000


class NoteFits(Rule):
    """The note has more than {most} characters."""

    code = "handover.note_too_long"
    source = _HOUSE
    remedy = "Say it shorter."


class AsShown(Rule):
    """What is open has changed since this page was shown."""

    code = "handover.changed"
    source = _HOUSE
    remedy = "Look at the list again, then sign."


class KnownHandover(Rule):
    """No shift waits to be taken here."""

    code = "handover.none_given"
    source = _HOUSE
    remedy = "The shift head who leaves signs first."


class AnotherPerson(Rule):
    """You gave this shift; another person has to take it."""

    code = "handover.same_person"
    source = _HOUSE
    remedy = "The shift head who comes signs with his own account."
