"""The API put together."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from kopri.domains.accounts.queries import SignedIn, by_token, is_device
from kopri.interfaces.api import (
    calling,
    capacity,
    control,
    crossing,
    customs,
    efti,
    examination,
    fallback,
    gate,
    inspection,
    lanes,
    notice,
    operator,
    priority,
    queue,
    records,
    scales,
    shift,
    tariff,
)
from kopri.interfaces.api.answers import components, refused, too_large, unreadable
from kopri.interfaces.api.ledger import router as ledger
from kopri.interfaces.api.lodging import router as lodging
from kopri.interfaces.requests import stranger
from kopri.kernel.errors import Refusal


class Token(HttpBearer):
    """The API takes tokens alone: no page on another site can make a browser send one."""

    def authenticate(self, request: HttpRequest, token: str) -> SignedIn | None:
        """The account of a person or a system that holds the token; a device has calls of its own."""
        account = by_token(token)
        return None if account is None or is_device(account) else account


class DescribedAPI(NinjaAPI):
    """The API whose OpenAPI document holds the shapes of its bodies too."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """What ninja makes of the views, completed."""
        schema = super().get_openapi_schema(**options)
        schema["components"].setdefault("schemas", {}).update(components())
        return schema


api = DescribedAPI(
    title="Köpri", version="1", auth=Token(), urls_namespace="api",
    description="Two neighbouring states run their shared border together.",
)
for prefix, router in (
    ("/crossings", crossing.router), ("/crossings", queue.router), ("/crossings", gate.router),
    ("/crossings", control.router), ("/crossings", lodging), ("/ledger", ledger), ("/crossings", examination.router),
    ("/crossings", inspection.router),
    ("/papers", examination.papers), ("/notices", notice.router), ("/efti", efti.router),
    ("/gate", gate.reads), ("/crossings", calling.router), ("/calling", calling.switches),
    ("/crossings", priority.router), ("/claims", priority.claims), ("/safety-calls", priority.calls),
    ("/crossings", scales.router), ("/scales", scales.devices), ("/lanes", lanes.router), ("/WaitingArea", operator.waiting_area), ("/Checkpoint", operator.checkpoint),
    ("/crossings", customs.router), ("/customs", customs.listed),
    ("/fallback", fallback.router), ("/handovers", fallback.handovers),
    ("/capacity", capacity.router), ("/closures", capacity.closing), ("/tariff", tariff.router), ("", records.router),
    ("", shift.router),
):
    api.add_router(prefix, router)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal | type[Refusal]) -> HttpResponse:
    assert isinstance(refusal, Refusal)
    return refused(request, refusal)


@api.exception_handler(RequestDataTooBig)
def _too_large(
    request: HttpRequest, error: RequestDataTooBig | type[RequestDataTooBig]
) -> HttpResponse:
    return too_large(request)


def _unreadable(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return unreadable(request)


for _kind in (SuspiciousOperation, MultiPartParserError, ValidationError):
    api.add_exception_handler(_kind, _unreadable)


@api.exception_handler(AuthenticationError)
def _stranger(
    request: HttpRequest, error: AuthenticationError | type[AuthenticationError]
) -> HttpResponse:
    return refused(request, stranger())
