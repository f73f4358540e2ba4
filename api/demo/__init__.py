"""A service filled with a made-up week: a problem as rows, to test with; the four pilots with all they have, to try."""

from api.demo.administrator import make_administrator
from api.demo.filling import fill
from api.demo.pilots import fill_pilots

__all__ = ["fill", "fill_pilots", "make_administrator"]
