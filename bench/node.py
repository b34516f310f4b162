"""A node in this process, made as an operator makes one, in a folder that is dropped afterwards."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kopri.interfaces.house import House

COUNTRIES = Path(__file__).parent.parent / "tests" / "countries"


def found(folder: Path, *, side: str = "xa", database_url: str = "") -> None:
    """Make the node of a side of the fictional pair."""
    subprocess.run(
        [sys.executable, "-m", "kopri.node.console", "node", "init", "--side", side,
         "--pair", "xa-xb", "--countries", str(COUNTRIES), "--database-url", database_url],
        env={**os.environ, "KOPRI_HOME": str(folder)}, check=True, stdout=subprocess.DEVNULL,
    )


def wired(folder: Path) -> "House":
    """The node of a folder, as its processes have it: once for each process."""
    os.environ |= {"KOPRI_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "kopri.node.settings"}
    import django

    django.setup()
    from kopri.node.wiring import house

    return house()
