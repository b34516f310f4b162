"""The API put together."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from kopri.interfaces.api import control, crossing, gate, notice, queue, records
from kopri.interfaces.api.answers import again, components, refused
from kopri.journal.requests import AlreadyAnswered
from kopri.kernel.errors import Refusal

api = NinjaAPI(
    title="Köpri", version="1", urls_namespace="api", openapi_extra=components(),
    description="Two neighbouring states run their shared border together.",
)
for prefix, router in (
    ("/crossings", crossing.router), ("/crossings", queue.router), ("/crossings", gate.router),
    ("/crossings", control.router), ("/notices", notice.router), ("/gate", gate.reads),
    ("/capacity", queue.capacity), ("", records.router),
):
    api.add_router(prefix, router)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal | type[Refusal]) -> HttpResponse:
    assert isinstance(refusal, Refusal)
    return refused(request, refusal)


@api.exception_handler(AlreadyAnswered)
def _again(
    request: HttpRequest, repeated: AlreadyAnswered | type[AlreadyAnswered]
) -> HttpResponse:
    assert isinstance(repeated, AlreadyAnswered)
    return again(request, repeated)
