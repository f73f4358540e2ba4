"""Where the new need fits on a tour: between which stops at which start, others as they stand or shifted a little.

For each start s and tour there is one undisturbed place, that of s in the order of time: it fits if
end(i) + way_in ≤ s and s + minutes + way_out ≤ start(i + 1). Shifted, it may go between any two stops: those before it
start earlier and those after it later, each by as little as its neighbour demands, in its windows and at most so far.
"""

from typing import Any

import numpy as np

from matcher.engine.compiled import inner, kernel
from matcher.engine.match.stops import (
    BACK,
    BARRIER,
    BARRIER_END,
    BASE_IN,
    BASE_OUT,
    END_START,
    END_STOP,
    FIRST_START,
    FIRST_STOP,
    FIXED,
    LEG,
    MINUTES,
    PAIR,
    POINTS,
    PUBLISHED,
    RECEIVED,
    RECEIVED_END,
    SPAN,
    SPAN_END,
    SPARE,
    START,
    START_POINTS,
    TOUR,
    TOUR_END,
    TOUR_START,
    WAY_IN,
    WAY_OUT,
)

NOWHERE = -1
INFEASIBLE = 1 << 40
NEW_MINUTES, TRAVEL_POINTS, MOVED_POINTS, GRID, MOST_SHIFT = range(5)
"""Settings."""
PLACES = 1 << 12
"""A place is named `tour × PLACES + stops before it`."""


@kernel
def fit(
    settings: Any, tours: Any, stops: Any, starts: Any, spans: Any, barriers: Any, received: Any, movable: Any,
    cost: Any, place: Any, shift_cost: Any, shift_place: Any, shift_minutes: Any, moved: Any,
) -> None:  # fmt: skip
    """Fills, per start and pair, the points and place of the pair's part in the visit; shifted ones only if MOST_SHIFT > 0.

    `movable` are visits of the need's cadres: nobody comes at their time but who shifts them. `cost` and `shift_cost` hold
    INFEASIBLE where there is none; `moved` is as long as the longest tour.
    """
    for t in range(len(tours)):
        pair, first, end = tours[t, PAIR], tours[t, FIRST_STOP], tours[t, END_STOP]
        before = 0
        for q in range(tours[t, FIRST_START], tours[t, END_START]):
            while first + before < end and stops[first + before, START] < starts[q]:
                before += 1
            alone, with_shifts = True, settings[MOST_SHIFT] > 0
            for m in range(len(movable)):
                if max(starts[q], movable[m, 0]) < min(starts[q] + settings[NEW_MINUTES], movable[m, 1]):
                    alone = False
                    with_shifts = with_shifts and movable[m, 2] == tours[t, TOUR]
            points = _undisturbed(settings, tours, stops, received, t, before, starts[q]) if alone else INFEASIBLE
            if points < cost[q, pair]:
                cost[q, pair] = points
                place[q, pair] = t * PLACES + before
            if not with_shifts:
                continue
            for between in range(end - first + 1):
                points = shift(settings, tours, stops, spans, barriers, received, t, between, starts[q], moved)
                if points >= INFEASIBLE:
                    continue
                minutes = 0
                for k in range(end - first):
                    minutes += abs(moved[k] - stops[first + k, START])
                dearer = points - shift_cost[q, pair]
                if minutes > 0 and (dearer < 0 or (dearer == 0 and minutes < shift_minutes[q, pair])):
                    shift_cost[q, pair] = points
                    shift_place[q, pair] = t * PLACES + between
                    shift_minutes[q, pair] = minutes


@kernel
def shift(
    settings: Any, tours: Any, stops: Any, spans: Any, barriers: Any, received: Any, t: Any, before: Any, at: Any, moved: Any
) -> Any:  # fmt: skip
    """Points of going on tour t at a start after so many stops, others shifted where they must be; INFEASIBLE if they can't.

    `moved` then holds the start of every stop of the tour.
    """
    first, end = tours[t, FIRST_STOP], tours[t, END_STOP]
    longer = _longer(tours, stops, t, before)
    if longer > tours[t, SPARE]:
        return INFEASIBLE
    until = at - (stops[first + before - 1, WAY_IN] if before > 0 else tours[t, BASE_IN])
    for k in range(first + before - 1, first - 1, -1):
        start = stops[k, START]
        if start + stops[k, MINUTES] > until:
            start = _earlier(settings, stops, spans, barriers, k, until - stops[k, MINUTES])
            if start == NOWHERE:
                return INFEASIBLE
        moved[k - first] = start
        until = start - stops[k, LEG]
    if until < tours[t, TOUR_START]:
        return INFEASIBLE
    ready = (
        at + settings[NEW_MINUTES] + (stops[first + before, WAY_OUT] if first + before < end else tours[t, BASE_OUT])
    )
    for k in range(first + before, end):
        start = stops[k, START]
        if start < ready:
            start = _later(settings, stops, spans, barriers, k, ready)
            if start == NOWHERE:
                return INFEASIBLE
        moved[k - first] = start
        ready = start + stops[k, MINUTES] + (stops[k + 1, LEG] if k + 1 < end else tours[t, BACK])
    if ready > tours[t, TOUR_END] or not _received_at_home(settings, tours, stops, received, t, before, at, moved):
        return INFEASIBLE
    points = tours[t, POINTS] + settings[TRAVEL_POINTS] * longer
    for k in range(first, end):
        if moved[k - first] != stops[k, START]:
            points += _start_points(stops, spans, k, moved[k - first]) - stops[k, START_POINTS]
            if stops[k, PUBLISHED] != NOWHERE:
                points += settings[MOVED_POINTS] * (
                    np.int64(moved[k - first] != stops[k, PUBLISHED]) - np.int64(stops[k, START] != stops[k, PUBLISHED])
                )
    return points


@inner
def _undisturbed(settings: Any, tours: Any, stops: Any, received: Any, t: Any, before: Any, at: Any) -> Any:
    first, end = tours[t, FIRST_STOP], tours[t, END_STOP]
    after = first + before
    way_in, free = tours[t, BASE_IN], tours[t, TOUR_START]
    if before > 0:
        way_in, free = stops[after - 1, WAY_IN], stops[after - 1, START] + stops[after - 1, MINUTES]
    way_out, until = tours[t, BASE_OUT], tours[t, TOUR_END]
    if after < end:
        way_out, until = stops[after, WAY_OUT], stops[after, START]
    leaves = at + settings[NEW_MINUTES]
    if free + way_in > at or leaves + way_out > until:
        return INFEASIBLE
    longer = _longer(tours, stops, t, before)
    if longer > tours[t, SPARE]:
        return INFEASIBLE
    returns = until - way_out if after < end else leaves
    for r in range(tours[t, RECEIVED], tours[t, RECEIVED_END]):
        if max(at - way_in, received[r, 0]) < min(leaves, received[r, 1]):
            return INFEASIBLE
        if max(returns, received[r, 0]) < min(returns + way_out, received[r, 1]):
            return INFEASIBLE
    return tours[t, POINTS] + settings[TRAVEL_POINTS] * longer


@inner
def _longer(tours: Any, stops: Any, t: Any, before: Any) -> Any:
    """Travel minutes that the detour adds."""
    first, end = tours[t, FIRST_STOP], tours[t, END_STOP]
    after = first + before
    way_in = stops[after - 1, WAY_IN] if before > 0 else tours[t, BASE_IN]
    if after < end:
        return way_in + stops[after, WAY_OUT] - stops[after, LEG]
    return way_in + tours[t, BASE_OUT] - tours[t, BACK]


@inner
def _earlier(settings: Any, stops: Any, spans: Any, barriers: Any, k: Any, latest: Any) -> Any:
    """The latest start of a stop up to `latest` that its windows and cadres allow; NOWHERE if it is fixed or too far."""
    if stops[k, FIXED]:
        return NOWHERE
    grid, minutes = settings[GRID], stops[k, MINUTES]
    for span in range(stops[k, SPAN_END] - 1, stops[k, SPAN] - 1, -1):
        first = spans[span, 0]
        at = first + (min(latest, spans[span, 1]) - first) // grid * grid
        clear = False
        while at >= first and not clear:
            clear = True
            for r in range(stops[k, BARRIER], stops[k, BARRIER_END]):
                if max(at, barriers[r, 0]) < min(at + minutes, barriers[r, 1]):
                    at = first + (barriers[r, 0] - minutes - first) // grid * grid
                    clear = False
        if at >= first:
            return at if stops[k, START] - at <= settings[MOST_SHIFT] else NOWHERE
    return NOWHERE


@inner
def _later(settings: Any, stops: Any, spans: Any, barriers: Any, k: Any, earliest: Any) -> Any:
    """The earliest start of a stop from `earliest` on that its windows and cadres allow; NOWHERE if it is fixed or too far."""
    if stops[k, FIXED]:
        return NOWHERE
    grid, minutes = settings[GRID], stops[k, MINUTES]
    for span in range(stops[k, SPAN], stops[k, SPAN_END]):
        first, last = spans[span, 0], spans[span, 1]
        at = first + max(0, (earliest - first + grid - 1) // grid * grid)
        clear = False
        while at <= last and not clear:
            clear = True
            for r in range(stops[k, BARRIER], stops[k, BARRIER_END]):
                if max(at, barriers[r, 0]) < min(at + minutes, barriers[r, 1]):
                    at = first + (barriers[r, 1] - first + grid - 1) // grid * grid
                    clear = False
        if at <= last:
            return at if at - stops[k, START] <= settings[MOST_SHIFT] else NOWHERE
    return NOWHERE


@inner
def _received_at_home(
    settings: Any, tours: Any, stops: Any, received: Any, t: Any, before: Any, at: Any, moved: Any
) -> Any:
    """The volunteer is on no visit or leg of the whole tour while being visited as a cadre."""
    first, end = tours[t, FIRST_STOP], tours[t, END_STOP]
    for r in range(tours[t, RECEIVED], tours[t, RECEIVED_END]):
        begin, until = received[r, 0], received[r, 1]
        way_in = stops[first + before - 1, WAY_IN] if before > 0 else tours[t, BASE_IN]
        if max(at - way_in, begin) < min(at + settings[NEW_MINUTES], until):
            return False
        home, back = at + settings[NEW_MINUTES], tours[t, BASE_OUT]
        for k in range(first, end):
            leg = stops[k, WAY_OUT] if k == first + before else stops[k, LEG]
            leaves = moved[k - first] + stops[k, MINUTES]
            if max(moved[k - first] - leg, begin) < min(leaves, until):
                return False
            if first + before < end:
                home, back = leaves, tours[t, BACK]
        if max(home, begin) < min(home + back, until):
            return False
    return True


@inner
def _start_points(stops: Any, spans: Any, k: Any, at: Any) -> Any:
    for span in range(stops[k, SPAN], stops[k, SPAN_END]):
        if spans[span, 0] <= at <= spans[span, 1]:
            return spans[span, 2]
    return 0
