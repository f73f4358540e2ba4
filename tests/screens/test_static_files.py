"""What browsers get is what the manifest says it is, and no page fetches or runs anything from elsewhere."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from api.screens.shell.speaking import SCREENS
from api.screens.static.files import HERE

VENDOR = HERE / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text())
TEMPLATES = sorted(SCREENS.glob("*/*.html"))
OWN = sorted([*HERE.glob("styles/*"), *HERE.glob("scripts/*")])
ELSEWHERE = re.compile(r"""(?:src|href|action|url|from|import)\s*[=(]?\s*["'(]?\s*(?:https?:)?//""", re.IGNORECASE)


@pytest.mark.parametrize("name", MANIFEST)
def test_a_vendored_library_is_the_one_of_the_manifest(name: str) -> None:
    library = MANIFEST[name]

    digests = {file: sha256((VENDOR / file).read_bytes()).hexdigest() for file in library["files"]}

    assert digests == library["files"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", library["version"])
    assert any(file.endswith("LICENSE") for file in library["files"]), "a library comes with its licence"


def test_nothing_is_vendored_that_the_manifest_does_not_name() -> None:
    named = {file for library in MANIFEST.values() for file in library["files"]}

    there = {file.relative_to(VENDOR).as_posix() for file in VENDOR.rglob("*") if file.is_file()}

    assert there == named | {"manifest.json"}


@pytest.mark.parametrize("file", [*TEMPLATES, *OWN], ids=lambda file: f"{file.parent.name}/{file.name}")
def test_pages_styles_and_scripts_name_no_other_host(file: Path) -> None:
    assert not ELSEWHERE.search(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_templates_hold_no_style_and_no_script_of_their_own(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|hx-on", text)
    assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", text))
