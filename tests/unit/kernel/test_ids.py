"""References survive being typed, and do not survive being mistyped."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopri.kernel.errors import Refusal
from kopri.kernel.ids import (
    ALPHABET,
    candidates,
    new_id,
    new_reference,
    parse_reference,
    plate_key,
)

REFERENCES = st.builds(
    lambda letter, random: new_reference(letter=letter, random=lambda count: random[:count]),
    st.sampled_from(ALPHABET),
    st.binary(min_size=8, max_size=8),
)
RUSSIAN = dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM", "йцукенгшщзфывапролдячсмить", strict=True))
KAZAKH = RUSSIAN | dict(zip("23456789-", "әіңғ,.үұө", strict=True))
LOOKS = dict(zip("ABEKMHPCTYX", "АВЕКМНРСТУХ", strict=True))


def code_of(text: str) -> str:
    with pytest.raises(Refusal) as caught:
        parse_reference(text)
    (fault,) = caught.value.faults
    assert fault.message and fault.remedy and fault.rule
    return fault.code


def respell(text: str, at: int, char: str) -> str:
    return text[:at] + char + text[at + 1 :]


def test_the_alphabet() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("01OI")


@given(REFERENCES)
def test_shape_and_reading(reference: str) -> None:
    assert [len(part) for part in reference.split("-")] == [4, 4, 2]
    spaced = f" {reference[:6]} {reference[6:]}\n"
    dashed = reference.replace("-", "\u2013")
    for text in (reference, reference.lower(), reference.replace("-", ""), spaced, dashed):
        assert parse_reference(text) == reference
        assert candidates(text)[0] == reference


@given(REFERENCES)
def test_every_single_substitution_is_detected(reference: str) -> None:
    for at, char in enumerate(reference):
        if char != "-":
            for other in set(ALPHABET) - {char}:
                assert code_of(respell(reference, at, other)) == "reference.check"


@given(REFERENCES)
def test_every_transposition_is_detected(reference: str) -> None:
    plain = reference.replace("-", "")
    for one, two in combinations(range(len(plain)), 2):
        if plain[one] != plain[two]:
            swapped = respell(respell(plain, one, plain[two]), two, plain[one])
            assert code_of(swapped) == "reference.check"


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "reference.length"), ("K7Q2-9MXD-4", "reference.length"),
     ("K7Q2-9MXD-4TT", "reference.length"), ("K7Q2-9MXD-0T", "reference.character"),
     ("КЗ-1", "reference.character"), ("K7Q2_9MXD_4T", "reference.character")],
)  # fmt: skip
def test_what_is_no_reference(text: str, code: str) -> None:
    assert code_of(text) == code
    assert candidates(text) == ()


@given(REFERENCES)
def test_typed_with_look_alikes(reference: str) -> None:
    typed = "".join(LOOKS.get(char, char) for char in reference)
    assert reference in candidates(typed)
    assert reference in candidates(typed.lower())


@given(REFERENCES)
def test_typed_on_another_layout(reference: str) -> None:
    for layout in (RUSSIAN, KAZAKH):
        typed = "".join(layout.get(char, char) for char in reference)
        assert reference in candidates(typed)
        assert reference in candidates(typed.upper())


@given(REFERENCES)
def test_every_candidate_is_a_reference(reference: str) -> None:
    for text in (reference, reference.translate(str.maketrans(RUSSIAN))):
        for candidate in candidates(text):
            assert parse_reference(candidate) == candidate


def test_turkmen_layout() -> None:
    reference = new_reference(letter="Q", random=lambda count: bytes(count))
    assert candidates(reference.replace("Q", "ä")) == (reference,)


@pytest.mark.parametrize("letter", ["", "0", "O", "k", "К", "KZ"])
def test_other_letters_issue_nothing(letter: str) -> None:
    with pytest.raises(ValueError):
        new_reference(letter=letter, random=lambda count: bytes(count))


@pytest.mark.parametrize(
    ("text", "key"),
    [("123 ABC 01", "123ABC01"), ("а 123 ве-77", "A123BE77"), ("ab-1234 mr", "AB1234MR"),
     ("Ｋ１２３", "K123"), ("", "")],
)  # fmt: skip
def test_plates(text: str, key: str) -> None:
    assert plate_key(text) == key
    assert plate_key(key) == key


def test_new_ids() -> None:
    assert new_id(random=lambda count: bytes(range(count))) == bytes(range(16)).hex()
