"""Whatever is sent, the answer names what is wrong and where, nothing is changed, and the reading process stays small."""

import os
import subprocess
import sys
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from api.exchange.forms.catalogue import FORMS
from api.exchange.reading.limits import MEMORY
from api.exchange.reading.sandbox import COMMAND, environment
from tests.api.conftest import BACKENDS
from tests.api.exchange.conftest import storage
from tests.api.exchange.hostile import MAKERS, Hostile, files
from tests.api.exchange.sheets import GOOD, book


def kept(client: TestClient) -> dict[str, set[tuple[str, int]]]:
    """Ids and versions of all that an import could touch."""
    with storage(client).reading() as session:
        tables: dict[str, Any] = {subject: form.resource.table for subject, form in FORMS.items()}
        return {name: set(session.exec(select(table.id, table.version)).all()) for name, table in tables.items()}


def objection(client: TestClient, hostile: Hostile) -> str | None:
    """What of the answer is not as it should be."""
    answer = client.post(f"/v1/imports{hostile.query}", content=hostile.content)
    told = answer.json()
    if hostile.refused or answer.status_code != 201:
        fits = told["code"] in hostile.refused if hostile.refused else told["code"].startswith("FILE_")
        sound = answer.status_code in (413, 422) and told["zh"] and told["en"] and fits and not hostile.cells
        return None if sound else f"{answer.status_code} {told.get('code')}"
    found = {(one["cell"], code) for one in told["findings"] for code in (one["code"], "")}
    if missing := hostile.cells - found:
        return f"not told: {sorted(missing)}, but {sorted(found, key=str)}"
    if hostile.cells:
        committed = client.post(f"/v1/imports/{told['id']}/commit")
        if (committed.status_code, committed.json()["code"]) != (409, "IMPORT_HAS_ERRORS"):
            return f"commit: {committed.status_code}"
        if told["findings"][0]["row"] == 2 and client.get(f"/v1/imports/{told['id']}/workbook").status_code != 200:
            return "no workbook"
    return None


def test_there_are_two_hundred_of_every_kind() -> None:
    everything = files()

    assert len(everything) == 200
    assert len({one.content for one in everything}) > 190
    assert sum(bool(one.refused) for one in everything) > 80
    assert sum(bool(one.cells) for one in everything) > 80


def test_errors_are_told_by_cell_and_nothing_is_half_imported(
    district: TestClient, request: pytest.FixtureRequest
) -> None:
    """Half of each kind on either database: what is said of a file does not depend on where it would be kept."""
    sent = files()[BACKENDS.index(request.node.callspec.params["land"]) :: 2]
    before = kept(district)

    objections = {one.name: found for one in sent if (found := objection(district, one))}

    assert objections == {}
    assert kept(district) == before
    assert district.post("/v1/imports", content=book(GOOD)).json()["ready"]


MEASURE = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
length = len(child.stdout.read())
print(os.wait4(child.pid, 0)[2].ru_maxrss, length)
"""
"""By a small process, since a child's peak begins with its parent's."""


def peak_of(content: bytes) -> tuple[int, int]:
    """Bytes of memory that reading it took, and how many came out."""
    command = (sys.executable, "-c", MEASURE, *COMMAND)
    done = subprocess.run(command, input=content, stdout=subprocess.PIPE, env=environment(), check=True)
    kibibytes, length = map(int, done.stdout.split())
    return kibibytes * 1024, length


@pytest.mark.skipif(os.name != "posix", reason="the system tells no peak of memory")
def test_the_reading_process_stays_within_its_memory_whatever_it_reads() -> None:
    """One of each kind; an archive that unpacks to 40 MB and more must not take that much, since it is not unpacked."""
    first = {one.name.split()[0]: one for one in reversed(files())}
    assert len(first) == len(MAKERS)

    peaks = {name: peak_of(one.content) for name, one in first.items()}

    assert max(peak for peak, _ in peaks.values()) <= MEMORY
    assert peaks["zip_bomb"][0] < 80 * 2**20
    assert peaks["entity_bomb"][0] < 80 * 2**20
    assert peaks["far_cell"][0] < 80 * 2**20
    answers = {name: length for name, (_, length) in peaks.items()}
    assert max(answers.values()) < 2**20
    assert [name for name, length in answers.items() if not length] == ["one_text_a_thousand_times"]  # it was stopped
