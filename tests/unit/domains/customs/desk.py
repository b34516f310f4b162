"""The customs desk in a test's hand: real operations, a simulated system behind its real adapter."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from kopri.adapters.customs.lines import Line, SimulatedWco
from kopri.adapters.customs.simulated import SimulatedCustoms
from kopri.adapters.customs.wco_system import WcoSystem
from kopri.domains.customs.operations import Declaring
from kopri.domains.customs.ports import CustomsSystem
from kopri.domains.customs.queries import DeclarationView, declarations_of
from kopri.domains.customs.types import Terms
from kopri.journal.ports import PeerUnreachable
from kopri.journeys.clear_customs import Customs, declare_goods
from kopri.kernel.actor import Actor
from kopri.kernel.consignment import Consignment, TradeParty
from tests.border import Border, goods

CUSTOMS = "KZ-SRC"


def sent(*commodities: str) -> tuple[Consignment, ...]:
    """Goods with somebody who sends them."""
    return tuple(replace(each, consignor=TradeParty(name="Sender")) for each in goods(*commodities))


@dataclass(slots=True)
class Breaking:
    """A line that fails when told to: before the message arrives, or after it has."""

    line: Line
    fails: str = ""
    sent: list[bytes] = field(default_factory=list)

    def send(self, body: bytes, /) -> bytes:
        self.sent.append(body)
        return self._call(lambda: self.line.send(body))

    def ask(self, reference: str, /) -> bytes:
        return self._call(lambda: self.line.ask(reference))

    def _call(self, act: Callable[[], bytes]) -> bytes:
        if self.fails == "before":
            raise PeerUnreachable("down")
        answer = act()
        if self.fails == "after":
            raise PeerUnreachable("down")
        return answer


@dataclass(slots=True)
class CustomsDesk:
    """One customs service at one case."""

    border: Border
    reference: str
    kept: dict[str, bytes] = field(default_factory=dict)
    system: CustomsSystem | None = None
    breaking: Breaking | None = None

    def __post_init__(self) -> None:
        if self.system is None:
            self.breaking = Breaking(line=SimulatedWco(customs=SimulatedCustoms(
                country="kz", now=self.border.node.clock.now, kept=self.kept)))
            self.system = WcoSystem(name="Sim", line=self.breaking, simulated=True)

    def desk(self, *, actor: Actor | None = None, system: bool = True) -> Customs:
        return Customs(
            journal=self.border.node.journal, pair=self.border.node.house.pair,
            actor=actor or self.border.inspector(CUSTOMS), reference=self.reference,
            system=self.system if system else None)

    def declare(self, regime: str = "export", **change: Any) -> str:
        return declare_goods(desk=self.desk(**{
            name: change.pop(name) for name in ("actor", "system") if name in change}),
            declaring=Declaring(regime=regime, **change)).declaration

    def terms(self, **change: Any) -> Terms:
        return Terms(**{"exit_office": "TM-SRH", "guarantee": "G-1", "seals": ("S1", "S2"),
                        "route": ("Bereket",), "deadline": self.border.now + timedelta(days=3),
                        **change})

    @property
    def views(self) -> list[DeclarationView]:
        return declarations_of([self.reference])

    @property
    def states(self) -> list[str]:
        return [each.state.value for each in self.views]
