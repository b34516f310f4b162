"""What a simulated neighbour writes, and one round of following it."""

from kopri.journal.follow.following import Round, follow
from kopri.journal.models import Incident, Log
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog

REFERENCE = "T7Q2-9MXD-4T"
OPENED = {
    "direction": "tm-kz", "point": "tmb-gbz", "mode": "road", "loaded": True, "crew": [],
    "parts": [], "conveyance": {"plate": "AB 1234 MR", "country": "TM"},
}
GRANTED = {
    "point": "tmb-gbz", "direction": "tm-kz", "vehicle_class": "truck",
    "slot": "2026-01-15T08:00:00Z", "exit_revision": 1, "entry_revision": 1,
}


def fill(log: SimulatedLog, cases: int, start: int = 0) -> None:
    """Openings for both, with entries between them that are nobody's business."""
    for number in range(start, start + cases):
        subject = f"T{number:03}-0000-00"
        log.write("crossing.opened/1", OPENED, subject=subject)
        log.write("crossing.opened.own/1", {"carrier": "x"}, subject=subject, audience=())
        log.write("journal.tick/1", {"label": "*", "count": 0}, audience=("*",))
    log.publish()


def pad(log: SimulatedLog, count: int) -> None:
    """Entries that are nobody's business."""
    for _ in range(count):
        log.write("crossing.opened.own/1", {}, audience=())
    log.publish()


def round_of(node: Node, peer: MemoryPeer) -> Round:
    return follow(journal=node.journal, press=node.press, origin=peer.log.origin, peer=peer)


def followed(log: SimulatedLog) -> Log:
    return Log.objects.get(origin=log.origin)


def complaints(log: SimulatedLog) -> list[tuple[str, int | None]]:
    """Open incidents of a log, by name and index."""
    rows = Incident.objects.filter(log__origin=log.origin, closed=None).order_by("pk")
    return [(row.code, row.index) for row in rows]
