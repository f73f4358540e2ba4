"""Sentences of the rules speak of ids; whoever reads them on the board reads the names of the week, each marked as Chinese."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from api.screens.shell.showing import chinese, said
from api.web.language import Language
from matcher.board.words import service
from matcher.domain import Problem, Text

ID = re.compile(r"[A-Za-z0-9_.:-]*[A-Za-z0-9_]")
BEFORE_A_NAME = re.compile(r"(volunteers?|needs?|cadres?|and|or|,|、|[\u3400-\u9fff（(])\s*$", re.IGNORECASE)
"""An id that is a plain word counts as one only where a sentence is about to name somebody."""


@dataclass(frozen=True)
class Naming:
    """Callable: a text with names for the ids of volunteers, cadres and needs. `needs` are a cadre's name and a service."""

    language: Language
    people: Mapping[str, str] = field(default_factory=dict)
    needs: Mapping[str, tuple[str, Text]] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: Problem, language: Language) -> "Naming":
        """Of a week whose people are named."""
        cadres = {one.id: one.name for one in problem.cadres}
        people = cadres | {one.id: one.name for one in problem.volunteers}
        needs = {one.id: (cadres.get(one.cadre, ""), service(one.service)) for one in problem.needs}
        return cls(language, {own: name for own, name in people.items() if name}, needs)

    def __call__(self, text: object) -> Markup:
        """Escaped."""
        sentence = text if isinstance(text, str) else said(text, self.language)
        parts, end = [], 0
        for found in ID.finditer(sentence):
            name = self._name(found[0], sentence[: found.start()])
            if name is not None:
                parts += [Markup.escape(sentence[end : found.start()]), name]
                end = found.end()
        return Markup("").join([*parts, Markup.escape(sentence[end:])])

    def _name(self, word: str, before: str) -> Markup | None:
        if word not in self.people and word not in self.needs:
            return None
        if word.isalpha() and not BEFORE_A_NAME.search(before[-60:]):
            return None
        return self.person(word) if word in self.people else self.need(word)

    def person(self, own: str) -> Markup:
        """A volunteer or cadre; the id where the week knows nobody of that name."""
        return chinese(self.people.get(own, own))

    def need(self, own: str) -> Markup:
        """Whose it is, and the service."""
        if own not in self.needs:
            return Markup.escape(own)
        cadre, kind = self.needs[own]
        return Markup("{} · {}").format(chinese(cadre or own), self.service(kind))

    def service(self, kind: Text) -> Markup:
        """In the reader's language; a county's own word may be Chinese."""
        return chinese(kind.en) if kind.en == kind.zh else Markup.escape(said(kind, self.language))
