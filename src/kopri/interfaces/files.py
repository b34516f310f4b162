"""Files by their hash, and as HTTP hands them out: never as a page of ours."""

import threading

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from kopri.domains.documents.rules import HasCome
from kopri.domains.notice.queries import NoticeView
from kopri.engines.codecs import CODECS
from kopri.interfaces.house import House
from kopri.journal.blobs import fetch_blob
from kopri.kernel.errors import Ground, Refusal

OCTETS = "application/octet-stream"
_ENDINGS = {"application/json": "json", "application/xml": "xml", "text/csv": "csv",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx"}

# The ways to other nodes are for one thread at a time; who cannot get one soon comes again later.
_LINE = threading.Lock()
_PATIENCE_S = 10.0
_SEALED = "default-src 'none'; sandbox"


def load(house: House, sha256: str) -> bytes | None:
    """The bytes from the own store, else from the node whose entry names them; None: out of reach."""
    data = house.blobs.get(sha256)
    if data is not None or not _LINE.acquire(timeout=_PATIENCE_S):
        return data
    try:
        sources = {each.origin: each.sources for each in house.neighbours}
        fetch_blob(sha256, journal=house.journal, sources=sources, store=house.blobs)
    finally:
        _LINE.release()
    return house.blobs.get(sha256)


def handed_out(
    data: bytes, *, name: str, media_type: str, sha256: str = "", inline: bool = False
) -> HttpResponse:
    """A file to be saved, or with ``inline`` to be looked at where the browser can, walled off."""
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    answer["Content-Security-Policy"] = _SEALED
    answer["Cache-Control"] = "private, no-cache"
    if sha256:
        answer["ETag"] = f'"{sha256}"'
    return answer


def told(notice: NoticeView, *, house: House) -> HttpResponse:
    """The document that a notice was read from, as it was sent."""
    data = load(house, notice.document_sha256)
    if data is None:
        raise Refusal([HasCome.fault(path="/document")], ground=Ground.UNAVAILABLE)
    media_type = next((one.media_type for one in CODECS if one.name == notice.format), OCTETS)
    name = f"{notice.reference}-{notice.version}.{_ENDINGS.get(media_type, 'bin')}"
    return handed_out(data, name=name, media_type=media_type, sha256=notice.document_sha256)
