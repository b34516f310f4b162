"""The queue domain as a Django application (it owns tables)."""

from django.apps import AppConfig


class QueueConfig(AppConfig):
    name = "kopri.domains.queue"
    label = "queue"
    default_auto_field = "django.db.models.BigAutoField"
