"""Tables of inspections: what was written, one row an entry; everything else is folded from it."""

from django.db import models


class _Act(models.Model):
    """An entry. ``said``: its payload but for what has a column; ``number``: its order in its log."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    inspection = models.CharField(max_length=40)
    act = models.CharField(max_length=24)
    side = models.CharField(max_length=8)
    service = models.CharField(max_length=16, blank=True)
    time = models.DateTimeField()
    recorded = models.DateTimeField()
    log = models.CharField(max_length=120)
    number = models.IntegerField()
    person = models.CharField(max_length=64)
    said = models.JSONField()

    class Meta:
        abstract = True


class OwnAppointmentAct(_Act):
    """Grow-only: appointments, as far as this node may know of them."""


class SharedInspectionAct(_Act):
    """Grow-only: what both sides hold of an inspection."""

    class Meta:
        db_table = "shared_inspection_act"
