"""The control domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class ControlConfig(AppConfig):
    name = "kopri.domains.control"
    label = "control"
    default_auto_field = "django.db.models.BigAutoField"
