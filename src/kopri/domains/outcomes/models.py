"""Tables of outcomes."""

from django.db import models


class SharedPart(models.Model):
    """What a service has said last of a part."""

    reference = models.CharField(max_length=16, db_index=True)
    side = models.CharField(max_length=8)
    service = models.CharField(max_length=16)
    part = models.CharField(max_length=80)
    outcome = models.CharField(max_length=8)
    lifts = models.TextField(blank=True)
    until = models.CharField(max_length=32, blank=True)
    rule = models.TextField(blank=True)
    appeal = models.CharField(max_length=32, blank=True)
    appeal_until = models.CharField(max_length=10, blank=True)
    time = models.DateTimeField()
    uid = models.CharField(max_length=64)

    class Meta:
        db_table = "shared_part"
        constraints = [
            models.UniqueConstraint(fields=["reference", "side", "service", "part"],
                                    name="outcomes_one_a_part")
        ]


class OwnHold(models.Model):
    """A hold whose reason is withheld, as the own side knows it; it never leaves the side."""

    reference = models.CharField(max_length=16, db_index=True)
    side = models.CharField(max_length=8)
    service = models.CharField(max_length=16)
    reason = models.TextField()
    until = models.CharField(max_length=32, blank=True)
    since = models.DateTimeField()
    lifted = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference", "side", "service"],
                                    name="outcomes_one_hold")
        ]


class OwnProposal(models.Model):
    """What an officer has proposed; the own side's alone."""

    proposal = models.CharField(max_length=32, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    side = models.CharField(max_length=8)
    service = models.CharField(max_length=16)
    act = models.CharField(max_length=16)
    words = models.JSONField(default=dict)
    person = models.CharField(max_length=64)
    time = models.DateTimeField()
    uid = models.CharField(max_length=64)
    ended = models.DateTimeField(null=True)
