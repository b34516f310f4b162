"""Tables of the journal itself. None is a projection; all are the record or its bookkeeping."""

from django.db import models


class Log(models.Model):
    """A log that this node writes or follows.

    ``size``: for the own log the next index to give; for a followed one the verified size.
    ``applied``: how far its openings took effect. ``counts``: running number of each label.
    ``frontier``: the compact range of the tree at ``published`` (own) or ``size`` (followed).
    ``latest``: the latest ``recorded`` in it, so that no entry is older than what it has seen.
    ``post``: the post of a post's log. ``keys``: keys that an entry has named since it was admitted.
    ``cosigned_size``, ``cosigned_root``: the newest checkpoint under which this node, as a witness,
    put its cosignature; it never goes back. ``unsure``: own log, until the witnesses were asked
    after a start: entries get no index, nothing is signed. ``provisional``: grown from a snapshot
    that has not been replayed from zero yet. ``unscrubbed``: own log, forgettings that the
    database's files and the blobs have not been cleaned of. ``told``: digest of what its node has
    heard of our complaints; empty while there are none.
    """

    origin = models.CharField(max_length=200, unique=True)
    side = models.CharField(max_length=8)
    role = models.CharField(max_length=16)
    letter = models.CharField(max_length=1, blank=True)
    post = models.CharField(max_length=20, blank=True)
    log_key = models.CharField(max_length=200)
    witness_key = models.CharField(max_length=200)
    http_key = models.CharField(max_length=200, blank=True)
    own = models.BooleanField(default=False)
    size = models.BigIntegerField(default=0)
    published = models.BigIntegerField(default=0)
    applied = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    frontier = models.BinaryField(default=b"")
    latest = models.DateTimeField(null=True)
    heard = models.DateTimeField(null=True)
    stopped = models.CharField(max_length=200, blank=True)
    keys = models.JSONField(default=list)
    cosigned_size = models.BigIntegerField(default=0)
    cosigned_root = models.BinaryField(default=b"")
    unsure = models.BooleanField(default=False)
    provisional = models.BooleanField(default=False)
    closed = models.DateTimeField(null=True)
    unscrubbed = models.BigIntegerField(default=0)
    told = models.CharField(max_length=64, blank=True)


class State(models.TextChoices):
    """What became of an entry here."""

    APPLIED = "applied"
    UNLAWFUL = "unlawful"  # an act of a log without the authority: recorded, not applied
    UNKNOWN = "unknown"  # a kind or version this node does not read: parked until an upgrade
    POISON = "poison"  # cannot be applied: recorded, parked, never stops its log
    FORGOTTEN = "forgot"  # place, commitment and stamp are left; ``forgotten`` names the entry


class Entry(models.Model):
    """An own or a followed entry with its opening. The order of ids is the order of applying."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, db_index=False)
    index = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    time = models.DateTimeField()
    recorded = models.DateTimeField()
    audience = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State.choices, default=State.APPLIED)
    commitment = models.BinaryField()
    salt = models.BinaryField(null=True)
    entry = models.BinaryField(null=True)
    stamp = models.BinaryField(null=True)
    forgotten = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, db_index=False, db_constraint=False,
        related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "index"], name="journal_one_entry_an_index"),
            models.UniqueConstraint(fields=["commitment"], condition=models.Q(index=None),
                                    name="journal_waiting_once"),
        ]
        # each index costs a tenth of an append, and one over random values far more as it grows
        indexes = [
            models.Index(fields=["subject"]),
            models.Index(fields=["kind"], name="journal_to_be_obeyed",
                         condition=models.Q(kind="journal.forgot/1", forgotten=None)),
        ]


class Checkpoint(models.Model):
    """A signed checkpoint: of the own log as published, of a followed one as verified."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.BinaryField()
    made = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "size"], name="journal_one_root")]


class Cosignature(models.Model):
    """That a witness has cosigned a checkpoint; its line stands in the checkpoint's note."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.CASCADE)
    witness = models.CharField(max_length=200)
    made = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "witness"], name="journal_cosigned_once")
        ]


class Outbox(models.Model):
    """A journey that an entry has to start, once."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE)
    journey = models.CharField(max_length=60)
    done = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    trouble = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "journey"], name="journal_started_once")
        ]
        indexes = [models.Index(fields=["done"])]


class Blob(models.Model):
    """That an entry names a file. ``here``: its bytes came from there, or were written here."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE)
    sha256 = models.CharField(max_length=64, db_index=True)
    here = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "sha256"], name="journal_named_once")
        ]
        indexes = [models.Index(fields=["entry"], condition=models.Q(here=False),
                                name="journal_blob_missing")]


class ForgottenCase(models.Model):
    """A case that a log has forgotten: what was recorded of it ``before`` counts in no table."""

    reference = models.CharField(max_length=80, primary_key=True)
    before = models.DateTimeField()


class ForgottenBlob(models.Model):
    """A file that forgotten entries named; it goes where no entry is left that names it."""

    sha256 = models.CharField(max_length=64, primary_key=True)


class Request(models.Model):
    """What was answered to a request with an idempotency key: asked again, answered alike."""

    key = models.CharField(max_length=120)
    person = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    answer = models.BinaryField()
    made = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "person"], name="journal_once")]


class Nonce(models.Model):
    """A nonce of a signed request, kept while the request could be replayed."""

    keyid = models.CharField(max_length=200)
    nonce = models.CharField(max_length=120)
    expires = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["keyid", "nonce"], name="journal_nonce_once")]


class Incident(models.Model):
    """Something wrong with a log, by name. ``proof`` tells what anyone can judge from a complaint.

    ``evidence``: the file that convinces a third party, where there is one.
    """

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    code = models.CharField(max_length=60)
    detail = models.TextField(blank=True)
    index = models.BigIntegerField(null=True)
    proof = models.BooleanField(default=False)
    evidence = models.BinaryField(default=b"")
    opened = models.DateTimeField()
    closed = models.DateTimeField(null=True)


class Complaint(models.Model):
    """What another node says is wrong with the own log: shown, and believed by nobody."""

    by = models.ForeignKey(Log, on_delete=models.PROTECT)
    code = models.CharField(max_length=60)
    index = models.BigIntegerField(null=True)
    since = models.DateTimeField()
