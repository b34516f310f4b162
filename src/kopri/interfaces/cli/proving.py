"""``kopri journal prove`` and ``policy``: what a node gives others, to convince them without it."""

from pathlib import Path
from typing import TextIO

from kopri.engines.notes.policy import PolicyWrong
from kopri.interfaces.cli.checking import write_file
from kopri.interfaces.house import House
from kopri.journal.prove.carrying import carry, find_log
from kopri.journal.prove.trusting import policy_of
from kopri.kernel.errors import Ground, refuse


def prove(
    house: House, *, log: str, index: int, opened: bool, file: Path | None, out: TextIO
) -> int:
    """Write the proof of an entry to ``file``, or to ``out`` where it is None."""
    proof = carry(tiles=house.press.tiles, at=house.press.wall(), index=index, origin=log,
                  opened=opened, quorum=house.quorum)
    if file is None:
        out.write(proof.encode().decode())
        return 0
    write_file(file, proof.encode())
    print(f"{file}: entry {index}, {'opened' if opened else 'not opened'}", file=out)
    return 0


def policy(house: House, *, log: str, out: TextIO) -> int:
    """Print the trust policy for the own log, or for the followed one named."""
    made = policy_of(find_log(log), at=house.press.wall(), quorum=house.quorum)
    try:
        text = made.encode()
    except PolicyWrong as wrong:
        raise refuse(
            code="policy.too_few_witnesses", ground=Ground.CONFLICT, path=log,
            rule="C2SP tlog-policy", params={"reason": str(wrong)},
            message="The logs known here do not make a policy: {reason}.",
            remedy="Admit more witnesses, or lower the quorum in the node's settings.",
        ) from wrong
    out.write(text.decode())
    return 0
