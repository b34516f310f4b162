"""Notes, keys, checkpoints and cosignatures, and the ways in which each is refused."""

from base64 import b64encode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopri.engines.notes import (
    Checkpoint,
    Ed25519Signer,
    SignatureKind,
    SignatureWrong,
    Verified,
    Verifier,
    cosign_note,
    merge_signatures,
    open_note,
    parse_note,
    sign_note,
)

# C2SP signed-note, "Example"
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONn"
    "cAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()

LOG = Ed25519Signer(seed=bytes(range(32)), name="log.example/a")
OTHER = Ed25519Signer(seed=bytes(range(1, 33)), name="log.example/b")
WITNESS = Ed25519Signer(
    seed=bytes(range(2, 34)), name="witness.example/w", kind=SignatureKind.COSIGNATURE
)
LOG_KEY, OTHER_KEY, WITNESS_KEY = (Verifier.of(signer) for signer in (LOG, OTHER, WITNESS))
CHECKPOINT = Checkpoint(origin="log.example/a", size=20852163, root=bytes(range(32)))


def test_the_example_of_the_specification() -> None:
    verifier = Verifier.parse(VKEY)
    assert (verifier.name, verifier.kind) == ("example.com/foo", SignatureKind.ED25519)
    assert verifier.vkey == VKEY
    opened = open_note(NOTE, [verifier])
    assert opened.text == "This is an example message.\n"
    assert opened.by(verifier) == Verified(verifier=verifier)
    assert opened.by(LOG_KEY) is None


@pytest.mark.parametrize("verifier", [LOG_KEY, WITNESS_KEY])
def test_verifier_keys_read_back(verifier: Verifier) -> None:
    assert Verifier.parse(verifier.vkey) == verifier
    assert verifier.vkey.split("+")[1] == verifier.key_id.hex()


def test_one_key_has_another_id_for_another_kind() -> None:
    assert LOG_KEY.key_id != replace(LOG_KEY, kind=SignatureKind.COSIGNATURE).key_id


@pytest.mark.parametrize(
    "vkey",
    ["", "a", "a+b", "example.com/foo+530d903a", VKEY.replace("530d903a", "530d903b"),
     VKEY.replace("530d903a", "530D903A"), VKEY + "=", VKEY[:-1], VKEY.replace("AekyeR", "AukyeR"),
     VKEY.replace("example.com/foo", ""), VKEY.replace("com/foo", "com foo"), "+" + VKEY,
     f"example.com/foo+530d903a+{b64encode(bytes([1]) + bytes(31)).decode()}", "a+00000000+"],
)  # fmt: skip
def test_malformed_verifier_keys(vkey: str) -> None:
    with pytest.raises(ValueError):
        Verifier.parse(vkey)


TEXTS = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), min_size=1).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


@given(TEXTS)
def test_what_is_signed_opens(text: str) -> None:
    data = sign_note(text, [LOG, OTHER])
    opened = open_note(data, [OTHER_KEY, LOG_KEY])
    assert opened.text == text
    assert [each.verifier for each in opened.verified] == [LOG_KEY, OTHER_KEY]
    assert parse_note(data).encode() == data


@given(TEXTS, st.data())
def test_any_changed_byte_is_noticed(text: str, data: st.DataObject) -> None:
    note = bytearray(sign_note(text, [LOG]))
    at = data.draw(st.integers(0, len(note) - 1))
    note[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ValueError):
        open_note(bytes(note), [LOG_KEY])


def test_unknown_signatures_are_ignored() -> None:
    data = sign_note("text\n", [LOG, OTHER])
    assert open_note(data, [LOG_KEY]).verified == (Verified(verifier=LOG_KEY),)
    same_name = Ed25519Signer(seed=bytes(32), name=LOG.name)
    assert open_note(sign_note("text\n", [same_name, LOG]), [LOG_KEY]).by(LOG_KEY)
    same_id = data.replace(OTHER.name.encode(), b"log.example/c")
    assert open_note(same_id, [LOG_KEY, OTHER_KEY]).by(OTHER_KEY) is None
    with pytest.raises(SignatureWrong, match="no known key"):
        open_note(data, [WITNESS_KEY])


def test_one_wrong_signature_of_a_known_key_refuses_the_note() -> None:
    good, bad = sign_note("text\n", [LOG]), sign_note("other\n", [OTHER])
    mixed = good + bad.partition(b"\n\n")[2]
    assert open_note(mixed, [LOG_KEY])
    with pytest.raises(SignatureWrong, match=OTHER.name):
        open_note(mixed, [LOG_KEY, OTHER_KEY])


@pytest.mark.parametrize(
    "data",
    [b"", b"text\n", b"text\n\n", NOTE[:-1], NOTE + b"\n", NOTE + b"x\n", b"\xff" + NOTE,
     NOTE.replace(b"\n\n", b"\n"), NOTE.replace(b"example message", b"example\tmessage"),
     NOTE.replace(b"\n", b"\r\n"), NOTE.replace("— ".encode(), b"- "),
     NOTE.replace(b"foo ", b"foo  "), NOTE.replace(b"/foo", b"/f+o"), NOTE.replace(b"QM=", b"QN="),
     NOTE.replace(b"QM=", b"QM"), "t\n\n— name AAAA\n".encode(), "t\n\n— name \n".encode(),
     NOTE + NOTE.partition(b"\n\n")[2] * 100, NOTE + bytes(1_000_000)],
)  # fmt: skip
def test_malformed_notes(data: bytes) -> None:
    with pytest.raises(ValueError):
        open_note(data, [Verifier.parse(VKEY)])


def test_sixteen_signatures_are_accepted() -> None:
    signers = [Ed25519Signer(seed=bytes([n]) * 32, name=f"k{n}") for n in range(16)]
    keys = [Verifier.of(signer) for signer in signers]
    assert len(open_note(sign_note("text\n", signers), keys).verified) == 16


@pytest.mark.parametrize("text", ["", "no newline", "tab\t\n", "nul\0\n", "\ud800\n"])
def test_texts_that_are_not_signed(text: str) -> None:
    with pytest.raises(ValueError):
        sign_note(text, [LOG])


def test_who_signs_what() -> None:
    with pytest.raises(ValueError):
        sign_note("text\n", [])
    with pytest.raises(ValueError):
        sign_note("text\n", [WITNESS])
    for name in ("", "a b", "a+b", "a\u00a0b", "a\n"):
        with pytest.raises(ValueError):
            Ed25519Signer(seed=bytes(32), name=name)
    with pytest.raises(ValueError):
        Ed25519Signer(seed=bytes(31), name="log.example/a")


def test_a_checkpoint_is_three_lines() -> None:
    assert CHECKPOINT.text == (
        "log.example/a\n20852163\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    )
    extended = replace(CHECKPOINT, size=0, extensions=("one", "two words"))
    for checkpoint in (CHECKPOINT, extended):
        assert Checkpoint.parse(checkpoint.text) == checkpoint


ROOT = b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    ["", "\n", "o\n1\n", f"o\n1\n{ROOT}", f"\n1\n{ROOT}\n", f"o\n01\n{ROOT}\n", f"o\n-1\n{ROOT}\n",
     f"o\n+1\n{ROOT}\n", f"o\n\u0661\n{ROOT}\n", f"o\n{2**63}\n{ROOT}\n", f"o\n\n{ROOT}\n",
     f"o\n1\n{ROOT[:-1]}\n", f"o\n1\n{ROOT}\n\n", f"o\n1\n{ROOT}\nx\n\n", "o\n1\nAAAA\n",
     f"o\n1\n{ROOT}\nt\tb\n", f"o\r\n1\n{ROOT}\n", f"o\n1 \n{ROOT}\n"],
)  # fmt: skip
def test_malformed_checkpoints(text: str) -> None:
    with pytest.raises(ValueError):
        Checkpoint.parse(text)


def test_impossible_checkpoints() -> None:
    for wrong in ({"size": -1}, {"root": bytes(31)}, {"origin": "a\nb"}, {"extensions": ("",)}):
        with pytest.raises(ValueError):
            replace(CHECKPOINT, **wrong)


@given(st.integers(0, 2**63 - 1))
def test_a_cosignature_carries_its_time(time: int) -> None:
    signed = sign_note(CHECKPOINT.text, [LOG])
    cosigned = cosign_note(signed, signer=WITNESS, time=time)
    opened = open_note(cosigned, [LOG_KEY, WITNESS_KEY])
    assert opened.verified == (
        Verified(verifier=LOG_KEY),
        Verified(verifier=WITNESS_KEY, time=time),
    )
    assert cosigned.startswith(signed)


def test_the_cosigned_message_is_that_of_the_specification() -> None:
    signed = sign_note(CHECKPOINT.text, [LOG])
    line = parse_note(cosign_note(signed, signer=WITNESS, time=1679315147)).signatures[-1]
    message = b"cosignature/v1\ntime 1679315147\n" + CHECKPOINT.text.encode()
    assert line.signature == (1679315147).to_bytes(8, "big") + WITNESS.sign(message)


def test_cosignatures_are_refused() -> None:
    signed = sign_note(CHECKPOINT.text, [LOG])
    with pytest.raises(ValueError):
        cosign_note(signed, signer=LOG, time=1)
    for time in (-1, 2**63):
        with pytest.raises(ValueError):
            cosign_note(signed, signer=WITNESS, time=time)
    with pytest.raises(ValueError):
        cosign_note(sign_note("no checkpoint\n", [LOG]), signer=WITNESS, time=1)
    cosigned = parse_note(cosign_note(signed, signer=WITNESS, time=5))
    line = cosigned.signatures[-1]
    later = (6).to_bytes(8, "big") + line.signature[8:]
    ancient = (2**63).to_bytes(8, "big") + line.signature[8:]
    for signature in (later, ancient, line.signature[:-1], line.signature[8:]):
        forged = replace(cosigned, signatures=(replace(line, signature=signature),))
        with pytest.raises(SignatureWrong):
            open_note(forged.encode(), [WITNESS_KEY])


def test_signatures_of_one_text_merge() -> None:
    signed = sign_note(CHECKPOINT.text, [LOG])
    first = cosign_note(signed, signer=WITNESS, time=5)
    second = cosign_note(signed, signer=WITNESS, time=9)
    merged = merge_signatures([signed, first, second, first])
    opened = open_note(merged, [LOG_KEY, WITNESS_KEY])
    assert [each.time for each in opened.verified] == [None, 5, 9]
    assert opened.by(WITNESS_KEY) == Verified(verifier=WITNESS_KEY, time=9)
    for notes in ([], [signed, sign_note("other\n", [LOG])]):
        with pytest.raises(ValueError):
            merge_signatures(notes)
