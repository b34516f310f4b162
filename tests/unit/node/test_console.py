"""The console as a user runs it: a process, an exit status, and words."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COUNTRIES = Path(__file__).parents[3] / "countries"


def run(root: Path, *words: str) -> tuple[int, str]:
    """Run ``kopri``; its status and everything it printed."""
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("KOPRI_HOME", "DATABASE_URL")}
    done = subprocess.run(
        [sys.executable, "-m", "kopri.node.console", *words], capture_output=True, text=True,
        env={**environment, "KOPRI_ROOT": str(root), "LANG": "en"}, check=False)
    return done.returncode, done.stdout + done.stderr


def init(root: Path, side: str, *more: str) -> tuple[int, str]:
    return run(root, "node", "init", "--node", side, "--side", side, "--pair", "kz-tm",
               "--countries", str(COUNTRIES), *more)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two nodes that know each other; one of them a demo node with accounts."""
    path = tmp_path_factory.mktemp("root")
    for side, more in (("kz", ("--demo",)), ("tm", ())):
        status, said = init(path, side, *more)
        assert status == 0, said
    for side, other in (("kz", "tm"), ("tm", "kz")):
        status, said = run(path, "node", "trust", str(path / other / "public.json"), "--node", side,
                           "--url", "http://127.0.0.1:9")
        assert status == 0 and "is trusted" in said, said
    return path


def test_a_public_file_holds_no_secret(root: Path) -> None:
    public = (root / "kz" / "public.json").read_text("utf-8")
    for key in (root / "kz" / "keys").iterdir():
        assert key.read_text("ascii").strip() not in public
    assert set(json.loads(public)) == {"origin", "side", "letter", "log_key", "witness_key",
                                       "http_key", "url", "role", "post"}


def test_demo_and_real_nodes_have_names_of_their_own(root: Path) -> None:
    origins = [json.loads((root / side / "public.json").read_text("utf-8"))["origin"]
               for side in ("kz", "tm")]
    assert origins == ["demo.kz.kz-tm.kopri", "tm.kz-tm.kopri"]


def test_only_a_demo_node_has_accounts_made_for_it(root: Path) -> None:
    accounts = json.loads((root / "kz" / "accounts.json").read_text("utf-8"))
    roles = {row["role"] for row in accounts}
    assert roles == {"carrier", "gate_officer", "inspector", "shift_head", "analyst", "auditor",
                     "operator"}
    assert (root / "kz" / "accounts.json").stat().st_mode & 0o077 == 0
    assert not (root / "tm" / "accounts.json").exists()


def test_a_node_is_made_once(root: Path) -> None:
    keys = (root / "kz" / "keys" / "log").read_bytes()
    status, said = init(root, "kz")
    assert status == 2 and "node.exists" in said and "Traceback" not in said
    assert (root / "kz" / "keys" / "log").read_bytes() == keys


def test_trusting_twice_is_trusting_once(root: Path) -> None:
    status, _ = run(root, "node", "trust", str(root / "tm" / "public.json"), "--node", "kz",
                    "--url", "http://127.0.0.1:9")
    assert status == 0
    assert (root / "kz" / "node.toml").read_text("utf-8").count("[[neighbours]]") == 1
    status, said = run(root, "journal", "verify", "--node", "kz")
    assert status == 0 and said.count("clean") == 2, said


def test_rebuild_of_a_new_node(root: Path) -> None:
    status, said = run(root, "journal", "rebuild", "--node", "kz")
    assert status == 0 and "0 differences" in said, said


def test_announce_and_check_by_command(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "waybill.json"
    file.write_text(json.dumps({"specifiedConsignment": [{"id": [{"content": "W-1"}],
        "includedConsignmentItem": [{"sequenceNumeric": {"content": "1"},
                                     "natureIdCargo": [{"id": [{"content": "pipes"}]}]}]}]}), "utf-8")
    status, said = run(root, "check", str(file))
    assert status == 0 and "1 consignment" in said, said
    words = ("announce", str(file), "--node", "kz", "--direction", "kz-tm", "--plate", "1 A 2",
             "--country", "KZ", "--eta", "2026-01-01T06:00:00Z", "--account", "carrier1")
    first, again = run(root, *words), run(root, *words)
    assert first[0] == 0 and first == again, first
    status, said = run(root, "announce", str(tmp_path / "none"), "--node", "kz")
    assert status == 2 and "document.unreadable" in said
    assert run(root, "journal", "verify", "--node", "kz")[0] == 0
    assert run(root, "journal", "rebuild", "--node", "kz")[0] == 0


@pytest.mark.parametrize("words", [(), ("nonsense",), ("node",), ("journal", "burn"),
                                   ("node", "init")])
def test_words_that_are_no_command(tmp_path: Path, words: tuple[str, ...]) -> None:
    status, said = run(tmp_path, *words)
    assert status == 2 and "usage: kopri" in said


@pytest.mark.parametrize("words", [
    ("journal", "verify"), ("journal", "rebuild"), ("node", "serve"), ("node", "work"),
    ("announce", "x"), ("node", "trust", "x"),
])
def test_a_node_that_is_not_there_is_said_without_a_trace(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    status, said = run(tmp_path, *words, "--node", "none")
    assert status == 2 and "node.missing" in said and "Traceback" not in said, said
    status, said = run(tmp_path, *words)
    assert status == 2 and "node.missing" in said and "Traceback" not in said, said


@pytest.mark.parametrize("text", [None, "", "{", "[]", "{}", '{"origin": "x", "url": "y"}'])
def test_a_file_that_is_no_public_file(root: Path, tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "public.json"
    if text is not None:
        file.write_text(text, "utf-8")
    status, said = run(root, "node", "trust", str(file), "--node", "kz")
    assert status == 2 and "node.public_file" in said and "Traceback" not in said, said


@pytest.mark.parametrize(("side", "pair"), [("kz", "kz-xx"), ("uz", "kz-tm")])
def test_a_node_of_a_pair_that_is_not_there(tmp_path: Path, side: str, pair: str) -> None:
    status, said = run(tmp_path, "node", "init", "--node", "n", "--side", side, "--pair", pair,
                       "--countries", str(COUNTRIES))
    assert status != 0 and "Traceback" not in said, said
    assert not (tmp_path / "n" / "keys").exists()


def test_a_key_is_followed_by_a_new_one_and_a_stranger_s_is_refused(root: Path) -> None:
    """Last in this file: it changes a node's keys."""
    tm, public = root / "tm", root / "tm" / "public.json"
    status, said = run(root, "node", "rotate", "--node", "tm", "--due")
    assert status == 0 and said.count("not due") == 3
    before = json.loads(public.read_text("utf-8"))
    status, said = run(root, "node", "rotate", "--node", "tm", "--key", "http", "--overlap", "1h")
    after = json.loads(public.read_text("utf-8"))
    assert status == 0 and after["http_key"] in said
    assert {name for name in before if before[name] != after[name]} == {"http_key"}
    for key in (tm / "keys").iterdir():
        assert key.read_text("ascii").strip() not in said
        assert key.stat().st_mode & 0o777 == 0o600
    words = ("node", "trust", str(public), "--node", "kz", "--url", "http://127.0.0.1:9")
    status, said = run(root, *words)
    assert status == 2 and "node.other_keys" in said
    status, said = run(root, *words, "--replace")
    assert status == 0 and "keys replaced: http\n" in said
