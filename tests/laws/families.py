"""All families of tiny weeks by name."""

from tests.laws import hard_families, soft_families
from tests.laws.family import FAMILIES

__all__ = ["FAMILIES", "hard_families", "soft_families"]
