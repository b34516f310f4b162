"""Tables of controls."""

from django.db import models


class SharedControl(models.Model):
    """One side's controls of a case: which services see it, and the side's outcome."""

    reference = models.CharField(max_length=16, db_index=True)
    side = models.CharField(max_length=8)
    services = models.JSONField(default=list)
    released = models.DateTimeField(null=True)
    refused = models.DateTimeField(null=True)
    refused_by = models.CharField(max_length=16, blank=True)

    class Meta:
        db_table = "shared_control"
        constraints = [
            models.UniqueConstraint(fields=["reference", "side"], name="control_one_a_side")
        ]


class SharedFinding(models.Model):
    """What a service has said last."""

    reference = models.CharField(max_length=16, db_index=True)
    side = models.CharField(max_length=8)
    service = models.CharField(max_length=16)
    outcome = models.CharField(max_length=8, blank=True)
    reason = models.TextField(blank=True)
    lifts = models.TextField(blank=True)
    rule = models.TextField(blank=True)
    until = models.CharField(max_length=32, blank=True)
    appeal = models.CharField(max_length=32, blank=True)
    appeal_until = models.CharField(max_length=10, blank=True)
    time = models.DateTimeField()
    uid = models.CharField(max_length=64)

    class Meta:
        db_table = "shared_finding"
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "side", "service"], name="control_one_finding"
            )
        ]


class PlanStep(models.Model):
    """A step of this node's own plan; it never leaves the node.

    ``papers``: accepted in advance; ``differs``: and the facts were found to differ;
    ``marked``: only a mark asks for it.
    """

    reference = models.CharField(max_length=16, db_index=True)
    step = models.CharField(max_length=16)
    service = models.CharField(max_length=16, db_index=True)
    order = models.IntegerField()
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    papers = models.BooleanField(default=False)
    differs = models.BooleanField(default=False)
    marked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "step", "service"], name="control_one_step"
            )
        ]


class OwnDirection(models.Model):
    """The corridor that customs has chosen; the own side's secret."""

    reference = models.CharField(max_length=16, primary_key=True)
    corridor = models.CharField(max_length=8)


class OwnPlan(models.Model):
    """Why this node's plan of a case is as it is; it never leaves the node."""

    reference = models.CharField(max_length=16, primary_key=True)
    planned = models.DateTimeField()
    because = models.CharField(max_length=8, blank=True)
    reason = models.TextField(blank=True)


class OwnMark(models.Model):
    """A risk that somebody of the own side has seen, and what a service does of it."""

    reference = models.CharField(max_length=16, db_index=True)
    service = models.CharField(max_length=16)
    steps = models.JSONField(default=list)
    reason = models.TextField()
    person = models.CharField(max_length=64)
    time = models.DateTimeField()
    uid = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference", "service"], name="control_one_mark")
        ]
