"""Every address of a node."""

from django.urls import URLPattern, URLResolver, include, path

from kopri.interfaces.api.app import api
from kopri.interfaces.api.demo import urls as demo_urls
from kopri.interfaces.api.journal_log import urls as log_urls
from kopri.interfaces.api.mirror import urls as mirror_urls
from kopri.interfaces.api.neighbours import urls as told_urls
from kopri.interfaces.api.witness import urls as witness_urls
from kopri.interfaces.web.urls import urls as page_urls
from kopri.node.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health),
    path("api/v1/", api.urls),
    path("log/", include((log_urls, "log"))),
    path("log/mirror/", include((mirror_urls, "mirror"))),
    path("log/witness/", include((witness_urls, "witness"))),
    path("log/", include((told_urls, "told"))),
    path("demo/", include((demo_urls, "demo"))),
    *page_urls,
]
handler403 = "kopri.interfaces.web.errors.not_ours"
handler404 = "kopri.interfaces.web.errors.not_found"
handler500 = "kopri.node.failing.failed"
