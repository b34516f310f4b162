"""Documents read, judged and written again; used by API and commands."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kopri.engines import codecs
from kopri.engines.codecs import Choice, Question, Reading
from kopri.engines.codecs.converting import Converted, convert
from kopri.kernel.consignment import Amount, Consignment
from kopri.kernel.consignment.codes import MINOR_UNITS
from kopri.kernel.consignment.difference import Leaf
from kopri.kernel.errors import Fault, Refusal
from kopri.kernel.text import translate


def read_any(data: bytes, *, choice: Choice, format_name: str = "") -> Reading:
    """Read a document of a known or a named format; faults stay in the reading."""
    return codecs.read(data, leg=choice.leg or None, consignment=choice.consignment or None,
                       format_name=format_name)


def meant(reading: Reading) -> Sequence[Consignment]:
    """The consignment that was chosen, or all of them."""
    return [reading.consignment] if reading.consignment else reading.consignments


def rewritten(data: bytes, *, to: str, choice: Choice, format_name: str = "") -> Converted:
    """A document in another format; a Refusal with every fault, question or reason."""
    reading = read_any(data, choice=choice, format_name=format_name)
    if reading.faults:
        raise Refusal(reading.faults)
    one_of_them = [each for each in reading.questions if each.name == "consignment"]
    if one_of_them and to not in codecs.HOLDS_SEVERAL:
        raise Refusal(asked(question) for question in one_of_them)
    return convert(meant(reading), to=to)


def asked(question: Question) -> Fault:
    """An open question as a fault, with its options as the remedy."""
    options = ", ".join(f"{option.value}: {option.text}" for option in question.options)
    return Fault(
        code=f"document.which_{question.name}", message=question.message, path=f"/{question.name}",
        rule="Köpri, docs/reference/rules",
        remedy="Choose one: {options}.", params={"options": options},
    )


def in_words(omissions: Iterable[Leaf], *, language: str) -> dict[str, list[Leaf]]:
    """What is left out, by the fields' names in a language: ``Goods › Country of origin``."""
    found: dict[str, list[Leaf]] = {}
    for leaf in omissions:
        words = " › ".join(translate(step.label, language=language) for step in leaf.trail)
        found.setdefault(words, []).append(leaf)
    return found


def value_in_words(leaf: Leaf) -> str:
    """A value as it is printed; money in the currency's own units."""
    if isinstance(leaf.value, Amount):
        places = MINOR_UNITS.get(leaf.value.currency, 2)
        return f"{Decimal(leaf.value.minor).scaleb(-places)} {leaf.value.currency}"
    return str(leaf.value)
