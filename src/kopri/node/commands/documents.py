"""Commands on documents that need no node: convert and template."""

import argparse
import os
from pathlib import Path


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
