"""The drafts domain as a Django application (it owns a table)."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "kopri.domains.drafts"
    label = "drafts"
    default_auto_field = "django.db.models.BigAutoField"
