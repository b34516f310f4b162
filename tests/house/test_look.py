"""The style sheet and the templates: contrast, size, no inline code."""

import re
from itertools import product
from pathlib import Path

import pytest

from scripts.messages import SOURCE

WEB = SOURCE / "interfaces" / "web"
CSS = (WEB / "static" / "kopri.css").read_text("utf-8")
CARD = (WEB / "static" / "driver.css").read_text("utf-8")  # for phones too old for tokens
CALLS = (WEB / "static" / "calling.css").read_text("utf-8")  # of a screen, beside kopri.css
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))
TEXTS = ["ink", "action", "left", "right", "span", "cleared", "held", "refused"]
FILLS = ["action", "cleared", "held", "refused"]  # carry text in --on


def tokens(scheme: str) -> dict[str, str]:
    """The colours of the light or the dark scheme."""
    light, dark = re.findall(r":root \{([^}]*--ink[^}]*)\}", CSS)
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", light if scheme == "light" else dark))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, WCAG 2.2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_colour_reads_on_every_ground(scheme: str) -> None:
    colour = tokens(scheme)
    pairs = [(text, ground) for text, ground in product(TEXTS, ["paper", "ground"])]
    pairs += [("on", fill) for fill in FILLS]
    ratios = {pair: contrast(colour[pair[0]], colour[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_fields_and_the_focus_are_seen(scheme: str) -> None:
    colour = tokens(scheme)
    assert contrast(colour["edge"], colour["paper"]) >= 3
    assert contrast(colour["focus"], colour["ink" if scheme == "light" else "ground"]) >= 3


def test_colours_stand_in_tokens_only() -> None:
    """So that no pair escapes the measurement."""
    rules = re.sub(r":root \{[^}]*\}", "", CSS)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;, )])", rules) == []
    used = set(re.findall(r"(?<![-\w])color: var\(--(\w+)\)", rules))
    grounds = set(re.findall(r"background(?:-color)?: var\(--(\w+)\)", rules))
    assert used <= {*TEXTS, "on"}
    assert grounds <= {"paper", "ground", "card", *FILLS}


def test_the_calling_screen_has_no_colour_of_its_own() -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;, )])", CALLS) == []


def test_text_in_the_colour_of_fills_stands_on_fills_only() -> None:
    for rule in re.findall(r"\{[^{}]*(?<![-\w])color: var\(--on\)[^{}]*\}", CSS):
        assert re.search(r"background: var\(--(action|cleared|held|refused)\)", rule), rule


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_drivers_card_reads_in_the_colours_of_the_scheme(scheme: str) -> None:
    """Each colour of its own sheet is a token's, and reads on whatever it may stand on."""
    light, dark = CARD.split("@media (prefers-color-scheme: dark)")
    rules = re.findall(r"\{([^{}]*)\}", light if scheme == "light" else dark)
    names = {value: name for name, value in tokens(scheme).items() if name != "card"}
    ratios = {}
    for rule in rules:
        found = dict(re.findall(r"(?:^|[;{\s])(color|background): (#[0-9a-f]{6})", rule))
        if "color" in found:
            grounds = [found["background"]] if "background" in found else [
                tokens(scheme)["paper"]]
            ratios |= {(found["color"], ground): contrast(found["color"], ground)
                       for ground in grounds}
    assert set(re.findall(r"#[0-9a-f]{6}", light if scheme == "light" else dark)) <= set(names)
    assert len(ratios) > 5 and {pair for pair, ratio in ratios.items() if ratio < 4.5} == set()


def test_the_style_sheet_is_small() -> None:
    assert len(CSS.encode()) < 25_000


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_code(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", text)


def test_every_class_in_the_templates_is_styled_or_named_by_code() -> None:
    """A class that nothing draws is a slip of the pen."""
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", CSS + CARD + CALLS))
    code = {"live", "st-", "on-", "k-"}
    used: set[str] = set()
    for path in TEMPLATES:
        text = re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text("utf-8"))
        for classes in re.findall(r'class="([^"]*)"', text):
            used |= set(classes.split())
    assert used - styled - code == set()
