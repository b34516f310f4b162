"""The examination domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class ExaminationConfig(AppConfig):
    name = "kopri.domains.examination"
    label = "examination"
    default_auto_field = "django.db.models.BigAutoField"
