"""Tables of notices."""

from django.db import models


class Notice(models.Model):
    """The newest version of a notice, with its goods, as far as this node may read them."""

    notice = models.CharField(max_length=40, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    version = models.IntegerField(default=0)
    state = models.CharField(max_length=12)
    eta = models.CharField(max_length=20, blank=True)
    format = models.CharField(max_length=24, blank=True)
    document_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    consignments = models.JSONField(default=list)
    changed = models.DateTimeField()


class SharedNotice(models.Model):
    """Which notices there are, on both nodes alike. Written by the log where it was lodged."""

    notice = models.CharField(max_length=40, primary_key=True)
    reference = models.CharField(max_length=16)
    version = models.IntegerField()
    state = models.CharField(max_length=12)

    class Meta:
        db_table = "shared_notice"
