"""Lists what no test has run, and fails where a room of the house is below its floor of lines."""

import sys
from collections import defaultdict
from pathlib import Path

from coverage import Coverage
from coverage.exceptions import NoSource

SOURCE = Path(__file__).parents[1] / "src" / "kopri"
FLOOR_PERCENT = 95.0
ROOMS = ("engines", "journal", "crossing", "domains")


def main() -> int:
    """0 where every room holds its floor."""
    coverage = Coverage(config_file=str(SOURCE.parents[1] / "pyproject.toml"))
    coverage.load()
    lines: dict[str, int] = defaultdict(int)
    missed: dict[str, int] = defaultdict(int)
    for file in sorted(SOURCE.rglob("*.py")):
        room = file.relative_to(SOURCE).parts[0]
        if room not in ROOMS or "migrations" in file.parts:
            continue
        try:
            _, statements, _, missing, text = coverage.analysis2(str(file))
        except NoSource:
            continue
        lines[room] += len(statements)
        missed[room] += len(missing)
        if missing:
            print(f"not run: {file.relative_to(SOURCE)}: {text}")
    below = 0
    for room in ROOMS:
        percent = 100.0 * (lines[room] - missed[room]) / max(1, lines[room])
        below += percent < FLOOR_PERCENT
        print(f"lines run of {room}: {percent:.1f} % (floor {FLOOR_PERCENT:.0f} %)")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
