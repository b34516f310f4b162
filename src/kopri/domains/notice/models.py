"""Tables of notices."""

from django.db import models


class Standing(models.Model):
    """Which version of a notice is the newest, and what became of it.

    ``uid``: of the entry that said the newest version; none where only its end was heard of.
    """

    notice = models.CharField(max_length=40, primary_key=True)
    reference = models.CharField(max_length=16, db_index=True)
    version = models.IntegerField(default=0)
    uid = models.CharField(max_length=64, blank=True)
    recorded = models.DateTimeField(null=True)
    state = models.CharField(max_length=12)
    cancelled = models.DateTimeField(null=True)
    presented = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Notice(Standing):
    """A notice, as far as this node may know."""

    changed = models.DateTimeField()


class SharedNotice(Standing):
    """Which notices there are, on both nodes alike."""

    class Meta:
        db_table = "shared_notice"


class NoticeVersion(models.Model):
    """Every version of every notice, with its goods, by the entry that told it."""

    uid = models.CharField(max_length=64, primary_key=True)
    notice = models.CharField(max_length=40)
    reference = models.CharField(max_length=16, db_index=True)
    version = models.IntegerField()
    eta = models.CharField(max_length=20, blank=True)
    format = models.CharField(max_length=24, blank=True)
    document_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    consignments = models.JSONField(default=list)
    side = models.CharField(max_length=8)
    person = models.CharField(max_length=64, blank=True)
    recorded = models.DateTimeField()


class SharedPresentation(models.Model):
    """Cases whose goods are at the gate, since when: their notices are frozen."""

    reference = models.CharField(max_length=16, primary_key=True)
    time = models.DateTimeField()

    class Meta:
        db_table = "shared_presentation"
