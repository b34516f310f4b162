"""The table of renewals."""

from django.db import models


class Renewal(models.Model):
    """How often the link of a case was renewed; no row: never."""

    reference = models.CharField(max_length=16, primary_key=True)
    number = models.IntegerField()
    by = models.CharField(max_length=64)
    time = models.DateTimeField()
