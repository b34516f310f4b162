"""The reference pages are what the code says; links lead somewhere; the example is right."""

import base64
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kopri.engines.http_signatures import Request, verify_request
from kopri.node import reference
from kopri.node.reference import COUNTRIES, FOLDER, pages, pairs, write_reference
from kopri.node.reference.api import openapi
from kopri.node.reference.example import REFERENCE_TIME, example, seed
from kopri.node.reference.finding import ROOT
from kopri.node.reference.imports import arrows, draw, implied, upward

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", list(pages()))
def test_page_is_what_the_code_says(name: str) -> None:
    text = pages()[name]()
    if text is None:
        pytest.skip("grimp is not installed")
    assert (FOLDER / name).read_text("utf-8") == text, "run: .venv/bin/kopri reference"


def test_check_tells_a_stale_page_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    monkeypatch.setattr(reference, "pages", lambda: {"a.md": lambda: "new", "b.svg": lambda: None})
    out = io.StringIO()
    assert write_reference(check=True, out=out) == 1
    assert "a.md: not as the code is" in out.getvalue()
    assert list(tmp_path.iterdir()) == []
    assert write_reference(check=False, out=out) == 0
    assert (tmp_path / "a.md").read_text("utf-8") == "new"
    assert write_reference(check=True, out=out) == 0


# links


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    dead = [link for link in LINK.findall(prose(path)) if not leads(path, link)]
    assert dead == []


def prose(path: Path) -> str:
    return FENCE.sub("", path.read_text("utf-8"))


def leads(path: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return True
    name, _, anchor = link.partition("#")
    target = (path.parent / name).resolve() if name else path
    if not target.exists():
        return False
    return not anchor or anchor in anchors(target)


def anchors(path: Path) -> set[str]:
    """Headings as GitHub spells them in links."""
    titles = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_a_dead_link_is_seen() -> None:
    page = FOLDER / "kinds.md"
    assert leads(page, "states.md#crossing")
    assert leads(page, "#crossingopened1")
    assert not leads(page, "states.md#nowhere")
    assert not leads(page, "nowhere.md")


# OpenAPI


def test_every_shape_that_openapi_names_is_there() -> None:
    schema = openapi()
    names = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(schema)))
    assert "LodgeNotice" in names
    assert names <= set(schema["components"]["schemas"])


# the worked example, checked with nothing but hashes and a signature


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    return example(COUNTRIES, pairs()[0].code)


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def root(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, as it is written there."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01", root(leaves[:half]), root(leaves[half:]))


def test_example_is_sealed_as_the_page_says(shown: dict[str, Any]) -> None:
    for entry in shown["entries"]:
        committed = sha256(bytes.fromhex(entry["salt"]), entry["entry"].encode())
        sealed = b"\x01" + sha256(committed, entry["stamp"].encode())
        assert entry["commitment"] == committed.hex()
        assert entry["log_entry"] == sealed.hex()
        assert entry["leaf"] == sha256(b"\x00", sealed).hex()


def test_example_bundle_and_root_are_those_of_its_entries(shown: dict[str, Any]) -> None:
    assert shown["bundle"] == "".join("0021" + each["log_entry"] for each in shown["entries"])
    lines = shown["note"].splitlines()
    leaves = [bytes.fromhex(each["leaf"]) for each in shown["entries"]]
    assert lines[:3] == [
        shown["origin"], str(len(leaves)), base64.b64encode(root(leaves)).decode()]


def test_example_openings_are_those_for_the_neighbour(shown: dict[str, Any]) -> None:
    readable = [each for each in shown["entries"]
                if {"*", shown["other"]} & set(each["audience"].split(","))]
    assert 0 < len(readable) < len(shown["entries"])
    assert shown["served"] == [
        f'{{"entry":{each["entry"]},"salt":"{b64(each["salt"])}","stamp":{each["stamp"]}}}'
        for each in readable
    ]


def b64(digits: str) -> str:
    return base64.b64encode(bytes.fromhex(digits)).decode()


def test_example_is_signed_and_cosigned(shown: dict[str, Any]) -> None:
    text, _, signatures = shown["cosigned"].partition("\n\n")
    first, second = [base64.b64decode(line.split(" ")[2]) for line in signatures.splitlines()]
    public(shown["origin"]).verify(first[4:], f"{text}\n".encode())
    time = int.from_bytes(second[4:12], "big")
    assert time == REFERENCE_TIME
    public(f"{shown['neighbour']}/witness").verify(
        second[12:], f"cosignature/v1\ntime {time}\n{text}\n".encode())


def public(name: str) -> Ed25519PublicKey:
    return Ed25519PrivateKey.from_private_bytes(seed(name)).public_key()


def test_example_request_verifies(shown: dict[str, Any]) -> None:
    name = f"{shown['neighbour']}/http"
    headers = tuple((key, value) for key, value in shown["headers"])
    signature = base64.b64decode(dict(headers)["Signature"].split(":")[1])
    public(name).verify(signature, shown["base"].encode())
    verified = verify_request(
        Request(method="GET", url=shown["asked"], headers=headers), now=REFERENCE_TIME,
        keys=lambda keyid: [public(name).public_bytes_raw()] if keyid == name else [])
    assert verified.keyid == name


def test_example_of_a_pair_that_is_not_there_fails() -> None:
    with pytest.raises(RuntimeError, match="countrydata"):
        example(COUNTRIES, "qq-qr")


# the picture of imports


class Drawn:
    """Three modules that import each other as told."""

    def __init__(self, imports: dict[str, set[str]]) -> None:
        self._imports = imports

    @property
    def modules(self) -> set[str]:
        return set(self._imports)

    def find_modules_directly_imported_by(self, module: str) -> set[str]:
        return self._imports[module]


def test_arrows_are_drawn_between_packages() -> None:
    graph = Drawn({
        "kopri": set(), "kopri.journeys.book_slot": {"kopri.domains.queue.types", "kopri.kernel.ids"},
        "kopri.domains.queue.types": {"kopri.kernel.ids", "kopri.domains.queue.states"},
        "kopri.domains.queue.states": set(), "kopri.kernel.ids": set(),
    })
    found = arrows(graph)
    assert found == {
        ("journeys", "domains.queue"), ("journeys", "kernel"), ("domains.queue", "kernel")}
    assert implied(found) == {("journeys", "kernel")}
    assert draw(found).count("<path d=\"M") == 1 + len(found)  # one is the arrow's tip


def test_an_arrow_that_points_up_is_refused() -> None:
    assert upward({("journal", "crossing")}) == [("journal", "crossing")]
    with pytest.raises(ValueError, match="do not point down"):
        draw({("journal", "crossing")})
