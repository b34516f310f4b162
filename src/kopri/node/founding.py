"""Found a node: its database and the logs that it knows."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.core.management import call_command

from kopri.interfaces.house import House
from kopri.journal.append.admitting import admit, know
from kopri.journal.append.rotating import replace_keys
from kopri.journal.keys import known_keys
from kopri.journal.types import OBSERVER
from kopri.kernel.errors import Fault, Ground, Refusal
from kopri.node.home import Public
from kopri.node.wiring import identity_of


def lay_tables() -> None:
    """Create or upgrade the database."""
    call_command("migrate", verbosity=0)


def admit_logs(house: House, *, own: Public, neighbours: tuple[Public, ...]) -> None:
    """Say in the journal which log is whose; an observer, which has none, only knows it."""
    if house.journal.role == OBSERVER:
        know(identity_of(own), own=True)
        for public in neighbours:
            know(identity_of(public))
        return
    actor = house.journal.itself()
    for public in (own, *neighbours):
        admit(journal=house.journal, actor=actor, identity=identity_of(public))


def refuse_other_keys(publics: Sequence[Public]) -> None:
    """A log that is known keeps the keys that it was admitted with, and has named since."""
    faults = [
        Fault(
            code="node.other_keys", path=public.origin, rule="Köpri, docs/reference/journal",
            message="This log is known here under other keys, and has not named these.",
            remedy="Follow it first; give --replace only if both ministries have ordered it.")
        for public in publics if _are_strange(public)
    ]
    if faults:
        raise Refusal(faults, ground=Ground.CONFLICT)


def _are_strange(public: Public) -> bool:
    said = set(_keys(public).values())
    return not said <= known_keys(public.origin, default=said)


def order_keys(house: House, public: Public) -> None:
    """From now on these keys of a log and no others, whatever it says itself."""
    replaced = replace_keys(journal=house.journal, origin=public.origin, keys=_keys(public),
                            now=wall())
    print(f"{public.origin}: keys replaced: {', '.join(replaced) or 'none'}")


def _keys(public: Public) -> dict[str, str]:
    return {"log": public.log_key, "witness": public.witness_key, "http": public.http_key}


def wall() -> datetime:
    """Real time."""
    return datetime.now(UTC)
