"""Verdicts on what was asked and commanded, beside those on the journals."""

from collections.abc import Mapping, Sequence

from kopri.demo.day.office import Complaint
from kopri.demo.nodes import Ran
from kopri.demo.report.verdicts import Verdict

SHOWN = 8
TAIL = 400


def ran_well(*, name: str, ran: Mapping[str, Ran]) -> Verdict:
    """A command of the console ended with status 0 on every node."""
    failed = [side for side, one in ran.items() if one.status != 0]
    said = "".join(f"; {side}: {ran[side].output.strip()[-TAIL:]}" for side in failed)
    return Verdict(
        name=f"{name} on {'both nodes' if len(ran) == 2 else 'every node'}",
        holds=bool(ran) and not failed,
        numbers=f"failed on: {', '.join(failed) or 'none'}{said}",
    )


def no_complaints(complaints: Sequence[Complaint]) -> Verdict:
    """No node refused anything that the simulated people asked for in good order."""
    codes = sorted({f"{one.node} {one.status} {'/'.join(one.codes)}" for one in complaints})
    return Verdict(
        name="nodes refused nothing that was in order",
        holds=not complaints,
        numbers=f"{len(complaints)} refusals{': ' if codes else ''}{', '.join(codes[:SHOWN])}",
    )
