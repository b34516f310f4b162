"""The returns domain as a Django application (it owns a table)."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "kopri.domains.returns"
    label = "returns"
    default_auto_field = "django.db.models.BigAutoField"
