"""One truck over the bridge by clicking alone: with JavaScript and without."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.border import ENTRY, EXIT, Border

pytestmark = pytest.mark.browser


@contextmanager
def person(chromium: Browser, border: Border, side: str, name: str, *, script: bool
           ) -> Iterator[Page]:
    """Somebody who has signed in on a side, by the one click of a demo node."""
    context = chromium.new_context(java_script_enabled=script, locale="en")
    page = context.new_page()
    page.goto(border.url(side, "/sign-in"))
    page.get_by_role("button", name=name, exact=True).click()
    yield page
    context.close()


def says(page: Page, text: str) -> None:
    """The page's first line says so."""
    expect(page.locator(".lede")).to_contain_text(text)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_truck_goes_over_the_bridge_by_clicks(
    chromium: Browser, border: Border, script: bool
) -> None:
    plate = "77 CLK 01" if script else "77 CLK 02"
    with person(chromium, border, EXIT, "Carrier", script=script) as page:
        page.get_by_role("link", name="Announce a truck").click()
        page.get_by_label("Plate").fill(plate)
        page.get_by_label("Registered in").fill("KZ")
        page.get_by_label("The truck is loaded").uncheck()
        page.get_by_label("Slot: first wish").select_option(index=3)
        page.get_by_role("button", name="Announce the truck").click()
        expect(page.get_by_text("The slot is booked.")).to_be_visible()
        says(page, "The driver's turn: come to the waiting area")
        reference = page.locator(".lede .code").inner_text()

    with person(chromium, border, EXIT, "Gate officer", script=script) as page:
        page.get_by_label("Plate or reference").fill(plate.lower().replace(" ", ""))
        page.get_by_role("button", name="Find").click()
        page.get_by_role("button", name="Note the arrival at the waiting area").click()
        expect(page.get_by_text("Arrival noted.")).to_be_visible()
        page.goto(border.url(EXIT, f"/cases/{reference}"))
        page.get_by_role("button", name="Call to the gate").click()
        says(page, "The driver's turn: drive to the gate")
        page.locator("#register-weight_kg").fill("17 500")
        page.get_by_role("button", name="Register at the gate").click()
        expect(page.get_by_text("Registered. The services")).to_be_visible()
    clear(chromium, border, EXIT, reference, script=script)
    through(chromium, border, EXIT, reference, script=script, then="on the neutral strip")

    border.settle()
    with person(chromium, border, ENTRY, "Gate officer", script=script) as page:
        page.goto(border.url(ENTRY, f"/cases/{reference}"))
        page.get_by_role("button", name="Register at the gate").click()
        says(page, "in entry control")
    clear(chromium, border, ENTRY, reference, script=script)
    through(chromium, border, ENTRY, reference, script=script, then="entered")
    border.settle()
    assert phases(border, reference) == {EXIT: "entered", ENTRY: "entered"}


def clear(chromium: Browser, border: Border, side: str, reference: str, *, script: bool) -> None:
    """Every service of a side opens its worklist, and clears."""
    for service in border.services(side, reference):
        context = chromium.new_context(java_script_enabled=script, locale="en")
        page = context.new_page()
        page.goto(border.url(side, f"/demo/as/{service}?next=/desk"))
        page.get_by_role("link", name=reference).click()
        page.get_by_role("button", name=re.compile("^Clear for ")).click()
        expect(page.get_by_text("Cleared.", exact=True)).to_be_visible()
        context.close()


def through(
    chromium: Browser, border: Border, side: str, reference: str, *, script: bool, then: str
) -> None:
    """The gate lets it out."""
    with person(chromium, border, side, "Gate officer", script=script) as page:
        page.goto(border.url(side, f"/cases/{reference}"))
        page.get_by_role("button", name="Let through the exit gate").click()
        says(page, then)


def phases(border: Border, reference: str) -> dict[str, str]:
    """What each side says of it."""
    return {side: border.ask(side, f"/api/v1/crossings/{reference}",
                             role="gate_officer")["case"]["phase"] for side in (EXIT, ENTRY)}


def test_a_hold_says_what_lifts_it_and_can_be_taken_back(
    chromium: Browser, border: Border
) -> None:
    reference = border.register("77 HLD 01")
    service = border.services(EXIT, reference)[-1]
    page = chromium.new_context(locale="en").new_page()
    page.goto(border.url(EXIT, f"/demo/as/{service}?next=/cases/{reference}"))
    page.get_by_text("Hold", exact=True).click()
    page.locator("#hold-reason").fill("the copy is not legible")
    page.get_by_role("button", name=re.compile("^Hold for ")).click()
    expect(page.get_by_role("alert")).to_contain_text("A hold must say what would lift it.")
    expect(page.locator("#hold-reason")).to_have_value("the copy is not legible")
    expect(page.locator("#faults")).to_be_focused()
    page.locator("#hold-lifts").fill("the original waybill")
    page.get_by_role("button", name=re.compile("^Hold for ")).click()
    says(page, "Held by customs")
    page.get_by_text("Take the decision back").first.click()
    page.locator("#reverse-reason").fill("wrong truck")
    page.get_by_role("button", name=re.compile("^Take back the decision")).click()
    says(page, "in exit control")
    page.context.close()


def test_a_double_click_does_it_once(chromium: Browser, border: Border) -> None:
    reference = border.open("77 DBL 01")
    page = chromium.new_context(locale="en").new_page()
    page.goto(border.url(EXIT, f"/demo/as/gate-officer?next=/cases/{reference}"))
    before = entries(border, reference)
    button = page.get_by_role("button", name="Note the arrival at the waiting area")
    form = button.locator("xpath=ancestor::form").evaluate(
        "form => Object.fromEntries(new FormData(form))")
    address = border.url(EXIT, f"/cases/{reference}/arrive")
    for _ in range(2):
        assert page.request.post(address, form=form).ok
    assert entries(border, reference) == before + 1
    page.context.close()


def entries(border: Border, reference: str) -> int:
    """How many entries a node holds of a case."""
    return len(border.ask(EXIT, f"/api/v1/crossings/{reference}", role="gate_officer")["entries"])
