"""xsdata as the peer of the XML codecs: dataclasses made of an official schema, in a new folder."""

import importlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from lxml import etree
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.handlers import LxmlEventHandler


class Unmade(Exception):
    """xsdata makes nothing of the schema; the reason in its own words."""


def binding(schema: Path, *, folder: Path, root: str) -> Callable[[bytes], object]:
    """A function that parses with lxml and binds the tree to dataclasses made of ``schema``."""
    package = "made_of_" + "".join(one if one.isalnum() else "_" for one in str(schema.stem).lower())
    if not (folder / package).is_dir():
        _generate(schema, folder=folder, package=package)
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    made = getattr(importlib.import_module(package), root, None)
    if made is None:
        raise Unmade(f"no class {root}")
    parser = XmlParser(handler=LxmlEventHandler)
    return lambda data: parser.parse(etree.ElementTree(etree.fromstring(data)), made)


def _generate(schema: Path, *, folder: Path, package: str) -> None:
    tools = str(Path(sys.executable).parent)  # xsdata formats what it made with ruff
    ran = subprocess.run(
        [f"{tools}/xsdata", "generate", str(schema), "--package", package],
        cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PATH": f"{tools}:{os.environ.get('PATH', '')}"},
    )
    if ran.returncode != 0 or not (folder / package).is_dir():
        last = (ran.stderr or ran.stdout).strip().splitlines()
        raise Unmade(last[-1] if last else "it says nothing")
