"""The documents domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "kopri.domains.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
