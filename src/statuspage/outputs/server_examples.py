"""`examples/`: how nginx and Caddy serve this very site: its address, languages and headers.

They are published with the site, so that whoever takes over the server in the middle of the night finds them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from .. import security
from . import Artifact, Press

TYPES, TEXTS = security.ENDINGS, security.TEXTS


def render(press: Press) -> Iterator[Artifact]:
    """One file for each server."""
    site = press.site
    host, _, path = site.address.partition("://")[2].partition("/")
    for name, example in (("nginx", nginx), ("caddy", caddy)):
        data = example(host, f"/{path}", site.languages[1:]).encode()
        yield Artifact(f"examples/{name}.txt", data, partial(bytes, data))


def _values() -> dict[str, list[tuple[security.Rule, str]]]:
    """Header → the rules that set it, in the order of the table."""
    found: dict[str, list[tuple[security.Rule, str]]] = {}
    for rule in security.RULES:
        for name, value in rule.headers:
            found.setdefault(name, []).append((rule, value))
    return found


def _any(rules: Sequence[security.Rule]) -> str:
    """One expression for several patterns, as far as it has to be read."""
    parts = [rule.expression for rule in rules]
    if all(part.endswith(".*") for part in parts):
        parts, end = [part.removesuffix(".*") for part in parts], ""
    else:
        end = "$"
    return (parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})") + end


def nginx(host: str, base: str, languages: Sequence[str]) -> str:
    """An nginx server for one site; `base` is its path on the host, `languages` those under a tag."""
    maps, lines = [], []
    for name, rules in _values().items():
        everywhere, *others = rules
        value = f'"{everywhere[1]}"'
        if everywhere[0].pattern != "/*" or others:
            variable = f"$status_{name.lower().replace('-', '_')}"
            default = everywhere[1] if everywhere[0].pattern == "/*" else ""
            special = others if everywhere[0].pattern == "/*" else rules
            maps.append(f'map $uri {variable} {{\n    default "{default}";\n')
            # Of several expressions nginx takes the first that fits, and in the table the last one counts.
            for said, group in groupby(reversed(special), lambda pair: pair[1]):
                maps.append(f'    "~^{base}{_any([rule for rule, _ in group])}" "{said}";\n')
            maps.append("}\n")
            value = variable
        lines.append(f"    add_header {name} {value} always;")
    where = "    root /srv/status/site;" if base == "/" else ""
    types = " ".join(f"{type_} {ending};" for ending, type_ in TYPES.items())
    inside = []
    for path, type_ in security.TYPES.items():
        at = _at(base, path)
        inside.append(f'    location = {base}{path[1:]} {{ {at}types {{ }} default_type "{type_}"; }}')
    inside.append(f"    location = {base}_headers {{ return 404; }}")
    for tag in languages:
        at, lost = _at(base, f"/{tag}/"), f"{base}{tag}/404.html"
        inside.append(f"    location {base}{tag}/ {{ {at}error_page 403 404 =404 {lost}; }}")
    if base != "/":
        inside.append(f"    location {base} {{ alias /srv/status/site/; }}")
    server = [
        "server {",
        "    listen 80;",
        f"    server_name {host.partition(':')[0]};",
        *([where] if where else []),
        "    charset utf-8;",
        f"    charset_types {' '.join(t for t in TEXTS if t not in ('text/html', 'image/svg+xml'))};",
        f"    types {{ {types} }}",
        "    server_tokens off;",
        "    absolute_redirect off;",
        "    etag on;",
        "    if_modified_since exact;",
        "    gzip on;",
        "    gzip_vary on;",
        f"    gzip_types {' '.join(t for t in TEXTS if t != 'text/html')};",
        f"    error_page 403 404 =404 {base}404.html;",
        "",
        "    # A location with an add_header of its own would lose all of these: keep them in one place.",
        *lines,
        "",
        *inside,
        "}",
    ]
    return "".join(maps) + "\n" + "\n".join(server) + "\n"


def _at(base: str, path: str) -> str:
    """Where the files of a location lie, when the site is not at the top of its host."""
    return "" if base == "/" else f"alias /srv/status/site{path}; "


def caddy(host: str, base: str, languages: Sequence[str]) -> str:
    """A Caddyfile for one site; it asks for a certificate by itself."""
    lines = []
    for number, (headers, group) in enumerate(groupby(security.RULES, lambda rule: rule.headers)):
        rules, matcher = list(group), ""
        if rules[0].pattern != "/*":
            matcher = f" @rule{number}"
            lines.append(f"        @rule{number} path_regexp ^/{_any(rules)}")
        lines.append(f"        header{matcher} {{")
        lines += [
            f'            {name} "{value}"' if value else f"            -{name}" for name, value in headers
        ]
        lines.append("        }")
    for ending in TYPES:
        said = security.media_type(f"x.{ending}")
        lines.append(f"        @{ending} path_regexp \\.{ending}$")
        lines.append(f'        header @{ending} Content-Type "{said}"')
    for path, type_ in security.TYPES.items():
        lines.append(f'        header {path} Content-Type "{type_}"')
    errors = ["    handle_errors {", "        header {"]
    errors += [f'            {name} "{value}"' for name, value in security.headers("404.html").items()]
    errors += [
        '            Content-Type "text/html; charset=utf-8"',
        "            -Access-Control-Allow-Origin",
        "        }",
    ]
    others = [f"{base}{tag}/*" for tag in languages]
    for tag, path in zip(languages, others, strict=True):
        errors += [f"        @{_name(tag)} path {path}", f"        rewrite @{_name(tag)} /{tag}/404.html"]
    if others:
        errors += [f"        @first not path {' '.join(others)}", "        rewrite @first /404.html"]
    else:
        errors.append("        rewrite * /404.html")
    errors += ["        file_server", "    }"]
    strip = [f"    redir {base[:-1]} {base}", f"    uri strip_prefix {base[:-1]}"] if base != "/" else []
    return "\n".join(
        [
            f"{host} {{",
            "    root * /srv/status/site",
            *strip,
            "    encode gzip",
            "    # In a route the lines count in the order they are written in: the last one wins.",
            "    route {",
            *lines,
            "        @hidden path /_headers",
            "        error @hidden 404",
            "        file_server",
            "    }",
            *errors,
            "}",
            "",
        ]
    )


def _name(tag: str) -> str:
    return "in_" + tag.lower().replace("-", "_")
