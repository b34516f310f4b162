"""Sets the sheet and makes the PDF. The same print gives the same bytes."""

from datetime import datetime
from typing import Any, Literal

import msgspec
import segno
import typst

from kopri.engines.typesetting import labels
from kopri.engines.typesetting.labels import CMR, Label, both
from kopri.engines.typesetting.sheet import Print, page
from kopri.engines.typesetting.template import TEMPLATE
from kopri.kernel.text import fill


def waybill(sheet: Print) -> bytes:
    """A PDF/A-2b with each consignment on a page of its own, or on several.

    A letter that the own font lacks is looked for in the machine's fonts; what none has is drawn
    as an empty box, and the PDF is then a plain one: an archive's PDF must show every letter.
    """
    told = {
        "title": _both(CMR["title"], sheet), "language": sheet.languages[0],
        "pages": [page(each, languages=sheet.languages) for each in sheet.consignments],
        "signatures": [_signature(CMR[name], sheet) for name in labels.SIGNATURES],
        "notes": _notes(sheet), "footer": _footer(sheet), "link": sheet.link,
    }
    code = segno.make_qr(sheet.link, error="m").svg_inline(scale=4, border=1)
    text = msgspec.json.encode({**_printable(told), "code": code}).decode()
    try:
        return _set(text, sheet=sheet, standard="a-2b", own_font=True)
    except typst.TypstError:
        return _set(text, sheet=sheet, standard="1.7", own_font=False)


def _printable(value: Any) -> Any:
    """Without control and direction characters; line breaks stay."""
    if isinstance(value, str):
        return "".join(each for each in value if each == "\n" or each.isprintable())
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    return [_printable(each) for each in value] if isinstance(value, list) else value


def _set(text: str, *, sheet: Print, standard: Literal["a-2b", "1.7"], own_font: bool) -> bytes:
    made: bytes = typst.compile(
        TEMPLATE, sys_inputs={"data": text}, format="pdf", pdf_standards=standard,
        ignore_system_fonts=own_font, timestamp=_seconds(sheet.printed),
    )
    return made


def _both(label: Label, sheet: Print) -> str:
    return both(label, languages=sheet.languages).text


def _signature(label: Label, sheet: Print) -> dict[str, str]:
    return {"number": label.number, "label": _both(label, sheet), "text": ""}


def _notes(sheet: Print) -> list[str]:
    notes = [labels.PREPARED, *([labels.SIMULATED] if sheet.simulated else [])]
    return [_both(each, sheet) for each in notes]


def _footer(sheet: Print) -> str:
    """Where the print comes from, so that paper and record can be held against each other."""
    said: dict[str, str | int] = {
        "notice": sheet.notice, "version": sheet.version, "reference": sheet.reference}
    source = fill(_both(labels.SOURCE, sheet), params=said) if sheet.notice else ""
    digest = f"SHA-256 {sheet.sha256}" if sheet.sha256 else ""
    return " ".join(filter(None, [source, digest, sheet.printed]))


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())
