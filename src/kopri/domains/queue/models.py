"""Tables of the queue."""

from django.db import models


class SharedCapacity(models.Model):
    """The latest revision of one side's hours."""

    side = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    direction = models.CharField(max_length=8)
    vehicle_class = models.CharField(max_length=16)
    day = models.CharField(max_length=10)
    hours = models.JSONField()
    revision = models.IntegerField()
    valid_until = models.CharField(max_length=20)
    uid = models.CharField(max_length=64)

    class Meta:
        db_table = "shared_capacity"
        constraints = [
            models.UniqueConstraint(
                fields=["side", "point", "direction", "vehicle_class", "day"],
                name="queue_one_capacity",
            )
        ]


class SharedRequest(models.Model):
    """Grow-only: every request for a slot."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    point = models.CharField(max_length=32)
    direction = models.CharField(max_length=8)
    vehicle_class = models.CharField(max_length=16)
    wishes = models.JSONField()
    time = models.DateTimeField()

    class Meta:
        db_table = "shared_request"


class SharedUse(models.Model):
    """That the exit side's post has called a case's vehicle, or taken it in; its log's alone."""

    reference = models.CharField(max_length=16, primary_key=True)
    state = models.CharField(max_length=12)
    changed = models.DateTimeField()

    class Meta:
        db_table = "shared_use"


class SharedBooking(models.Model):
    """A case's booking.

    ``given``, ``given_at``: what the exit side's centre has made of it; ``state``, ``changed``: the
    same, unless the post has called or taken in the vehicle, which beats it.
    """

    reference = models.CharField(max_length=16, primary_key=True)
    point = models.CharField(max_length=32, blank=True)
    direction = models.CharField(max_length=8, blank=True)
    vehicle_class = models.CharField(max_length=16, blank=True)
    slot = models.DateTimeField(null=True)
    given = models.CharField(max_length=12)
    given_at = models.DateTimeField()
    state = models.CharField(max_length=12)
    changed = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "shared_booking"
        indexes = [models.Index(fields=["direction", "slot"]), models.Index(fields=["state"])]
