"""The console script ``kopri``."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kopri.node.commands import ROOT, Command, names_node, ready
from kopri.node.commands.customs import customs_commands
from kopri.node.commands.documents import document_commands, held, held_against
from kopri.node.commands.journal import journal_commands
from kopri.node.commands.queue import queue_commands
from kopri.node.commands.rotate import rotate_command

NODE_KINDS = ("centre", "post", "observer")
_GARBAGE = (50_000, 20, 100)  # most of what a start makes stays: looking for garbage took a sixth of it


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    gc.set_threshold(*_GARBAGE)
    given = _parser().parse_args(words)
    if getattr(given, "node", ""):
        os.environ["KOPRI_HOME"] = str(Path(os.environ.get("KOPRI_ROOT", ROOT)) / given.node)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kopri.node.settings")
    run: Command = given.run
    from kopri.kernel.errors import Refusal

    try:
        if run is not _init and hasattr(given, "node"):
            _find_node()
        return run(given)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Refusal as refusal:
        from kopri.interfaces.cli.printing import print_faults

        print_faults(refusal.faults, out=sys.stderr)
        return 2


def _find_node() -> None:
    """A Refusal where the node that a command speaks of was never made."""
    from kopri.kernel.errors import Ground, refuse
    from kopri.node.home import Home

    place = os.environ.get("KOPRI_HOME", "")
    if not place or not Home(Path(place)).exists:
        raise refuse(
            code="node.missing", ground=Ground.MISSING, path=place, rule="Köpri, docs/reference",
            message="There is no node here.",
            remedy="Name one with --node, or make it with: kopri node init.",
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kopri", description="Köpri: a border run together.")
    parts = parser.add_subparsers(required=True, metavar="COMMAND")
    _node_commands(parts.add_parser("node", help="make and run a node"))
    _account_commands(parts.add_parser("account", help="people and machines that may sign in"))
    journal_commands(parts.add_parser("journal", help="verify, prove, audit and rebuild journals"))
    queue_commands(parts.add_parser("queue", help="check who got which slot"))
    customs_commands(parts.add_parser("customs", help="read customs declarations"))
    _document_commands(parts)
    document_commands(parts)
    _demo_command(parts.add_parser("demo", help="two nodes and a simulated border day"))
    reference = parts.add_parser("reference", help="write the generated reference pages")
    reference.add_argument("--check", action="store_true", help="only say whether they are current")
    reference.set_defaults(run=_reference)
    return parser


def _node_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    init = commands.add_parser("init", help="make a node's folder, keys and database")
    init.add_argument("--side", required=True, help="the state, ISO 3166-1 alpha-2, lower case")
    init.add_argument("--kind", choices=NODE_KINDS, default=NODE_KINDS[0],
                      help="the state's centre, the small node of one post, or an observer")
    init.add_argument("--post", default="", help="of a post's node: its code in crossings.csv")
    init.add_argument("--pair", required=True, help="the pair of states, as in countries/pairs")
    init.add_argument("--countries", default="countries", help="folder of the country data")
    init.add_argument("--host", default="127.0.0.1", help="address to listen on")
    init.add_argument("--port", type=int, default=8100, help="port to listen on")
    init.add_argument("--origin", default="", help="name of the log; made of the side if empty")
    init.add_argument("--database-url", default="", help="postgres://...; SQLite if empty")
    init.add_argument("--demo", action="store_true", help="a node whose clock is moved by hand")
    init.add_argument("--control-url", default="", help=argparse.SUPPRESS)
    names_node(init, run=_init)
    trust = commands.add_parser("trust", help="admit other nodes by their public files")
    trust.add_argument("file", type=Path, nargs="+", help="another node's public.json")
    trust.add_argument("--url", action="append", default=[],
                       help="where this node reaches it; once for each file, in their order")
    trust.add_argument("--replace", action="store_true",
                       help="after a theft, by order: the keys in the files and no others, from now")
    names_node(trust, run=_trust)
    rotate_command(commands.add_parser("rotate", help="let a new key follow an old one"))
    for name, text in (("serve", "run the web server"), ("work", "run the worker"),
                       ("run", "run both until interrupted")):
        names_node(commands.add_parser(name, help=text), run=_RUN[name])


def _account_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser("add", help="make an account; its password is read from the terminal")
    add.add_argument("username", help="name to sign in with")
    add.add_argument("--role", required=True, help="carrier, gate_officer, inspector, ...")
    add.add_argument("--name", required=True, help="as it is shown to colleagues")
    add.add_argument("--post", default="", help="code of the crossing point's post")
    add.add_argument("--service", default="", help="id in services.csv, for inspectors")
    add.add_argument("--email", default="", help="where moves of own bookings are told")
    add.add_argument("--token", action="store_true", help="for a machine: print a token instead")
    names_node(add, run=_add_account)


def _document_commands(parts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = parts.add_parser("check", help="read a document and say all that is wrong with it")
    announce = parts.add_parser("announce", help="lodge a document as a notice")
    waybill = parts.add_parser("waybill", help="print a document as a waybill, PDF in two languages")
    waybill.add_argument("-o", "--output", type=Path, required=True, help="the PDF to write")
    waybill.add_argument("--languages", default="en,ru", help="two of kk, tk, ru, en")
    waybill.set_defaults(run=_waybill)
    for parser in (check, announce):
        parser.add_argument("--leg", default="", help="which leg, where the document has several")
    for parser in (check, announce, waybill):
        parser.add_argument("file", type=Path)
        parser.add_argument("--consignment", default="", help="which consignment, likewise")
        parser.add_argument("--language", default=os.environ.get("LANG", "en")[:2])
    held_against(check)
    check.set_defaults(run=_check)
    for name, text in (("--point", "crossing point"), ("--direction", "<exit>-<entry>"),
                       ("--eta", "expected at the point, 2026-01-15T06:00:00Z"),
                       ("--plate", "plate, where the document has none"),
                       ("--country", "its country of registration"),
                       ("--crossing", "the case, where there is one"),
                       ("--account", "who lodges it; the console itself if empty")):
        announce.add_argument(name, default="", help=text)
    names_node(announce, run=_announce)


def _demo_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pair", required=True)
    parser.add_argument("--scenario", default="base")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--countries", default="countries")
    parser.add_argument("--root", default="", help=f"where the nodes are made; {ROOT}/ if empty")
    parser.add_argument("--once", action="store_true", help="end after the report (ONCE=1)")
    parser.add_argument("--chaos", action="store_true", help="kill the nodes at random moments")
    parser.set_defaults(run=_demo)


def _init(given: argparse.Namespace) -> int:
    from kopri.node.making import init

    return init(given)


def _trust(given: argparse.Namespace) -> int:
    from kopri.node.making import trust

    return trust(given)


def _serve(given: argparse.Namespace) -> int:
    ready()
    from kopri.node.home import Home
    from kopri.node.processes import serve, take_stock
    from kopri.node.wiring import house

    take_stock(house(), signs=False)
    config = Home(Path(os.environ["KOPRI_HOME"])).config()
    serve(host=config.host, port=config.port)
    return 0


def _work(given: argparse.Namespace) -> int:
    ready()
    from kopri.node.processes import run_worker, take_stock
    from kopri.node.wiring import house

    take_stock(house(), signs=True)
    run_worker(house(), folder=Path(os.environ["KOPRI_HOME"]))
    return 0


def _run(given: argparse.Namespace) -> int:
    from kopri.node.nodes import run_both

    return run_both()


_RUN: dict[str, Command] = {"serve": _serve, "work": _work, "run": _run}


def _add_account(given: argparse.Namespace) -> int:
    ready()
    from kopri.domains.accounts.types import NewAccount
    from kopri.node.people import add_account
    from kopri.node.wiring import house

    new = NewAccount(username=given.username, role=given.role, name=given.name, post=given.post,
                     service=given.service, email=given.email)
    return add_account(house(), new=new, token=given.token)


def _check(given: argparse.Namespace) -> int:
    from kopri.interfaces.cli.documents import check

    return check(given.file, leg=given.leg, consignment=given.consignment,
                 language=given.language, out=sys.stdout, held=held(given))


def _waybill(given: argparse.Namespace) -> int:
    from kopri.interfaces.cli.waybill import print_waybill

    return print_waybill(given.file, output=given.output, languages=given.languages,
                         consignment=given.consignment, language=given.language)


def _announce(given: argparse.Namespace) -> int:
    ready()
    from kopri.interfaces.cli.announcing import Told, announce_file
    from kopri.node.wiring import house

    return announce_file(house(), file=given.file, out=sys.stdout, told=Told(
        point=given.point, direction=given.direction, eta=given.eta, plate=given.plate,
        country=given.country, crossing=given.crossing, account=given.account, leg=given.leg,
        consignment=given.consignment, language=given.language))


def _demo(given: argparse.Namespace) -> int:
    from kopri.node.making import demo

    return demo(given, root=Path(given.root or os.environ.get("KOPRI_ROOT", ROOT)),
                once=given.once or os.environ.get("ONCE", "") not in ("", "0"))


def _reference(given: argparse.Namespace) -> int:
    ready()
    from kopri.node.reference import write_reference

    return write_reference(check=given.check, out=sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
