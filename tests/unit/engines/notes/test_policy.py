"""Trust policies: read, written, judged by, and refused with every fault named by its line."""

from itertools import combinations

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
    sign_note,
)
from kopri.engines.notes.policy import Group, Policy, PolicyLog, PolicyWitness, PolicyWrong
from kopri.engines.notes.policy import parse_policy as parse


def log(number: int, name: str = "") -> Ed25519Signer:
    return Ed25519Signer(seed=bytes([number]) * 32, name=name or f"log.example/{number}")


def witness(number: int) -> Ed25519Signer:
    return Ed25519Signer(seed=bytes([100 + number]) * 32, name=f"w.example/{number}",
                         kind=SignatureKind.COSIGNATURE)


def vkey(signer: Ed25519Signer) -> str:
    return Verifier.of(signer).vkey


LOG = log(1)
W = [witness(number) for number in range(6)]
L1, *WK = (vkey(signer) for signer in [LOG, *W])
# C2SP tlog-policy, "Example policy"
EXAMPLE = f"""
log {L1}

witness X1 {WK[0]}
witness X2 {WK[1]}
witness X3 {WK[2]}
group X-witnesses 2 X1 X2 X3

witness Y1 {WK[3]}
witness Y2 {WK[4]}
witness Y3 {WK[5]}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""
CHECKPOINT = Checkpoint(origin="log.example/1", size=5, root=bytes(32))
SIGNED = sign_note(CHECKPOINT.text, [LOG])


def faults(text: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(PolicyWrong) as caught:
        parse(text.encode() if isinstance(text, str) else text)
    assert all(str(fault.line) in str(caught.value) for fault in caught.value.faults)
    return [(fault.line, fault.code) for fault in caught.value.faults]


def cosigned(*signers: Ed25519Signer, time: int = 7) -> bytes:
    note = SIGNED
    for signer in signers:
        note = cosign_note(note, signer=signer, time=time)
    return note


def test_the_example_of_the_specification() -> None:
    policy = parse(EXAMPLE.encode())
    assert [each.key.vkey for each in policy.logs] == [L1]
    assert [each.name for each in policy.witnesses] == [b"X1", b"X2", b"X3", b"Y1", b"Y2", b"Y3"]
    assert [(e.name, e.threshold) for e in policy.groups] == [
        (b"X-witnesses", 2), (b"Y-witnesses", 1), (b"X-and-Y", 2)]
    assert parse(policy.encode()) == policy


def test_the_quorum_of_the_example_over_every_set_of_witnesses() -> None:
    policy = parse(EXAMPLE.encode())
    for count in range(7):
        for chosen in combinations(range(6), count):
            judged = policy.judge(cosigned(*(W[number] for number in chosen)))
            wanted = sum(n < 3 for n in chosen) >= 2 and any(n >= 3 for n in chosen)
            assert judged.quorum_met is wanted
            assert judged.cosigned == {policy.witnesses[n].name: 7 for n in chosen}
            assert judged.logs == (Verifier.of(LOG),)
            assert judged.checkpoint == CHECKPOINT


def test_no_witness_is_asked_for_by_none() -> None:
    judged = parse(f"log {L1}\nquorum none\n".encode()).judge(cosigned(W[0]))
    assert judged.quorum_met
    assert judged.cosigned == {}


def test_a_single_witness_is_a_quorum() -> None:
    policy = parse(f"log {L1}\nwitness w {WK[0]}\nquorum w\n".encode())
    assert not policy.judge(SIGNED).quorum_met
    assert not policy.judge(cosigned(W[1])).quorum_met
    assert policy.judge(cosigned(W[1], W[0])).quorum_met


def test_the_latest_time_counts() -> None:
    note = cosign_note(cosigned(W[0], time=9), signer=W[0], time=8)
    policy = parse(f"witness w {WK[0]}\nquorum w\nlog {L1}\n".encode())
    assert policy.judge(note).cosigned == {b"w": 9}


def test_only_logs_of_the_origin_count() -> None:
    other = log(2)
    policy = parse(f"log {L1}\nlog {vkey(other)}\nquorum none\n".encode())
    with pytest.raises(SignatureWrong):
        policy.judge(sign_note(CHECKPOINT.text, [other]))
    strange = sign_note(Checkpoint(origin="log.example/3", size=0, root=bytes(32)).text, [LOG])
    with pytest.raises(SignatureWrong, match="no log of this origin"):
        policy.judge(strange)
    both = policy.judge(sign_note(CHECKPOINT.text, [other, LOG]))
    assert both.logs == (Verifier.of(LOG),)


def test_two_keys_of_one_log_are_two_ways_to_sign() -> None:
    renewed = log(2, name="log.example/1")
    policy = parse(f"log {L1}\nlog {vkey(renewed)}\nquorum none\n".encode())
    for signers in ([LOG], [renewed], [LOG, renewed]):
        judged = policy.judge(sign_note(CHECKPOINT.text, signers))
        assert judged.logs == tuple(Verifier.of(each) for each in signers)


def test_a_cosignature_alone_is_not_the_log_s() -> None:
    policy = parse(f"log {L1}\nwitness w {WK[0]}\nquorum w\n".encode())
    lines = cosigned(W[0]).decode().splitlines(keepends=True)
    with pytest.raises(SignatureWrong, match="no log of the policy"):
        policy.judge("".join([*lines[:4], lines[5]]).encode())


def test_a_wrong_signature_of_a_listed_key_refuses_the_note() -> None:
    policy = parse(f"log {L1}\nwitness w {WK[0]}\nquorum none\n".encode())
    other = cosign_note(
        sign_note(Checkpoint(origin="log.example/1", size=6, root=bytes(32)).text, [LOG]),
        signer=W[0], time=7,
    )
    with pytest.raises(SignatureWrong):
        policy.judge(SIGNED + other.splitlines(keepends=True)[-1])
    for garbage in (b"", b"x\n", sign_note("no checkpoint\n", [LOG])):
        with pytest.raises(ValueError):
            policy.judge(garbage)


def test_white_space_comments_and_order() -> None:
    policy = parse(
        f"\t# a comment \xff\n  quorum  none\t\n \t \n#\n\tlog\t{L1} \t https://a.example/x \n"
        f"witness w {WK[0]} https://w.example\n".encode()
    )
    assert policy.logs[0].url == b"https://a.example/x"
    assert policy.witnesses[0].url == b"https://w.example"
    assert parse(policy.encode()) == policy


def test_names_are_octets() -> None:
    kelvin = "\N{KELVIN SIGN}".encode()
    keys = [key.encode() for key in WK]
    text = b"witness K %s\nwitness %s %s\nwitness \xff\xa0 %s\ngroup all all %s \xff\xa0\n" % (
        keys[0], kelvin, keys[1], keys[2], kelvin)
    policy = parse(text + b"quorum all\n")
    assert [each.name for each in policy.witnesses] == [b"K", kelvin, b"\xff\xa0"]
    assert policy.groups == (Group(name=b"all", threshold=2, members=(kelvin, b"\xff\xa0")),)
    assert parse(policy.encode()) == policy
    assert faults(b"witness K %s\nquorum k\n" % keys[0]) == [(2, "unknown_name")]


def test_thirty_two_of_each_and_many_more() -> None:
    count = 300
    seeds = [number.to_bytes(32, "big") for number in range(2 * count)]
    cosigner = SignatureKind.COSIGNATURE
    lines = [f"log {vkey(Ed25519Signer(seed=seed, name='a'))}" for seed in seeds[:count]]
    for number, seed in enumerate(seeds[count:]):
        key = vkey(Ed25519Signer(seed=seed, name="w", kind=cosigner))
        lines.append(f"witness w{number} {key}")
    lines += [f"group g{number} any w{number} {f'g{number - 1}' if number else ''}"
              for number in range(count)]
    policy = parse("\n".join([*lines, f"quorum g{count - 1}", ""]).encode())
    assert policy.enough([b"w0"]) and not policy.enough([b"g0"]) and not policy.enough([])


W0 = f"witness a {WK[0]}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "no_quorum")]),
        ("quorum none", [(1, "cut"), (1, "no_quorum")]),
        ("quorum none\nquorum none\n", [(2, "second_quorum")]),
        ("quorum\n", [(1, "form"), (2, "no_quorum")]),
        ("quorum none none\n", [(1, "form"), (2, "no_quorum")]),
        ("quorum a\n" + W0, [(1, "unknown_name")]),
        ("Quorum none\n", [(1, "keyword"), (2, "no_quorum")]),
        ("quorum none\r\n", [(1, "octet"), (1, "unknown_name")]),
        ("quorum none\n\x7f\n", [(2, "octet"), (2, "keyword")]),
        ("# \x00\nquorum none\n", [(1, "octet")]),
        ("quorum none\x0b\n", [(1, "octet"), (1, "unknown_name")]),
        ("quorum\u00a0none\n", [(1, "keyword"), (2, "no_quorum")]),
        ("log\nquorum none\n", [(1, "form")]),
        (f"log {L1} a b\nquorum none\n", [(1, "form")]),
        (f"log {L1}x\nquorum none\n", [(1, "key")]),
        (f"log {WK[0]}\nquorum none\n", [(1, "key_kind")]),
        (f"log {L1}\nlog {L1} u\nquorum none\n", [(2, "second_key")]),
        (f"log {L1}\nlog {vkey(log(1, 'renamed'))}\nquorum none\n", [(2, "second_key")]),
        ("witness a\nquorum none\n", [(1, "form")]),
        (f"witness a {L1}\nquorum none\n", [(1, "key_kind")]),
        (W0 + f"witness b {WK[0]}\nquorum none\n", [(2, "second_key")]),
        (W0 + f"witness a {WK[1]}\nquorum none\n", [(2, "second_name")]),
        (f"witness none {WK[0]}\nquorum none\n", [(1, "second_name")]),
        (W0 + "group a any a\nquorum none\n", [(2, "second_name")]),
        (W0 + "group none any a\nquorum none\n", [(2, "second_name")]),
        (W0 + "group g any\nquorum none\n", [(2, "form")]),
        (W0 + "group g any none\nquorum g\n", [(2, "none_member")]),
        (W0 + "group g any g\nquorum g\n", [(2, "unknown_name")]),
        (W0 + "group g any b\nquorum g\n", [(2, "unknown_name")]),
        (W0 + "group g any a a\nquorum g\n", [(2, "second_member")]),
        (W0 + "group g any a\ngroup h any a\nquorum g\n", [(3, "second_member")]),
        (W0 + "group g 0 a\nquorum g\n", [(2, "threshold")]),
        (W0 + "group g 2 a\nquorum g\n", [(2, "threshold")]),
        (W0 + "group g -1 a\nquorum g\n", [(2, "threshold")]),
        (W0 + "group g 1.0 a\nquorum g\n", [(2, "threshold")]),
        (W0 + "group g ANY a\nquorum g\n", [(2, "threshold")]),
        (W0 + f"group g {'9' * 5000} a\nquorum g\n", [(2, "threshold")]),
        ("log x\nwitness b y\ngroup g any b\nquorum g\n", [(1, "key"), (2, "key")]),
    ],
)
def test_every_fault_is_named_by_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert faults(text) == expected


@given(st.binary(max_size=300))
def test_garbage_is_refused_as_a_value(data: bytes) -> None:
    with pytest.raises(PolicyWrong):
        parse(data + b"\nquorum nobody\n")


@given(st.data())
def test_a_policy_with_one_octet_changed_is_another_or_none(data: st.DataObject) -> None:
    text = bytearray(EXAMPLE.encode())
    at = data.draw(st.integers(0, len(text) - 1))
    text[at] ^= data.draw(st.integers(1, 255))
    try:
        policy = parse(bytes(text))
    except PolicyWrong:
        return
    assert parse(policy.encode()) == policy


def test_what_cannot_be_read_is_not_written() -> None:
    key = Verifier.of(W[0])
    for wrong in [
        Policy(witnesses=(PolicyWitness(name=b"a b", key=key),)),
        Policy(witnesses=(PolicyWitness(name=b"", key=key),)),
        Policy(witnesses=(PolicyWitness(name=b"a", key=key, url=b"u\nquorum none"),)),
        Policy(logs=(PolicyLog(key=key),)),
        Policy(groups=(Group(name=b"g", threshold=1, members=(b"a",)),)),
        Policy(quorum=b"a"),
        Policy(quorum=b""),
    ]:
        with pytest.raises(ValueError):
            wrong.encode()
