"""The weighing domain as a Django application (it owns a table)."""

from django.apps import AppConfig


class WeighingConfig(AppConfig):
    name = "kopri.domains.weighing"
    label = "weighing"
    default_auto_field = "django.db.models.BigAutoField"
