"""Proof files: read and written exactly, and refused where the form is not kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopri.engines.notes import Checkpoint, Ed25519Signer, sign_note
from kopri.engines.notes.tlog_proof import TlogProof

LOG = Ed25519Signer(seed=bytes(range(32)), name="log.example/a")
CHECKPOINT = Checkpoint(origin="log.example/a", size=109482, root=bytes(32))
SIGNED = sign_note(CHECKPOINT.text, [LOG])
HASHES = st.binary(min_size=32, max_size=32)
# C2SP tlog-proof, the example, whose signatures and extra line are cut short there
HEAD = b"""\
c2sp.org/tlog-proof@v1
extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6
index 73894
gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=
RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=
AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=

"""


def test_the_form_of_the_specification() -> None:
    proof = TlogProof.parse(HEAD + SIGNED)
    assert (proof.index, len(proof.path), proof.note) == (73894, 5, SIGNED)
    assert proof.extra == b"age-v1.2.1-darwin-arm64.tar.gz"
    assert proof.encode() == HEAD + SIGNED


@given(st.integers(0, 2**63 - 1), st.lists(HASHES, max_size=63), st.none() | st.binary())
def test_proofs_read_back(index: int, path: list[bytes], extra: bytes | None) -> None:
    proof = TlogProof(index=index, path=tuple(path), extra=extra, note=SIGNED)
    assert TlogProof.parse(proof.encode()) == proof


FIRST = "c2sp.org/tlog-proof@v1\n"
HASH = "A" * 43 + "=\n"


@pytest.mark.parametrize(
    "head",
    [
        "",
        FIRST,
        "index 1\n",
        "c2sp.org/tlog-proof@v2\nindex 1\n",
        " " + FIRST + "index 1\n",
        FIRST + "index\n",
        FIRST + "index \n",
        FIRST + "index -1\n",
        FIRST + "index 01\n",
        FIRST + "index 1 \n",
        FIRST + "index  1\n",
        FIRST + "Index 1\n",
        FIRST + "index 9223372036854775808\n",
        FIRST + "index 1\r\n",
        FIRST + "index \u0661\n",
        FIRST + "extra\nindex 1\n",
        FIRST + "extra AAA\nindex 1\n",
        FIRST + "extra AAAA\nextra AAAA\nindex 1\n",
        FIRST + "extra AB==\nindex 1\n",
        FIRST + "index 1\nextra AAAA\n",
        FIRST + "extra AAAA\n",
        FIRST + HASH + "index 1\n",
        FIRST + "index 1\n" + HASH * 64,
        FIRST + "index 1\nAAAA\n",
        FIRST + "index 1\n " + HASH,
        FIRST + "index 1\n" + "A" * 42 + "B=\n",
        FIRST + "index 1\nindex 1\n",
        FIRST + "index 1\n\n",
    ],
)
def test_malformed_proofs(head: str) -> None:
    with pytest.raises(ValueError):
        TlogProof.parse(head.encode() + b"\n" + SIGNED)


def test_the_checkpoint_must_be_one() -> None:
    head = (FIRST + "index 1\n\n").encode()
    assert TlogProof.parse(head + SIGNED)
    for note in (b"", SIGNED[:-1], CHECKPOINT.text.encode(), sign_note("a\n", [LOG]), b"\xff\n"):
        with pytest.raises(ValueError):
            TlogProof.parse(head + note)
        with pytest.raises(ValueError):
            TlogProof(index=1, path=(), note=note)


def test_an_empty_extra_line_is_kept_apart_from_none() -> None:
    for extra in (b"", None):
        assert TlogProof.parse(TlogProof(index=0, path=(), note=SIGNED, extra=extra).encode()
                               ).extra == extra


@given(st.binary(max_size=200))
def test_garbage_is_refused_as_a_value(data: bytes) -> None:
    with pytest.raises(ValueError):
        TlogProof.parse(data)
    with pytest.raises(ValueError):
        TlogProof.parse(FIRST.encode() + data)
