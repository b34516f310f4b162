"""``kopri check`` finds the country data that a document is held against."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from kopri.node.commands.documents import held, held_against

TESTS = Path(__file__).parents[2]


def given(*words: str) -> Namespace:
    parser = ArgumentParser()
    held_against(parser)
    return parser.parse_args(words)


@pytest.mark.parametrize("direction", ["", "xa-xb", "xb-xa", "aa-bb"])
def test_the_pair_of_the_direction_or_the_first(direction: str) -> None:
    found = held(given("--countries", str(TESTS / "countries"), "--direction", direction))
    assert found is not None
    assert (found.yardstick.pair.code, found.direction, found.eta) == ("xa-xb", direction, "")


def test_without_country_data_the_document_alone_is_checked(tmp_path: Path) -> None:
    assert held(given("--countries", str(tmp_path))) is None
