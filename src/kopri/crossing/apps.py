"""The case as a Django application (it owns tables)."""

from django.apps import AppConfig


class CrossingConfig(AppConfig):
    name = "kopri.crossing"
    label = "crossing"
    default_auto_field = "django.db.models.BigAutoField"
