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


class NoticeIdentifier(models.Model):
    """Plates and numbers of every version: what vehicles, equipment, and what is carried on it.

    ``value``: as it is searched, in one case. ``mode`` and ``dangerous``: of the leg; empty: not said.
    """

    row = models.CharField(max_length=80, primary_key=True)
    uid = models.CharField(max_length=64)
    notice = models.CharField(max_length=40)
    reference = models.CharField(max_length=16, db_index=True)
    consignment = models.IntegerField()
    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=70, db_index=True)
    country = models.CharField(max_length=2, blank=True)
    mode = models.CharField(max_length=4, blank=True)
    dangerous = models.CharField(max_length=5, blank=True)


class SharedPresentation(models.Model):
    """Cases whose goods are at the gate, since when: their notices are frozen."""

    reference = models.CharField(max_length=16, primary_key=True)
    time = models.DateTimeField()

    class Meta:
        db_table = "shared_presentation"
