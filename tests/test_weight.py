"""What the pages weigh on the way to a phone, on a bad day of a whole country."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import generate
import weights
from conftest import needs_library
from statuspage import catalogue, defaults, load, prose, state
from statuspage.look import Template
from statuspage.model import State
from statuspage.outputs import Press, assets, pages, search
from statuspage.views import lite
from statuspage.views import pages as views
from statuspage.views.edition import Edition

SIZE = replace(generate.SIZES["national"], incidents=50, open=50, maintenance=20)
"""709 services and 50 open incidents."""

FIRE = {
    "incident.md": "---\ntitle: {ko: 전산센터 화재, en: Fire in a data centre}\n---\n",
    "0302-0830-x.md": "---\nstatus: identified\n"
    "impact: {garam-center: major_outage, garam-network: major_outage}\n"
    "next_update: 2026-03-02 10:00\n---\n불은 껐습니다.\n",
}
"""What stops most of the country: nearly everything hangs on these two systems."""


@pytest.fixture(scope="module", autouse=True)
def brotli() -> None:
    """What pages are packed with."""
    needs_library("brotli")


def press_of(root: Path) -> Press:
    """Everything that pages are made from, without publishing nine thousand of them."""
    site = load.site(root).site
    assert site is not None
    templates = {
        name: Template(str(path), path.read_text(encoding="utf-8"))
        for name, path in defaults.files(root, "templates").items()
    }
    styles = {
        name.removeprefix("assets/"): path.read_bytes()
        for name, path in defaults.files(root, "site_src", "assets").items()
    }
    return Press(
        snapshot=state.at(site, generate.MOMENT),
        words=catalogue.words(root, site.languages, site.zone),
        templates=templates,
        assets=styles,
        next_change=None,
        prose=lambda said: prose.html(said.source, prose.Links(site.allowed_links)),
    )


class Day:
    """One day of the country, and what its pages weigh."""

    def __init__(self, root: Path) -> None:
        self.press = press_of(root)
        self._printer = pages.Printer(self.press)

    def editions(self) -> Iterator[Edition]:
        yield from self.press.editions()

    def page(self, template: str, edition: Edition, view: Callable[..., Any], *values: Any) -> bytes:
        return self._printer.page(template, lambda said: view(said, *values), edition)

    def home(self, edition: Edition) -> bytes:
        return self.page("home", edition, views.home)

    def service(self, edition: Edition, id: str) -> bytes:
        return self.page("service", edition, views.service, self.press.site.services[id])

    def weight(self, page: bytes) -> int:
        """A page with all it loads by itself: style, icon, script."""
        published = {
            assets.published(name, data): data for name, data in assets.files(self.press.assets).items()
        }
        assert 3 <= len(weights.loaded(page))
        return weights.weight(page, published.__getitem__)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Day]:
    """A day with fifty incidents here and there, and one on which a data centre burns on top of them."""
    found = {}
    for name in ("scattered", "fire"):
        root = tmp_path_factory.mktemp(name)
        generate.generate(SIZE, root)
        if name == "fire":
            folder = root / "status/incidents/2026/0302-fire"
            folder.mkdir(parents=True)
            for file, text in FIRE.items():
                (folder / file).write_text(text, encoding="utf-8")
        found[name] = Day(root)
    return found


@pytest.mark.slow
class TestWeight:
    """A reader on a crowded network waits for every byte."""

    @pytest.mark.parametrize("name", ["scattered", "fire"])
    def test_the_home_page_of_709_services_and_50_incidents(self, days: dict[str, Day], name: str) -> None:
        """16 KiB with all it loads, in every language, also when no service is well."""
        day = days[name]
        assert 50 <= len(day.press.snapshot.open_incidents)
        assert 709 == len(day.press.snapshot.services)

        weights = {edition.language: day.weight(day.home(edition)) for edition in day.editions()}

        assert {} == {language: weight for language, weight in weights.items() if weight > 16 * 1024}

    def test_on_the_worst_day_hundreds_of_services_do_not_work(self, days: dict[str, Day]) -> None:
        """Else the measure would measure nothing."""
        states = days["fire"].press.snapshot.states
        services = days["fire"].press.snapshot.services

        assert 600 < sum(states[id] is not State.OPERATIONAL for id in services)

    @pytest.mark.parametrize("name", ["scattered", "fire"])
    def test_service_pages(self, days: dict[str, Day], name: str) -> None:
        """8 KiB with all a first visit loads: most people arrive here, from a search or a link."""
        day = days[name]
        edition = next(day.editions())
        weights = {id: day.weight(day.service(edition, id)) for id in list(day.press.snapshot.services)[::9]}

        assert {} == {id: weight for id, weight in weights.items() if weight > 8 * 1024}

    def test_the_scripts(self, days: dict[str, Day]) -> None:
        """2.5 KiB together: they may not weigh more than what they add."""
        found = assets.files(days["fire"].press.assets)

        assert 2560 >= weights.pack(found["page.js"]) + weights.pack(found["search.js"])

    def test_the_other_words_of_services_are_not_on_the_page(self, days: dict[str, Day]) -> None:
        """Twenty-five bytes a service would be more than the whole page; who searches gets them once."""
        day = days["scattered"]
        (artifact,) = search.render(day.press)

        assert 20 * 1024 >= weights.pack(artifact.make())
        assert b"data-agency" not in day.home(next(day.editions()))


class TestTwoTaps:
    def test_every_service_is_reached_from_the_home_page(self, days: dict[str, Day]) -> None:
        """Open a group, touch the name: without any script, on any day."""
        for day in days.values():
            for edition in day.editions():
                found = set(re.findall(r'href="(?:\.\./)*services/([^/"]+)/"', day.home(edition).decode()))

                assert found == day.press.snapshot.services.keys()

    def test_every_open_incident_is_on_the_home_page(self, days: dict[str, Day]) -> None:
        """Those that fold away, too (safety R12)."""
        for day in days.values():
            edition = next(day.editions())
            found = set(re.findall(r'href="incidents/([^"#]+)/"', day.home(edition).decode()))

            assert {i.key for i in day.press.snapshot.open_incidents} <= found

    def test_the_moment_is_the_one_the_country_was_made_for(self) -> None:
        assert generate.MOMENT == datetime.fromisoformat("2026-03-02T09:00+09:00")


@pytest.mark.slow
def test_a_country_of_seventeen_thousand_services_can_still_be_read(
    tmp_path: Path,
) -> None:
    """Half of them down: no page grows with the country, nobody is refused, all are two taps away."""
    size = replace(generate.SIZES["huge"], incidents=60, open=60, maintenance=20)
    generate.generate(size, tmp_path)
    folder = tmp_path / "status/incidents/2026/0302-fire"
    folder.mkdir(parents=True)
    for file, text in FIRE.items():
        (folder / file).write_text(text, encoding="utf-8")
    day = Day(tmp_path)
    edition = next(day.editions())
    site, publication = day.press.site, edition.publication
    weights = {
        "home": len(day.home(edition)),
        "lite": len(day.page("lite", edition, lite.lite)),
        "fire": len(day.page("incident", edition, views.incident, publication.incident("2026/0302-fire"))),
    }
    for channel in site.channels.values():
        weights[channel.id] = len(day.page("channel", edition, views.channel, channel))
    for system in [*site.systems.values()][:5]:
        weights[system.id] = len(day.page("system", edition, views.system, system))
    reached = set()
    for category in site.categories:
        page = day.page("gathered", edition, views.category, category)
        weights[category] = len(page)
        reached |= set(re.findall(r'href="(?:\.\./)*services/([^/"]+)/"', page.decode()))

    assert 8_000 < len(publication.unwell)
    assert {} == {name: weight for name, weight in weights.items() if weight > 1_000_000}
    assert weights["home"] < 350_000
    assert reached == publication.snapshot.services.keys()
