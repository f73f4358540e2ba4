"""Routes: what one volunteer can do in one availability window, listed."""

from matcher.engine.routes.joining import join_dates
from matcher.engine.routes.listing import Routes, list_routes
from matcher.engine.routes.windows import SCALE, Window, Windows

__all__ = ["SCALE", "Routes", "Window", "Windows", "join_dates", "list_routes"]
