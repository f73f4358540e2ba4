"""Sentences about a roster name people by ids; on a page they are called by name, and needs by whose and what they are."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from sqlmodel import Session, col, select

from api.screens.shell.people import cadres_by_id, volunteers_by_id
from api.tables.needs import Need
from matcher.board.words import service
from matcher.domain import Text

ID = re.compile(r"([A-Za-z0-9_.:-]*[A-Za-z0-9_])(?:@\d{4}-\d{2}-\d{2})?")
"""An id as it stands in a sentence; a need on one date bears the date, which the sentence tells anyway."""


class Sentence(Protocol):
    """Anything said in both languages."""

    @property
    def en(self) -> str:
        """In English."""

    @property
    def zh(self) -> str:
        """In Chinese."""


def named(session: Session, sentences: Sequence[Sentence], known: Mapping[str, Text] | None = None) -> list[Text]:
    """The sentences with names, as far as whoever looks may see them; `known` says what else an id is called."""
    words = {word for one in sentences for word in ID.findall(f"{one.en} {one.zh}")}
    calls = _calls(session, words) | dict(known or {})
    return [
        Text(
            en=ID.sub(lambda found: calls[found[1]].en if found[1] in calls else found[0], one.en),
            zh=ID.sub(lambda found: calls[found[1]].zh if found[1] in calls else found[0], one.zh),
        )
        for one in sentences
    ]


def _calls(session: Session, words: Iterable[str]) -> dict[str, Text]:
    """What each of the words that are ids is called."""
    wanted = {word for word in words if len(word) <= 64}
    needs = session.exec(select(Need).where(col(Need.id).in_(wanted))).all() if wanted else ()
    cadres = cadres_by_id(session, {need.cadre_id for need in needs} | wanted)
    people = {one.id: one.name for one in volunteers_by_id(session, wanted).values() if one.pinyin}
    people |= {one.id: one.name for one in cadres.values() if one.pinyin}
    of_needs = {
        need.id: Text(
            f"{cadres[need.cadre_id].name} ({service(need.service).en})",
            f"{cadres[need.cadre_id].name}（{service(need.service).zh}）",
        )
        for need in needs
    }
    return {key: Text(name, name) for key, name in people.items()} | of_needs
