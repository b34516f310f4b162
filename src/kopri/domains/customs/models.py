"""Tables of customs."""

from django.db import models


class SharedDeclaration(models.Model):
    """Grow-only: a declaration as it was put to a case; ``side``: of the log that says so."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    declaration = models.CharField(max_length=40, db_index=True)
    side = models.CharField(max_length=8, db_index=True)
    regime = models.CharField(max_length=8)
    simulated = models.BooleanField(default=False)
    exit_office = models.CharField(max_length=120, blank=True)
    deadline = models.CharField(max_length=20, blank=True)
    seals = models.JSONField(default=list)
    route = models.JSONField(default=list)
    event = models.CharField(max_length=64, blank=True)
    time = models.DateTimeField()

    class Meta:
        db_table = "shared_declaration"


class SharedDeclarationState(models.Model):
    """Grow-only: what was told of a declaration. ``evidence``: what a transit was ended on."""

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    declaration = models.CharField(max_length=40)
    side = models.CharField(max_length=8)
    state = models.CharField(max_length=20)
    number = models.CharField(max_length=120, blank=True)
    by = models.CharField(max_length=8, blank=True)
    evidence = models.CharField(max_length=20, blank=True)
    office = models.CharField(max_length=120, blank=True)
    seals_intact = models.BooleanField(null=True)
    event = models.CharField(max_length=64, blank=True)
    time = models.DateTimeField()

    class Meta:
        db_table = "shared_declaration_state"


class OwnDeclaration(models.Model):
    """What only the own side knows of its declaration; ``event`` names the shared half."""

    event = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    service = models.CharField(max_length=16, blank=True)
    lrn = models.CharField(max_length=120, blank=True)
    system = models.CharField(max_length=120, blank=True)
    guarantee = models.CharField(max_length=120, blank=True)
    consignment = models.CharField(max_length=120, blank=True, default="")


class OwnAnswer(models.Model):
    """An answer of the own customs system, or an officer's words; likewise. ``place``: its
    order among those of the case."""

    event = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    answer = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=8, blank=True)
    text = models.CharField(max_length=500, blank=True)
    place = models.IntegerField()
    time = models.DateTimeField()
