"""Open a document's file: for whoever may read it, fetched from its node where it is not here yet."""

from collections.abc import Callable
from dataclasses import dataclass

from kopri.crossing.queries import by_reference
from kopri.domains.documents.permissions import may_read
from kopri.domains.documents.queries import by_id
from kopri.domains.documents.rules import HasCome, IsThere
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file as it is handed out. ``name``: case, type and ending; never what the sender called it."""

    name: str
    media_type: str
    sha256: str
    data: bytes


def open_document(
    *, actor: Actor, document: str, load: Callable[[str], bytes | None]
) -> OpenedFile:
    """``load``: the bytes of a SHA-256, from the own store or the other node; None: out of reach."""
    found = by_id(document)
    may = may_read(actor, carrier=by_reference(found.reference).carrier)
    if not may or not found.sha256:  # one that is known by its number alone has no file
        raise Refusal([IsThere.fault()], ground=Ground.MISSING)
    data = load(found.sha256)
    if data is None:
        raise Refusal([HasCome.fault(path="/file")], ground=Ground.UNAVAILABLE)
    ending = found.media_type.rpartition("/")[2]
    return OpenedFile(name=f"{found.reference}-{found.type}.{ending}", data=data,
                      media_type=found.media_type, sha256=found.sha256)
