"""The calling screen on a monitor: huge, without a sign-in, loud when it is out of date."""

from playwright.sync_api import Browser

from tests.browser.border import EXIT, Border

FULL_HD = {"width": 1920, "height": 1080}


def test_plates_are_read_from_afar_and_an_old_screen_is_loud(
    chromium: Browser, border: Border
) -> None:
    plates = [f"7{number}1 KZA 12" for number in range(9)]
    for plate in plates:
        border.gate(EXIT, border.open(plate), "waiting_area")
    border.settle(minutes=2)  # the post's node calls as many as the gate can take
    context = chromium.new_context(viewport=FULL_HD, color_scheme="dark")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.install()
    page.goto(border.url(EXIT, "/calling/tmb"))
    rows = page.locator(".go li:visible .number")
    assert rows.count() == 5 and page.locator(".ready li").count() >= 3
    size = rows.first.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    assert size >= 0.12 * FULL_HD["height"]
    for row in range(5):
        box = rows.nth(row).bounding_box()
        assert box is not None and box["x"] + box["width"] < 0.64 * FULL_HD["width"]
        assert box["y"] + box["height"] < 0.95 * FULL_HD["height"]
    assert all(url.startswith(border.url(EXIT)) for url in asked)
    assert not page.locator(".alarm").is_visible()
    context.set_offline(True)
    page.clock.run_for(75_000)
    assert page.locator(".alarm").is_visible()
    assert "s" in (page.locator("[data-age]").text_content() or "")
    context.set_offline(False)
    page.clock.run_for(15_000)
    page.wait_for_selector("#screen:not(.stale)")
    context.close()
