"""``kopri journal``: verify, rebuild, sign, evidence."""

from pathlib import Path
from typing import TextIO

from kopri.interfaces.house import House
from kopri.journal.apply.rebuild import rebuild as rebuild_tables
from kopri.journal.apply.upgrading import upgrade as upgrade_journal
from kopri.journal.queries import evidence_files, incidents
from kopri.journal.recover.doubting import order_signing, settle_doubt
from kopri.journal.verify.logs import verify as verify_logs


def verify(house: House, *, out: TextIO) -> int:
    """Hash the own and the followed logs again; status 1 where anything is wrong."""
    wrong = 0
    for verdict in verify_logs(house.press.tiles):
        wrong += len(verdict.faults)
        state = "clean" if not verdict.faults else f"{len(verdict.faults)} faults"
        print(f"{verdict.origin}: {verdict.size} entries published, {verdict.entries} held here, "
              f"root {verdict.root[:16]}: {state}", file=out)
        for fault in verdict.faults:
            print(f"    {fault}", file=out)
    return 1 if wrong else 0


def evidence(house: House, *, folder: Path, out: TextIO) -> int:
    """Write the evidence file of every proof; status 1 where there is none."""
    files = evidence_files()
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        (folder / file.name).write_bytes(file.data)
        print(folder / file.name, file=out)
    print(f"{len(files)} evidence files", file=out)
    return 0 if files else 1


def upgrade(house: House, *, out: TextIO) -> int:
    """Apply what was parked until this version."""
    print(f"{upgrade_journal(journal=house.journal)} parked entries are read now", file=out)
    return 0


def rebuild(house: House, *, out: TextIO) -> int:
    """Drop the tables and replay; status 1, and every row, where the result differs."""
    differences = rebuild_tables(journal=house.journal, tables=house.tables)
    for each in differences:
        print(f"{each.table}\n  - {each.before}\n  + {each.after}", file=out)
    print(f"{len(house.tables)} tables rebuilt, {len(differences)} differences", file=out)
    return 1 if differences else 0


def sign(house: House, *, because: str, yes: bool, out: TextIO) -> int:
    """Order the node to sign though not every witness could be asked; status 1 unless it is meant."""
    settle_doubt(journal=house.journal, press=house.press, witnesses=house.askable,
                 doubt=house.doubt, tables=house.tables)
    for each in incidents():
        if each.origin == house.name:
            print(f"{each.code}: {each.detail}", file=out)
    if not yes:
        print("If a newer state of this node exists anywhere, or a copy of it runs, its log is "
              "lost by this. Say --yes if neither is the case.", file=out)
        return 1
    order_signing(journal=house.journal, press=house.press, actor=house.journal.itself(),
                  because=because)
    print("ordered and written into the journal; the worker signs in its next round", file=out)
    return 0
