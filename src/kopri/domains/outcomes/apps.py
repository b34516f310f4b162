"""The outcomes domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "kopri.domains.outcomes"
    label = "outcomes"
    default_auto_field = "django.db.models.BigAutoField"
