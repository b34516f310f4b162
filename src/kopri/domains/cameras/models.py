"""The table of unknown plates."""

from django.db import models


class Sighting(models.Model):
    """The last time that a plate that nobody knew was seen at a place."""

    plate = models.CharField(max_length=20)
    place = models.CharField(max_length=16)
    time = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plate", "place"], name="cameras_one_sighting")
        ]
