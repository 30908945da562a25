"""The states as numbers, as the parser of Prometheus' own library reads them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from machines import printed
from sites import AFTER, DURING, SMALL, write
from statuspage.outputs import metrics
from statuspage.outputs.metrics import Family, Sample, _written

ROOT = Path(__file__).parent.parent

Found = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def read(data: bytes) -> Found:
    """Every sample: name and labels → number."""
    found: Found = {}
    for family in text_string_to_metric_families(data.decode()):  # type: ignore[no-untyped-call]
        for sample in family.samples:
            key = (sample.name, tuple(sorted(sample.labels.items())))
            assert key not in found
            found[key] = sample.value
    return found


def scraped(root: Path, moment: datetime) -> Found:
    return read(printed(metrics, root, moment)["metrics"])


def one(name: str, **labels: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    return f"statuspage_{name}", tuple(sorted(labels.items()))


class TestNumbers:
    def test_an_outage_shows_in_services_and_in_each_way(self, tmp_path: Path) -> None:
        found = scraped(write(tmp_path), DURING)

        assert (5, 4) == (
            found[one("service_state", service="move-in")],
            found[one("service_state", service="resident-copy")],
        )
        assert (0, 5) == (
            found[one("way_state", service="resident-copy", way="web")],
            found[one("way_state", service="resident-copy", way="community-center")],
        )
        assert 0 == found[one("way_usable", service="resident-copy", way="community-center")]
        assert (5, 1) == (found[one("state")], found[one("incidents_open")])

    def test_counts_name_every_state_also_those_of_no_service(self, tmp_path: Path) -> None:
        """A series that comes and goes cannot be watched."""
        found = scraped(write(tmp_path), AFTER)

        counts = {labels[0][1]: n for (name, labels), n in found.items() if name == "statuspage_services"}
        assert {"operational": 2} == {state: n for state, n in counts.items() if n}
        assert 6 == len(counts)

    def test_moments_are_those_of_the_files(self, tmp_path: Path) -> None:
        found = scraped(write(tmp_path), DURING)

        said = datetime.fromisoformat("2023-11-17T08:40+09:00").timestamp()
        assert said == found[one("last_change_timestamp_seconds")]
        assert said == found[one("incident_started_timestamp_seconds", incident="2023/1117-saeol")]

    def test_silence_shows(self, tmp_path: Path) -> None:
        """The next word was promised for ten o'clock."""
        root = write(tmp_path)
        overdue = one("incident_overdue", incident="2023/1117-saeol")

        assert (0, 1) == (
            scraped(root, DURING)[overdue],
            scraped(root, DURING + timedelta(hours=2))[overdue],
        )

    def test_nothing_carries_the_moment_of_the_build(self, tmp_path: Path) -> None:
        root = write(tmp_path)

        one, other = (printed(metrics, root, AFTER + timedelta(minutes=m)) for m in (0, 17))

        assert one == other

    def test_a_file_that_cannot_be_read_is_never_zero(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        write(root, {"services/mois/move-in.yaml": "name: {ko: 전입신고"})

        found = scraped(root, AFTER)

        assert 2 == found[one("state")]
        assert 1 == found[one("files_unread")]


class TestForm:
    def test_a_name_in_hangul_with_quotes_comes_back_as_it_was(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        name = '전입\\신고 "방문"'
        write(root, {"services/mois/move-in.yaml": SMALL["services/mois/move-in.yaml"].replace(
            "{ko: 전입신고, en: Move-in report}", f"'{name}'")})  # fmt: skip

        named = [
            dict(labels)["name"] for (n, labels) in scraped(root, AFTER) if n == "statuspage_service_info"
        ]

        assert name in named

    @given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
    def test_any_label_comes_back_as_it_was(self, text: str) -> None:
        family = Family("x", "gauge", "", f"About {text.split(chr(10))[0]}", (Sample((("a", text),), 3),))

        assert {("x", (("a", text),)): 3.0} == read(_written((family,)))

    @pytest.mark.parametrize("moment", ["2023-11-17T14:00", "2026-10-18T05:00", "2026-11-24T09:00"])
    def test_the_demonstration_is_read(self, moment: str) -> None:
        found = scraped(ROOT, datetime.fromisoformat(f"{moment}+09:00"))

        assert len(found) > 300
