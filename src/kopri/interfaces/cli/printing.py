"""How faults look on a terminal."""

from collections.abc import Sequence
from typing import TextIO

from kopri.kernel.errors import Fault
from kopri.kernel.text import render_fault


def print_faults(faults: Sequence[Fault], *, out: TextIO, language: str = "en") -> None:
    """One paragraph a fault: where and what, by which rule, what to do."""
    for fault in faults:
        text = render_fault(fault, language=language)
        line = fault.params.get("line") if text.path.startswith("/") else None
        where = f"{text.path} (line {line})" if line else text.path or "/"
        print(f"{where}: {text.message} [{text.code}]", file=out)
        if text.rule:
            print(f"    {text.rule}", file=out)
        if text.remedy:
            print(f"    {text.remedy}", file=out)
