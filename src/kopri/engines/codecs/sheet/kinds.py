"""What a cell may hold: from what people and programs write to the model's values, and back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from kopri.engines.codecs.sheet.grid import Cell, Raw
from kopri.engines.codecs.wire.convert import money, plain
from kopri.kernel.consignment import Amount
from kopri.kernel.consignment.checks import TRAILERS
from kopri.kernel.consignment.codes import MINOR_UNITS

_SPACES = re.compile(r"[\s'’]+")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*")
_POWER = re.compile(r"[0-9](?:[.,][0-9]+)?[Ee]\+[0-9]+")
_KILOGRAMS = re.compile(r"\s*(kg|кг)\.?$", re.IGNORECASE)
_DAY_FIRST = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})(?:[ ,T]+([0-9:]{4,8}))?")
# Excel keeps 15 digits of a number and makes zeros of the rest.
_EXACT = 10**15


class Wrong(ValueError):
    """A cell whose value cannot be taken; ``message`` and ``remedy`` are message ids."""

    def __init__(self, *, code: str, message: str, remedy: str, rule: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.remedy, self.rule = code, message, remedy, rule


@dataclass(frozen=True, slots=True)
class Kind:
    """``read``: a cell to the model's value; ``write``: back to what stands in a cell."""

    read: Callable[[Cell], Any]
    write: Callable[[Any], Raw] = str
    numeric: bool = False


def _mark(cell: Cell) -> str:
    """A number or code as text; what a program may have mangled is refused."""
    value = cell.value
    if isinstance(value, bool | datetime | date):
        raise Wrong(
            code="not_text", message="The program has turned this into a date or a truth value.",
            remedy="Format the column as text and write the value again.",
        )
    if isinstance(value, int | float | Decimal):
        return _digits(value)
    if _POWER.fullmatch(cell.text):
        raise Wrong(
            code="mangled", message="A program has shortened this number; its digits are lost.",
            remedy="Format the column as text and write the value again.",
        )
    return cell.text


def _digits(value: float | Decimal) -> str:
    number = _exact(value)
    if abs(number) >= _EXACT:
        raise Wrong(
            code="mangled", message="A program has shortened this number; its digits are lost.",
            remedy="Format the column as text and write the value again.",
        )
    return format(number, "f")


def _exact(value: float | Decimal) -> Decimal:
    """The number that was meant: binary fractions have 15 decimal digits at most."""
    try:
        return plain(Decimal(f"{value:.15g}" if isinstance(value, float) else value))
    except ValueError:
        raise _no_number() from None


def _no_number() -> Wrong:
    return Wrong(
        code="number", message="“{value}” is no number.",
        remedy="Write digits only, such as 20100.5; no unit, no words.",
    )


def _text(cell: Cell) -> str:
    if isinstance(cell.value, int | float | Decimal) and not isinstance(cell.value, bool):
        return _digits(cell.value)
    return _moment(cell) if isinstance(cell.value, date) else cell.text


def _decimal(cell: Cell) -> Decimal:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise _no_number()
    try:
        return plain(_parsed(value)) if isinstance(value, str) else _exact(value)
    except (InvalidOperation, ValueError) as error:
        raise error if isinstance(error, Wrong) else _no_number() from None


def _parsed(text: str) -> Decimal:
    """A number as people type it: blanks and apostrophes group, point or comma divides."""
    digits = _SPACES.sub("", text)
    if not _NUMBER.fullmatch(digits):
        raise _no_number()
    marks = [mark for mark in digits if mark in ".,"]
    if len(marks) == 1 and re.fullmatch(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}", digits):
        raise Wrong(
            code="ambiguous_number",
            message="“{value}” may be thousands or a fraction.",
            remedy="Write 20100 for thousands; write the fraction with one zero more, as 20.1000.",
        )
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        whole, _, fraction = digits.rpartition(marks[-1])
        return Decimal(f"{_grouped(whole, marks[0])}.{fraction}")
    if len(marks) > 1:
        return Decimal(_grouped(digits, marks[0]))
    return Decimal(digits.replace(",", "."))


def _grouped(digits: str, mark: str) -> str:
    """The digits of a number in groups of three; any other grouping is no number."""
    first, *others = digits.lstrip("+-").split(mark)
    if not 1 <= len(first) <= 3 or any(len(part) != 3 for part in others):
        raise _no_number()
    return digits.replace(mark, "")


def _count(cell: Cell) -> int:
    number = _decimal(cell)
    if number != number.to_integral_value() or abs(number) >= 2**53:
        raise Wrong(code="whole_number", message="“{value}” is no whole number.",
                    remedy="Write a whole number.")
    return int(number)


def _kilograms(cell: Cell) -> Decimal:
    if isinstance(cell.value, str):
        return _decimal(Cell(_KILOGRAMS.sub("", cell.value.strip()), cell.row, cell.column))
    return _decimal(cell)


def _moment(cell: Cell) -> str:
    """A day, or a day and hour; without a zone where none is written."""
    value = cell.value
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.strftime("%Y-%m-%d" if midnight else "%Y-%m-%dT%H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    try:
        return _written_moment(cell.text) if isinstance(value, str) else _refused_moment()
    except Wrong:
        raise
    except (ValueError, OverflowError):
        return _refused_moment()


def _refused_moment() -> str:
    raise Wrong(
        code="date", message="“{value}” is no date.",
        remedy="Write day, month and year, such as 15.01.2026 or 2026-01-15 06:40.",
    )


def _written_moment(text: str) -> str:
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        if len(text) == 10:
            return date.fromisoformat(text).isoformat()
        return _iso(datetime.fromisoformat(text.upper()))
    day, mark, month, year, hour = found.groups()
    if mark == "/" and day != month and int(day) <= 12 and int(month) <= 12:
        raise Wrong(
            code="ambiguous_date", message="“{value}” may be day/month or month/day.",
            remedy="Write it with points, such as 15.01.2026, or as 2026-01-15.",
        )
    if mark == "/" and int(month) > 12:
        day, month = month, day
    whole = date(int(year), int(month), int(day)).isoformat()
    return _iso(datetime.fromisoformat(f"{whole}T{hour:0>5}")) if hour else whole


def _iso(moment: datetime) -> str:
    if moment.tzinfo is None:
        return moment.strftime("%Y-%m-%dT%H:%M:%S")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment_written(moment: str) -> Raw:
    try:
        if moment.endswith("Z"):
            return moment
        return datetime.fromisoformat(moment) if "T" in moment else date.fromisoformat(moment)
    except ValueError:
        return moment


def _coded(cell: Cell) -> str:
    """A code, or a code and its words as the lists of the template show it: ``PX – pallet``."""
    return _mark(cell).split(" – ")[0].strip()


def _upper(cell: Cell) -> str:
    return _coded(cell).upper()


def _trailer(cell: Cell) -> str:
    code = _upper(cell)
    if code not in TRAILERS:
        raise Wrong(code="trailer", message="“{value}” is no type of trailer.",
                    rule="UN/EDIFACT 8053", remedy="Write SM for a semi-trailer, TE for a trailer.")
    return code


def _hs(cell: Cell) -> str:
    """Digits; blanks and points between them are how tariffs print them."""
    code = re.sub(r"[\s.]", "", _mark(cell))
    if code.isdecimal() and len(code) % 2 and len(code) < 10:
        raise Wrong(
            code="zero_lost", rule="Harmonized System: codes have 4, 6, 8 or 10 digits",
            message="“{value}” has an odd number of digits; a zero in front may be lost.",
            remedy="Format the column as text and write all digits, such as 010121.",
        )
    return code


def _undg(cell: Cell) -> str:
    number = _mark(cell).upper().removeprefix("UN").strip()
    if number.isdecimal() and len(number) < 4:
        raise Wrong(
            code="zero_lost", rule="ADR, chapter 3.2: UN numbers have four digits",
            message="“{value}” has fewer than four digits; a zero in front may be lost.",
            remedy="Format the column as text and write all digits, such as 0012.",
        )
    return number


def _list(cell: Cell) -> list[str]:
    return [part for part in re.split(r"\s*[,;\n]\s*", _mark(cell)) if part]


def read_money(cell: Cell, currency: str) -> Amount:
    """An amount and its currency."""
    if currency not in MINOR_UNITS and len(currency) != 3:
        raise Wrong(
            code="currency_missing", rule="ISO 4217", message="The currency of the amount is missing.",
            remedy="Write three letters in the column for it, such as USD.",
        )
    try:
        return money(format(_decimal(cell), "f"), currency)
    except Wrong:
        raise
    except ValueError:
        raise Wrong(
            code="amount", rule="ISO 4217",
            message="“{value}” is finer than the currency's smallest unit, or too large.",
            remedy="Write the amount with the decimals that the currency has.",
        ) from None


def write_money(amount: Amount) -> tuple[Raw, Raw]:
    """The amount and the currency, each for its own cell."""
    places = MINOR_UNITS.get(amount.currency, 2)
    return Decimal(amount.minor).scaleb(-places), amount.currency


def number_text(value: Decimal) -> str:
    """With a point; one zero more where three decimals would look like thousands."""
    text = format(value, "f")
    return f"{text}0" if re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", text) else text


_CODE = Kind(_coded)
KINDS: dict[str, Kind] = {
    "text": Kind(_text),
    "mark": Kind(_mark),
    "decimal": Kind(_decimal, lambda value: value, numeric=True),
    "kilograms": Kind(_kilograms, lambda value: value, numeric=True),
    "count": Kind(_count, lambda value: value, numeric=True),
    "moment": Kind(_moment, _moment_written),
    "country": Kind(_upper), "currency": Kind(_upper), "package": Kind(_upper),
    "incoterms": Kind(_upper), "trailer": Kind(_trailer),
    "mode": _CODE, "waybill": _CODE, "document": _CODE, "group": _CODE,
    "hs": Kind(_hs), "undg": Kind(_undg),
    "marks": Kind(_list, ", ".join),
    "seals": Kind(lambda cell: [{"identifier": one} for one in _list(cell)],
                  lambda seals: ", ".join(one.identifier for one in seals)),
}
