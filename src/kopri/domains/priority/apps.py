"""The priority domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class PriorityConfig(AppConfig):
    name = "kopri.domains.priority"
    label = "priority"
    default_auto_field = "django.db.models.BigAutoField"
