"""Kinds of cells that volunteers and needs share: what one of them asks, the other has."""

import re

from api.exchange.kinds.choice import OWN_WORD, Choices
from api.exchange.kinds.qualifications import Qualifications
from api.exchange.labels import CERTIFICATES, LANGUAGES

SPOKEN = Choices(LANGUAGES, re.compile(r".{1,200}"))
"""Any language may be named."""

HELD = Qualifications(CERTIFICATES)
ASKED = Choices(CERTIFICATES, OWN_WORD, most=20)
