"""Columns of the tables that compiled code reads."""

(
    START,
    MINUTES,
    LEG,
    WAY_IN,
    WAY_OUT,
    FIXED,
    SPAN,
    SPAN_END,
    START_POINTS,
    PUBLISHED,
    BARRIER,
    BARRIER_END,
) = range(12)
"""Of a stop. LEG: minutes from the stop (or base) before it. WAY_IN, WAY_OUT: to the new need's place, and from there.
FIXED: its start is not to be shifted. START_POINTS: of its start now. PUBLISHED: start for which it is not charged as moved, or -1."""
COLUMNS = 12

(
    PAIR,
    TOUR_START,
    TOUR_END,
    FIRST_STOP,
    END_STOP,
    BASE_IN,
    BASE_OUT,
    BACK,
    SPARE,
    POINTS,
    FIRST_START,
    END_START,
    RECEIVED,
    RECEIVED_END,
    TOUR,
) = range(15)
"""Of a tour on which the need may go. SPARE: travel minutes that the limits leave. POINTS: of the pair with its load.
TOUR: its number in the standing instance."""
TOUR_COLUMNS = 15
