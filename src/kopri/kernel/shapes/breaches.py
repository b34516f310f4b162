"""The faults that a document or its shape may have, each with its words."""

from kopri.kernel.errors import Fault

JSON = "RFC 8259 (JSON)"
I_JSON = "RFC 7493 (I-JSON)"


def not_json(*, line: int, column: int, reason: str) -> Fault:
    """The text is not JSON at all."""
    return Fault(
        code="json.invalid",
        message="This is not valid JSON at line {line}, column {column}: {reason}.",
        rule=JSON,
        remedy="Correct the text there; JSON is written in UTF-8.",
        params={"line": line, "column": column, "reason": reason},
    )


def too_deep(*, limit: int) -> Fault:
    """Lists in lists in lists."""
    return Fault(
        code="json.too_deep",
        message="The document is nested deeper than {limit} levels.",
        rule="House rule: nesting",
        remedy="Send a document of the documented shape.",
        params={"limit": limit},
    )


def duplicate_key(*, path: str, key: str) -> Fault:
    """One object, the same name twice: readers would disagree about the value."""
    return Fault(
        code="json.duplicate_key",
        message="The field {name} is given more than once.",
        path=path,
        rule=f"{I_JSON} 2.3",
        remedy="Give it once.",
        params={"name": key},
    )


def forbidden_character(*, path: str) -> Fault:
    """U+0000 or half of a surrogate pair: no database text and no UTF-8 holds it."""
    return Fault(
        code="json.forbidden_character",
        message="The text contains a character that cannot be stored.",
        path=path,
        rule=f"{I_JSON} 2.1",
        remedy="Remove the escapes \\u0000 and \\ud800 to \\udfff that are not a pair.",
    )


def missing(*, path: str, name: str, schema: str) -> Fault:
    """A required field is not there."""
    return Fault(
        code="shape.missing",
        message="The field {name} is missing.",
        path=path,
        rule=schema,
        remedy="Add it.",
        params={"name": name},
    )


def unknown_field(*, path: str, name: str, schema: str, known: str) -> Fault:
    """A field that the schema does not have."""
    return Fault(
        code="shape.unknown_field",
        message="There is no field {name} here.",
        path=path,
        rule=schema,
        remedy="Remove it or correct its name; the fields are: {known}.",
        params={"name": name, "known": known},
    )


def wrong_type(*, path: str, expected: str, actual: str) -> Fault:
    """Another kind of JSON value."""
    return Fault(
        code="shape.wrong_type",
        message="This must be {expected}, not {actual}.",
        path=path,
        rule=JSON,
        remedy="Give a value of that kind.",
        params={"expected": expected, "actual": actual},
    )


def out_of_range(*, path: str, limits: str) -> Fault:
    """A number beyond its limits."""
    return Fault(
        code="shape.out_of_range",
        message="The number must be {limits}.",
        path=path,
        rule="JSON Schema: range",
        remedy="Correct the number.",
        params={"limits": limits},
    )


def wrong_length(*, path: str, limits: str, actual: int) -> Fault:
    """A text too long, a list too short."""
    return Fault(
        code="shape.wrong_length",
        message="The length must be {limits}, not {actual}.",
        path=path,
        rule="JSON Schema: length",
        remedy="Shorten or complete it.",
        params={"limits": limits, "actual": actual},
    )


def wrong_pattern(*, path: str, pattern: str) -> Fault:
    """A text that is not written as agreed."""
    return Fault(
        code="shape.wrong_pattern",
        message="The text is not written as the pattern {pattern} says.",
        path=path,
        rule="JSON Schema: pattern",
        remedy="Correct the text.",
        params={"pattern": pattern},
    )


def not_listed(*, path: str, allowed: str) -> Fault:
    """A value that is not on the list."""
    return Fault(
        code="shape.not_listed",
        message="The value is not one of: {allowed}.",
        path=path,
        rule="JSON Schema: enum",
        remedy="Choose one of them.",
        params={"allowed": allowed},
    )


def wrong_format(*, path: str, expected: str) -> Fault:
    """A text that should read as a date, a number, bytes."""
    return Fault(
        code="shape.wrong_format",
        message="This does not read as {expected}.",
        path=path,
        rule="JSON Schema: format",
        remedy="Write it in that form.",
        params={"expected": expected},
    )


def inconsistent(*, path: str, schema: str, reason: str) -> Fault:
    """Fields that are right one by one and wrong together."""
    return Fault(
        code="shape.inconsistent",
        message="This does not hold together: {reason}.",
        path=path,
        rule=schema,
        remedy="Correct the fields that contradict each other.",
        params={"reason": reason},
    )
