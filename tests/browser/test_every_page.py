"""Every page of both nodes, filled: it fits a phone and a desk, in four languages, in silence."""

from dataclasses import dataclass
from time import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.border import ENTRY, EXIT, Border

pytestmark = pytest.mark.browser
LANGUAGES = ("kk", "tk", "ru", "en")
WIDTHS = (390, 1280)
MOST_BYTES = 100_000


@dataclass(frozen=True)
class Scene:
    """References of trucks in the states that pages are looked at in."""

    coming: str
    held: str
    strip: str


@pytest.fixture(scope="module")
def scene(border: Border) -> Scene:
    """A truck that comes, one that is held, one on the strip."""
    coming, held, strip = border.open("10 PGS 01"), border.register("10 PGS 02"), border.register(
        "10 PGS 03")
    first, *others = border.services(EXIT, held)
    border.find(EXIT, held, service=first, outcome="held", lifts="the original waybill",
                reason="a copy only")
    for service in (first, *others):
        border.find(EXIT, strip, service=service, outcome="cleared")
    border.gate(EXIT, strip, "exit")
    border.settle(minutes=3)
    return Scene(coming=coming, held=held, strip=strip)


def visits(scene: Scene, border: Border) -> list[tuple[str, str, list[str]]]:
    """Side, who (empty: a visitor), and where they look."""
    service = border.services(EXIT, scene.held)[0]
    return [
        (EXIT, "", ["/", "/sign-in", "/board", "/journal", border.card(scene.coming),
                    "/components", "/nothing-here"]),
        (EXIT, "carrier1", ["/cases", "/announce", f"/cases/{scene.coming}",
                            f"/cases/{scene.held}"]),
        (EXIT, "gate-officer", ["/gate", "/gate?find=NOBODY1", f"/cases/{scene.coming}"]),
        (EXIT, service, ["/desk", f"/cases/{scene.held}/inspection", f"/cases/{scene.held}"]),
        (EXIT, "shift-head", ["/capacity", "/shift", "/returns", "/gate", "/cases"]),
        (EXIT, "auditor", ["/journal", "/desk"]),
        (ENTRY, "gate-officer", ["/gate", f"/cases/{scene.strip}", "/board"]),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits(
    chromium: Browser, border: Border, scene: Scene, language: str
) -> None:
    wrong: list[str] = []
    for side, who, paths in visits(scene, border):
        context = chromium.new_context(locale=language)
        page = context.new_page()
        noise: list[str] = []
        page.on("console", lambda message, said=noise: said.append(message.text))
        page.on("pageerror", lambda error, said=noise: said.append(str(error)))
        if who:
            page.goto(border.url(side, f"/demo/as/{who}?next=/board"))
        for path in paths:
            wrong += look(page, border.url(side, path), name=f"{language} {side} {who} {path}")
        # a page that is meant to be missing or denied says so by its status
        wrong += [text for text in noise if "status of 40" not in text]
        context.close()
    assert wrong == []


def look(page: Page, url: str, *, name: str) -> list[str]:
    """What is wrong with a page."""
    answer = page.goto(url)
    assert answer is not None
    found = []
    if answer.status >= 500:
        found.append(f"{name}: {answer.status}")
    if len(answer.body()) > MOST_BYTES:
        found.append(f"{name}: {len(answer.body())} bytes")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            found.append(f"{name}: {over} px too wide at {width}")
    return found


def test_a_phone_shows_the_desk_in_the_first_screen(
    chromium: Browser, border: Border, scene: Scene
) -> None:
    service = border.services(EXIT, scene.held)[1]
    context = chromium.new_context(locale="ru", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(border.url(EXIT, f"/demo/as/{service}?next=/cases/{scene.held}"))
    for width, height in ((390, 844), (820, 1180), (1180, 820), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        box = page.locator("#desk button").first.bounding_box()
        assert box is not None and box["y"] + box["height"] <= height, (width, height)
        assert width > 400 or box["y"] > height / 2  # where the thumb is
    for path in (f"/cases/{scene.held}", "/desk", "/gate"):
        page.goto(border.url(EXIT, path))
        assert page.evaluate(SMALL) == [], path
    context.close()


# what a glove has to hit: all that is pressed on a desk, and what a service looks at first
SMALL = """[...document.querySelectorAll(
    ".finder *, #desk *, #wanted *, .rows *, .links *")].filter(each =>
        each.matches("a, button, summary, select, textarea, label.tick, input:not([type=hidden], .tick *)")
        && each.checkVisibility()
        && Math.max(each.getBoundingClientRect().height, each.closest(".rows")
            ? each.closest("li").getBoundingClientRect().height : 0) < 47.5)
    .map(each => each.tagName + " " + each.innerText)"""


def scan(page: Page, text: str, *, seconds: float = 0.005) -> None:
    """A scanner's keys and its Enter, so far apart by their own stamps, however slow this machine is."""
    line, now = page.context.new_cdp_session(page), time()
    enter: dict[str, object] = {"key": "Enter", "text": "\r", "windowsVirtualKeyCode": 13}
    for place, key in enumerate([*({"key": char, "text": char} for char in text), enter]):
        for act in ("keyDown", "keyUp"):
            line.send("Input.dispatchKeyEvent",
                      {"type": act, "timestamp": now + place * seconds, **key})


def test_a_scanner_lands_in_the_finder_wherever_the_focus_is(
    chromium: Browser, border: Border, scene: Scene
) -> None:
    context = chromium.new_context(locale="en")
    page = context.new_page()
    page.goto(border.url(EXIT, "/demo/as/gate-officer?next=/gate"))
    scan(page, scene.coming)
    page.wait_for_url("**/gate?find=*")
    assert page.locator("#live .code").first.inner_text() == scene.coming
    service = border.services(EXIT, scene.held)[0]
    page.goto(border.url(EXIT, f"/demo/as/{service}?next=/cases/{scene.held}"))
    before = len(border.ask(EXIT, f"/api/v1/crossings/{scene.held}", role="gate_officer")["entries"])
    page.locator("#desk button").first.focus()  # its Enter would decide
    scan(page, scene.strip)
    page.wait_for_url(f"**/cases/{scene.strip}*")
    page.goto(border.url(EXIT, f"/cases/{scene.held}"))
    page.locator("#desk details:has(textarea) summary").first.click()
    field = page.locator("#desk textarea:visible").first
    field.fill("seen")
    field.press("End")
    scan(page, " SEAL-4711")  # a number that is no reference stays where it is scanned
    scan(page, scene.strip, seconds=0.08)  # so does what a hand types
    expect(field).to_have_value(f"seen SEAL-4711\n{scene.strip}\n")
    field.fill("seen")
    scan(page, border.url(EXIT, border.card(scene.strip)))
    page.wait_for_url(f"**/cases/{scene.strip}*")
    page.goto(border.url(EXIT, f"/cases/{scene.held}"))
    draft = page.evaluate("Object.values(sessionStorage).join()")
    assert "seen" in draft and scene.strip.replace("-", "") not in draft
    assert len(border.ask(EXIT, f"/api/v1/crossings/{scene.held}",
                          role="gate_officer")["entries"]) == before
    context.close()


def test_rows_are_walked_with_arrows_and_opened_with_enter(
    chromium: Browser, border: Border, scene: Scene
) -> None:
    service = border.services(EXIT, scene.held)[0]
    context = chromium.new_context(locale="en")
    page = context.new_page()
    page.goto(border.url(EXIT, f"/demo/as/{service}?next=/desk"))
    links = page.locator("[data-rows] .names a")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.evaluate("htmx.ajax('GET', '/desk',"
                  " {source: '#live', target: '#live', select: '#live', swap: 'outerHTML'})")
    expect(links.first).to_be_focused()
    first = links.first.get_attribute("href")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")
    context.close()


def test_languages_are_switched_by_their_own_names(chromium: Browser, border: Border) -> None:
    context = chromium.new_context(locale="en", java_script_enabled=False)
    page = context.new_page()
    page.goto(border.url(EXIT, "/board"))
    for language, name in (("kk", "Қазақша"), ("ru", "Русский"), ("tk", "Türkmençe")):
        page.get_by_role("button", name=name).click()
        assert page.locator("html").get_attribute("lang") == language
        assert page.url.endswith("/board")
    context.close()
