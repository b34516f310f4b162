"""Tables of attendance."""

from django.db import models


class SharedMove(models.Model):
    """Grow-only: every other hour that a case was given."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    direction = models.CharField(max_length=8)
    was = models.DateTimeField()
    slot = models.DateTimeField()
    reason = models.CharField(max_length=16)
    cause = models.CharField(max_length=64)
    time = models.DateTimeField()

    class Meta:
        db_table = "shared_move"


class SharedAbsence(models.Model):
    """Grow-only: every no-show, whatever the case was booked for afterwards."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    tag = models.CharField(max_length=64, db_index=True)
    direction = models.CharField(max_length=8)
    slot = models.DateTimeField()
    fault = models.CharField(max_length=8)
    because = models.CharField(max_length=40)
    time = models.DateTimeField()

    class Meta:
        db_table = "shared_absence"
