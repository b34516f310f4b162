"""The attendance domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "kopri.domains.attendance"
    label = "attendance"
    default_auto_field = "django.db.models.BigAutoField"
