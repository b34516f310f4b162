"""Commands on documents that need no node: convert and template."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kopri.interfaces.cli.documents import Held


def document_commands(parts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """``kopri convert`` and ``kopri template``."""
    convert = parts.add_parser("convert", help="write a document in another format")
    convert.add_argument("file", type=Path)
    convert.add_argument("--to", required=True, help="the format, as docs/reference/codecs names it")
    convert.add_argument("--from", dest="format", default="",
                         help="the document's format; recognised if not given")
    convert.add_argument("--consignment", default="",
                         help="which consignment, where the document has several")
    convert.add_argument("-o", "--output", type=Path, help="the file to write; else standard output")
    convert.set_defaults(run=_convert)
    template = parts.add_parser("template", help="write the empty spreadsheet for a consignment")
    template.add_argument("--format", choices=("xlsx", "csv"), default="xlsx")
    template.add_argument("--near", default="", help="countries listed first, such as aa,zz")
    template.add_argument("-o", "--output", type=Path, help="the file to write; else standard output")
    template.set_defaults(run=_template)
    for parser in (convert, template):
        parser.add_argument("--language", default=os.environ.get("LANG", "en")[:2],
                            help="kk, tk, ru or en")


def held_against(check: argparse.ArgumentParser) -> None:
    """Options of ``kopri check``: the country data whose lists and law are asked."""
    check.add_argument("--countries", type=Path, default=Path("countries"),
                       help="folder of the country data; without it the document alone is checked")
    check.add_argument("--direction", default="", help="<exit>-<entry>, if the document is silent")
    check.add_argument("--eta", default="", help="expected at the point, 2026-01-15T06:00:00Z")


def held(given: argparse.Namespace) -> "Held | None":
    """The law of the direction's pair, or of the first one that there is."""
    from kopri.adapters.countries import load_pair, yardstick_of
    from kopri.interfaces.cli.documents import Held

    pairs = given.countries / "pairs"
    names = sorted(each.name for each in pairs.iterdir()) if pairs.is_dir() else []
    back = "-".join(reversed(given.direction.split("-")))
    code = next((name for name in names if name in (given.direction, back)), "".join(names[:1]))
    return Held(yardstick=yardstick_of(load_pair(given.countries, code)), now=datetime.now(UTC),
                direction=given.direction, eta=given.eta) if names else None


def _convert(given: argparse.Namespace) -> int:
    from kopri.engines.codecs import Choice
    from kopri.interfaces.cli.converting import convert

    return convert(given.file, to=given.to, output=given.output, format_name=given.format,
                   choice=Choice(consignment=given.consignment), language=given.language)


def _template(given: argparse.Namespace) -> int:
    from kopri.interfaces.cli.converting import template

    near = [code.strip().upper() for code in given.near.split(",") if code.strip()]
    return template(format_name=given.format, output=given.output, language=given.language,
                    near=near)
