"""``HttpPeer`` against the comment of ``journal.ports.Peer``, and a real node on the other end."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256

import httpx
import pytest

from kopri.adapters.http_peer import HttpPeer
from kopri.engines.http_signatures import Request, sign_request
from kopri.engines.merkle import Frontier, decode_bundle, leaf_hash
from kopri.engines.notes import Checkpoint, Ed25519Signer, Verifier, open_note
from kopri.journal.growth import origin_hash
from kopri.journal.ports import Peer, PeerUnreachable
from kopri.journal.sealing import commitment, log_entry, read_opening
from kopri.node.home import HTTP_KEY
from kopri.node.nodes import read_public
from tests.files import pdf
from tests.simulators.bridge import Bridge, open_bridge

FIRST = "demo.kz.kz-tm.kopri"


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bridge]:
    """Two nodes with three cases, followed on both sides."""
    with open_bridge(tmp_path_factory.mktemp("nodes")) as found:
        found.clock("2026-01-15T00:00:00Z")
        for number in range(3):
            found.open_case(f"10{number} ABC 12")
        found.clock("2026-01-15T00:01:00Z")
        yield found


def peer_of(bridge: Bridge, *, keyid: str = "", seed: bytes = b"", skew: int = 0) -> HttpPeer:
    """The first node, as the second one reads it; or under another name, key or clock."""
    home = bridge.nodes.home("tm")
    signer = Ed25519Signer(seed=seed or home.key(HTTP_KEY), name=f"{home.config().origin}/http")

    def sign(method: str, url: str) -> dict[str, str]:
        return dict(sign_request(
            Request(method=method, url=url), sign=signer.sign, keyid=keyid or signer.name,
            created=int(datetime.now(UTC).timestamp()) + skew, nonce="n" * 32))

    return HttpPeer(base=bridge.nodes.url(node="kz"), sign=sign)


@pytest.fixture(scope="module")
def peer(bridge: Bridge) -> Peer:
    return peer_of(bridge)


def checkpoint(bridge: Bridge, note: bytes) -> Checkpoint:
    public = read_public(bridge.nodes.home("kz").path / "public.json", url="")
    return Checkpoint.parse(open_note(note, [Verifier.parse(public.log_key)]).text)


def test_the_checkpoint_is_signed_by_the_log(bridge: Bridge, peer: Peer) -> None:
    found = checkpoint(bridge, peer.checkpoint())
    assert found.origin == FIRST
    assert found.size >= 8


def test_the_bundles_hash_to_the_root(bridge: Bridge, peer: Peer) -> None:
    found = checkpoint(bridge, peer.checkpoint())
    leaves = decode_bundle(peer.bundle(index=0, width=found.size), width=found.size)
    frontier = Frontier()
    frontier.append([leaf_hash(leaf) for leaf in leaves])
    assert frontier.root() == found.root
    assert decode_bundle(peer.bundle(index=0, width=3), width=3) == leaves[:3]


def test_what_is_not_published_is_out_of_reach(bridge: Bridge, peer: Peer) -> None:
    size = checkpoint(bridge, peer.checkpoint()).size
    for index, width in ((0, size + 1), (1, 1)):
        with pytest.raises(PeerUnreachable):
            peer.bundle(index=index, width=width)


def test_openings_open_their_leaves_and_no_own_half_is_among_them(
    bridge: Bridge, peer: Peer
) -> None:
    size = checkpoint(bridge, peer.checkpoint()).size
    leaves = decode_bundle(peer.bundle(index=0, width=size), width=size)
    kinds = []
    for line in peer.openings(start=0):
        opening = read_opening(line, origin=FIRST)
        committed = commitment(salt=opening.salt, entry=opening.entry)
        assert log_entry(committed=committed, stamp=opening.stamp) == leaves[opening.index]
        assert {"tm", "*"} & set(opening.envelope["audience"])
        kinds.append(opening.envelope["kind"])
    assert kinds.count("crossing.opened/1") == 3
    assert not any(kind.endswith(".own/1") for kind in kinds)


def test_openings_are_resumed_from_an_index(peer: Peer) -> None:
    lines = list(peer.openings(start=0))
    indexes = [read_opening(line, origin=FIRST).index for line in lines]
    for at, index in enumerate(indexes):
        assert list(peer.openings(start=index)) == lines[at:]
        assert list(peer.openings(start=index + 1)) == lines[at + 1:]
    assert list(peer.openings(start=10**6)) == []


def test_reads_may_be_repeated(peer: Peer) -> None:
    assert peer.bundle(index=0, width=2) == peer.bundle(index=0, width=2)
    assert list(peer.openings(start=0)) == list(peer.openings(start=0))


def test_the_mirror_shows_our_checkpoint_with_its_cosignature(bridge: Bridge, peer: Peer) -> None:
    own = read_public(bridge.nodes.home("tm").path / "public.json", url="")
    witness = read_public(bridge.nodes.home("kz").path / "public.json", url="")
    note = open_note(peer.cosigned(origin=own.origin), [
        Verifier.parse(own.log_key), Verifier.parse(witness.witness_key)])
    assert note.by(Verifier.parse(own.log_key)) is not None
    assert note.by(Verifier.parse(witness.witness_key)) is not None
    assert peer.cosigned(origin="nobody.kopri") == b""


@pytest.mark.parametrize("wrong", [
    {"seed": b"\1" * 32}, {"keyid": "stranger/http"}, {"skew": -3600}, {"skew": 3600},
])
def test_openings_are_for_those_who_sign(bridge: Bridge, wrong: dict[str, object]) -> None:
    with pytest.raises(PeerUnreachable, match="401"):
        list(peer_of(bridge, **wrong).openings(start=0))  # type: ignore[arg-type]


def get(bridge: Bridge, path: str) -> httpx.Response:
    return httpx.get(bridge.nodes.url(node="kz") + path, trust_env=False, timeout=60)


def test_the_public_sees_no_opening(bridge: Bridge) -> None:
    assert get(bridge, "/log/open?from=0").status_code == 401
    assert get(bridge, "/log/open").status_code == 401


@pytest.mark.parametrize("path", [
    "/log/tile/0/000.p/0", "/log/tile/0/../../node.toml", "/log/tile/entries/abc",
    "/log/tile/9/000.p/1", "/log/mirror/00/checkpoint", "/log/mirror/00/tile/0/000.p/1",
])
def test_what_is_not_there_is_404(bridge: Bridge, path: str) -> None:
    assert get(bridge, path).status_code == 404


def test_tiles_are_for_ever_and_checkpoints_for_now(bridge: Bridge) -> None:
    tile = get(bridge, "/log/tile/0/000.p/2")
    assert (tile.status_code, len(tile.content)) == (200, 64)
    assert "immutable" in tile.headers["cache-control"]
    newest = get(bridge, "/log/checkpoint")
    assert newest.headers["cache-control"] == "no-cache"
    assert get(bridge, "/log/checkpoint/cosigned").content.startswith(FIRST.encode())


def test_a_file_travels_to_those_who_may_read_the_entry(bridge: Bridge) -> None:
    """Attached at the first node, it is in the second one's store a moment later."""
    scan = pdf(b"a scanned invoice")
    name = sha256(scan).hexdigest()
    reference = bridge.open_case("900 ABC 12")
    httpx.post(
        f"{bridge.nodes.url(node='kz')}/api/v1/crossings/{reference}/documents",
        headers={"Authorization": f"Bearer {bridge.tokens['kz']['carrier', '']}"},
        data={"type": "D01", "number": "1"}, files={"file": ("invoice.pdf", scan)},
        trust_env=False, timeout=60,
    ).raise_for_status()
    bridge.clock("2026-01-15T00:02:00Z")
    kept = bridge.nodes.home("tm").blobs / name[:2] / name
    assert kept.read_bytes() == scan
    assert peer_of(bridge).blob(name) == scan
    assert peer_of(bridge).blob("0" * 64) == b""
    assert get(bridge, f"/log/blob/{name}").status_code == 401


def test_the_mirror_serves_the_neighbours_tiles(bridge: Bridge) -> None:
    other = bridge.nodes.home("tm").config().origin
    here = get(bridge, f"/log/mirror/{origin_hash(other)}/tile/entries/000.p/2")
    there = httpx.get(bridge.nodes.url(node="tm") + "/log/tile/entries/000.p/2", trust_env=False,
                      timeout=60)
    assert here.content == there.content != b""


def test_a_node_that_is_stopped_is_out_of_reach(bridge: Bridge, peer: Peer) -> None:
    """Last in this file: it stops the node."""
    bridge.nodes.stop(node="kz")
    with pytest.raises(PeerUnreachable):
        peer.checkpoint()
    with pytest.raises(PeerUnreachable):
        list(peer.openings(start=0))
