"""``api.md`` and ``openapi.json``: the API for programs, and every other address of a node."""

import json
import re
from collections.abc import Iterator
from inspect import getdoc
from typing import Any

from django.urls import URLPattern, URLResolver

from kopri.interfaces.api.answers import SHAPES
from kopri.interfaces.api.app import api as ninja
from kopri.node.reference.markdown import code, page, paragraph, table
from kopri.node.reference.shapes import nested, section, types_of
from kopri.node.urls import urlpatterns

PREFIX = "/api/v1/"
LEAD = """JSON over HTTP. `Authorization: Bearer <token>` says who asks; what the account may do and for
which side is decided by its role (see [permissions](permissions.md)). Every POST takes an
`Idempotency-Key`: asked again with the same key and body, the node answers as it did and does nothing.
`time` is when it happened (RFC 3339, UTC, whole seconds); now, where it is not given. A refusal is
`{"faults": [{code, message, path, rule, remedy}]}` in the caller's language (`Accept-Language`), with
422 (wrong), 403 (not this person), 409 (not now), 404 (no such thing, or not for this caller) or 503.
The same as data: [openapi.json](openapi.json)."""
OTHER = """## Every other address

Pages, the published journal ([its protocol](journal.md)) and what demo nodes have beside it."""


def openapi() -> dict[str, Any]:
    """The OpenAPI document, with the shapes of all bodies."""
    schema: dict[str, Any] = json.loads(json.dumps(ninja.get_openapi_schema(path_prefix=PREFIX)))
    return schema


def openapi_json() -> str:
    """``openapi.json``."""
    return json.dumps(openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def api() -> str:
    """The page."""
    shapes = [shape for body in SHAPES for shape in types_of(body)]
    inner = [each for each in nested(shapes) if each not in SHAPES]
    return page("API", of="`src/kopri/interfaces/api`", lead=LEAD, blocks=[
        "## Operations", table(("method", "path", "takes", "does"), _operations()),
        "## Bodies", *(section(body) for body in SHAPES),
        "## Values", *(section(each) for each in inner),
        OTHER, table(("path", "does"), [(code(path), said) for path, said in _addresses()]),
    ])


def _operations() -> list[tuple[str, str, str, str]]:
    return [
        (method.upper(), code(path), _takes(operation), paragraph(operation.get("description")))
        for path, methods in sorted(openapi()["paths"].items())
        for method, operation in methods.items()
    ]


def _takes(operation: dict[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    names = [each.get("schema", {}).get("$ref", "").rpartition("/")[2] for each in content.values()]
    linked = [f"[{name}](#{name.lower()})" for name in names if name]
    asked = [code(f"?{each['name']}") for each in operation.get("parameters", ())
             if each["in"] == "query"]
    return ", ".join([*linked, *asked])


def _addresses() -> list[tuple[str, str]]:
    return [(path, said) for path, said in _walk(urlpatterns, "/")
            if not path.startswith(PREFIX)]


def _walk(patterns: list[Any], start: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        path = start + _plain(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, paragraph(getdoc(pattern.callback)).split("\n\n")[0]


def _plain(pattern: str) -> str:
    """A pattern as an address: ``<name>`` for what varies, with the choices where there are few."""
    named = re.sub(r"\(\?P<(\w+)>([^()]*)\)", _variable, pattern.strip("^$"))
    return re.sub(r"<\w+:(\w+)>", r"<\1>", named)


def _variable(found: re.Match[str]) -> str:
    name, choices = found.groups()
    return f"<{name}: {choices}>" if "|" in choices else f"<{name}>"
