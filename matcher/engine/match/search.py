"""The whole search: undisturbed fits first, then with others shifted a little, then (if asked) with others displaced."""

from matcher.engine.match import crews, single
from matcher.engine.match.board import Board
from matcher.engine.match.column import Column
from matcher.engine.match.displacing import displacing
from matcher.engine.match.fits import Fit
from matcher.engine.match.scene import Scene
from matcher.engine.match.standing import Standing
from matcher.waist.instance import Flags


def find(
    standing: Standing, column: Column, top: int | None, most_shift: int, may_go: Flags | None = None
) -> list[Fit]:
    """The best `top` fits (all if None), ranked. `may_go` flags visits that the need may displace."""
    board = Board.of(Scene.of(standing, column), most_shift)
    if column.crew == 1:
        found = single.undisturbed(board, top)
        found += single.shifted(board, top)
    else:
        found = crews.undisturbed(board, top)
        dearest = found[-1].points if top is not None and len(found) >= top else 1 << 40
        found += crews.shifted(board, top, dearest) if most_shift else []
    if may_go is not None:
        found += displacing(board, may_go)
    return sorted(found, key=lambda fit: fit.rank)[:top]
