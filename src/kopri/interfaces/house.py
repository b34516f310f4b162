"""What every interface is handed: the journal, the country data, the stores.

``node`` puts it together; interfaces read it from the request or are given it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from django.db import models
from django.http import HttpRequest

from kopri.domains.attendance.ports import Messenger
from kopri.domains.customs.ports import CustomsSystem
from kopri.domains.documents.ports import BlobStore
from kopri.domains.draw.ports import Third
from kopri.domains.fees.ports import Payments
from kopri.domains.notice.rules import Yardstick
from kopri.domains.queue.ports import Registry
from kopri.engines.countrydata import PairData
from kopri.engines.tariff import Tariff
from kopri.interfaces.editions import Editions
from kopri.journal.append.outbox import Starter
from kopri.journal.append.publish import Press
from kopri.journal.core import Journal
from kopri.journal.ports import Desk, Peer, Witness
from kopri.journal.recover.doubting import NOBODY, Doubt, Witnesses
from kopri.journal.types import CENTRE


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A log that this node follows.

    ``sources``: where it is read, its own node first, then mirrors of it on other nodes.
    ``desk``: where it is told what is wrong.
    """

    origin: str
    side: str
    sources: Sequence[Peer]
    role: str = CENTRE
    post: str = ""
    desk: Desk | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessNode:
    """A node that cosigns the own log. ``witness``: the way to it, for one thread.

    ``follows``: it does so as it follows the log; to others the checkpoints are brought.
    """

    origin: str
    witness: Witness
    follows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """Another node's copy of a log that is followed here; ``peer``: the way to it, for one thread."""

    origin: str
    peer: Peer


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoControl:
    """Only on demo nodes: moves the clock and waits until worker and follower are idle.

    ``move``: the new time, then the number of entries appended and applied meanwhile.
    """

    move: Callable[[datetime], tuple[int, int]]
    accounts: Sequence[Mapping[str, str]]
    control_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """One node, wired. ``tables``: every projection; ``shared`` among them equal on both nodes.

    ``yardstick``: what notices are held against; ``tariff``: the nomenclature and its look-up.
    ``askable``: the ways to what other nodes hold of the own log, for one thread; ``doubt``: what this
    process knows of it. ``quorum``: how many witnesses of other sides make a checkpoint a cosigned one.
    ``editions``: public pages as this process has last made them.
    ``thirds``: observers that are asked for a share in draws, the first first; ``draw_secret``: what the
    own shares and tag keys are made of. ``is_told_the_time``: an observer of a demo, which has no clock.
    ``payments``: who takes the fees; none are asked for without.
    ``announced_fees``: codes that are taken as in force although only announced. ``registries``: systems
    that are asked about a vehicle before it books, by what they know of (insurance, fines).
    """

    name: str
    journal: Journal
    pair: PairData
    yardstick: Yardstick
    press: Press
    blobs: BlobStore
    neighbours: Sequence[Neighbour]
    starters: Mapping[str, Starter]
    tables: Sequence[type[models.Model]]
    demo: DemoControl | None = None
    witnesses: Sequence[WitnessNode] = ()
    askable: Witnesses = NOBODY
    doubt: Doubt = field(default_factory=Doubt)
    mirrors: Sequence[Mirror] = ()
    quorum: int = 1
    silence_min: int = 480
    payments: Payments | None = None
    announced_fees: frozenset[str] = frozenset()
    registries: Mapping[str, Registry] = field(default_factory=dict)
    tariff: Tariff = field(default_factory=Tariff)
    thirds: Sequence[Third] = ()
    draw_secret: bytes = field(default=b"", repr=False)
    is_told_the_time: bool = False
    editions: Editions = field(default_factory=Editions)
    messenger: Messenger | None = None  # takes what carriers are told
    customs: CustomsSystem | None = None  # the own state's; none where officers enter by hand
    posting: Callable[[], bool] | None = None  # hands it to a server, where one is set

    @property
    def side(self) -> str:
        """The state that runs this node."""
        return self.journal.side

    @property
    def shared(self) -> Sequence[type[models.Model]]:
        """Tables that must come out equal on both nodes."""
        return [table for table in self.tables if table._meta.db_table.startswith("shared_")]


def house_of(request: HttpRequest) -> House:
    """The node that a request came to."""
    return cast(House, request.house)  # type: ignore[attr-defined]
