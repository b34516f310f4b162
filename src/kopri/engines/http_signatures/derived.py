"""Components that are derived from the target of a request (RFC 9421, 2.2)."""

from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def from_url(url: str, name: str) -> str | None:
    """The derived component of that name; None where it is not known."""
    if name == "@target-uri":
        return url
    if name == "@request-target":
        return _path(urlsplit(url)) + (f"?{url.partition('?')[2]}" if "?" in url else "")
    return _FROM_PARTS[name](urlsplit(url)) if name in _FROM_PARTS else None


def query_param(url: str, name: object) -> str | None:
    """A query parameter by its encoded name; None unless it is there exactly once."""
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    values = [_encoded(value) for key, value in pairs if _encoded(key) == name]
    return values[0] if len(values) == 1 else None


def _encoded(text: str) -> str:
    """Percent-encoded as forms are, a space as %20 (the WHATWG's URL standard, 1.3)."""
    return quote(text, safe="*").replace("~", "%7E")


def _authority(url: SplitResult) -> str:
    host = url.netloc.rpartition("@")[2].lower()
    return host.removesuffix(f":{_DEFAULT_PORTS.get(url.scheme)}")


def _path(url: SplitResult) -> str:
    return url.path or "/"


_FROM_PARTS: Mapping[str, Callable[[SplitResult], str]] = {
    "@authority": _authority,
    "@scheme": lambda url: url.scheme,
    "@path": _path,
    "@query": lambda url: f"?{url.query}",
}
