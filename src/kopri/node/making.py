"""Commands that make nodes: init, trust, demo."""

import argparse
import os
import secrets
import shutil
from itertools import zip_longest
from pathlib import Path

from kopri.engines.countrydata import PairData
from kopri.journal.types import OBSERVER, POST
from kopri.kernel.errors import Fault, Refusal
from kopri.node.home import Config, Home, Public


def init(given: argparse.Namespace) -> int:
    """Make the node of ``KOPRI_HOME``."""
    from kopri.adapters.countries import load_pair

    home = Home(Path(os.environ["KOPRI_HOME"]))
    pair = load_pair(Path(given.countries), given.pair)
    _refuse_to_make(home, given, pair=pair)
    first = OBSERVER if given.kind == OBSERVER else given.post
    name = ".".join(part for part in (first, given.side, given.pair, "kopri") if part)
    origin = given.origin or f"{'demo.' if given.demo else ''}{name}"
    config = Config(
        kind=given.kind, post=given.post, letter=_letter(given, pair=pair), side=given.side,
        pair=given.pair, origin=origin, countries=str(Path(given.countries).resolve()),
        host=given.host, port=given.port, database_url=given.database_url, neighbours=(),
        demo=given.demo and given.kind != OBSERVER,
        is_told_the_time=given.demo and given.kind == OBSERVER, secret=secrets.token_urlsafe(48),
        control_url=given.control_url,
    )
    home.lay(config)
    import django

    django.setup()
    from kopri.node import founding
    from kopri.node.nodes import write_public
    from kopri.node.wiring import build, public_of

    founding.lay_tables()
    house = build(home)
    own = public_of(home)
    write_public(home, own)
    founding.admit_logs(house, own=own, neighbours=())
    if config.demo:
        from kopri.node.people import make_demo_accounts

        make_demo_accounts(home, pair=pair, config=config, now=founding.wall())
    print(f"node {origin} is made in {home.path}")
    return 0


def _refuse_to_make(home: Home, given: argparse.Namespace, *, pair: PairData) -> None:
    """A node is made once, for a side of its pair, or for one of its posts."""
    rule = "Köpri, docs/reference"
    faults = []
    if given.side not in pair.sides and given.kind != OBSERVER:
        faults.append(Fault(
            code="node.side_unknown", path=given.side, rule=rule,
            message="This is no side of the pair.", remedy="Give one of the pair's sides."))
    elif (given.kind == POST) != bool(_letter(given, pair=pair)):
        faults.append(Fault(
            code="node.post_unknown", path=given.post, rule=rule,
            message="A node of kind post, and no other, is for a post of its side.",
            remedy="Give --post with a code of crossings.csv that has a reference_letter."))
    if home.exists:
        faults.append(Fault(
            code="node.exists", path=str(home.path), rule=rule,
            message="There is a node here already; its keys are never overwritten.",
            remedy="Choose another folder."))
    if faults:
        raise Refusal(faults)


def _letter(given: argparse.Namespace, *, pair: PairData) -> str:
    """What a post's references begin with; empty where it has no letter or is no post."""
    if given.side not in pair.sides or not given.post:
        return ""
    return next((each.reference_letter for each in pair.country(given.side).crossings
                 if each.post == given.post), "")


def trust(given: argparse.Namespace) -> int:
    """Admit other nodes: their keys into the configuration, their logs into the journal."""
    import django

    django.setup()
    from kopri.node import founding
    from kopri.node.nodes import with_neighbour
    from kopri.node.wiring import build, public_of

    home = Home(Path(os.environ["KOPRI_HOME"]))
    publics = tuple(
        _public(Path(file), url=url)
        for file, url in zip_longest(given.file, given.url, fillvalue=""))
    config = home.config()
    for public in publics:
        config = with_neighbour(config, public)
    if not given.replace:
        founding.refuse_other_keys(publics)
    home.write_config(config)
    house = build(home)
    founding.admit_logs(house, own=public_of(home), neighbours=publics)
    for public in publics:
        if given.replace:
            founding.order_keys(house, public)
        print(f"{public.origin} is trusted")
    return 0


def _public(file: Path, *, url: str) -> Public:
    from kopri.node.nodes import read_public

    try:
        return read_public(file, url=url)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Refusal([Fault(
            code="node.public_file", path=str(file), rule="Köpri, docs/reference",
            message="This is no public file of a node.",
            remedy="Ask the neighbour for the file public.json of its node.")]) from error


def demo(given: argparse.Namespace, *, root: Path, once: bool) -> int:
    """Make the demo's nodes and hand them to it."""
    from kopri.demo.readings import posts_of, read_folder
    from kopri.demo.run import run
    from kopri.node.nodes import ProcessNodes

    countries = Path(given.countries).resolve()
    data = read_folder(root=countries, pair=given.pair)
    nodes = ProcessNodes(root=root, pair=given.pair, countries=countries, observer=True,
                         posts=posts_of(data=data, name=given.scenario))
    for name in (*(member.name for member in nodes.members), *nodes.observers):
        _clear(nodes.home(name))
    return run(nodes=nodes, pair=given.pair, scenario=given.scenario, seed=given.seed, once=once,
               chaos=given.chaos)


def _clear(home: Home) -> None:
    """Remove an earlier demo node, and nothing else."""
    if not home.path.exists():
        return
    if home.exists and not (home.config().demo or home.config().is_told_the_time):
        raise SystemExit(f"{home.path} is a real node; the demo does not touch it")
    shutil.rmtree(home.path)
