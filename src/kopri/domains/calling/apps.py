"""The calling domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class CallingConfig(AppConfig):
    name = "kopri.domains.calling"
    label = "calling"
    default_auto_field = "django.db.models.BigAutoField"
