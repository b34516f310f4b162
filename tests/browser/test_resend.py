"""A desk whose line drops, or whose post is gone: nothing typed is lost, nothing is done twice."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from tests.browser.border import EXIT, Border
from tests.files import pdf

pytestmark = pytest.mark.browser
LIFTS = "the original waybill"


@contextmanager
def inspector(chromium: Browser, border: Border, reference: str, *, script: bool = True
              ) -> Iterator[Page]:
    """An officer of the last service, with the case open and a hold filled in."""
    page = chromium.new_context(locale="en", java_script_enabled=script).new_page()
    service = border.services(EXIT, reference)[-1]
    page.goto(border.url(EXIT, f"/demo/as/{service}?next=/cases/{reference}"))
    page.get_by_text("Hold", exact=True).click()
    page.locator("#hold-lifts").fill(LIFTS)
    yield page
    page.context.close()


def hold(page: Page) -> None:
    page.locator("form[action$='/hold'] button").first.click()


def held(border: Border, reference: str) -> list[str]:
    """What would lift each hold that stands in the record."""
    sheet = border.ask(EXIT, f"/api/v1/crossings/{reference}", role="gate_officer")
    return [each["lifts"] for each in sheet["findings"] if each["outcome"] == "held"]


def holds(border: Border, reference: str) -> int:
    """How many findings a node has recorded."""
    sheet = border.ask(EXIT, f"/api/v1/crossings/{reference}", role="gate_officer")
    return sum(each["name"] == "finding" for each in sheet["milestones"])


def kept(page: Page) -> list[str]:
    """The forms of which this tab still keeps something."""
    return list(page.evaluate("Object.keys(sessionStorage).filter(n => n.startsWith('kopri:'))"))


def lost(page: Page, address: str) -> list[int]:
    """From now on the post carries out what is sent there, and its answer never arrives."""
    done: list[int] = []

    def swallow(route: Route) -> None:
        with suppress(Error):  # by now the post may be gone
            done.append(route.fetch(max_redirects=0).status)
        route.abort()

    page.route(re.compile(address), swallow)
    return done


def test_what_the_post_never_got_is_kept_and_sent_when_it_answers(
    chromium: Browser, border: Border
) -> None:
    reference = border.register("77 RSD 01")
    with inspector(chromium, border, reference) as page:
        border.nodes.stop(node=EXIT)
        try:
            hold(page)
            note = page.locator("#unsent")
            expect(note).to_contain_text("The post does not answer. It is kept here")
            expect(note).to_contain_text("Not sent yet: Hold for customs")
            note.get_by_role("button", name="Change it").click()
            expect(note).to_be_hidden()
            page.locator("#hold-lifts").fill("the seal's number")
            hold(page)
            expect(note).to_be_visible()
        finally:
            border.nodes.start(node=EXIT)
        expect(page.locator(".lede")).to_contain_text("Held by customs")
        assert held(border, reference) == ["the seal's number"]
        page.reload()
        expect(page.locator("#unsent")).to_be_hidden()
        assert kept(page) == []


def test_an_answer_that_was_lost_is_asked_for_again_and_nothing_is_done_twice(
    chromium: Browser, border: Border
) -> None:
    reference = border.register("77 RSD 02")
    with inspector(chromium, border, reference) as page:
        done = lost(page, "/hold$")
        hold(page)
        expect(page.locator("#unsent")).to_be_visible()
        with page.expect_request(re.compile("/hold$")):
            page.get_by_role("button", name="Send now").click()
        assert done and set(done) == {302} and held(border, reference) == [LIFTS]
        address = page.url
        border.nodes.stop(node=EXIT)
        page.goto("about:blank")
        page.unroute_all(behavior="wait")
        border.nodes.start(node=EXIT)
        page.goto(address)  # it has waited, and needs no form of its own by now
        expect(page.get_by_text("Held.", exact=True)).to_be_visible()
        expect(page.locator("#unsent")).to_be_hidden()
        assert holds(border, reference) == 1


def test_what_changed_meanwhile_is_told_before_an_older_decision_counts(
    chromium: Browser, border: Border
) -> None:
    reference = border.register("77 RSD 03")
    service = border.services(EXIT, reference)[-1]
    with inspector(chromium, border, reference) as page:
        page.context.set_offline(True)
        hold(page)
        expect(page.locator("#unsent")).to_be_visible()
        border.find(EXIT, reference, service=service, outcome="held", lifts="a visa")
        page.context.set_offline(False)  # and is sent by itself
        faults = page.locator("#faults")
        expect(faults).to_contain_text("The case has changed since you opened this form")
        expect(faults).to_be_focused()
        expect(page.locator("main")).to_contain_text(LIFTS)
        assert held(border, reference) == ["a visa"]


def test_who_is_signed_out_meanwhile_signs_in_and_finds_his_text(
    chromium: Browser, border: Border
) -> None:
    reference = border.register("77 RSD 04")
    with inspector(chromium, border, reference) as page:
        page.context.clear_cookies(name=re.compile("session"))
        hold(page)
        note = page.locator("#unsent")
        expect(note).to_contain_text("You are signed out.")
        service = border.services(EXIT, reference)[-1]
        assert note.get_by_role("link", name="Sign in").get_attribute("href")
        page.goto(border.url(EXIT, f"/demo/as/{service}?next=/cases/{reference}"))
        expect(page.locator("#hold-lifts")).to_have_value(LIFTS)
        assert holds(border, reference) == 0, "what he sends now, he sends by hand"
        hold(page)
        expect(page.locator(".lede")).to_contain_text("Held by customs")
        page.get_by_text("Take the decision back").first.click()
        page.locator("#reverse-reason").fill("wrong truck")
        assert kept(page) == [f"kopri:/cases/{reference}/reverse "]
        page.goto(border.url(EXIT, f"/demo/as/gate-officer?next=/cases/{reference}"))
        assert kept(page) == [], "nothing of it is for whoever signs in next"


def test_a_file_goes_again_with_its_form_and_is_asked_for_where_it_was_lost(
    chromium: Browser, border: Border, tmp_path: Path
) -> None:
    reference, scan = border.register("77 RSD 06"), tmp_path / "scan.pdf"
    scan.write_bytes(pdf())
    with inspector(chromium, border, reference) as page:
        page.get_by_text("Attach a document").click()
        page.locator("#attach-number").fill("CMR 7")
        page.locator("#attach-file").set_input_files(scan)
        page.reload()
        expect(page.locator("#unsent")).to_contain_text("Choose the file again")
        page.locator("#attach-file").set_input_files(scan)
        expect(page.locator("#unsent")).to_be_hidden()
        page.context.set_offline(True)
        page.get_by_role("button", name="Attach the file").last.click()
        expect(page.locator("#unsent")).to_contain_text("kept here")
        address = page.url
        page.goto("about:blank")
        page.context.set_offline(False)
        page.goto(address)
        expect(page.locator("#unsent")).to_contain_text("Choose the file again")
        expect(page.locator("#attach-number")).to_have_value("CMR 7")
        page.locator("#attach-file").set_input_files(scan)
        page.context.set_offline(True)
        page.get_by_role("button", name="Attach the file").last.click()
        expect(page.locator("#unsent")).to_contain_text("kept here")
        page.context.set_offline(False)
        expect(page.locator("main")).to_contain_text("CMR 7")
        expect(page.locator("#unsent")).to_be_hidden()
        assert kept(page) == [f"kopri:/cases/{reference}/hold "], "what is not sent yet"


def test_without_javascript_a_double_submit_is_one_finding(
    chromium: Browser, border: Border
) -> None:
    reference = border.register("77 RSD 05")
    with inspector(chromium, border, reference, script=False) as page:
        page.locator("form[action$='/hold'] button").first.dblclick()
        expect(page.get_by_text("Held.", exact=True)).to_be_visible()
        assert holds(border, reference) == 1
