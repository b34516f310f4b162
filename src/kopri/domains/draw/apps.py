"""The draw domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class DrawConfig(AppConfig):
    name = "kopri.domains.draw"
    label = "draw"
    default_auto_field = "django.db.models.BigAutoField"
