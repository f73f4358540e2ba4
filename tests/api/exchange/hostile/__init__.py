"""Two hundred files that nobody should send, made from a seed: what each is, and what is to be said of it."""

from dataclasses import replace
from functools import cache
from random import Random

from tests.api.exchange.hostile.archives import (
    bomb_that_lies,
    broken_markup,
    entity_bomb,
    far_cell,
    flipped_bits,
    foreign_entity,
    one_text_a_thousand_times,
    random_bytes,
    something_else,
    too_many_parts,
    truncated,
    two_parts_of_one_name,
    zip_bomb,
)
from tests.api.exchange.hostile.cells import (
    chinese_csv,
    endless_texts,
    error_values,
    formulas,
    gaps_and_twins,
    merged_cells,
    odd_headings,
    ragged_csv,
    wrong_types,
)
from tests.api.exchange.hostile.made import Hostile, Maker

__all__ = ["MAKERS", "Hostile", "files"]

MAKERS: dict[Maker, int] = {
    zip_bomb: 6, bomb_that_lies: 4, too_many_parts: 4, entity_bomb: 12, foreign_entity: 8, truncated: 14, random_bytes: 10,
    flipped_bits: 10, far_cell: 8, one_text_a_thousand_times: 2, something_else: 10, broken_markup: 10,
    two_parts_of_one_name: 2, formulas: 14, error_values: 8, wrong_types: 30, merged_cells: 10, gaps_and_twins: 6,
    chinese_csv: 12, ragged_csv: 8, odd_headings: 6, endless_texts: 6,
}  # fmt: skip
"""How many of each: few of those that are slow to make."""


@cache
def files() -> tuple[Hostile, ...]:
    """The same two hundred every time."""
    return tuple(
        replace(maker(Random(f"{maker.__name__} {variant}"), variant), name=f"{maker.__name__} {variant}")
        for maker, variants in MAKERS.items()
        for variant in range(variants)
    )
