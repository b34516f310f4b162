"""Words and shapes of the states. A state is a word and a shape; colour only repeats them."""

from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kopri.kernel.text import fill

Text: TypeAlias = str | Promise


def say(message: str, **params: str | int) -> str:
    """``message`` in the reader's language, its ``{placeholders}`` filled."""
    return fill(gettext(message), params=params)


# SVG path data in a box of 16 by 16, drawn in the colour of the text beside it (even-odd).
SHAPES = {
    "ring": "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M8 4a4 4 0 1 1 0 8A4 4 0 1 1 8 4",
    "dot": "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2",
    "half": "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M8 4a4 4 0 0 1 0 8",
    "target": "M8 0a8 8 0 1 0 0 16A8 8 0 1 0 8 0M8 2a6 6 0 1 1 0 12A6 6 0 1 1 8 2"
    "M8 4.5a3.5 3.5 0 1 0 0 7A3.5 3.5 0 1 0 8 4.5",
    "play": "M3 1.5L14 8 3 14.5z",
    "gate": "M2 3h2.2v11H2zM11.8 3H14v11h-2.2zM4.2 5.5h7.6v2.2H4.2z",
    "pause": "M3 2h4v12H3zM9 2h4v12H9z",
    "check": "M1.2 8.6L3.4 6.2 6.4 9 12.6 2.4 14.9 4.6 6.5 13.6z",
    "span": "M0 4.5h16v2.4H0zM0 9.1h16v2.4H0z",
    "stop": "M5 1h6l4 4v6l-4 4H5l-4-4V5zM5.5 4L4 5.5 6.5 8 4 10.5 5.5 12 8 9.5 10.5 12 12 10.5"
    " 9.5 8 12 5.5 10.5 4 8 6.5z",
    "dash": "M2 6.8h12v2.4H2z",
    "back": "M6.5 2.5L1 7.5l5.5 5V9.3H11a2 2 0 0 1 0 4H9.5v2.2H11a4.2 4.2 0 0 0 0-8.4H6.5z",
}


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A state's word, its shape (a key of ``SHAPES``) and its tone (a class of the style sheet)."""

    word: Text
    shape: str
    tone: str


STATUS_WORDS = {
    # how far a case is, and how it ended
    "expected": StatusWord(_("expected"), "ring", "ahead"),
    "opened": StatusWord(_("opened"), "ring", "ahead"),
    "booked": StatusWord(_("booked"), "ring", "ahead"),
    "announced": StatusWord(_("announced"), "half", "ahead"),
    "waiting": StatusWord(_("at the waiting area"), "half", "now"),
    "called": StatusWord(_("called"), "play", "now"),
    "exit_controls": StatusWord(_("in exit control"), "target", "now"),
    "exit_released": StatusWord(_("released to leave"), "check", "cleared"),
    "strip": StatusWord(_("on the neutral strip"), "span", "span"),
    "entry_controls": StatusWord(_("in entry control"), "target", "now"),
    "entry_released": StatusWord(_("released to enter"), "check", "cleared"),
    "entered": StatusWord(_("entered"), "check", "cleared"),
    "cancelled": StatusWord(_("cancelled"), "dash", "ahead"),
    "no_show": StatusWord(_("no-show"), "dash", "held"),
    "lapsed": StatusWord(_("lapsed"), "dash", "ahead"),
    "refused": StatusWord(_("refused"), "stop", "refused"),
    "turned_back": StatusWord(_("turned back"), "back", "refused"),
    "closed": StatusWord(_("closed"), "stop", "refused"),
    # what one side has done
    "registered": StatusWord(_("registered"), "gate", "now"),
    "in_control": StatusWord(_("in control"), "target", "now"),
    "held": StatusWord(_("held"), "pause", "held"),
    "released": StatusWord(_("released"), "check", "cleared"),
    "gone": StatusWord(_("left"), "dot", "cleared"),
    # outcomes of a service and states of a step, of a document, of a booking
    "cleared": StatusWord(_("cleared"), "check", "cleared"),
    "pending": StatusWord(_("not yet"), "ring", "ahead"),
    "under_way": StatusWord(_("under way"), "target", "now"),
    "requested": StatusWord(_("requested"), "half", "ahead"),
    "granted": StatusWord(_("granted"), "check", "cleared"),
    "declined": StatusWord(_("declined"), "stop", "refused"),
    "prepared": StatusWord(_("prepared"), "half", "now"),
    "lodged": StatusWord(_("lodged"), "dot", "now"),
    "presented": StatusWord(_("at the gate: frozen"), "gate", "now"),
    "accepted": StatusWord(_("accepted"), "check", "cleared"),
    "missing": StatusWord(_("missing"), "dash", "refused"),
    "number_missing": StatusWord(_("prepared, number missing"), "half", "refused"),
    "expired": StatusWord(_("expires before"), "stop", "refused"),
    "perhaps": StatusWord(_("perhaps needed"), "ring", "ahead"),
    "at_border": StatusWord(_("given at the border"), "gate", "ahead"),
    "afterwards": StatusWord(_("after the border"), "ring", "ahead"),
    "authority": StatusWord(_("between the services"), "ring", "ahead"),
    "ready": StatusWord(_("papers ready"), "check", "cleared"),
    "not_ready": StatusWord(_("papers not ready"), "stop", "refused"),
    "unseen": StatusWord(_("not yet looked at"), "ring", "ahead"),
    "looked": StatusWord(_("looked at"), "half", "ahead"),
    "asked": StatusWord(_("question to the carrier"), "pause", "held"),
    "answered": StatusWord(_("answered"), "play", "now"),
    "stale": StatusWord(_("accepted, changed since"), "half", "held"),
    "mended": StatusWord(_("not accepted, changed since"), "half", "held"),
    "not_accepted": StatusWord(_("not accepted"), "stop", "refused"),
    "withdrawn": StatusWord(_("withdrawn"), "dash", "ahead"),
    "well": StatusWord(_("all is well"), "check", "cleared"),
    "behind": StatusWord(_("behind"), "half", "held"),
    "cut_off": StatusWord(_("out of reach"), "dash", "held"),
    "rejected": StatusWord(_("rejected"), "stop", "refused"),
    "stopped": StatusWord(_("stopped"), "stop", "refused"),
    "overdue": StatusWord(_("overdue"), "stop", "refused"),
    "incomplete": StatusWord(_("incomplete"), "half", "held"),
    "open": StatusWord(_("open"), "check", "cleared"),
    "shut": StatusWord(_("shut"), "stop", "refused"),
    # a customs declaration
    "declaration_presented": StatusWord(_("presented to customs"), "half", "ahead"),
    "declaration_accepted": StatusWord(_("accepted by customs"), "dot", "now"),
    "declaration_under_examination": StatusWord(_("under examination"), "target", "now"),
    "declaration_released": StatusWord(_("released by customs"), "check", "cleared"),
    "declaration_discharged": StatusWord(_("ended"), "check", "cleared"),
    "declaration_invalidated": StatusWord(_("invalidated"), "dash", "refused"),
    # a booking, and what checks say before it
    "slot_none": StatusWord(_("no slot yet"), "ring", "ahead"),
    "slot_waiting": StatusWord(_("on the list"), "half", "ahead"),
    "slot_withdrawn": StatusWord(_("given back"), "dash", "ahead"),
    "slot_held": StatusWord(_("held until it is paid"), "pause", "held"),
    "check_clear": StatusWord(_("in order"), "check", "cleared"),
    "check_found": StatusWord(_("something is missing"), "stop", "refused"),
    "check_unknown": StatusWord(_("not known"), "ring", "ahead"),
    "check_silent": StatusWord(_("not checked: no answer"), "dash", "held"),
    "check_none": StatusWord(_("not checked: no system connected"), "dash", "held"),
    # a row of the law on a day; a claim to go before others
    "in_force": StatusWord(_("in force"), "check", "cleared"),
    "announced_only": StatusWord(_("announced, not applied"), "half", "ahead"),
    "applied_by_setting": StatusWord(_("announced, applied here"), "half", "now"),
    "not_yet_in_force": StatusWord(_("not yet in force"), "ring", "ahead"),
    "no_longer_in_force": StatusWord(_("no longer in force"), "dash", "ahead"),
    "out_of_season": StatusWord(_("out of season"), "ring", "ahead"),
    "no_ceiling": StatusWord(_("not applied: no ceiling is known"), "dash", "ahead"),
    "claim_claimed": StatusWord(_("claimed"), "half", "ahead"),
    "claim_awaiting": StatusWord(_("waiting for approval"), "half", "now"),
    "claim_beyond": StatusWord(_("no place left"), "pause", "held"),
    "claim_granted": StatusWord(_("granted"), "check", "cleared"),
    "claim_missing": StatusWord(_("something is missing"), "dash", "refused"),
    "claim_refused": StatusWord(_("not approved"), "stop", "refused"),
    "claim_lapsed": StatusWord(_("over"), "dash", "ahead"),
    # a joint inspection
    "inspection_appointed": StatusWord(_("appointed"), "ring", "ahead"),
    "inspection_called_off": StatusWord(_("called off"), "dash", "ahead"),
    "inspection_under_way": StatusWord(_("under way"), "target", "now"),
    "inspection_unsigned": StatusWord(_("to be signed"), "half", "held"),
    "inspection_agreed": StatusWord(_("signed, concluded alike"), "check", "cleared"),
    "inspection_disagreed": StatusWord(_("signed, not concluded alike"), "stop", "held"),
    "finished": StatusWord(_("finished"), "dot", "cleared"),
}
