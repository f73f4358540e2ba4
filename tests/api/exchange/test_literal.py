"""No text that leaves the house runs as a formula, and every text comes back as it was."""

import csv
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st

from api.exchange.literal import DANGEROUS, as_meant, harmless

TEXTS = st.text(max_size=30) | st.text(alphabet="'=+-@＝\t\r\n1A", max_size=8)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(TEXTS)
def test_a_text_is_harmless_and_comes_back(text: str) -> None:
    written = harmless(text)

    assert not written.startswith(DANGEROUS)
    assert as_meant(written) == text


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_it_comes_back_through_a_csv_file_as_well(texts: list[str]) -> None:
    file = StringIO(newline="")
    csv.writer(file).writerow(map(harmless, texts))

    (row,) = csv.reader(StringIO(file.getvalue(), newline=""))

    assert [as_meant(text) for text in row] == texts
