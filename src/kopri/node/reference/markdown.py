"""Markdown as the reference pages use it."""

from collections.abc import Iterable, Sequence

NOTICE = (
    "Written from the code by `kopri reference`; a test compares. Do not edit it: change {of} "
    "and write it again."
)


def page(title: str, *, of: str, blocks: Iterable[str], lead: str = "") -> str:
    """A whole page. ``of``: where its content comes from. ``lead``: a paragraph before the rest."""
    start = [f"# {title}", NOTICE.format(of=of)]
    return "\n\n".join([*start, *([lead] if lead else []), *blocks]) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; line breaks and bars in cells are escaped."""
    lines = [_row(header), "|" + "---|" * len(header)]
    return "\n".join([*lines, *(_row(row) for row in rows)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    """Bars are escaped everywhere, angle brackets outside of inline code."""
    parts = " ".join(text.split()).replace("|", "\\|").split("`")
    parts[::2] = [part.replace("<", "&lt;") for part in parts[::2]]
    return "`".join(parts)


def code(text: str) -> str:
    """Inline code; nothing for nothing."""
    return f"`{text}`" if text else ""


def block(text: str, *, language: str = "") -> str:
    """A fenced block."""
    return f"```{language}\n{text.rstrip()}\n```"


def paragraph(text: str | None) -> str:
    """A docstring as prose: reStructuredText's double backticks become single ones."""
    return (text or "").replace("``", "`").strip()
