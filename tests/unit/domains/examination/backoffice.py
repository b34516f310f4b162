"""A service's back office in a test's hand: the journeys that the interfaces call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from kopri.crossing.types import CrewMember
from kopri.domains.examination.queries import Standing
from kopri.domains.examination.types import Examination, Signature
from kopri.domains.notice.types import Lodged
from kopri.journal.append.requests import RequestKey
from kopri.journeys.change_notice import amend_notice, cancel_notice
from kopri.journeys.examine_papers import (
    Desk,
    Examined,
    accept_papers,
    answer_question,
    ask_carrier,
    look_at_papers,
    not_accept_papers,
    withdraw_acceptance,
)
from kopri.journeys.open_crossing import amend_crossing
from kopri.journeys.show_examination import show_examination
from kopri.kernel.actor import Actor
from tests.border import Border, goods

SERVICE = "KZ-SRC"


@dataclass(slots=True, kw_only=True)
class BackOffice:
    """``service`` of the side under test, at one case."""

    border: Border
    reference: str
    service: str = SERVICE

    def desk(self, *, actor: Actor | None = None, key: RequestKey | None = None) -> Desk:
        return Desk(**self.border.paired, actor=actor or self.border.inspector(self.service),
                    reference=self.reference, request=key)

    def standing(self) -> Standing:
        found = show_examination(**self.border.paired, reference=self.reference,
                                 actor=self.border.inspector(self.service)).own
        assert found is not None
        return found

    @property
    def state(self) -> str:
        return self.standing().state.value

    @property
    def examination(self) -> Examination:
        return self.standing().examination

    @property
    def now(self) -> Signature:
        """What is before the officer."""
        return self.standing().now

    def look(self, **change: Signature) -> Examined:
        return look_at_papers(desk=self.desk(), signature=change.get("now", self.now))

    def accept(
        self, *, now: Signature | None = None, actor: Actor | None = None,
        key: RequestKey | None = None,
    ) -> Examined:
        return accept_papers(desk=self.desk(actor=actor, key=key), signature=now or self.now)

    def not_accept(
        self, *, reason: str = "no stamp", remedy: str = "stamp it", now: Signature | None = None
    ) -> Examined:
        return not_accept_papers(desk=self.desk(), signature=now or self.now, reason=reason,
                                 remedy=remedy)

    def ask(self, text: str = "Which tomatoes?", *, now: Signature | None = None) -> str:
        return ask_carrier(desk=self.desk(), signature=now or self.now, text=text).question

    def withdraw(self, reason: str = "a mistake") -> Examined:
        return withdraw_acceptance(desk=self.desk(), reason=reason)

    def answer(
        self, question: str, text: str = "Cherry", *, actor: Actor | None = None,
        documents: tuple[str, ...] = (),
    ) -> Examined:
        return answer_question(
            **self.border.common, actor=actor or self.border.carrier(), documents=documents,
            reference=self.reference, question=question, text=text)


def announced(border: Border, *commodities: str, service: str = SERVICE) -> tuple[BackOffice, Lodged]:
    """A case whose papers this service must see."""
    lodged = border.announce(*(commodities or ("870899",)))
    border.work()
    return BackOffice(border=border, reference=lodged.reference, service=service), lodged


def amend(border: Border, lodged: Lodged, *, hours: int = 4, commodity: str = "870899") -> None:
    """The carrier puts another version in the notice's place."""
    amend_notice(**border.common, actor=border.carrier(), notice=lodged.notice,
                 eta=border.now + timedelta(hours=hours), document_format="test",
                 document_sha256="2" * 64, consignments=goods(commodity))


def moves(border: Border, lodged: Lodged) -> dict[str, Callable[[], object]]:
    """Whatever a carrier can do to the papers of a case, that is a change for the customs."""
    return {
        "amended": lambda: amend(border, lodged),
        "announced once more": lambda: border.announce("870899", document="d2"),
        "crew changed": lambda: amend_crossing(
            **border.common, actor=border.carrier(), reference=lodged.reference,
            crew=[CrewMember(person="x", citizenship="KZ")]),
        "cancelled": lambda: cancel_notice(
            **border.common, actor=border.carrier(), notice=lodged.notice, reason="no"),
    }
