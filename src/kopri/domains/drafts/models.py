"""The table of drafts."""

from django.db import models


class Draft(models.Model):
    """A form as somebody left it. ``fields``: its texts by name, as JSON."""

    draft = models.CharField(max_length=40, primary_key=True)
    person = models.CharField(max_length=64, db_index=True)
    title = models.CharField(max_length=120)
    amends = models.CharField(max_length=40, blank=True)
    fields = models.TextField()
    saved = models.DateTimeField()
