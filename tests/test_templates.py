"""The templates, the style sheet and the fixed words agree with one another and with the views."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment, meta, nodes

from statuspage.model import Importance, Kind, ReliefKind, State, Status

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
ASSETS = ROOT / "site_src" / "assets"
VIEWS = ROOT / "src" / "statuspage" / "views"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
GIVEN = {"untranslated", "page", "w", "href", "asset", "prose", "csp", "staff"}
"""What a template is given; everything else has to be its own."""

ENVIRONMENT = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)


def source(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


def parsed(name: str) -> nodes.Template:
    return ENVIRONMENT.parse(source(name), name)


def markup(name: str) -> str:
    """A template without its comments, each of its commands one plain word."""
    bare = re.sub(r"\{#.*?#\}", "", source(name), flags=re.DOTALL)
    return re.sub(r"\{[{%].*?[%}]\}", "said", bare, flags=re.DOTALL)


def plain(key: str) -> str:
    return key.removesuffix(".one").removesuffix(".other")


def keys(language: str) -> set[str]:
    path = ROOT / "site_src" / "words" / f"{language}.yaml"
    return set(map(plain, yaml.load(path.read_text("utf-8"), yaml.BaseLoader)))  # noqa: S506


def named_keys(name: str) -> Iterator[str]:
    """The fixed words a template asks for."""
    for call in parsed(name).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "w":
            first = call.args[0]
            assert isinstance(first, nodes.Const), f"{name}:{call.lineno}: words without a plain key"
            yield first.value


FAMILIES = {
    "state": {state.id for state in State},
    "answer.state": {state.id for state in State if state is not State.OPERATIONAL},
    "status": {status.value for status in Status},
    "kind": {kind.value for kind in Kind},
    "importance": {importance.name.lower() for importance in Importance},
    "relief": {relief.value for relief in ReliefKind},
    "short": {"failing", "limited", "working"},
    "count": {"stopped", "limited", "planned", "unclear"},
    "gathered": {"agency", "category", "region"},
    "service.follow": {"feed", "calendar", "how"},
    "figures.chart": {"stopped", "first", "recovery", "kept"},
    "language": {"ko", "en"},
    "zone": {"Asia/Seoul"},
}
"""Keys that views complete at run time: what stands before the last dot → what may follow it."""


def keys_of_views() -> Iterator[str]:
    """The fixed words the views ask for."""
    for path in sorted(VIEWS.glob("*.py")):
        text = path.read_text("utf-8")
        for call in re.findall(r"""\bwords\(\s*(f?"[^"]+"(?:\s+if\s.+?\selse\s+"[^"]+")?)""", text):
            for dynamic, key in re.findall(r'(f?)"([^"]+)"', call):
                if not dynamic:
                    yield key
                    continue
                family = key.partition(".{")[0]
                assert family in FAMILIES, f"{path.name}: {key} is not described in FAMILIES"
                yield from (f"{family}.{member}" for member in FAMILIES[family])
        yield from re.findall(r'\bkey = "([a-z_.]+)"', text)
        yield from (
            key for pair in re.findall(r'\bkey = "([a-z_.]+)" if .+ else "([a-z_.]+)"', text) for key in pair
        )


def templates_of_views() -> set[str]:
    """The page templates the views say they are for."""
    texts = (path.read_text("utf-8") for path in VIEWS.glob("*.py"))
    return {name for text in texts for name in re.findall(r"`(pages/[a-z-]+\.html)`", text)}


class Elements(HTMLParser):
    """Every element of a piece of markup, with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


class TestTemplates:
    """The files people read through."""

    @pytest.mark.parametrize("name", NAMES)
    def test_every_template_compiles(self, name: str) -> None:
        """A slip must be found here, not in the middle of an outage."""
        assert ENVIRONMENT.compile(source(name), name) is not None

    @pytest.mark.parametrize("name", NAMES)
    def test_a_template_uses_only_what_it_is_given(self, name: str) -> None:
        """Everything a page says comes from its view and from the fixed words."""
        template = parsed(name)
        brought = {named for found in template.find_all(nodes.FromImport) for named in found.names}

        assert set() == meta.find_undeclared_variables(template) - GIVEN - brought

    @pytest.mark.parametrize("name", NAMES)
    def test_every_template_a_template_names_exists(self, name: str) -> None:
        """Parts are renamed."""
        named = set(meta.find_referenced_templates(parsed(name)))

        assert set() == named - set(NAMES)

    @pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("parts/")])
    def test_a_part_is_one_macro_and_says_what_it_is(self, name: str) -> None:
        """A part can be found by its name and understood by its first line."""
        assert 1 == len(list(parsed(name).find_all(nodes.Macro)))
        assert source(name).startswith("{# ")

    def test_every_part_is_used(self) -> None:
        """What nobody uses is not read either."""
        named = {n for name in NAMES for n in meta.find_referenced_templates(parsed(name))}

        assert set() == {name for name in NAMES if not name.startswith("pages/")} - named

    def test_every_page_template_belongs_to_a_view(self) -> None:
        """Views are the contract: one for each page template, one template for each view."""
        assert templates_of_views() == {name for name in NAMES if name.startswith("pages/")}


class TestMarkup:
    """What the browser gets (safety R40 to R42)."""

    @pytest.mark.parametrize("name", NAMES)
    def test_only_one_part_prints_html_as_it_is(self, name: str) -> None:
        """Everything else is escaped, whoever wrote it."""
        filters = [found.name for found in parsed(name).find_all(nodes.Filter)]

        assert (["safe"] if name == "parts/prose.html" else []) == [f for f in filters if f == "safe"]
        assert not any(parsed(name).find_all((nodes.EvalContextModifier, nodes.MarkSafe)))

    @pytest.mark.parametrize("name", NAMES)
    def test_nothing_runs_and_nothing_styles_itself(self, name: str) -> None:
        """The content security policy forbids it, and so a page with it would break."""
        for tag, attributes in Elements(markup(name)).found:
            assert tag not in ("style", "iframe", "object", "embed"), name
            # A QR code is made once, and is no part of a page that changes with the news.
            assert tag != "img" or name == "pages/door-notice.html"
            assert tag != "script" or "src" in dict(attributes), name
            assert [] == [a for a, _ in attributes if a == "style" or a.startswith("on")], name

    @pytest.mark.parametrize("name", NAMES)
    def test_every_attribute_is_quoted(self, name: str) -> None:
        """An unquoted attribute ends at the first blank in a service's name."""
        for element in re.findall(r"<[a-z][^>]*>", markup(name)):
            rest = re.sub(r'="[^"]*"', "", element)

            assert "=" not in rest, element
            assert "'" not in rest, element

    @pytest.mark.parametrize("name", sorted(templates_of_views()))
    def test_a_page_has_one_heading_of_the_first_rank(self, name: str) -> None:
        """It is how people who do not see the page find out where they are (KWCAG 2.2, 제목 제공)."""
        headings = markup(name).count("<h1") + ("parts/title.html" in source(name))

        assert 1 == headings

    def test_the_frame_comes_in_the_order_people_need(self) -> None:
        """The policy before anything it has to stop; the skip link before anything to skip."""
        frame = source("base.html")
        order = [
            "<html lang",
            "Content-Security-Policy",
            "charset",
            "<title>",
            "sp-skip",
            "<header",
            "<nav",
            "<main",
            "<footer",
        ]

        assert order == sorted(order, key=frame.index)


class TestWords:
    """Templates and views on one side, words files on the other."""

    @pytest.mark.parametrize("language", ["ko", "en"])
    def test_all_words_that_templates_and_views_ask_for_exist(self, language: str) -> None:
        """A missing word would stop the build."""
        wanted = {key for name in NAMES for key in named_keys(name)} | set(keys_of_views())

        assert set() == set(map(plain, wanted)) - keys(language)

    def test_templates_hold_no_words_of_their_own(self) -> None:
        """They would stay Korean, or English, on every page."""
        bare = {name: re.sub(r"\{#.*?#\}", "", source(name), flags=re.DOTALL) for name in NAMES}

        assert [] == [name for name, text in bare.items() if re.search("[가-힣]", text)]


LUMINANCE = (0.2126, 0.7152, 0.0722)


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(d * 2 for d in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip(LUMINANCE, linear, strict=True))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


LIGHT, DARK = (
    dict(re.findall(r"--sp-([a-z-]+): (#[0-9a-f]+);", half))
    for half in (ASSETS / "tokens.css").read_text("utf-8").split("prefers-color-scheme: dark")
)


class TestLook:
    """The style sheet."""

    @pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
    def test_all_text_can_be_read(self, tokens: dict[str, str]) -> None:
        """4.5 to 1 on every ground it stands on (WCAG 2.2, 1.4.3; KWCAG 2.2, 텍스트 콘텐츠의 명도 대비)."""
        pairs = [
            (text, ground) for text in ("text", "subtle", "link") for ground in ("surface", "raised")
        ] + [(f"{kind}-text", f"{kind}-tint") for kind in ("well", "warn", "stop", "plan", "unclear")]
        pairs += [("text", f"{kind}-tint") for kind in ("well", "warn", "stop", "plan", "unclear")]
        pairs += [("link", "plan-tint"), ("warn-text", "surface"), ("stop-text", "surface")]

        assert [] == [pair for pair in pairs if contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5]

    def test_the_style_sheet_is_small(self) -> None:
        """It is on the way of everybody who is in a hurry on a crowded network."""
        assert 16 * 1024 > sum(path.stat().st_size for path in ASSETS.rglob("*.css"))

    def test_every_state_has_its_colour_and_its_icon(self) -> None:
        """Shape and colour repeat what the words say."""
        tags = (ASSETS / "parts" / "tag.css").read_text("utf-8")

        for state in State:
            assert f".sp-tag--{state.id}" in tags
            assert (ASSETS / f"icon-{state.id}.svg").is_file()

    def test_every_class_that_is_styled_is_used(self) -> None:
        """Dead rules are sent to everybody."""
        styled = {
            c
            for path in ASSETS.rglob("*.css")
            for c in re.findall(r"\.(sp-[a-z_-]+)", path.read_text("utf-8"))
        }
        used = "\n".join(source(name) for name in NAMES)

        assert set() == {
            c
            for c in styled
            if c not in used
            and c.partition("--")[0] + "--{{" not in used
            and c.partition("--")[0] + "--{%" not in used
        }
