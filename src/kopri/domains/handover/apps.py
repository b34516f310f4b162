"""The handover domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "kopri.domains.handover"
    label = "handover"
    default_auto_field = "django.db.models.BigAutoField"
