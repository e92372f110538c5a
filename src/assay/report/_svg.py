"""SVG made safe to stand inside a page: a short list of elements and attributes is kept, colours become the page's own.

A picture may name the roles of `ROLES` as colours; here each becomes a CSS variable with a fallback, so that one
picture serves a light page, a dark page and a file on its own.
"""

from __future__ import annotations

import re
from html import escape
from xml.etree import ElementTree as ET

__all__ = ["FONT", "ROLES", "inline", "role"]

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_NS = "{http://www.w3.org/2000/svg}"

ROLES: dict[str, tuple[str, str]] = {
    # sentinel in the chart's spec → CSS variable, fallback
    "#000001": ("--ink", "#1a1f26"),
    "#000002": ("--muted", "#57606c"),
    "#000003": ("--line", "#d9dde2"),
    "#000004": ("--paper", "#ffffff"),
    "#000005": ("--o-scored", "#5b7089"),
    "#000006": ("--o-refused", "#d99a00"),
    "#000007": ("--o-blocked", "#b0619a"),
    "#000008": ("--o-unparsed", "#a3abb5"),
    "#000009": ("--o-error", "#d1480f"),
    "#000011": ("--m1", "#0072b2"),
    "#000012": ("--m2", "#d55e00"),
    "#000013": ("--m3", "#009e73"),
    "#000014": ("--m4", "#b85f94"),
    "#000015": ("--m5", "#7a6a00"),
    "#000016": ("--m6", "#3f8fc4"),
}
_BY_NAME = {variable.removeprefix("--"): sentinel for sentinel, (variable, _) in ROLES.items()}

_ELEMENTS = frozenset(("svg", "g", "path", "line", "rect", "circle", "text", "tspan", "clipPath", "defs"))
_ATTRIBUTES = frozenset(
    (
        *("viewBox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "d"),
        *("transform", "fill", "stroke", "fill-opacity", "stroke-opacity", "opacity", "stroke-width"),
        *("stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "font-size", "font-weight"),
        *("font-style", "text-anchor", "dominant-baseline", "clip-path", "id", "pointer-events"),
    )
)
_PLAIN_URL = re.compile(r"^url\(#[\w-]+\)$")


def role(name: str) -> str:
    """The colour to write into a chart's spec for a role: `ink`, `muted`, `line`, `paper`, `o-refused`, `m1`, …"""
    return _BY_NAME[name]


def inline(svg: str, *, title: str, description: str, key: str) -> str:
    """The picture as markup for a page: no script, style, link, image, event or foreign element; one `title` and
    `desc` for screen readers; ids made the page's own with `key`. Raises ValueError where `svg` is no SVG."""
    try:
        root = ET.fromstring(svg)  # noqa: S314  (made by our own chart compiler; entities are not expanded by expat here)
    except ET.ParseError as error:
        raise ValueError(f"the chart '{title}' is no SVG: {error}") from None
    if root.tag != f"{_NS}svg":
        raise ValueError(f"the chart '{title}' is no SVG but <{root.tag}>")
    body = "".join(_element(child, key) for child in root)
    width, height = root.get("width", ""), root.get("height", "")
    box = root.get("viewBox") or f"0 0 {width} {height}"
    return (
        f'<svg class="chart" role="img" aria-labelledby="{key}-t {key}-d" viewBox="{escape(box)}"'
        f' width="{escape(width)}" height="{escape(height)}" font-family="{escape(FONT)}">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(description)}</desc>{body}</svg>'
    )


def _element(node: ET.Element, key: str) -> str:
    name = node.tag.removeprefix(_NS)
    if name not in _ELEMENTS:
        return ""
    attributes = "".join(
        f' {attribute}="{escape(_value(attribute, text, key))}"'
        for attribute, text in node.attrib.items()
        if attribute in _ATTRIBUTES and _safe(text)
    )
    inner = escape(node.text or "") if name in ("text", "tspan") else ""
    inner += "".join(_element(child, key) for child in node)
    if name in ("g", "defs") and not inner:
        return ""
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"


def _safe(text: str) -> bool:
    return "url(" not in text or bool(_PLAIN_URL.match(text))


def _value(attribute: str, text: str, key: str) -> str:
    if attribute == "id":
        return f"{key}-{text}"
    if text.startswith("url(#"):
        return f"url(#{key}-{text[5:-1]})"
    if attribute in ("fill", "stroke") and text.lower() in ROLES:
        variable, fallback = ROLES[text.lower()]
        return f"var({variable}, {fallback})"
    return text
