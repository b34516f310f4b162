"""Every address of a node."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from kopri.interfaces.api.app import api
from kopri.interfaces.api.demo import urls as demo_urls
from kopri.interfaces.api.journal_log import urls as log_urls
from kopri.interfaces.api.neighbours import urls as told_urls
from kopri.interfaces.web.urls import urls as page_urls


def health(request: HttpRequest) -> HttpResponse:
    """The server answers."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health),
    path("api/v1/", api.urls),
    path("log/", include((log_urls, "log"))),
    path("log/", include((told_urls, "told"))),
    path("demo/", include((demo_urls, "demo"))),
    *page_urls,
]
handler403 = "kopri.interfaces.web.errors.not_ours"
handler404 = "kopri.interfaces.web.errors.not_found"
handler500 = "kopri.interfaces.web.errors.failed"
