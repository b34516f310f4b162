"""The notice domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class NoticeConfig(AppConfig):
    name = "kopri.domains.notice"
    label = "notice"
    default_auto_field = "django.db.models.BigAutoField"
