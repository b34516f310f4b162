"""Tables of returns."""

from django.db import models


class SharedReturn(models.Model):
    """A return: what the entry side wrote of it, and what the exit side did."""

    reference = models.CharField(max_length=16, db_index=True)
    number = models.CharField(max_length=32)
    side = models.CharField(max_length=8, blank=True)  # that refused
    service = models.CharField(max_length=16, blank=True)
    part = models.CharField(max_length=80, blank=True)
    rule = models.TextField(blank=True)
    opened = models.DateTimeField(null=True)
    uid = models.CharField(max_length=64, blank=True)
    withdrawn = models.DateTimeField(null=True)
    answer = models.CharField(max_length=16, blank=True)
    note = models.TextField(blank=True)
    answered = models.DateTimeField(null=True)
    received = models.DateTimeField(null=True, db_index=True)

    class Meta:
        db_table = "shared_return"
        constraints = [
            models.UniqueConstraint(fields=["reference", "number"], name="returns_one")
        ]
