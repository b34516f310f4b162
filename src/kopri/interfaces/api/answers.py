"""Translate back: values and refusals to JSON, and shapes to OpenAPI."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest, HttpResponse

from kopri.interfaces.api.bodies import BODIES
from kopri.interfaces.api.customs_bodies import CUSTOMS_SHAPES
from kopri.interfaces.api.deciding_bodies import DECIDING_SHAPES
from kopri.interfaces.api.fallback_bodies import FALLBACK_SHAPES
from kopri.interfaces.api.inspection_bodies import INSPECTION_SHAPES
from kopri.interfaces.requests import SIGN_IN, language_of
from kopri.journal.append.requests import AlreadyAnswered
from kopri.kernel.clock import from_text, to_text
from kopri.kernel.errors import Fault, Ground, Refusal
from kopri.kernel.shapes import read
from kopri.kernel.text import render_fault

T = TypeVar("T")
JSON = "application/json"
SHAPES: tuple[type[Any], ...] = (*BODIES, *INSPECTION_SHAPES, *CUSTOMS_SHAPES, *DECIDING_SHAPES,
                                *FALLBACK_SHAPES)  # of every body
STATUS = {
    Ground.INVALID: 422, Ground.DENIED: 403, Ground.CONFLICT: 409, Ground.MISSING: 404,
    Ground.UNAVAILABLE: 503,
}


def plain(value: Any) -> Any:
    """Times as the API writes them, sets and bytes as text."""
    if isinstance(value, datetime):
        return to_text(value)
    raise TypeError(f"the API has no form for {type(value).__name__}")


def answer(value: Any, *, status: int = 200) -> HttpResponse:
    """A value as JSON; times in UTC with whole seconds."""
    return HttpResponse(msgspec.json.encode(_times(value)), status=status, content_type=JSON)


def _times(value: Any) -> Any:
    return msgspec.to_builtins(value, builtin_types=(datetime,), enc_hook=plain) if not isinstance(
        value, (dict, list)) else value


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Every fault, in the reader's language."""
    headers = {"WWW-Authenticate": "Bearer"} if _unknown_caller(refusal) else {}
    return HttpResponse(
        msgspec.json.encode({"faults": [fault_in_words(request, fault) for fault in refusal.faults]}),
        status=401 if _unknown_caller(refusal) else STATUS[refusal.ground], content_type=JSON,
        headers=headers,
    )


def _unknown_caller(refusal: Refusal) -> bool:
    """Nobody is signed in, which is another thing than being somebody who may not."""
    return any(fault.code == SIGN_IN for fault in refusal.faults)


def too_large(request: HttpRequest) -> HttpResponse:
    """The body was not even read."""
    answered = refused(request, Refusal([Fault(
        code="request.too_large", message="The request is too large.", rule="RFC 9110 15.5.14",
        remedy="Send less at once.")]))
    answered.status_code = 413
    return answered


def unable(request: HttpRequest, fault: Fault, *, status: int) -> HttpResponse:
    """The node cannot do this now; nothing is wrong with what was asked."""
    answered = refused(request, Refusal([fault]))
    answered.status_code = status
    return answered


def unreadable(request: HttpRequest) -> HttpResponse:
    """A form or a header that no server can make sense of."""
    return refused(request, Refusal([Fault(
        code="request.unreadable", message="The request cannot be read.", rule="RFC 9110 15.5.1",
        remedy="Send it as the API's description says.")]))


def fault_in_words(request: HttpRequest, fault: Fault) -> dict[str, str]:
    """A fault in the reader's language, as the API shows it."""
    text = render_fault(fault, language=language_of(request))
    return {"code": text.code, "message": text.message, "path": text.path, "rule": text.rule,
            "remedy": text.remedy}


def done(
    journey: Callable[[], Any], *, says: Callable[[Any], Any] = lambda value: value,
    status: int = 200,
) -> HttpResponse:
    """Carry out a journey and answer with what it ``says``; asked again, the same answer."""
    try:
        value = journey()
    except AlreadyAnswered as repeated:
        value = msgspec.json.decode(repeated.answer)
    return answer(says(value), status=status)


def named(name: str) -> Callable[[Any], Any]:
    """``says``: the one value under this name."""
    return lambda value: {name: value}


def body(request: HttpRequest, shape: type[T]) -> T:
    """The request's body as ``shape``; a Refusal with every fault. No body is an empty one."""
    return read(request.body or b"{}", shape)


def moment(text: str | None, *, path: str = "/time") -> datetime | None:
    """A time of the API, given at ``path``; a Refusal where the day does not exist."""
    if text is None:
        return None
    try:
        return from_text(text)
    except ValueError as error:
        raise Refusal([Fault(
            code="shape.moment", path=path, rule="RFC 3339",
            message="{text} is no time that exists.", params={"text": text},
            remedy="Give it in UTC, for example 2026-01-15T06:00:00Z.")]) from error


def instant(text: str, *, path: str) -> datetime:
    """A time that must be there."""
    found = moment(text, path=path)
    assert found is not None
    return found


def takes(shape: type[Any]) -> dict[str, Any]:
    """OpenAPI: this request's body has that shape."""
    reference = {"$ref": f"#/components/schemas/{shape.__name__}"}
    return {"requestBody": {"required": True, "content": {JSON: {"schema": reference}}}}


def components() -> dict[str, Any]:
    """OpenAPI: the shapes of all bodies, by name."""
    _, schemas = msgspec.json.schema_components(
        SHAPES, schema_hook=_schema, ref_template="#/components/schemas/{name}"
    )
    return schemas


def _schema(kind: type[Any]) -> dict[str, Any]:
    """A document in its own format is any JSON value."""
    return {}


View = Callable[..., HttpResponse]
