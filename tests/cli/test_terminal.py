"""What reaches the terminal is plain text, whatever strangers write into names and ids."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.cli.terminal import console, printable, say, say_json, tell, write_output

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
@settings(derandomize=True)
def test_printable_text_is_printable_and_one_line(text: str) -> None:
    shown = printable(text)

    assert shown.isprintable()
    assert len(shown.splitlines()) <= 1
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("示例-柳星-001", "示例-柳星-001"),
        ("[red]x[/red] :smile:", "[red]x[/red] :smile:"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\u202eabc", "\\u202eabc"),
        ("a\r\nb", "a\\r\\nb"),
        ("\udcff", "\\udcff"),
    ],
)
def test_what_does_not_print_is_spelt_out(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_lines_and_tables_read_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    say("[bold]a[/bold]\x07")
    tell("[bold]b[/bold]\x07")
    console().print("[bold]c[/bold] :smile:")

    said = capsys.readouterr()
    assert said.out == "[bold]a[/bold]\\x07\n[bold]c[/bold] :smile:\n"
    assert said.err == "[bold]b[/bold]\\x07\n"


@given(ANY_TEXT.filter(lambda text: text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)))
@settings(derandomize=True, max_examples=50)
def test_json_on_standard_output_says_the_same_without_control_characters(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        import io

        stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
        patch.setattr("sys.stdout", stream)
        say_json({"name": text})

    written = stream.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
    assert json.loads(written) == {"name": text}
    assert all(line.isprintable() for line in written.removesuffix("\n").split("\n"))


def test_a_document_keeps_its_line_breaks(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    write_output('{\n "name": "柳星"\n}')

    assert capsysbinary.readouterr().out == '{\n "name": "柳星"\n}\n'.encode()
