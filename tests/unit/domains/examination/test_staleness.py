"""Whatever changes after an acceptance makes it stale, for good, in whatever order it is heard of."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.domains.examination.rules import changes_since, seen_of, state_of
from kopri.domains.examination.states import ExaminationState
from kopri.domains.examination.types import Act, Examination, Paper, Papers, SeenNotice
from tests.border import Border
from tests.unit.domains.examination.backoffice import amend, announced

TYPES = ("D08", "D13")
MOVES = ("amend", "announce", "cancel", "cancel the last", "attach", "attach other", "withdraw",
         "withdraw other", "vehicle")


class Case:
    """A case as the simplest model of what can happen to its papers."""

    def __init__(self) -> None:
        self.notices = [SeenNotice(notice="n1", version=1, entry="e1")]
        self.documents = [Paper(document="d1", type="D08", sha256="1" * 64),
                          Paper(document="d2", type="D21", sha256="2" * 64)]
        self.vehicle = self.withdrawn = self.number = 0

    @property
    def papers(self) -> Papers:
        return Papers(notices=tuple(self.notices), withdrawn=self.withdrawn,
                      documents=tuple(self.documents))

    def do(self, move: str) -> bool:
        """Whether it was a change for a service that asks for ``TYPES``."""
        self.number += 1
        return bool(getattr(self, f"_{move.replace(' ', '_')}")())

    def _amend(self) -> bool:
        if self.notices:
            old = self.notices.pop()
            self.notices.append(SeenNotice(notice=old.notice, version=old.version + 1,
                                           entry=f"e{self.number}"))
        return bool(self.notices)

    def _announce(self) -> bool:
        self.notices.append(SeenNotice(notice=f"m{self.number}", version=1,
                                       entry=f"e{self.number}"))
        return True

    def _cancel(self, last: bool = False) -> bool:
        if self.notices:
            self.notices.pop(-1 if last else 0)
            self.withdrawn += 1
            return True
        return False

    def _cancel_the_last(self) -> bool:
        return self._cancel(last=True)

    def _attach(self, document_type: str = "D13") -> bool:
        self.documents.append(Paper(document=f"f{self.number}", type=document_type,
                                    sha256="1" * 64))
        return document_type in TYPES

    def _attach_other(self) -> bool:
        return self._attach("D22")

    def _withdraw(self, types: Sequence[str] = TYPES) -> bool:
        found = next((each for each in reversed(self.documents)
                      if each.standing and each.type in types), None)
        if found is not None:
            self.documents[self.documents.index(found)] = replace(found, standing=False)
        return found is not None and types is TYPES

    def _withdraw_other(self) -> bool:
        return self._withdraw(("D21", "D22"))

    def _vehicle(self) -> bool:
        self.vehicle += 1
        return True


@settings(max_examples=150)
@given(st.lists(st.sampled_from(MOVES), max_size=6), st.lists(st.sampled_from(MOVES), max_size=8))
def test_any_change_after_an_acceptance_makes_it_stale_for_good(
    before: Sequence[str], after: Sequence[str]
) -> None:
    case = Case()
    for move in before:
        case.do(move)
    seen = seen_of(case.papers, vehicle=case.vehicle, types=TYPES)
    accepted = Examination(reference="r", side="aa", service="s", decision=Act.ACCEPTED, seen=seen)
    changed = False
    for move in after:
        changed = case.do(move) or changed
        state = state_of(accepted, papers=case.papers, vehicle=case.vehicle)
        assert (state is ExaminationState.STALE) == changed, move
        assert bool(changes_since(seen, papers=case.papers, vehicle=case.vehicle)) == changed


def test_an_amendment_undone_is_two_changes_and_not_none(border: Border) -> None:
    office, lodged = announced(border)
    amend(border, lodged, hours=5)
    office.accept()
    amend(border, lodged, hours=6)
    assert office.state == "stale"
    amend(border, lodged, hours=5)
    assert office.state == "stale"
    office.look()
    assert office.standing().changes == () and office.state == "stale"
    office.accept()
    assert office.state == "accepted"


def test_the_order_in_which_a_node_hears_of_it_makes_no_difference() -> None:
    """The signature names versions, so that a change heard before it counts as well."""
    case, random = Case(), Random(1)
    seen = seen_of(case.papers, vehicle=0, types=TYPES)
    case.do("amend")
    case.do("attach")
    shuffled = Papers(notices=case.notices, documents=random.sample(case.documents,
                                                                    len(case.documents)))
    assert {change.move.value for change in changes_since(seen, papers=shuffled, vehicle=0)} == {
        "notice_amended", "document_added"}
