"""Tables of the case. ``shared_*`` come out equal on both nodes."""

from django.db import models


class Case(models.Model):
    """What this node may know of a case: merged from every entry that it may read."""

    reference = models.CharField(max_length=16, primary_key=True)
    direction = models.CharField(max_length=8, blank=True)
    point = models.CharField(max_length=32, blank=True)
    mode = models.CharField(max_length=8, blank=True)
    loaded = models.BooleanField(null=True)
    plate = models.CharField(max_length=20, blank=True)
    plate_key = models.CharField(max_length=20, blank=True, db_index=True)
    trailer_key = models.CharField(max_length=20, blank=True, db_index=True)
    vin = models.CharField(max_length=17, blank=True, db_index=True)
    conveyance = models.JSONField(default=dict)
    carrier = models.CharField(max_length=64, blank=True, db_index=True)
    crew = models.JSONField(default=list)
    parts = models.JSONField(default=list)


class SharedMilestone(models.Model):
    """Grow-only: every shared entry that moves a status."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    name = models.CharField(max_length=24)
    side = models.CharField(max_length=8)
    time = models.DateTimeField()
    recorded = models.DateTimeField()
    detail = models.CharField(max_length=80, blank=True)
    log = models.CharField(max_length=120)
    number = models.IntegerField()

    class Meta:
        db_table = "shared_milestone"


class SharedCrossing(models.Model):
    """The folded status of a case."""

    reference = models.CharField(max_length=16, primary_key=True)
    direction = models.CharField(max_length=8, blank=True)
    point = models.CharField(max_length=32, blank=True)
    phase = models.CharField(max_length=16)
    since = models.DateTimeField()
    held = models.BooleanField(default=False)
    exit_state = models.CharField(max_length=12)
    entry_state = models.CharField(max_length=12)
    turn = models.CharField(max_length=12)

    class Meta:
        db_table = "shared_crossing"
        indexes = [models.Index(fields=["phase", "since"])]
