"""Tables of documents."""

from django.db import models


class Document(models.Model):
    """A document of a case, as far as this node may know; without a hash it has no file."""

    document = models.CharField(max_length=40, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    type = models.CharField(max_length=16, blank=True)
    number = models.CharField(max_length=80, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.BigIntegerField(null=True)
    media_type = models.CharField(max_length=60, blank=True)
    covers = models.JSONField(default=list)
    valid_to = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=12)
    time = models.DateTimeField()


class DocumentStatement(models.Model):
    """Grow-only: that a document was lodged, accepted or rejected, as one entry says.

    ``side``: whose system has it, or whose service or system has judged. ``place``: its order among
    what its ``log`` has said of the document.
    """

    uid = models.CharField(max_length=64, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    document = models.CharField(max_length=40, db_index=True)
    state = models.CharField(max_length=12)
    side = models.CharField(max_length=8)
    service = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=80, blank=True)
    stated_by = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    time = models.DateTimeField()
    recorded = models.DateTimeField()
    log = models.CharField(max_length=120)
    place = models.IntegerField()
