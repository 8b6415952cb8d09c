"""A browser, pages of the shipped town and of a town with dangerous names, and everything a page does unasked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from districtanalysis.datasets import town
from districtanalysis.pipeline import workshop
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.report.workshop_page import workshop_page

NAMES = ("chromium", "chromium-browser", "google-chrome")
EVIL = ['<script>document.title="x"</script>', '"><img src=x onerror="document.title=1">', "\u202eשכונה \u2067א"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of the system, or the one that Playwright has installed; tests skip where there is none."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    with sync_playwright() as player:
        try:
            # as root, Chromium starts without its sandbox only; the pages are our own
            opened = player.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except Error as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no browser: make test-browser installs one ({str(error).splitlines()[0]})")
        yield opened
        opened.close()


@dataclass
class Open:
    """A page that is open, with what it said and asked for; ``settle`` waits until the certainty stands."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until nothing is pending; the policy of the page forbids Playwright's own waiting by eval."""
        self.page.wait_for_timeout(150)
        for _ in range(100):
            if not self.page.evaluate("() => document.body.classList.contains('pending')"):
                return
            self.page.wait_for_timeout(50)
        raise TimeoutError("the certainty is still pending after five seconds")

    def order(self) -> list[str]:
        """Return the names in the table from top to bottom."""
        return self.page.locator("#rows th bdi").all_inner_texts()

    def fits(self) -> dict[str, str]:
        """Return the fit by name, as it is written."""
        return dict(zip(self.order(), self.page.locator("#rows td.fit").all_inner_texts(), strict=True))

    def leader(self) -> str:
        """Return the sentence about the first place."""
        return self.page.locator("#leader").inner_text()


Opener = Callable[..., Open]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    """Open a file in a fresh window and wait until it stands; at the end it must have been quiet."""
    seen: list[Open] = []

    def open_page(path: Path, address: str = "", **settings: object) -> Open:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})  # type: ignore[arg-type]
        found = Open(context.new_page())
        found.page.on("console", lambda message: found.said.append(message.text))
        found.page.on("pageerror", lambda error: found.said.append(str(error)))
        found.page.on("request", lambda request: found.asked.append(request.url))
        found.page.goto(path.as_uri() + address)
        found.settle()
        seen.append(found)
        return found

    yield open_page
    for one in seen:
        file_itself = one.page.url.split("#")[0]
        assert one.said == []
        assert {url.split("#")[0] for url in one.asked if not url.startswith("blob:")} == {file_itself}
        one.page.context.close()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seite") / "workshop.html"
    workshop.run(town("heidenheim"), output=path)
    return path


@pytest.fixture(scope="session")
def dangerous(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a town whose names and words are markup."""
    prepared = prepare(town("heidenheim"))
    ranking = rank_prepared(prepared)
    ids = list(ranking.table.names.index)
    table = replace(ranking.table, names=pd.Series(EVIL, index=ids))
    head = prepared.study.study.model_copy(update={"title": EVIL[0], "city": EVIL[1]})
    plan = replace(ranking.plan, purpose=EVIL[1])
    areas, _ = workshop.areas_for(prepared.study, [str(name) for name in ids])
    content = workshop_page(
        replace(ranking, table=table, plan=plan), prepared.study.model_copy(update={"study": head}), (), areas
    )
    path = tmp_path_factory.mktemp("boese") / "workshop.html"
    path.write_bytes(content)
    return path
