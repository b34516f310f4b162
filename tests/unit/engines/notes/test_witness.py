"""The messages between a log and a witness, and the ways in which each is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopri.engines.notes import (
    Checkpoint,
    Ed25519Signer,
    SignatureKind,
    SignatureWrong,
    Verifier,
    cosign_note,
    open_note,
    sign_note,
)
from kopri.engines.notes.witness import (
    AddCheckpoint,
    add_cosignatures,
    encode_size,
    parse_size,
    signature_lines,
)

# C2SP tlog-witness, "add-checkpoint"
EXAMPLE = """\
old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
""".encode()

LOG = Ed25519Signer(seed=bytes(range(32)), name="log.example/a")
WITNESS, OTHER = (
    Ed25519Signer(seed=bytes([n]) * 32, name=f"witness.example/{n}", kind=SignatureKind.COSIGNATURE)
    for n in (1, 2)
)
WITNESS_KEY, OTHER_KEY = Verifier.of(WITNESS), Verifier.of(OTHER)
CHECKPOINT = Checkpoint(origin="log.example/a", size=5, root=bytes(range(32)))
SIGNED = sign_note(CHECKPOINT.text, [LOG])
HASHES = st.binary(min_size=32, max_size=32)


def test_the_example_of_the_specification() -> None:
    request = AddCheckpoint.parse(EXAMPLE)
    assert (request.old_size, len(request.proof)) == (20852014, 4)
    assert request.checkpoint.origin == "example.com/behind-the-sofa"
    assert request.checkpoint.size == 20852163
    assert request.encode() == EXAMPLE


@given(st.integers(0, 2**63 - 1), st.lists(HASHES, max_size=63))
def test_requests_read_back(old_size: int, proof: list[bytes]) -> None:
    request = AddCheckpoint(old_size=old_size, proof=tuple(proof), note=SIGNED)
    assert AddCheckpoint.parse(request.encode()) == request


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"old",
        b"old ",
        b"old -1",
        b"old +1",
        b"old 01",
        b"old 1 ",
        b" old 1",
        b"old  1",
        b"Old 1",
        b"old 1\r",
        b"size 1",
        b"old \xd9\xa1",  # an Arabic digit one
        b"old 9223372036854775808",
        b"old " + b"9" * 5000,
        b"old 1\nAAAA",
        b"old 1\n" + b"A" * 43,
        b"old 1\n" + b"A" * 42 + b"B=",  # spare bits
        b"old 1\n" + b"A" * 43 + b"= ",
        b"old 1\n" + b"\n".join([b"A" * 43 + b"="] * 64),
    ],
)
def test_malformed_requests(head: bytes) -> None:
    with pytest.raises(ValueError):
        AddCheckpoint.parse(head + b"\n\n" + SIGNED)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 1\n",
        b"old 1\n" + SIGNED,
        b"old 1\n\n\n" + SIGNED,
        b"old 1\n\n" + SIGNED[:-1],
        b"old 1\n\n" + CHECKPOINT.text.encode(),
        b"old 1\n\n" + sign_note("no checkpoint\n", [LOG]),
        b"\xff\n\n" + SIGNED,
    ],
)
def test_bodies_that_are_no_request(body: bytes) -> None:
    with pytest.raises(ValueError):
        AddCheckpoint.parse(body)


@given(st.binary(max_size=200))
def test_garbage_is_refused_as_a_value(body: bytes) -> None:
    for parse in (AddCheckpoint.parse, parse_size):
        with pytest.raises(ValueError):
            parse(body + b"!")


def test_a_cut_request_is_none() -> None:
    whole_lines = EXAMPLE.rindex("— ".encode())  # the note with the first of its two signatures
    for length in set(range(len(EXAMPLE))) - {whole_lines}:
        with pytest.raises(ValueError):
            AddCheckpoint.parse(EXAMPLE[:length])


def test_sixty_three_lines_and_a_proof_from_nothing_are_well_formed() -> None:
    head = b"old 0\n" + b"\n".join([b"A" * 43 + b"="] * 63)
    assert len(AddCheckpoint.parse(head + b"\n\n" + SIGNED).proof) == 63


def test_impossible_requests() -> None:
    for old_size, proof in [(-1, ()), (2**63, ()), (1, (b"short",)), (1, (bytes(32),) * 64)]:
        with pytest.raises(ValueError):
            AddCheckpoint(old_size=old_size, proof=proof, note=SIGNED)


def test_the_answer_goes_into_the_checkpoint() -> None:
    answer = signature_lines(cosign_note(SIGNED, signer=WITNESS, time=7), of=[WITNESS_KEY])
    assert answer.startswith("— witness.example/1 ".encode()) and answer.endswith(b"\n")
    cosigned = add_cosignatures(SIGNED, answer=answer, witnesses=[OTHER_KEY, WITNESS_KEY])
    assert cosigned == SIGNED + answer
    found = open_note(cosigned, [WITNESS_KEY]).by(WITNESS_KEY)
    assert found and found.time == 7
    again = add_cosignatures(cosigned, answer=answer, witnesses=[WITNESS_KEY])
    assert again == cosigned


def test_an_answer_of_unknown_keys_is_left_out() -> None:
    lines = [
        signature_lines(cosign_note(SIGNED, signer=each, time=7), of=[Verifier.of(each)])
        for each in (OTHER, WITNESS)
    ]
    cosigned = add_cosignatures(SIGNED, answer=b"".join(lines), witnesses=[WITNESS_KEY])
    assert cosigned == SIGNED + lines[1]
    with pytest.raises(SignatureWrong, match="no known witness"):
        add_cosignatures(SIGNED, answer=lines[0], witnesses=[WITNESS_KEY])
    with pytest.raises(ValueError, match="none of these keys"):
        signature_lines(SIGNED, of=[WITNESS_KEY])


def test_wrong_answers_of_known_keys() -> None:
    other_text = sign_note(replace(CHECKPOINT, size=6).text, [LOG])
    for note, time in [(other_text, 7), (SIGNED, 0)]:
        answer = signature_lines(cosign_note(note, signer=WITNESS, time=time), of=[WITNESS_KEY])
        with pytest.raises(SignatureWrong):
            add_cosignatures(SIGNED, answer=answer, witnesses=[WITNESS_KEY])


def test_only_cosignatures_count_as_an_answer() -> None:
    answer = signature_lines(SIGNED, of=[Verifier.of(LOG)])
    with pytest.raises(SignatureWrong):
        add_cosignatures(SIGNED, answer=answer, witnesses=[Verifier.of(LOG)])


@pytest.mark.parametrize("answer", [b"", b"\n", b"\xff\n", b"ok\n", b"- a AAAAAAAA\n"])
def test_malformed_answers(answer: bytes) -> None:
    with pytest.raises(ValueError):
        add_cosignatures(SIGNED, answer=answer, witnesses=[WITNESS_KEY])


@given(st.integers(0, 2**63 - 1))
def test_the_size_of_a_conflict_reads_back(size: int) -> None:
    assert parse_size(encode_size(size)) == size


@pytest.mark.parametrize(
    "body", [b"", b"\n", b"5", b"05\n", b"-5\n", b"5\n\n", b"5\r\n", b"9223372036854775808\n"]
)
def test_malformed_sizes(body: bytes) -> None:
    with pytest.raises(ValueError):
        parse_size(body)
