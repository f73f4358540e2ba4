"""A page as its elements, read with the standard library."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "wbr", "img", "link", "input", "hr"}
APART = {"p", "li", "tr", "td", "th", "div", "svg", "caption", "footer", "h1", "h2", "h3"}
"""What stands apart from what surrounds it."""
SELF_CLOSED = {"use", "path", "rect"}


@dataclass
class Element:
    """A tag with its attributes and what it encloses."""

    tag: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str, of: str | None = None) -> list[Element]:
        """Every element below with one of these tags (any if none), of this class if one is named."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                if (not tags or child.tag in tags) and (of is None or of in child.classes):
                    found.append(child)
                found += child.all(*tags, of=of)
        return found

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return (self.attributes.get("class") or "").split()

    @property
    def text(self) -> str:
        """What is read, each stretch of white space as one blank."""
        return " ".join(self._text().split())

    def _text(self) -> str:
        inside = "".join(child if isinstance(child, str) else child._text() for child in self.children)
        return f" {inside} " if self.tag in APART else inside


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SELF_CLOSED, f"<{tag}/> is no empty element"
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(page: str) -> Element:
    """The page's elements; every tag must be closed where it was opened."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root], f"never closed: {[one.tag for one in reader.open[1:]]}"
    return reader.root
