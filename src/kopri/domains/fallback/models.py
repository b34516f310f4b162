"""Tables of fallback."""

from django.db import models


class Regime(models.Model):
    """A regime; in force from ``declared`` to ``until``, or to ``ended`` where that comes first."""

    regime = models.CharField(max_length=32, primary_key=True)
    side = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    cause = models.CharField(max_length=8)
    reason = models.TextField()
    missed = models.JSONField()
    cap_per_hour = models.IntegerField()
    declared = models.DateTimeField()
    declared_by = models.CharField(max_length=64)
    until = models.DateTimeField()
    signed_by = models.CharField(max_length=64)
    renewals = models.IntegerField(default=0)
    ended = models.DateTimeField(null=True)
    uid = models.CharField(max_length=64)

    class Meta:
        db_table = "fallback_regime"


class UnderRegime(models.Model):
    """Grow-only: a vehicle that was released without some services."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    side = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    regime = models.CharField(max_length=32)
    missed = models.JSONField()
    time = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        db_table = "fallback_release"
        indexes = [models.Index(fields=["side", "point", "time"])]


class SecondLook(models.Model):
    """What a service has found afterwards, last."""

    reference = models.CharField(max_length=16, db_index=True)
    side = models.CharField(max_length=8)
    service = models.CharField(max_length=16)
    result = models.CharField(max_length=16)
    note = models.TextField(blank=True)
    time = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        db_table = "fallback_second_look"
        constraints = [
            models.UniqueConstraint(fields=["reference", "side", "service"],
                                    name="fallback_one_look")
        ]


class Sticker(models.Model):
    """A reference that was printed beforehand; ``case``: whose vehicle carries it."""

    reference = models.CharField(max_length=16, primary_key=True)
    side = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    pack = models.CharField(max_length=32, db_index=True)
    issued = models.DateTimeField()
    case = models.CharField(max_length=16, blank=True)

    class Meta:
        db_table = "fallback_sticker"


class Pack(models.Model):
    """A printed pack."""

    pack = models.CharField(max_length=32, primary_key=True)
    side = models.CharField(max_length=8)
    point = models.CharField(max_length=32)
    issued = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        db_table = "fallback_pack"
