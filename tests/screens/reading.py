"""Pages and their forms as tests read them: words without marks, and what a form would send."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple


class Form(NamedTuple):
    """Where it goes, what it sends when nothing is changed, and what its buttons say."""

    action: str
    data: dict[str, list[str]]
    buttons: tuple[str, ...]


class _Forms(HTMLParser):
    """Inputs, choices and texts of each form; of a choice the option that is chosen, else the first."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._select: tuple[str, list[str], list[str]] | None = None
        self._area = self._button = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(told.get("action", ""), {}, ()))
        if not self.forms:
            return
        if tag == "input" and told.get("name"):
            ticked = told.get("type") not in ("checkbox", "radio") or "checked" in told
            if ticked:
                self._send(told["name"], told.get("value", ""))
        if tag == "select":
            self._select = (told.get("name", ""), [], [])
        if tag == "option" and self._select is not None:
            self._select[1].append(told.get("value", ""))
            if "selected" in told:
                self._select[2].append(told.get("value", ""))
        if tag == "textarea":
            self._area = told.get("name", "")
            self._send(self._area, "")
        if tag == "button":
            self._button = "button"

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select is not None:
            name, options, chosen = self._select
            if name and options:
                self._send(name, (chosen or options)[0])
            self._select = None
        if tag == "textarea":
            self._area = ""
        if tag == "button":
            self._button = ""

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._area and self.forms:
            self.forms[-1].data[self._area] = [data]
        if self._button and self.forms and data.strip():
            last = self.forms[-1]
            self.forms[-1] = last._replace(buttons=(*last.buttons, data.strip()))

    def _send(self, name: str, value: str) -> None:
        self.forms[-1].data.setdefault(name, []).append(value)


def forms_of(html: str) -> Iterator[Form]:
    """All forms of a page, in their order."""
    reader = _Forms()
    reader.feed(html)
    yield from reader.forms


def form_to(html: str, ending: str) -> Form:
    """The first form whose address ends so."""
    found = [form for form in forms_of(html) if form.action.partition("?")[0].endswith(ending)]
    assert found, f"no form goes to {ending}: {[form.action for form in forms_of(html)]}"
    return found[0]


def words_of(html: str) -> str:
    """What stands on the page, blanks joined."""
    reader = _Forms()
    reader.feed(html[html.find("<main") :])
    return " ".join(" ".join(reader.words).split())
