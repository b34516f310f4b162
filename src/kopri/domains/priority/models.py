"""Tables of priorities."""

from django.db import models


class SharedClaim(models.Model):
    """A claim and the exit side's last answer; either may be heard of first."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, blank=True, db_index=True)
    point = models.CharField(max_length=32, blank=True)
    direction = models.CharField(max_length=8, blank=True)
    vehicle_class = models.CharField(max_length=16, blank=True)
    claim = models.CharField(max_length=32, blank=True)
    wishes = models.JSONField(default=list)
    goods = models.CharField(max_length=16, blank=True)
    services = models.JSONField(default=list)
    spoils_by = models.CharField(max_length=20, blank=True)
    log = models.CharField(max_length=120, blank=True)
    time = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, default="claimed")
    rule = models.CharField(max_length=16, blank=True)
    missing = models.JSONField(default=list)
    slot = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)

    class Meta:
        db_table = "shared_claim"
        indexes = [models.Index(fields=["direction", "point", "state"])]


class SharedSafetyCall(models.Model):
    """A call for safety and, once there is one, the second signature."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, blank=True, db_index=True)
    point = models.CharField(max_length=32, blank=True)
    direction = models.CharField(max_length=8, blank=True)
    vehicle_class = models.CharField(max_length=16, blank=True)
    danger = models.CharField(max_length=16, blank=True)
    log = models.CharField(max_length=120, blank=True)
    person = models.CharField(max_length=64, blank=True)
    time = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=64, blank=True)
    signed = models.DateTimeField(null=True)

    class Meta:
        db_table = "shared_safety_call"


class OwnSafetyReason(models.Model):
    """What the officer wrote of a call for safety; for this side alone."""

    event = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    reason = models.TextField()
    time = models.DateTimeField()


class OwnDecision(models.Model):
    """What this side's service has decided on a claim."""

    claim = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16)
    approved = models.BooleanField()
    reason = models.TextField(blank=True)
    service = models.CharField(max_length=16, blank=True)
    time = models.DateTimeField()


class OwnListedVehicle(models.Model):
    """Grow-only: a vehicle of a list that a state body or the postal operator has sent."""

    entry = models.CharField(max_length=64)
    vehicle = models.CharField(max_length=24, db_index=True)
    rule = models.CharField(max_length=16)
    direction = models.CharField(max_length=8)
    body = models.CharField(max_length=120)
    received = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(
            fields=["entry", "vehicle"], name="priority_listed_once")]
