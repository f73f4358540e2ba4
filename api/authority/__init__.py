"""Who may do what: one pure function over one table, denied unless allowed, and the scope outside which nothing exists."""

from api.authority.allowing import allow
from api.authority.kinds import Action, Actor, Role, Sensitivity

__all__ = ["Action", "Actor", "Role", "Sensitivity", "allow"]
