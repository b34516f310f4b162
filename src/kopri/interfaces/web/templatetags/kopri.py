"""``{% show it %}`` draws a component; the rest writes times, numbers and codes."""

from collections.abc import Callable, Sized
from datetime import UTC, datetime, tzinfo
from typing import Protocol

import segno
from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kopri.interfaces.web import cldr
from kopri.kernel.clock import to_text
from kopri.kernel.text import LANGUAGES

register = template.Library()


class Component(Protocol):
    """Anything that knows the template that draws it."""

    @property
    def template(self) -> str: ...


def _language() -> str:
    return get_language() or "en"


def _frame_clock(context: Context) -> tuple[datetime | None, tzinfo]:
    frame = context.get("frame")
    return (frame.now, frame.zone) if frame else (None, UTC)


@register.simple_tag(takes_context=True)
def show(context: Context, it: Component | None) -> SafeString:
    """Draw a component of ``show``; nothing for None."""
    if it is None:
        return SafeString("")
    assert context.template is not None  # Django sets it while it renders
    drawn = context.template.engine.get_template(it.template)
    with context.push(it=it):
        return drawn.render(context)


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime | None, style: str = "near") -> SafeString:
    """A ``<time>``: ``near`` (relative within the hour), ``clock``, ``hour`` or ``full``."""
    if at is None:
        return SafeString("")
    now, zone = _frame_clock(context)
    language = _language()
    whole = cldr.full(at, zone=zone, language=language)
    words: dict[str, Callable[[], str]] = {
        "near": lambda: cldr.near(at, now=now or at, zone=zone, language=language),
        "clock": lambda: cldr.clock(at, now=now or at, zone=zone, language=language),
        "full": lambda: whole,
        "hour": lambda: cldr.hour(at, zone=zone, language=language),
    }
    return format_html(
        '<time datetime="{}" title="{}" data-zone="{}">{}</time>',
        to_text(at), whole, cldr.offset(at.astimezone(zone)), words[style](),
    )  # fmt: skip


@register.filter
def minutes(value: float | None) -> str:
    """Minutes as a duration in the reader's language."""
    return "" if value is None else cldr.minutes(value, language=_language())


@register.filter
def usual(value: tuple[float, float]) -> str:
    """A range of minutes (p50, p90)."""
    return cldr.minutes_between(value[0], value[1], language=_language())


@register.filter
def number(value: float | None) -> str:
    """A number with the separators of the reader's language."""
    return "" if value is None else cldr.number(value, language=_language())


@register.filter
def kilometres(value: float) -> str:
    """A distance in kilometres."""
    return cldr.kilometres(value, language=_language())


@register.filter
def station_x(index: int, stations: Sized) -> str:
    """The middle of column ``index`` among ``stations``, in percent of their bank."""
    return f"{100 * (index + 0.5) / len(stations):.2f}%"


@register.filter
def percent(value: float) -> str:
    """A length in percent for SVG, with a point in every language."""
    return f"{value:g}%"


@register.filter
def figure(value: float) -> str:
    """A length for SVG, with a point in every language."""
    return f"{value:g}"


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """Code and own name of every language, in the order of the switch."""
    return list(LANGUAGES.items())


@register.simple_tag
def qr(text: str) -> SafeString:
    """A QR code as inline SVG, dark on white whatever the colours of the page."""
    drawing = segno.make_qr(text, error="m").svg_inline(
        scale=6, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    # segno draws from the modules of the code alone: nothing of the text is in the markup.
    return mark_safe(drawing)
