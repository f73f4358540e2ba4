"""Two policies side by side: what a roster of each costs and achieves, and in which visits the two differ."""

from matcher.comparing.comparison import Comparison, Side, compare
from matcher.comparing.figures import FIGURES, Figure

__all__ = ["FIGURES", "Comparison", "Figure", "Side", "compare"]
