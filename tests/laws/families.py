"""All families of tiny weeks by name."""

from tests.laws import excused_families, hard_families, soft_families
from tests.laws.family import FAMILIES

__all__ = ["FAMILIES", "excused_families", "hard_families", "soft_families"]
