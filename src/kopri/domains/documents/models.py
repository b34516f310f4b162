"""Tables of documents."""

from django.db import models


class Document(models.Model):
    """A file of a case, as far as this node may know."""

    document = models.CharField(max_length=40, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    type = models.CharField(max_length=16, blank=True)
    number = models.CharField(max_length=80, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.BigIntegerField(null=True)
    media_type = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12)
    time = models.DateTimeField()
