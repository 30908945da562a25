"""Every page is read back before it may go out: what must not be there is found, the rest passes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sites import DURING, published, write
from statuspage import inspection, security
from statuspage.build import build
from statuspage.inspection import Fault, dead_links, inspect


def page(body: str = "", head: str = "", lang: str = ' lang="ko"', heading: str = "<h1>제목</h1>") -> bytes:
    return (
        f"<!doctype html>\n<html{lang}><head><title>제목</title>{head}</head>"
        f"<body>{heading}{body}</body></html>\n"
    ).encode()


def faults(data: bytes, path: str = "services/x/index.html", base: str = "/") -> list[tuple[str, str]]:
    return [(fault.what, fault.detail) for fault in inspect(path, data, base).faults]


BAD = {
    # What runs
    "<script>alert(1)</script>": "foreign",
    "<p onclick=alert(1)>x</p>": "inline",
    "<svg><animate onbegin=alert(1) attributeName=x></animate></svg>": "foreign",
    "<svg onload=alert(1)></svg>": "inline",
    "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>": "foreign",
    "<svg><foreignObject><p>x</p></foreignObject></svg>": "foreign",
    "<a href='javascript:alert(1)'>x</a>": "foreign",
    "<a href='JaVaScRiPt:alert(1)'>x</a>": "foreign",
    "<a href=' javascript:alert(1)'>x</a>": "foreign",
    "<a href='java&#10;script:alert(1)'>x</a>": "foreign",
    "<a href='java&#x09;script&#58;alert(1)'>x</a>": "foreign",
    "<a href='vbscript:x'>x</a>": "foreign",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>": "foreign",
    "<a href='file:///etc/passwd'>x</a>": "foreign",
    # What frames, plays, sends
    "<iframe src='/x/'></iframe>": "foreign",
    "<iframe srcdoc='<p>x'></iframe>": "inline",
    "<object data='/x'></object>": "foreign",
    "<embed src='/x'>": "foreign",
    "<form action='/x'></form>": "foreign",
    "<button formaction='https://evil.example/'>x</button>": "inline",
    "<a href='/' ping='https://evil.example/'>x</a>": "inline",
    "<video src='/x'></video>": "foreign",
    "<math><mi>x</mi></math>": "foreign",
    "<template><p>x</p></template>": "foreign",
    "<x-own>x</x-own>": "foreign",
    # What looks otherwise than it should
    "<p style='position:fixed'>x</p>": "inline",
    "<style>p{}</style>": "foreign",
    "<table background='https://evil.example/x'></table>": "inline",
    # What comes from elsewhere
    "<img src='https://evil.example/x.png' alt=''>": "outside",
    "<img src='//evil.example/x.png' alt=''>": "foreign",
    "<img src='data:image/png;base64,AA' alt=''>": "foreign",
    "<img srcset='/a.png 1x, https://evil.example/x.png 2x' alt=''>": "outside",
    "<script src='https://evil.example/x.js'></script>": "outside",
    "<a href='//evil.example/'>x</a>": "foreign",
    "<a href='https://[bad'>x</a>": "foreign",
    # What leads nowhere
    "<a href='#nowhere'>x</a>": "dead-link",
    "<h1>one more</h1>": "not-parsed",
}
"""A page's body → what is wrong with it."""

GOOD = [
    "",
    "<a href='https://www.gov.kr/'>정부24</a> <a href='tel:110'>110</a> <a href='mailto:a@b.kr'>x</a>",
    "<a href='sms:110'>문자</a> <a href='/'>처음</a> <a href='../'>위</a> <a href='?q'>x</a>",
    "<a href='#here'>x</a><p id='here'>x</p>",
    "<a href='#%EC%97%AC%EA%B8%B0'>x</a><p id='여기'>x</p>",
    "<svg viewBox='0 0 1 1' aria-hidden='true'><path d='M0 0'/></svg>",
    "<details><summary>x</summary><table><tr><th scope='row'>x</th><td>y</td></tr></table></details>",
    "<img src='/assets/x.png' alt='x'><script src='/assets/x.js' type='module'></script>",
    "<p>javascript:alert(1) &lt;script&gt; onclick=x</p>",
    "<time datetime='2023-11-17'>17일</time><br><wbr><ruby>x<rt>y</rt></ruby>",
]


class TestPages:
    @pytest.mark.parametrize(("body", "what"), BAD.items())
    def test_what_must_not_go_out_is_found(self, body: str, what: str) -> None:
        assert what in [found for found, _ in faults(page(body))]

    @pytest.mark.parametrize("body", GOOD)
    def test_what_belongs_on_a_page_passes(self, body: str) -> None:
        assert [] == faults(page(body))

    @pytest.mark.parametrize(
        "head",
        [
            "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
            "<meta http-equiv=Set-Cookie content='a=b'>",
            "<base href='https://evil.example/'>",
            "<link rel=stylesheet href='https://evil.example/x.css'>",
            "<link rel='alternate stylesheet' href='https://evil.example/x.css'>",
            "<link rel=preconnect href='https://evil.example/'>",
            "<link href='https://evil.example/x.css'>",
            "<link rel=icon href='data:image/png;base64,AA'>",
        ],
    )
    def test_nothing_foreign_stands_in_the_head(self, head: str) -> None:
        assert [] != faults(page(head=head))

    def test_names_of_the_page_elsewhere_may_stand_in_the_head(self) -> None:
        head = (
            f'<meta http-equiv="Content-Security-Policy" content="{security.PAGE_META}">'
            "<link rel=canonical href='https://status.example.go.kr/'>"
            "<link rel='alternate' hreflang=en href='https://status.example.go.kr/en/'>"
            "<link rel=stylesheet href='/assets/x.css'>"
        )

        assert [] == faults(page(head=head))

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"   ",
            b"<h1>x</h1>",
            page(lang=""),
            page(heading=""),
            page().replace(b"<title>", b"<p>").replace(b"</title>", b"</p>"),
            page().removeprefix(b"<!doctype html>\n"),
        ],
    )
    def test_a_page_that_is_not_whole_is_found(self, data: bytes) -> None:
        assert "not-parsed" in [what for what, _ in faults(data)]

    def test_a_page_that_is_too_heavy_is_found(self) -> None:
        """At the worst hour every byte is asked for by millions."""
        assert "too-heavy" in [what for what, _ in faults(page("x" * inspection.LIMITS[".html"]))]

    @pytest.mark.parametrize("ending", ["css", "js", "png", "xyz"])
    def test_any_file_can_be_too_heavy(self, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(inspection, "LIMIT", 200_000)

        assert ["too-heavy"] == [what for what, _ in faults(b" " * 200_001, f"assets/x.{ending}")]


class TestLinks:
    @pytest.mark.parametrize(
        ("path", "base", "written", "target"),
        [
            ("index.html", "/", "services/x/", "services/x/"),
            ("services/x/index.html", "/", "../y/", "services/y/"),
            ("services/x/index.html", "/", "../../", ""),
            ("services/x/index.html", "/", "..", "services/"),
            ("services/x/index.html", "/", "./", "services/x/"),
            ("services/x/index.html", "/", "/", ""),
            ("services/x/index.html", "/", "/feed.rss?x=1#y", "feed.rss"),
            ("services/x/index.html", "/sub/", "/sub/", ""),
            ("services/x/index.html", "/sub/", "/sub/feed.rss", "feed.rss"),
            ("services/x/index.html", "/sub/", "../../feed.rss", "feed.rss"),
            ("index.html", "/", "a%20b/", "a b/"),
        ],
    )
    def test_a_link_is_followed_as_a_browser_would(
        self, path: str, base: str, written: str, target: str
    ) -> None:
        assert (target,) == inspect(path, page(f"<a href='{written}'>x</a>"), base).links

    @pytest.mark.parametrize("written", ["../../../x/", "/x/", "/", "/subway/"])
    def test_a_link_out_of_a_site_below_a_path_is_dead(self, written: str) -> None:
        """It works at home, where the site is at the top of its host, and nowhere else."""
        found = faults(page(f"<a href='{written}'>x</a>"), base="/sub/")

        assert [("dead-link", written)] == found

    def test_the_page_for_wrong_addresses_links_from_the_top(self) -> None:
        """It is shown at any depth, so that `../` leads anywhere."""
        assert [("dead-link", "services/")] == faults(page("<a href='services/'>x</a>"), "404.html")
        assert [] == faults(page("<a href='/services/'>x</a>"), "404.html")

    def test_a_link_to_what_is_not_published_is_dead(self) -> None:
        links = {"index.html": ("services/x/", "", "feed.rss", "services/x", "gone/")}

        found = list(dead_links(links, {"index.html", "feed.rss", "services/x/index.html"}))

        assert [
            Fault("index.html", "dead-link", "services/x"),
            Fault("index.html", "dead-link", "gone/"),
        ] == found


class TestOtherFiles:
    @pytest.mark.parametrize(
        ("path", "data"),
        [
            ("a.json", b"{"),
            ("a.json", b'{"a": NaN}'),
            ("a.json", b'"\xff"'),
            ("a.json", b"[" * 100_000),
            ("a.webmanifest", b"x"),
            ("a.svg", b"<svg>"),
            ("a.xml", b"<a>&nbsp;</a>"),
            ("a.rss", b"<rss>\x01</rss>"),
            ("a.atom", b""),
        ],
    )
    def test_what_no_reader_could_parse_is_found(self, path: str, data: bytes) -> None:
        assert ["not-parsed"] == [what for what, _ in faults(data, path)]

    @pytest.mark.parametrize(
        "data",
        [
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
            b"<svg xmlns='http://www.w3.org/2000/svg'><foreignObject/></svg>",
            b"<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink'>"
            b"<use x:href='https://evil.example/x#y'/></svg>",
            b"<!DOCTYPE svg [<!ENTITY x 'y'>]><svg xmlns='http://www.w3.org/2000/svg'>&x;</svg>",
        ],
    )
    def test_a_picture_only_shows(self, data: bytes) -> None:
        assert [] != faults(data, "badge.svg")

    def test_a_feed_declares_no_document_type(self) -> None:
        """Feed readers refuse it, or worse, follow it."""
        data = b"<!DOCTYPE rss SYSTEM 'https://evil.example/x.dtd'><rss/>"

        assert [("foreign", "<!DOCTYPE>")] == faults(data, "feed.rss")

    @pytest.mark.parametrize(
        ("data", "outside"),
        [
            (b"@import url(https://evil.example/x.css);", True),
            (b"@import 'https://evil.example/x.css';", True),
            (b"a{background:URL( '//evil.example/x' )}", True),
            (b"a{background:url(x.svg)} /* https://www.w3.org/ */", False),
        ],
    )
    def test_a_style_sheet_brings_everything_along(self, data: bytes, outside: bool) -> None:
        assert outside is ("outside" in [what for what, _ in faults(data, "assets/x.css")])


class TestHeaders:
    """One table for whoever serves the site, and the same policy on the page itself."""

    def test_the_policy_on_the_page_says_what_the_header_says(self) -> None:
        header = dict(part.split(" ", 1) for part in security.PAGE_POLICY.split("; "))
        meta = dict(part.split(" ", 1) for part in security.PAGE_META.split("; "))

        # ignored in a meta element, so it would only look as if it were in force
        assert {"frame-ancestors"} == header.keys() - meta.keys()
        assert meta == {name: value for name, value in header.items() if name in meta}

    @pytest.mark.parametrize(
        ("path", "policy"),
        [
            ("index.html", security.PAGE_POLICY),
            ("services/x/index.html", security.PAGE_POLICY),
            ("assets/x.css", security.PAGE_POLICY),
            ("build.json", security.MACHINE_POLICY),
            ("en/api/v2/summary.json", security.MACHINE_POLICY),
            ("services/x/feed.atom", security.MACHINE_POLICY),
            ("metrics", security.MACHINE_POLICY),
            ("badges/x.svg", security.BADGE_POLICY),
            ("embed/index.html", security.EMBED_POLICY),
            ("en/embed/index.html", security.EMBED_POLICY),
        ],
    )
    def test_every_file_gets_its_policy(self, path: str, policy: str) -> None:
        headers = security.headers(path)

        assert policy == headers["Content-Security-Policy"]
        assert "nosniff" == headers["X-Content-Type-Options"]
        # What programs and other sites read may be read from anywhere; pages may not.
        assert (policy != security.PAGE_POLICY) is ("Access-Control-Allow-Origin" in headers)
        assert ("embed/" in path) is ("X-Frame-Options" not in headers)

    @pytest.mark.parametrize(
        ("path", "kept"),
        [
            ("index.html", "max-age=30"),
            ("assets/x.css", "immutable"),
            ("build.json", "max-age=15"),
            ("feed.json", "max-age=300"),
            ("en/404.html", "max-age=10"),
        ],
    )
    def test_a_later_rule_replaces_an_earlier_one(self, path: str, kept: str) -> None:
        assert kept in security.headers(path)["Cache-Control"]

    def test_nothing_is_allowed_that_is_not_our_own(self) -> None:
        values = {value for part in security.PAGE_POLICY.split("; ") for value in part.split()[1:]}

        assert {"'none'", "'self'", "'script'"} == values

    def test_no_rule_sets_a_header_twice_or_breaks_a_line(self) -> None:
        for rule in security.RULES:
            names = [name.lower() for name, _ in rule.headers]
            assert len(names) == len(set(names))
            assert [] == [v for _, v in rule.headers if not re.fullmatch(r"[\x20-\x7e]*", v)]


@pytest.fixture(name="site", scope="module")
def _site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = write(tmp_path_factory.mktemp("site"))
    build(root, root / "site", DURING)
    return published(root / "site")


class TestBuiltSite:
    def test_the_headers_file_reads_back_as_the_table(self, site: dict[str, bytes]) -> None:
        """As Netlify and Cloudflare Pages read it: a pattern, then indented lines `Name: value`."""
        rules: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        for block in site["_headers"].decode().strip().split("\n\n"):
            pattern, *lines = block.split("\n")
            assert all(line.startswith("  ") for line in lines)
            pairs = (line.strip().partition(": ") for line in lines if not line.startswith("  ! "))
            rules.append((pattern, tuple((name, value) for name, _, value in pairs)))

        told = [(rule.pattern, tuple(pair for pair in rule.headers if pair[1])) for rule in security.RULES]
        told += [(path, (("Content-Type", type_),)) for path, type_ in security.TYPES.items()]
        assert told == rules

    def test_every_page_repeats_the_policy_before_anything_is_loaded(self, site: dict[str, bytes]) -> None:
        """For hosts that send no headers (GitHub Pages, GitLab Pages)."""
        policy = f'content="{security.PAGE_META}"'.replace("'", "&#39;")
        for path, data in site.items():
            if path.endswith(".html"):
                text = data.decode().replace("'", "&#39;")
                assert policy in text, path
                assert text.index(policy) < text.index("<link"), path

    def test_everything_that_was_published_passes_again(self, site: dict[str, bytes]) -> None:
        inspected = {path: inspect(path, data) for path, data in site.items()}

        assert [] == [fault for found in inspected.values() for fault in found.faults]
        assert [] == list(dead_links({path: found.links for path, found in inspected.items()}, site))


def test_every_fault_can_be_said() -> None:
    """A build refused for a reason without words would be refused in silence."""
    from statuspage.cli.messages import MESSAGES

    source = Path(inspection.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'Fault\(\s*path,\s*"([a-z-]+)"', source))

    assert codes
    assert {f"inspection-{code}" for code in codes} <= MESSAGES.keys()
