"""The journal as a Django application (it owns tables)."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "kopri.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
