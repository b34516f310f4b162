"""Tables of the gate."""

from django.db import models


class Passage(models.Model):
    """One case at one side's gates, as far as this node may know."""

    reference = models.CharField(max_length=16, db_index=True)
    side = models.CharField(max_length=8)
    plate = models.CharField(max_length=20, blank=True)
    weight_kg = models.IntegerField(null=True)
    waiting_area = models.DateTimeField(null=True)
    gate = models.DateTimeField(null=True)
    registered = models.DateTimeField(null=True)
    exit_gate = models.DateTimeField(null=True)
    exited = models.DateTimeField(null=True)
    turned_back = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference", "side"], name="gate_one_passage")
        ]
