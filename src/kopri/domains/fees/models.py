"""The table of the ledger: lines that are only ever added."""

from django.db import models


class LedgerLine(models.Model):
    """A line of a posting (``uid``: its entry). Debit above nought, credit below; minor units."""

    uid = models.CharField(max_length=64)
    number = models.IntegerField()
    time = models.DateTimeField()
    why = models.CharField(max_length=20)
    account = models.CharField(max_length=16)
    party = models.CharField(max_length=64, blank=True)
    vehicle = models.CharField(max_length=17, blank=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=16, blank=True)
    code = models.CharField(max_length=32, blank=True)
    source = models.CharField(max_length=200, blank=True)
    bank_reference = models.CharField(max_length=64, blank=True, db_index=True)
    reverses = models.CharField(max_length=64, blank=True, db_index=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "ledger_line"
        constraints = [models.UniqueConstraint(fields=["uid", "number"], name="fees_one_line")]
        indexes = [models.Index(fields=["account", "party", "currency"]),
                   models.Index(fields=["account", "vehicle"])]
