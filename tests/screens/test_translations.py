"""Every word of every page is said in Chinese too, once, and nothing is translated that no page says."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from api.screens.shell.navigation import NAVIGATION
from api.screens.shell.speaking import SCREENS, catalogues

CHINESE = re.compile(r"[\u3400-\u9fff]")
FOLDERS = sorted({template.parent for template in SCREENS.glob("*/*.html")})


def words_of(folder: Path) -> set[str]:
    """What the templates of a screen say, in English; of plurals the singular."""
    found: set[str] = set()
    for template in folder.glob("*.html"):
        options = {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "trimmed": "false", "silent": "false"}
        for _, message, _, _ in extract("jinja2.ext:babel_extract", BytesIO(template.read_bytes()), options=options):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


def spoken_in(folder: Path) -> dict[str, str]:
    """What the catalogue of a screen translates; of plurals the one form that Chinese has."""
    file = folder / "zh.po"
    if not file.exists():
        return {}
    with file.open("rb") as opened:
        catalogue = read_po(opened, locale="zh_CN")
    said = {}
    for message in catalogue:
        if message.id:
            assert not message.fuzzy, message.id
            key = message.id if isinstance(message.id, str) else message.id[0]
            said[key] = message.string if isinstance(message.string, str) else message.string[0]
    return said


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_word_of_a_screen_is_translated_beside_it_or_in_the_shell(folder: Path) -> None:
    spoken = spoken_in(SCREENS / "shell") | spoken_in(folder)

    missing = sorted(words for words in words_of(folder) if not spoken.get(words))

    assert missing == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_screen_translates_nothing_that_it_does_not_say(folder: Path) -> None:
    idle = sorted(set(spoken_in(folder)) - words_of(folder))

    assert idle == []


def test_the_same_words_are_the_same_in_chinese_on_every_screen() -> None:
    said: dict[str, dict[str, str]] = {}
    for file, _ in catalogues():
        for words, chinese in spoken_in(file.parent).items():
            said.setdefault(words, {})[file.parent.name] = chinese

    differing = {words: by_screen for words, by_screen in said.items() if len(set(by_screen.values())) > 1}

    assert differing == {}


def test_the_words_of_templates_are_english_and_their_translations_chinese() -> None:
    english = [words for folder in FOLDERS for words in words_of(folder) if CHINESE.search(words)]
    not_chinese = [
        words
        for folder in FOLDERS
        for words, chinese in spoken_in(folder).items()
        if re.search("[A-Za-z]{4}", re.sub(r"%\(\w+\)s", "", words)) and not CHINESE.search(chinese)
    ]

    assert english == []
    assert not_chinese == []


def test_every_screen_is_named_in_both_languages() -> None:
    assert all(CHINESE.search(entry.name.zh) and not CHINESE.search(entry.name.en) for entry in NAVIGATION)
