"""What of a message is signed: components and the signature base (RFC 9421, 2)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kopri.engines.http_signatures.derived import from_url, query_param
from kopri.engines.http_signatures.fields import (
    InnerList,
    Item,
    parse_dictionary,
    parse_list,
    write_dictionary,
    write_list,
    write_member,
)

Headers = Sequence[tuple[str, str]]

_FOLD = re.compile(r"[ \t]*\r?\n[ \t]+")
_URL = re.compile(r"[!-~]+")


class SignatureInvalid(ValueError):
    """A message whose signature does not hold, or does not say what is asked; the text says why.

    ``code``: one word for it, which never changes.
    """

    def __init__(self, reason: str, *, code: str = "malformed") -> None:
        self.code = code
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """``url``: the absolute target URI. ``headers``: name and value, repeated names allowed."""

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """``status``: three digits. ``headers`` as in a request. ``request``: what it answers."""

    status: int
    headers: Headers = ()
    body: bytes = b""
    request: Request | None = None


Message = Request | Response


def signature_base(message: Message, components: InnerList) -> bytes:
    """The bytes that are signed: one line per component, then the parameters (RFC 9421, 2.5).

    Raises ``SignatureInvalid`` for a component that the message lacks, that is repeated, or that
    is not known here (of the parameters all but ``tr``, as no trailers are read).
    """
    _refuse_repeated(components)
    lines = [f"{write_member(item)}: {_value(message, item)}" for item in components.items]
    base = "\n".join([*lines, f'"@signature-params": {write_member(components)}'])
    if not base.isascii() or base.count("\n") != len(lines):
        raise SignatureInvalid("a component is not one line of ASCII")
    return base.encode("ascii")


def _refuse_repeated(components: InnerList) -> None:
    """The order of parameters does not make another component (RFC 9421, 2)."""
    named = {(item.value, frozenset(item.params)) for item in components.items}
    if len(named) != len(components.items):
        raise SignatureInvalid("a component is covered twice")


def field_values(message: Message, name: str) -> list[str]:
    """The values of a field, one for each line: trimmed, and folds undone."""
    return [_FOLD.sub(" ", value.strip()) for key, value in message.headers if key.lower() == name]


def field_value(message: Message, name: str) -> str | None:
    """The value of a field, several joined by a comma and a space; None where there is none."""
    values = field_values(message, name)
    return ", ".join(values) if values else None


def _value(message: Message, item: Item) -> str:
    name, params = item.value, dict(item.params)
    if type(name) is not str or name != name.lower():
        raise SignatureInvalid("the name of a component is a string in lower case")
    if params.pop("req", False) is True:
        if not isinstance(message, Response) or message.request is None:
            raise SignatureInvalid("the parameter req belongs to the answer to a request")
        message = message.request
    if name == "@query-param" and isinstance(message, Request) and params.keys() == {"name"}:
        return _checked(query_param(_url(message), params["name"]), name)
    if not name.startswith("@"):
        return _field(message, name, params)
    if params:
        raise SignatureInvalid(f"the parameters of {name} are not known here")
    return _checked(_derived(message, name), name)


def _checked(value: str | None, name: str) -> str:
    if value is None:
        raise SignatureInvalid(f"the component {name} is not known here, or not there once")
    return value


def _derived(message: Message, name: str) -> str | None:
    if isinstance(message, Response):
        return str(message.status) if name == "@status" else None
    if name == "@method":
        return message.method
    return from_url(_url(message), name)


def _url(request: Request) -> str:
    """Parsers drop white space from the middle of a URL; nothing is signed that they would."""
    if not _URL.fullmatch(request.url):
        raise SignatureInvalid("the URL is not printable ASCII")
    return request.url


def _field(message: Message, name: str, params: Mapping[str, object]) -> str:
    """A field as it is, or in the form that its parameter asks for (RFC 9421, 2.1)."""
    value = field_value(message, name)
    if value is None:
        raise SignatureInvalid(f"the message has no field {name}")
    if not params:
        return value
    try:
        if params == {"bs": True}:
            wrapped = [Item(each.encode("latin-1")) for each in field_values(message, name)]
            return write_list(wrapped)
        if params == {"sf": True}:
            return _strict(value)
        if params.keys() == {"key"}:
            return write_member(parse_dictionary(value)[str(params["key"])])
    except (ValueError, KeyError) as error:
        raise SignatureInvalid(f"the field {name} is not structured so") from error
    raise SignatureInvalid(f"the parameters of {name} are not known here")


def _strict(value: str) -> str:
    """The canonical text of a structured field; ValueError where its type would matter."""
    written = set()
    forms: tuple[Callable[[], str], ...] = (
        lambda: write_dictionary(parse_dictionary(value)), lambda: write_list(parse_list(value)))
    for form in forms:
        try:
            written.add(form())
        except ValueError:
            continue
    if len(written) != 1:
        raise ValueError("neither a dictionary nor a list, or another thing as either")
    return written.pop()
