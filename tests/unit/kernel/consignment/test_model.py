"""The model as the journal carries it: JSON with ASCII names, no floats, nothing empty."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from kopri.kernel import consignment as model
from kopri.kernel.consignment import Consignment
from tests.unit.engines.codecs.samples import filled, rich


def _parts(value: Any) -> Iterator[Any]:
    yield value
    below = value.items() if isinstance(value, dict) else ()
    for name, part in below:
        assert name.isascii()
        yield from _parts(part)
    for part in value if isinstance(value, list) else ():
        yield from _parts(part)


@pytest.mark.parametrize("consignment", [filled(), rich(), Consignment()])
def test_it_goes_into_the_journal_and_comes_back(consignment: Consignment) -> None:
    written = msgspec.json.encode(consignment)
    plain = json.loads(written)
    assert not [part for part in _parts(plain) if isinstance(part, float) or part in ("", None, [])]
    assert msgspec.json.decode(written, type=Consignment) == consignment
    assert msgspec.to_builtins(consignment) == plain or msgspec.json.encode(
        msgspec.to_builtins(consignment)) == written


def test_every_field_is_documented_with_its_source_term() -> None:
    kinds = [getattr(model, name) for name in model.__all__ if name not in ("Moment", "Value")]
    assert len(kinds) == 30
    for kind in kinds:
        for field in msgspec.json.schema(kind)["$defs"][kind.__name__]["properties"].values():
            described = field.get("description") or field["allOf"][0].get("description")
            assert described and described[0].isupper()


def test_values_do_not_change() -> None:
    consignment: Any = Consignment()
    with pytest.raises(AttributeError):
        consignment.identifier = "x"
