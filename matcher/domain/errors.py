"""What can go wrong, as one small tree.

MatcherError
├── BadInput       the caller's document, policy or argument; one sentence says who, what is and what is expected
└── InternalError  our own fault: the engine and the audit disagree; the message bears both numbers
"""


class MatcherError(Exception):
    """The root: catch it to catch all that this package raises on purpose."""


class BadInput(MatcherError):
    """Something the caller can mend; the message is one sentence fit for a coordinator."""


class InternalError(MatcherError):
    """The engine contradicts the audit; never a warning, since a wrong roster must not leave the house."""
