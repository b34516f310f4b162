"""The waybill of a notice as PDF. Used by pages and API."""

from kopri.domains.notice.queries import NoticeView
from kopri.engines.countrydata import PairData
from kopri.engines.typesetting import Print, waybill
from kopri.kernel.clock import to_text
from kopri.kernel.text import FALLBACK, LANGUAGES

PDF = "application/pdf"


def languages(pair: PairData, *, side: str, wanted: str) -> tuple[str, str]:
    """The first two of ``wanted`` (``ru,tk``); then the first language of the other state."""
    theirs = pair.country(pair.other(side)).facts.languages
    spoken = [each for each in (*wanted.split(","), *theirs, FALLBACK, "ru") if each in LANGUAGES]
    first, second = list(dict.fromkeys(spoken))[:2]
    return first, second


def of_notice(
    notice: NoticeView, *, spoken: tuple[str, str], link: str, simulated: bool
) -> bytes:
    """The same version of a notice gives the same bytes."""
    return waybill(Print(
        consignments=notice.consignments, languages=spoken, link=link,
        printed=to_text(notice.changed), reference=notice.reference, notice=notice.notice,
        version=notice.version, sha256=notice.document_sha256, simulated=simulated))
