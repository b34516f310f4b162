"""The links domain as a Django application (it owns a table)."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "kopri.domains.links"
    label = "links"
    default_auto_field = "django.db.models.BigAutoField"
