"""What people and animals who wait need: named, noted, seen to."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopri.crossing.queries import CaseView
from kopri.crossing.states import Phase
from kopri.domains.calling.queries import NeedView
from kopri.domains.calling.states import NeedState
from kopri.domains.calling.types import Need
from kopri.interfaces.web.filling import NOTHING, Filling, Sent
from kopri.interfaces.web.show import Form
from kopri.interfaces.web.words import Text, say
from kopri.journal.authority import exit_side

WORDS: dict[Need, Text] = {
    Need.WATER: gettext_lazy("needs water"), Need.HEAT: gettext_lazy("needs warmth or shade"),
    Need.MEDICAL: gettext_lazy("needs a doctor"),
    Need.LIVESTOCK: gettext_lazy("animals need care"),
}
HERE = (Phase.WAITING, Phase.CALLED)


def forms(
    case: CaseView, *, side: str, needs: Sequence[NeedView], sent: Sent = NOTHING
) -> list[Form]:
    """At the exit side's gate: a button for each open need, and one folded form for another."""
    open_ones = [each for each in needs if each.state is NeedState.OPEN]
    found = [_seen_to(each, sent=sent) for each in open_ones]
    if case.phase in HERE and exit_side(case.direction) == side:
        found.append(noting(f"/cases/{case.reference}/need", sent=sent))
    return found


def _seen_to(need: NeedView, *, sent: Sent) -> Form:
    name = f"see-to-{need.need.value}"
    said = _("said by the driver") if need.by == "driver" else _("noted by an officer")
    return Filling(form=name, sent=sent).done(
        action=f"/cases/{need.reference}/see-to", tone="held", note=said,
        submit=say("Seen to: {need}", need=str(WORDS[need.need])),
        hidden={"form": name, "need": need.need.value})


def noting(action: str, *, sent: Sent = NOTHING) -> Form:
    """The form by which an officer, or the driver, says what is needed."""
    filling = Filling(form="need", sent=sent)
    return filling.done(
        action=action, submit=_("Note what is needed"), fold=_("Somebody on board needs help"),
        fields=[filling.choice("need", _("What is needed"),
                               choices=[(need.value, text) for need, text in WORDS.items()])],
        hidden={"form": "need"})
