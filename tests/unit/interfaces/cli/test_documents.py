"""``kopri check`` and ``kopri announce``: real documents in, or every fault and nothing stored."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from kopri.domains.accounts.operations import create
from kopri.domains.accounts.types import NewAccount
from kopri.domains.notice.queries import notices_of
from kopri.interfaces.cli.announcing import Told, announce_file
from kopri.interfaces.cli.documents import Held, check
from tests.border import IN, OUT, POINT, Border
from tests.unit.interfaces.api.conftest import waybill

EXAMPLES = Path(__file__).parents[5] / "shared/conformance/efti"
# the nine of the thirteen examples that carry a consignment, with the answer that some ask for
CARRYING = {
    "consignment-common.xml": {}, "consignment-identifiers-one-leg.xml": {},
    "consignment-identifiers-two-legs.xml": {"leg": "2"},
    "consignment-identifiers-three-legs.xml": {"leg": "1"},
    "consignment-identifiers-four-legs.xml": {"leg": "4"}, "consignment.xml": {},
    "identifier-response.xml": {"consignment": "1"}, "save-identifiers.xml": {},
    "uil-response.xml": {},
}
CARRYING_NONE = ("follow-up-request.xml", "identifier-query.xml", "uil-query.xml",
                 "uil-response-404.xml")
SAMPLES = ("exemple-CDA.xml", "teest.xml", "test.json")
FILES = [(f"xsd/examples/{name}", answers) for name, answers in CARRYING.items()] + [
    (f"ecmr_samples/{name}", {}) for name in SAMPLES]


@pytest.fixture
def told(border: Border) -> Told:
    """Everything that a format may not say."""
    create(new=NewAccount(username="carrier1", role="carrier", name="Carrier"), password="",
           random=border.node.journal.random, now=border.now, by="test")
    return Told(point=POINT, direction=OUT, eta="2026-01-15T09:00:00Z", plate="123 ABC 12",
                country="KZ", crossing="", account="carrier1", leg="", consignment="",
                language="en")


def example(name: str) -> Path:
    found = EXAMPLES / name
    if not found.exists():
        pytest.skip("the eFTI examples are not beside the project (../shared/conformance/efti)")
    return found


def announced(border: Border, file: Path, told: Told) -> tuple[int, str]:
    out = io.StringIO()
    return announce_file(border.node.house, file=file, told=told, out=out), out.getvalue()


def checked(file: Path, *, leg: str = "", consignment: str = "") -> tuple[int, str]:
    out = io.StringIO()
    return check(file, leg=leg, consignment=consignment, language="en", out=out), out.getvalue()


@pytest.mark.parametrize(("name", "answers"), FILES, ids=[name for name, _ in FILES])
def test_a_document_is_announced_and_again_changes_nothing(
    border: Border, told: Told, name: str, answers: dict[str, str]
) -> None:
    file, asked = example(name), replace(told, **answers)
    status, said = announced(border, file, asked)
    assert status == 0, said
    reference = said.split()[0]
    before = len(border.entries())
    assert announced(border, file, asked) == (0, said)
    assert len(border.entries()) == before
    (notice,) = notices_of(reference)
    assert notice.consignments and said.split()[2] == notice.notice
    assert border.view(reference).plate == "123 ABC 12"


@pytest.mark.parametrize(("name", "answers"), FILES, ids=[name for name, _ in FILES])
def test_a_document_is_checked(name: str, answers: dict[str, str]) -> None:
    status, said = checked(example(name), **answers)
    assert status == 0 and "consignment(s)" in said


@pytest.mark.parametrize("name", CARRYING_NONE)
def test_a_message_without_a_consignment_is_none(border: Border, told: Told, name: str) -> None:
    file = example(f"xsd/examples/{name}")
    assert checked(file)[0] == 2
    before = len(border.entries())
    status, said = announced(border, file, told)
    assert status == 2 and "[" in said
    assert len(border.entries()) == before


@pytest.mark.parametrize(("name", "asks"), [
    ("consignment-identifiers-four-legs.xml", "leg"), ("identifier-response.xml", "consignment"),
])
def test_what_nobody_may_guess_is_asked(
    border: Border, told: Told, name: str, asks: str
) -> None:
    file = example(f"xsd/examples/{name}")
    status, said = checked(file)
    assert status == 2 and f"--{asks}" in said
    status, said = announced(border, file, told)
    assert status == 2 and f"document.which_{asks}" in said
    assert not border.entries("notice.lodged")


def test_what_the_format_does_not_say_is_asked_all_at_once(border: Border, told: Told) -> None:
    file = example("xsd/examples/consignment.xml")
    status, said = announced(border, file, replace(told, direction="", eta=""))
    assert status == 2
    for missing in ("direction", "eta"):
        assert f"announce.{missing}_missing" in said
    assert not border.entries("notice.lodged")


def test_without_an_account_the_console_lodges(border: Border, told: Told) -> None:
    status, said = announced(border, example("xsd/examples/consignment.xml"),
                             replace(told, account=""))
    assert status == 0, said
    assert border.entries("notice.lodged")


def test_the_only_crossing_point_need_not_be_said(border: Border, told: Told) -> None:
    assert announced(border, example("xsd/examples/consignment.xml"), replace(told, point=""))[0] == 0


def test_the_documents_own_vehicle_is_taken_where_none_is_given(
    border: Border, told: Told
) -> None:
    file = example("xsd/examples/consignment-identifiers-one-leg.xml")
    status, said = announced(border, file, replace(told, plate="", country=""))
    assert status == 0
    assert border.view(said.split()[0]).conveyance == {
        "plate": "ABC-123", "country": "FI", "trailer_plate": "4321-1"}


def test_no_vehicle_at_all(border: Border, told: Told) -> None:
    file = example("xsd/examples/consignment-common.xml")
    status, said = announced(border, file, replace(told, plate="", country=""))
    assert status == 2 and "document.no_vehicle" in said


@pytest.mark.parametrize(("change", "expected"), [
    ({"country": ""}, "/conveyance/country"), ({"country": "Finland"}, "/conveyance/country"),
    ({"plate": "9" * 40}, "/conveyance/plate"), ({"eta": "soon"}, "announce.eta_missing"),
    ({"direction": "kz-fi"}, "crossing.direction_unknown"),
    ({"point": "moon"}, "crossing.point_unknown"), ({"eta": "2020-01-01T00:00:00Z"}, "notice.eta"),
    ({"account": "nobody"}, "announce.account_unknown"), ({"crossing": "K7Q2"}, "crossing.unknown"),
])
def test_options_that_cannot_be(
    border: Border, told: Told, change: dict[str, str], expected: str
) -> None:
    status, said = announced(border, example("xsd/examples/consignment.xml"),
                             replace(told, **change))
    assert status == 2 and expected in said, said
    assert not border.entries("crossing.opened")


@pytest.mark.parametrize("data", [
    b"", b"\x00\x01", b"{", b"<", b"<?xml version='1.0'?><a", b'{"specifiedConsignment":1}',
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", b"[" * 10_000,
])
def test_a_broken_file_stores_nothing(
    border: Border, told: Told, tmp_path: Path, data: bytes
) -> None:
    file = tmp_path / "broken"
    file.write_bytes(data)
    before = len(border.entries())
    for status, said in (checked(file), announced(border, file, told)):
        assert status == 2 and "[" in said and "root:" not in said
    assert len(border.entries()) == before


def test_several_faults_in_one_run(border: Border, told: Told, tmp_path: Path) -> None:
    file = tmp_path / "two.json"
    file.write_text('{"specifiedConsignment":[{"id":7,"nonsense":1,'
                    '"grossWeightMeasure":{"content":"heavy"}}]}', "utf-8")
    status, said = announced(border, file, replace(told, account="nobody"))
    assert status == 2 and said.count("[") >= 3, said
    assert "announce.account_unknown" in said and "[codecs." in said


def test_a_file_that_is_not_there(border: Border, told: Told, tmp_path: Path) -> None:
    for status, said in (checked(tmp_path / "no"), announced(border, tmp_path / "no", told),
                         checked(tmp_path), announced(border, tmp_path, told)):
        assert status == 2 and "document.unreadable" in said


def test_check_asks_lists_and_law_where_country_data_is_there(
    border: Border, tmp_path: Path
) -> None:
    def said(commodity: str, **held: str) -> tuple[int, str]:
        file, out = tmp_path / "one.json", io.StringIO()
        file.write_text(json.dumps(waybill("123 ABC 12", commodity)))
        against = Held(yardstick=border.node.house.yardstick, now=border.now, **held)
        status = check(file, leg="", consignment="", language="en", out=out, held=against)
        return status, out.getvalue()

    status, out = said("770100")
    assert status == 2 and "There is no heading 7701" in out
    assert "/specifiedConsignment/0/includedConsignmentItem/0" in out  # its place in the document
    status, out = said("070200")
    assert status == 0 and "notice." not in out
    status, out = said("070200", direction=IN, eta="2026-01-15T07:59:59Z")
    assert status == 0 and "[notice.late]" in out and "[notice.lacks_weight]" in out
    assert "[notice.late]" not in said("070200", direction=IN, eta="2026-01-15T08:00:00Z")[1]
