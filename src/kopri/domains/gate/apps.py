"""The gate domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "kopri.domains.gate"
    label = "gate"
    default_auto_field = "django.db.models.BigAutoField"
