"""Translate back: values and refusals to JSON, and shapes to OpenAPI."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest, HttpResponse

from kopri.interfaces.api.bodies import BODIES
from kopri.interfaces.requests import language_of
from kopri.journal.requests import AlreadyAnswered
from kopri.kernel.clock import from_text, to_text
from kopri.kernel.errors import Fault, Ground, Refusal
from kopri.kernel.shapes import read
from kopri.kernel.text import render_fault

T = TypeVar("T")
JSON = "application/json"
STATUS = {
    Ground.INVALID: 422, Ground.DENIED: 403, Ground.CONFLICT: 409, Ground.MISSING: 404,
    Ground.UNAVAILABLE: 503,
}


def plain(value: Any) -> Any:
    """Times as the API writes them, sets and bytes as text."""
    if isinstance(value, datetime):
        return to_text(value)
    raise NotImplementedError


def answer(value: Any, *, status: int = 200) -> HttpResponse:
    """A value as JSON; times in UTC with whole seconds."""
    return HttpResponse(msgspec.json.encode(_times(value)), status=status, content_type=JSON)


def _times(value: Any) -> Any:
    return msgspec.to_builtins(value, builtin_types=(datetime,), enc_hook=plain) if not isinstance(
        value, (dict, list)) else value


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Every fault, in the reader's language."""
    return HttpResponse(
        msgspec.json.encode({"faults": [_fault(request, fault) for fault in refusal.faults]}),
        status=STATUS[refusal.ground], content_type=JSON,
    )


def _fault(request: HttpRequest, fault: Fault) -> dict[str, str]:
    text = render_fault(fault, language=language_of(request))
    return {"code": text.code, "message": text.message, "path": text.path, "rule": text.rule,
            "remedy": text.remedy}


def again(request: HttpRequest, repeated: AlreadyAnswered) -> HttpResponse:
    """The same answer as the first time."""
    return HttpResponse(repeated.answer, content_type=JSON)


def body(request: HttpRequest, shape: type[T]) -> T:
    """The request's body as ``shape``; a Refusal with every fault. No body is an empty one."""
    return read(request.body or b"{}", shape)


def moment(text: str | None) -> datetime | None:
    """A time of the API; a Refusal where the day does not exist."""
    if text is None:
        return None
    try:
        return from_text(text)
    except ValueError as error:
        raise Refusal([Fault(
            code="shape.moment", path="/time", rule="RFC 3339",
            message="{text} is no time that exists.", params={"text": text},
            remedy="Give it in UTC, for example 2026-01-15T06:00:00Z.")]) from error


def instant(text: str) -> datetime:
    """A time that must be there."""
    found = moment(text)
    assert found is not None
    return found


def takes(shape: type[Any]) -> dict[str, Any]:
    """OpenAPI: this request's body has that shape."""
    reference = {"$ref": f"#/components/schemas/{shape.__name__}"}
    return {"requestBody": {"required": True, "content": {JSON: {"schema": reference}}}}


def components() -> dict[str, Any]:
    """OpenAPI: the shapes of all bodies."""
    _, schemas = msgspec.json.schema_components(
        BODIES, schema_hook=_schema, ref_template="#/components/schemas/{name}"
    )
    return {"components": {"schemas": schemas}}


def _schema(kind: type[Any]) -> dict[str, Any]:
    """A document in its own format is any JSON value."""
    return {}


View = Callable[..., HttpResponse]
