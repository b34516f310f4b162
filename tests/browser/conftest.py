"""A real browser and a real border; skipped by name where there is no browser."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from kopri.demo.control import Control
from tests.browser.border import Border

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
PATIENCE = 60_000  # ms: a slow machine, or a form that is sent again after half a minute
NEEDED = f"needs a Chromium at {CHROMIUM} (Debian: apt-get install chromium)"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless browser for the whole run.

    Its driver leaves an event loop in this thread, which Django takes for async code; between two
    calls of the browser it stands still.
    """
    if not CHROMIUM.exists():
        pytest.skip(NEEDED)
    expect.set_options(timeout=PATIENCE)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser: Any = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"], timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def border(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Border]:
    """Two nodes with their own line; each test opens trucks of its own."""
    control = Control(origins=[])
    made = Border(tmp_path_factory.mktemp("border"), control=control)
    try:
        yield made.start()
    finally:
        made.stop()
        control.close()
