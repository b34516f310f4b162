"""The table of lanes; the own side's."""

from django.db import models


class Lane(models.Model):
    """What was last said of a lane."""

    side = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    lane = models.IntegerField()
    open = models.BooleanField()
    reason = models.TextField(blank=True)
    by = models.CharField(max_length=64)
    time = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["side", "point", "lane"], name="lanes_one_row")
        ]
