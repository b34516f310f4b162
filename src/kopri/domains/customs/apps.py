"""The customs domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class CustomsConfig(AppConfig):
    name = "kopri.domains.customs"
    label = "customs"
    default_auto_field = "django.db.models.BigAutoField"
