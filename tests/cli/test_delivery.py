"""Results go where they can: what cannot be written is known before the long work begins."""

import os
from pathlib import Path

import pytest

from matcher.cli.delivery import check_destinations, deliver, make_folder
from matcher.domain import BadInput, Problem, Roster


def test_a_new_file_an_old_file_and_standard_output_can_be_written(tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_text("kept until the work is done", encoding="utf-8")

    check_destinations(tmp_path / "new.json", old, Path("-"), None)

    assert [path.name for path in tmp_path.iterdir()] == ["old.json"]
    assert old.read_text(encoding="utf-8") == "kept until the work is done"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere/roster.json", "to be a folder that exists"),
        ("problem.json/roster.json", "to be a folder that exists"),
        ("folder", "is a folder"),
        ("x" * 5000, "cannot be written"),
        ("problem.json", "is an input of this command"),
        ("folder/../problem.json", "is an input of this command"),
    ],
    ids=lambda text: text[:30],
)
def test_a_place_that_cannot_be_written_is_refused(name: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    problem = tmp_path / "problem.json"
    problem.write_text("{}", encoding="utf-8")

    with pytest.raises(BadInput, match=said):
        check_destinations(tmp_path / name, inputs=(problem,))


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="this system has no folder that nobody may write to")
def test_a_folder_that_takes_no_files_is_refused() -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        check_destinations(Path("/proc/roster.json"))


@pytest.mark.skipif(os.name == "nt", reason="devices have no paths there")
def test_a_device_is_never_replaced_by_a_file() -> None:
    with pytest.raises(BadInput, match="is no ordinary file"):
        check_destinations(Path("/dev/null"))


def test_two_results_want_two_files(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is named for another result"):
        check_destinations(tmp_path / "a", tmp_path / "a")


def test_folders_are_made_down_to_the_last(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")

    assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_inside_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(BadInput, match="cannot be written"):
        make_folder(tmp_path / "file" / "folder")


def test_a_file_and_standard_output_get_the_same_document(
    week: Problem, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deliver(week, tmp_path / "problem.json")
    deliver(week, None)
    deliver(week, Path("-"))

    written = (tmp_path / "problem.json").read_text(encoding="utf-8")
    assert capsys.readouterr().out == written * 2
    assert Problem.model_validate_json(written) == week


def test_a_document_that_cannot_be_written_after_all_is_bad_input(by_hand: Roster, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        deliver(by_hand, tmp_path / "gone" / "roster.json")
