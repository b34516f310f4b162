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
    daily = models.JSONField(default=dict)
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


class SharedLimits(models.Model):
    """The latest revision of what one side's hours may carry, and of who is off duty."""

    side = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    direction = models.CharField(max_length=8)
    vehicle_class = models.CharField(max_length=16)
    day = models.CharField(max_length=10)
    limits = models.JSONField()
    off_duty = models.JSONField()
    revision = models.IntegerField()

    class Meta:
        db_table = "shared_limits"
        constraints = [
            models.UniqueConstraint(
                fields=["side", "point", "direction", "vehicle_class", "day"],
                name="queue_one_limits",
            )
        ]


class SharedClosure(models.Model):
    """A side takes nobody. ``log``: that closed it, and alone says when it ends."""

    closure = models.CharField(max_length=64, primary_key=True)
    log = models.CharField(max_length=200, blank=True)
    side = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    direction = models.CharField(max_length=8)
    vehicle_classes = models.JSONField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    reason = models.CharField(max_length=16)
    text = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "shared_closure"
        indexes = [models.Index(fields=["direction", "point", "ended"])]


class SharedRequest(models.Model):
    """Grow-only: every request for a slot."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    point = models.CharField(max_length=32)
    direction = models.CharField(max_length=8)
    vehicle_class = models.CharField(max_length=16)
    wishes = models.JSONField()
    goods = models.CharField(max_length=16, default="loaded")
    services = models.JSONField(default=list)
    stands_until = models.CharField(max_length=10, blank=True)
    proven = models.BooleanField(default=False)
    claim = models.CharField(max_length=32, blank=True)
    time = models.DateTimeField()

    class Meta:
        db_table = "shared_request"


class SharedChange(models.Model):
    """A wish for another hour. ``answered``: it was given; told by the exit side alone.

    ``number``: its order among the case's wishes of its ``log``.
    """

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    direction = models.CharField(max_length=8, db_index=True)
    wishes = models.JSONField(default=list)
    time = models.DateTimeField(null=True)
    log = models.CharField(max_length=128, blank=True)
    number = models.IntegerField(default=0)
    answered = models.BooleanField(default=False)

    class Meta:
        db_table = "shared_change"


class SharedUse(models.Model):
    """That the exit side's post has called a case's vehicle, or taken it in; its log's alone.

    ``key``: see ``SharedBooking``. ``hour_from``: the entry that gave the hour which the gate knew when
    it took the vehicle in; what gave it another one later was not seen there, and is void.
    """

    key = models.CharField(max_length=26, primary_key=True)
    reference = models.CharField(max_length=16)
    state = models.CharField(max_length=12)
    changed = models.DateTimeField()
    hour_from = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "shared_use"


class SharedBooking(models.Model):
    """A case's booking.

    ``key``: ``<reference>/<direction>``: the exit side of a direction writes its bookings, and what
    it says of a case of the other direction is no booking of that case.
    ``given``, ``given_at``: what the exit side's centre has made of it; ``state``, ``changed``: the
    same, unless the post has called or taken in the vehicle, which beats it. ``first_slot``: the hour
    that was granted, before any move; ``fault``: whose a no-show is. ``hours``: each hour since the
    grant as [uid of the entry that gave it, hour, why it was moved], the void ones among them.
    """

    key = models.CharField(max_length=26, primary_key=True)
    reference = models.CharField(max_length=16)
    point = models.CharField(max_length=32, blank=True)
    direction = models.CharField(max_length=8, blank=True)
    vehicle_class = models.CharField(max_length=16, blank=True)
    goods = models.CharField(max_length=16, blank=True)
    services = models.JSONField(default=list)
    tag = models.CharField(max_length=64, blank=True, db_index=True)
    public_class = models.CharField(max_length=16, blank=True)
    draw = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=16, blank=True)
    rule = models.CharField(max_length=16, blank=True)
    vehicle = models.CharField(max_length=48, blank=True)
    slot = models.DateTimeField(null=True)
    first_slot = models.DateTimeField(null=True)
    moved = models.IntegerField(default=0)
    hours = models.JSONField(default=list)
    held_until = models.DateTimeField(null=True)
    given = models.CharField(max_length=12)
    given_at = models.DateTimeField()
    state = models.CharField(max_length=12)
    changed = models.DateTimeField()
    fault = models.CharField(max_length=8, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "shared_booking"
        indexes = [
            models.Index(fields=["reference"], name="queue_booking_of_case"),
            models.Index(fields=["direction", "slot"], name="queue_booking_of_hour"),
            models.Index(fields=["state"], name="queue_booking_in_state"),
        ]


class SharedAllocation(models.Model):
    """Grow-only: what the public may know of every slot given, moved, given back."""

    uid = models.CharField(max_length=64, primary_key=True)
    draw = models.CharField(max_length=80, db_index=True)
    direction = models.CharField(max_length=8)
    tag = models.CharField(max_length=64)
    slot = models.DateTimeField(null=True)
    was = models.DateTimeField(null=True)
    public_class = models.CharField(max_length=16)
    why = models.CharField(max_length=16)
    rule = models.CharField(max_length=16, blank=True)
    time = models.DateTimeField()

    class Meta:
        db_table = "shared_allocation"
