"""What a node says for others to carry away: a text under its log's key, as a signed note."""

from datetime import datetime

from kopri.engines.notes import SignatureWrong, open_note, sign_note
from kopri.journal.append.publish import Press
from kopri.journal.incidents import Rejected
from kopri.journal.keys import LOG, verifiers
from kopri.journal.models import Cosignature, Log
from kopri.journal.types import OBSERVER


def say(text: str, *, press: Press) -> bytes:
    """The text, signed with every key of the own log that holds."""
    return sign_note(text, press.signing(LOG))


def heard(note: bytes, *, origin: str, at: datetime) -> str:
    """The text that the node of this log has signed; ``Rejected`` where it has not."""
    log = Log.objects.filter(origin=origin, own=False, stopped="").first()
    if log is None:
        raise Rejected("words_unsigned", detail=f"{origin} is not known here")
    try:
        return open_note(note, verifiers(log, LOG, at=at)).text
    except (SignatureWrong, ValueError) as error:
        raise Rejected("words_unsigned", detail=str(error)) from error


def cosigned_by(moment: datetime | None, *, press: Press) -> dict[str, int]:
    """log -> the largest size that this node had cosigned by a moment of real time; None: by now."""
    mine = {signer.name for signer in press.signing("witness")}
    sizes: dict[str, int] = {}
    rows = Cosignature.objects.filter(witness__in=mine, checkpoint__log__own=False).exclude(
        checkpoint__log__role=OBSERVER)
    if moment is not None:
        rows = rows.filter(made__lte=moment)
    for origin, size in rows.values_list("checkpoint__log__origin", "checkpoint__size"):
        sizes[origin] = max(size, sizes.get(origin, 0))
    return sizes
