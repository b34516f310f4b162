"""Every address of an observer."""

from django.urls import URLPattern, URLResolver, include, path

from kopri.interfaces.api.mirror import urls as mirror_urls
from kopri.interfaces.api.observer import start
from kopri.interfaces.api.third import urls as third_urls
from kopri.interfaces.api.witness import urls as witness_urls
from kopri.node.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start),
    path("health", health),
    path("draw/", include((third_urls, "third"))),
    path("log/mirror/", include((mirror_urls, "mirror"))),
    path("log/witness/", include((witness_urls, "witness"))),
]
handler404 = "kopri.interfaces.api.observer.missing"
