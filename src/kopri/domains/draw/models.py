"""Tables of the draw. All are fed by entries that both sides hold."""

from django.db import models


class SharedChain(models.Model):
    """What a side has fixed for a quarter's draws of a line; the first entry holds."""

    side = models.CharField(max_length=8)
    direction = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    vehicle_class = models.CharField(max_length=16)
    quarter = models.CharField(max_length=7)
    anchor = models.CharField(max_length=64)
    length = models.IntegerField()

    class Meta:
        db_table = "shared_chain"
        constraints = [models.UniqueConstraint(
            fields=["side", "direction", "point", "vehicle_class", "quarter"],
            name="draw_one_chain")]


class SharedThird(models.Model):
    """What a side has written down of a third's chain; the first entry of each side holds."""

    side = models.CharField(max_length=8)
    direction = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    vehicle_class = models.CharField(max_length=16)
    quarter = models.CharField(max_length=7)
    third = models.CharField(max_length=200)
    anchor = models.CharField(max_length=64)

    class Meta:
        db_table = "shared_third"
        constraints = [models.UniqueConstraint(
            fields=["side", "direction", "point", "vehicle_class", "quarter", "third"],
            name="draw_one_third")]


class SharedTagKey(models.Model):
    """The key of a quarter's tags in a direction, and what was said of it beforehand in public."""

    direction = models.CharField(max_length=8)
    quarter = models.CharField(max_length=7)
    commitment = models.CharField(max_length=64)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "shared_tag_key"
        constraints = [models.UniqueConstraint(
            fields=["direction", "quarter"], name="draw_one_tag_key")]


class SharedDraw(models.Model):
    """A draw from its close on. ``uid``: of the close; ``seen``: how far its writer had followed."""

    draw = models.CharField(max_length=80, primary_key=True)
    direction = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    vehicle_class = models.CharField(max_length=16)
    day = models.CharField(max_length=10)
    number = models.IntegerField()
    parts = models.IntegerField()
    root = models.CharField(max_length=64)
    supply = models.JSONField()
    exit_revision = models.IntegerField()
    entry_revision = models.IntegerField()
    unproven_most = models.IntegerField()
    quarter = models.CharField(max_length=7)
    position = models.IntegerField()
    reveal_until = models.DateTimeField()
    thirds = models.JSONField()
    closed = models.DateTimeField()
    log = models.CharField(max_length=200)
    uid = models.CharField(max_length=64)
    seen = models.JSONField(default=dict)
    state = models.CharField(max_length=8)
    settled = models.DateTimeField(null=True)
    shares = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    third = models.CharField(max_length=200, blank=True)
    third_share = models.CharField(max_length=64, blank=True)
    third_note = models.TextField(blank=True)
    seed = models.CharField(max_length=64, blank=True)
    left = models.JSONField(default=list)

    class Meta:
        db_table = "shared_draw"
        indexes = [models.Index(fields=["state"]), models.Index(fields=["day"])]


class SharedDrawRow(models.Model):
    """A vehicle on a closed list. ``hour``: what the draw gave it; ``place``: its turn among those.

    ``meanwhile``: what became of it between close and settlement: served, struck, or nothing.
    """

    draw = models.CharField(max_length=80)
    tag = models.CharField(max_length=64)
    cohort = models.CharField(max_length=10)
    public_class = models.CharField(max_length=16)
    proven = models.BooleanField()
    wishes = models.JSONField()
    hour = models.IntegerField(null=True)
    place = models.IntegerField(null=True)
    meanwhile = models.CharField(max_length=8, blank=True)

    class Meta:
        db_table = "shared_draw_row"
        constraints = [models.UniqueConstraint(fields=["draw", "tag"], name="draw_one_row")]
        indexes = [models.Index(fields=["tag"])]


class SharedShare(models.Model):
    """A side's share of a draw; the first entry of each side holds. ``uid``: of that entry."""

    draw = models.CharField(max_length=80)
    side = models.CharField(max_length=8)
    share = models.CharField(max_length=64)
    log = models.CharField(max_length=200)
    uid = models.CharField(max_length=64)
    recorded = models.DateTimeField()

    class Meta:
        db_table = "shared_share"
        constraints = [models.UniqueConstraint(fields=["draw", "side"], name="draw_one_share")]


class SharedObjection(models.Model):
    """That a side did not reveal its share, and why."""

    draw = models.CharField(max_length=80)
    side = models.CharField(max_length=8)
    reason = models.CharField(max_length=16)
    tags = models.JSONField()
    time = models.DateTimeField()

    class Meta:
        db_table = "shared_objection"
        constraints = [models.UniqueConstraint(fields=["draw", "side"], name="draw_one_objection")]


class SharedCohort(models.Model):
    """Since when a tag has lost draws of a line; empty where it had a slot since."""

    direction = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    vehicle_class = models.CharField(max_length=16)
    tag = models.CharField(max_length=64)
    cohort = models.CharField(max_length=10, blank=True)

    class Meta:
        db_table = "shared_cohort"
        constraints = [models.UniqueConstraint(
            fields=["direction", "point", "vehicle_class", "tag"], name="draw_one_cohort")]
