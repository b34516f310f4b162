"""Tables of handovers."""

from django.db import models


class Handover(models.Model):
    """A shift that was given, and taken once ``taken`` is set. ``number``: in the post's order."""

    handover = models.CharField(max_length=32, primary_key=True)
    side = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    number = models.IntegerField()
    uid = models.CharField(max_length=64)
    given = models.DateTimeField()
    given_by = models.CharField(max_length=64)
    items = models.JSONField()
    waiting = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    taken = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=64, blank=True)
    taken_items = models.JSONField(default=list)
    taken_note = models.TextField(blank=True)

    class Meta:
        db_table = "handover_handover"
        indexes = [models.Index(fields=["side", "point", "number"])]
