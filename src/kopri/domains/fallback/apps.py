"""The fallback domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class FallbackConfig(AppConfig):
    name = "kopri.domains.fallback"
    label = "fallback"
    default_auto_field = "django.db.models.BigAutoField"
