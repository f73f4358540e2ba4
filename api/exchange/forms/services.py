"""Services are those of the four teams and study, or a county's own lower-case words."""

from api.exchange.kinds.choice import OWN_WORD, Choice, Choices
from matcher.board.words import SERVICES

SERVICES_OFFERED = Choices(SERVICES, OWN_WORD)
SERVICE = Choice(SERVICES, OWN_WORD)
