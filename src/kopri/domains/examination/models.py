"""Tables of examinations."""

from django.db import models


class SharedExaminationAct(models.Model):
    """Grow-only: what services of both sides signed and asked, and what carriers answered."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    side = models.CharField(max_length=8)
    service = models.CharField(max_length=16)
    act = models.CharField(max_length=16)
    time = models.DateTimeField()
    recorded = models.DateTimeField()
    log = models.CharField(max_length=120)
    number = models.IntegerField()
    person = models.CharField(max_length=64)
    seen = models.JSONField(null=True)
    question = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    documents = models.JSONField(default=list)

    class Meta:
        db_table = "shared_examination_act"


class SharedVehicleChange(models.Model):
    """Grow-only: that vehicle or crew of a case was changed; examinations count them."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)

    class Meta:
        db_table = "shared_vehicle_change"


class OwnLook(models.Model):
    """Grow-only: that a service of this side took note. ``after``: so many acts of its log."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    side = models.CharField(max_length=8)
    service = models.CharField(max_length=16)
    time = models.DateTimeField()
    after = models.IntegerField()
    number = models.IntegerField()
    person = models.CharField(max_length=64)
    seen = models.JSONField()
