"""Chains and tags: vectors worked out by hand, places at the ends, values that are not of the chain."""

import hashlib
import hmac
from datetime import date

import pytest

from kopri.engines.queueing.chains import (
    NOTHING,
    Quarter,
    chain_end,
    is_share,
    quarter_of,
    value_at,
)
from kopri.engines.queueing.tags import canonical_vin, commitment, tag, tag_key, vehicle_of
from kopri.engines.queueing.words import AnchorWords, ShareWords

SECRET = bytes(range(32))
LINE = "kz-tm/tmb-gbz/truck"


@pytest.mark.parametrize(("day", "name", "length", "position"), [
    (date(2026, 1, 1), "2026-Q1", 90, 1), (date(2026, 3, 31), "2026-Q1", 90, 90),
    (date(2024, 2, 29), "2024-Q1", 91, 60), (date(2026, 12, 31), "2026-Q4", 92, 92),
    (date(2026, 7, 1), "2026-Q3", 92, 1),
])
def test_a_day_has_its_place_in_its_quarter(
    day: date, name: str, length: int, position: int
) -> None:
    quarter = quarter_of(day)
    assert (quarter.name, quarter.length, quarter.position(day)) == (name, length, position)
    assert quarter.after().before() == quarter and quarter.after().first > day


def test_a_chain_is_what_its_definition_says() -> None:
    end = hmac.new(SECRET, b"kopri/chain/secret/v1|kz-tm/tmb-gbz/truck|2026-Q1", "sha256").digest()
    assert chain_end(SECRET, line=LINE, quarter="2026-Q1") == end
    values = [end]
    for _ in range(90):
        values.insert(0, hashlib.sha256(values[0]).digest())
    assert [value_at(end, length=90, position=at) for at in range(91)] == values
    anchor = values[0]
    assert all(is_share(values[at], anchor=anchor, position=at) for at in range(91))
    assert not is_share(values[3], anchor=anchor, position=4)
    assert not is_share(NOTHING, anchor=anchor, position=4)
    assert not is_share(values[3] + b"\0", anchor=anchor, position=3)
    assert value_at(hashlib.sha256(b"").digest(), length=0, position=0) == hashlib.sha256(b"").digest()
    for wrong in (-1, 91):
        with pytest.raises(ValueError, match="no place"):
            value_at(end, length=90, position=wrong)


def test_secrets_of_other_lines_and_quarters_are_others() -> None:
    ends = {chain_end(SECRET, line=line, quarter=quarter)
            for line in (LINE, "tm-kz/tmb-gbz/truck") for quarter in ("2026-Q1", "2026-Q2")}
    keys = {tag_key(SECRET, direction=direction, quarter=quarter)
            for direction in ("kz-tm", "tm-kz") for quarter in ("2026-Q1", "2026-Q2")}
    assert len(ends | keys) == 8


def test_a_tag_is_of_the_vehicle_however_its_vin_is_written() -> None:
    key = bytes(32)
    vin = "XTA210990Y2700001"
    expected = hmac.new(key, vin.encode(), "sha256").hexdigest()
    spellings = (vin, vin.lower(), " XTA 210990 Y2700001 ", "XTА210990Y2700001")  # a Cyrillic А
    assert {tag(key, vehicle_of(vin=each, country="KZ", plate="1")) for each in spellings} == {expected}
    assert canonical_vin("ab c") == "ABC"
    without = {vehicle_of(vin="", country=country, plate=plate) for country, plate in (
        ("KZ", "123 ABC 12"), ("kz", "123abc12"), ("KZ", "123-ABC-12"))}
    assert without == {"KZ:123ABC12"}
    assert vehicle_of(vin="KZ:123ABC12", country="TM", plate="") != "KZ:123ABC12"
    assert commitment(key) == hashlib.sha256(b"kopri/tag-key/v1" + key).digest()


def test_words_of_a_third_are_read_as_they_were_said() -> None:
    anchor = AnchorWords(line=LINE, quarter="2026-Q1", anchor=bytes(32))
    share = ShareWords(draw=f"2026-01-17/{LINE}", share=bytes(32), sizes={"b.log": 7, "a.log": 0})
    assert anchor.text() == f"kopri/draw/anchor/v1\n{LINE}\n2026-Q1\n{'00' * 32}\n"
    assert share.text().splitlines()[3:] == ["a.log 0", "b.log 7"]
    assert AnchorWords.parse(anchor.text()) == anchor
    assert ShareWords.parse(share.text()) == share
    for text in ("", "kopri/draw/share/v1\n", anchor.text() + "x", share.text() + "x",
                 share.text().replace("b.log 7", "b.log -7"),
                 share.text().replace("b.log 7", "a.log 7"), share.text().replace("00", "zz")):
        for words in (AnchorWords, ShareWords):
            if text not in {anchor.text(), share.text()}:
                with pytest.raises(ValueError):
                    words.parse(text)


def test_a_quarter_is_a_value() -> None:
    assert quarter_of(date(2026, 2, 1)) == Quarter(name="2026-Q1", first=date(2026, 1, 1), length=90)
