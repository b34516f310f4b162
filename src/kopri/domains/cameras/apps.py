"""The cameras domain as a Django application (it owns a table)."""

from django.apps import AppConfig


class CamerasConfig(AppConfig):
    name = "kopri.domains.cameras"
    label = "cameras"
    default_auto_field = "django.db.models.BigAutoField"
