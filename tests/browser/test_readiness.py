"""Readiness by clicking alone: attached is red, with a number lodged, accepted green. No JavaScript."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.border import DAY, EXIT, PAIR, POINT, Border
from tests.files import pdf

pytestmark = pytest.mark.browser
DECLARATION, SYSTEM, NUMBER = "Goods declaration", "ASTANA-1 / Keden", "50704/150126/0000001"


@contextmanager
def clerk(
    chromium: Browser, border: Border, role: str, service: str, path: str
) -> Iterator[Page]:
    """Whoever the border's own calls act for, on a page, without JavaScript."""
    accounts = json.loads(border.nodes.accounts(node=EXIT).read_text("utf-8"))
    token = border.tokens[EXIT][role, service]
    (name,) = [each["login"] for each in accounts if each["token"] == token]
    context = chromium.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto(border.url(EXIT, f"/demo/as/{name}?next={path}"))
    yield page
    context.close()


def announced(border: Border, plate: str) -> str:
    """A loaded truck of the demo's carrier, with a slot."""
    made = border.ask(EXIT, "/api/v1/crossings", role="carrier", body={
        "point": POINT, "direction": PAIR, "loaded": True,
        "conveyance": {"plate": plate, "country": "KZ"}})
    reference = str(made["reference"])
    border.ask(EXIT, f"/api/v1/crossings/{reference}/booking", role="carrier",
               body={"wishes": [f"{DAY}T08:00:00Z"]})
    return reference


def test_attached_is_red_lodged_waits_accepted_is_green(
    chromium: Browser, border: Border, tmp_path: Path
) -> None:
    reference, scan = announced(border, "88 RDY 01"), tmp_path / "declaration.pdf"
    scan.write_bytes(pdf())
    path = f"/cases/{reference}"
    with clerk(chromium, border, "carrier", "", path) as page:
        line = page.locator(".needs > li", has_text=DECLARATION).first
        expect(page.locator("#readiness")).to_contain_text("papers not ready")
        expect(line).to_contain_text("missing")
        expect(line).to_contain_text(f"Lodge it with {SYSTEM}")
        line.get_by_text(f"{DECLARATION}: attach the file").click()
        line.get_by_label("File").set_input_files(scan)
        line.get_by_role("button", name="Attach the file").click()
        expect(line).to_contain_text("prepared, number missing")
        expect(line).to_have_class("red")

        line.get_by_text(f"{DECLARATION}: state the number").click()
        line.get_by_label("Number from").fill("1")
        line.get_by_role("button", name="State the number").click()
        expect(line).to_contain_text("This is no number of")
        line.get_by_label("Number from").fill(NUMBER)
        line.get_by_role("button", name="State the number").click()
        page.get_by_text("All other papers").click()
        line = page.locator(".needs > li", has_text=NUMBER)
        expect(line).to_contain_text("lodged")
        expect(line).to_contain_text("as stated by the carrier")

    with clerk(chromium, border, "inspector", "KZ-SRC", path) as page:
        line = page.locator(".needs > li", has_text=NUMBER)
        line.get_by_text(f"{DECLARATION}: accept").click()
        line.get_by_role("button", name="Accept").click()
        expect(page.get_by_text("Accepted for your service.")).to_be_visible()
        page.get_by_text("All other papers").click()
        expect(line).to_contain_text("accepted")
        expect(line).to_have_class("green")

    card = chromium.new_context(java_script_enabled=False, locale="en")
    page = card.new_page()
    answer = page.goto(border.url(EXIT, border.card(reference)))
    expect(page.get_by_text("papers not ready")).to_be_visible()
    assert answer is not None and len(answer.body()) < 30_000
    card.close()
