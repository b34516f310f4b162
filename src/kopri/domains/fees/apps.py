"""The fees domain as a Django application (it owns a table)."""

from django.apps import AppConfig


class FeesConfig(AppConfig):
    name = "kopri.domains.fees"
    label = "fees"
    default_auto_field = "django.db.models.BigAutoField"
