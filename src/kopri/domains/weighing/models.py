"""The table of weighings; it comes out equal on both nodes."""

from django.db import models


class SharedWeighing(models.Model):
    """Grow-only: what scales have said."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    side = models.CharField(max_length=8)
    gross_kg = models.IntegerField()
    axle_groups = models.JSONField(default=list)
    device = models.CharField(max_length=64, blank=True)
    time = models.DateTimeField()

    class Meta:
        db_table = "shared_weighing"
