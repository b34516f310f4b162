"""What of a message is signed: components and the signature base (RFC 9421, 2)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit

from kopri.engines.http_signatures.fields import InnerList, Item, write_member

Headers = Sequence[tuple[str, str]]

_DEFAULT_PORTS = {"http": 80, "https": 443}


class SignatureInvalid(ValueError):
    """A message whose signature does not hold, or does not say what is asked; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """``url``: the absolute target URI. ``headers``: name and value, repeated names allowed."""

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """``status``: three digits. ``headers`` as in a request."""

    status: int
    headers: Headers = ()
    body: bytes = b""


Message = Request | Response


def signature_base(message: Message, components: InnerList) -> bytes:
    """The bytes that are signed: one line per component, then the parameters (RFC 9421, 2.5).

    Raises ``SignatureInvalid`` for a component that the message lacks, that is repeated, or that
    is not known here (of the parameters only ``name`` of ``@query-param`` is).
    """
    identifiers = [write_member(item) for item in components.items]
    if len(set(identifiers)) != len(identifiers):
        raise SignatureInvalid("a component is covered twice")
    lines = [
        f"{identifier}: {_value(message, item)}"
        for identifier, item in zip(identifiers, components.items, strict=True)
    ]
    base = "\n".join([*lines, f'"@signature-params": {write_member(components)}'])
    if not base.isascii() or base.count("\n") != len(lines):
        raise SignatureInvalid("a component is not one line of ASCII")
    return base.encode("ascii")


def field_value(message: Message, name: str) -> str | None:
    """The value of a field, several joined by a comma and a space; None where there is none."""
    values = [value.strip() for key, value in message.headers if key.lower() == name]
    return ", ".join(values) if values else None


def _value(message: Message, item: Item) -> str:
    name = item.value
    if not isinstance(name, str) or name != name.lower():
        raise SignatureInvalid("the name of a component is a string in lower case")
    if name == "@query-param":
        return _query_param(message, dict(item.params).get("name"))
    if item.params:
        raise SignatureInvalid(f"the parameters of {name} are not known here")
    if name.startswith("@"):
        return _derived(message, name)
    value = field_value(message, name)
    if value is None:
        raise SignatureInvalid(f"the message has no field {name}")
    return value


def _derived(message: Message, name: str) -> str:
    if isinstance(message, Response):
        if name == "@status":
            return str(message.status)
    elif name == "@method":
        return message.method
    elif name == "@target-uri":
        return message.url
    elif name in _FROM_URL:
        return _FROM_URL[name](urlsplit(message.url))
    raise SignatureInvalid(f"the component {name} is not known here")


def _authority(url: SplitResult) -> str:
    host = url.netloc.rpartition("@")[2].lower()
    default = f":{_DEFAULT_PORTS.get(url.scheme)}"
    return host.removesuffix(default)


def _request_target(url: SplitResult) -> str:
    return (url.path or "/") + (f"?{url.query}" if url.query else "")


_FROM_URL: Mapping[str, Callable[[SplitResult], str]] = {
    "@authority": _authority,
    "@scheme": lambda url: url.scheme,
    "@request-target": _request_target,
    "@path": lambda url: url.path or "/",
    "@query": lambda url: f"?{url.query}",
}


def _query_param(message: Message, name: object) -> str:
    if not isinstance(message, Request) or not isinstance(name, str):
        raise SignatureInvalid("@query-param belongs to a request and has a name")
    pairs = parse_qsl(urlsplit(message.url).query, keep_blank_values=True)
    values = [quote(value, safe="") for key, value in pairs if quote(key, safe="") == name]
    if len(values) != 1:
        raise SignatureInvalid(f"there is not exactly one query parameter {name}")
    return values[0]
