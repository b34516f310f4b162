"""The lanes domain as a Django application (it owns a table)."""

from django.apps import AppConfig


class LanesConfig(AppConfig):
    name = "kopri.domains.lanes"
    label = "lanes"
    default_auto_field = "django.db.models.BigAutoField"
