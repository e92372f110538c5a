"""A strict reading of a page for tests: its elements, its text, and an outline of what it shows, in order."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"
VOID = frozenset(("meta", "link", "br", "input", "col", "img", "hr", "wbr"))
SVG_EMPTY = frozenset(("path", "line", "rect", "circle"))


@dataclass
class Element:
    """A start tag with its attributes and the text inside it."""

    tag: str
    attributes: dict[str, str | None]
    inside: tuple[str, ...]
    text: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


class Page(HTMLParser):
    """Parses a page and fails on tags that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        assert not self._open, f"never closed: {[e.tag for e in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), tuple(e.tag for e in self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs), tuple(e.tag for e in self._open)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].tag == tag, f"</{tag}> closes {self._open[-1:]}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text.append(data)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements by tag and by attributes (`cls` for class, a word of it)."""
        cls = attributes.pop("cls", None)
        return [
            e
            for e in self.elements
            if e.tag == tag
            and (cls is None or cls in (e.attributes.get("class") or "").split())
            and all(e.attributes.get(k) == v for k, v in attributes.items())
        ]

    @property
    def text(self) -> str:
        return self.all("html")[0].words

    def outline(self) -> str:
        """Headings, table heads, folds and captions, in order: the structure without the numbers."""
        lines = []
        for e in self.elements:
            if e.tag in ("h1", "h2", "h3", "h4", "summary", "thead", "dt"):
                lines.append(f"{'  ' * e.inside.count('section')}{e.tag} {e.words}")
            elif e.tag == "section":
                lines.append(f"section #{e.attributes['id']}")
        return "\n".join(lines) + "\n"


def check_golden(name: str, text: str) -> None:
    """Compare with a golden file; ASSAY_UPDATE_GOLDEN=1 writes it anew, to be read in the diff."""
    file = GOLDEN / name
    if os.environ.get("ASSAY_UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), f"{file} differs; set ASSAY_UPDATE_GOLDEN=1 where this is meant"
