"""The accounts domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kopri.domains.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
