"""Tables of calling forward; all of them the own side's."""

from django.db import models


class Course(models.Model):
    """How one vehicle came through one side, as far as times are told of it."""

    reference = models.CharField(max_length=16)
    side = models.CharField(max_length=8)
    arrived = models.DateTimeField(null=True)
    called = models.DateTimeField(null=True)
    registered = models.DateTimeField(null=True)
    exited = models.DateTimeField(null=True)
    turned_back = models.DateTimeField(null=True)

    class Meta:
        db_table = "calling_course"
        constraints = [
            models.UniqueConstraint(fields=["reference", "side"], name="calling_one_course")
        ]


class Told(models.Model):
    """Grow-only: a range that was told."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    side = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    direction = models.CharField(max_length=8)
    stage = models.CharField(max_length=8)
    time = models.DateTimeField()
    since = models.DateTimeField()
    p50 = models.DateTimeField()
    p90 = models.DateTimeField()
    ahead = models.IntegerField()
    again = models.BooleanField()
    closed = models.BooleanField()

    class Meta:
        db_table = "calling_told"
        indexes = [models.Index(fields=["side", "point", "stage", "time"])]


class WaitingNeed(models.Model):
    """A need of one vehicle: since when, and who saw to it."""

    reference = models.CharField(max_length=16, db_index=True)
    side = models.CharField(max_length=8)
    need = models.CharField(max_length=16)
    state = models.CharField(max_length=8)
    by = models.CharField(max_length=8)
    noted = models.DateTimeField()
    cleared = models.DateTimeField(null=True)
    cleared_by = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "calling_need"
        constraints = [
            models.UniqueConstraint(fields=["reference", "side", "need"], name="calling_one_need")
        ]


class Switch(models.Model):
    """Whether a post's node calls by itself, where its shift head has said so."""

    side = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    automatic = models.BooleanField()
    reason = models.TextField()
    by = models.CharField(max_length=64)
    time = models.DateTimeField()

    class Meta:
        db_table = "calling_switch"
        constraints = [
            models.UniqueConstraint(fields=["side", "point"], name="calling_one_switch")
        ]


class Override(models.Model):
    """Grow-only: a vehicle that was let out of a gate that was held."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16)
    side = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    holds = models.JSONField()
    reason = models.TextField()
    by = models.CharField(max_length=64)
    time = models.DateTimeField()

    class Meta:
        db_table = "calling_override"
