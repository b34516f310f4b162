"""The inspection domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "kopri.domains.inspection"
    label = "inspection"
    default_auto_field = "django.db.models.BigAutoField"
