"""When the visits of a route may start: labels (end, loss), as in `matcher.engine.search.timing`, for whoever is alone.

A label ends no later or loses no more than any other of its visit. Where there are more than are kept, two become one, as
early and as cheap as either: that errs to the safe side of a bound.
"""

from matcher.engine.compiled import inlined

LABELS = 16

VISIT, PLACE, SERVICE, EARNS, PUBLISHED, FIRST_SPAN, END_SPAN = range(7)
"""Columns of a candidate."""


@inlined
def extend(candidates, spans, grid, latest, charges, c, step, end, loss, first, after, new_end, new_loss, place, kept):
    """Labels of sequences with visit c after them, a way of `step` minutes on.

    Those of the sequences stand at first : after; the new ones join the `kept` ones that stand from `place` on. Answers how many there
    are then.
    """
    service, known = candidates[c, SERVICE], candidates[c, PUBLISHED]
    travel_loss, moved_loss = charges
    for label in range(first, after):
        ready, way_lost = end[label] + step, loss[label] + travel_loss * step
        for span in range(candidates[c, FIRST_SPAN], candidates[c, END_SPAN]):
            first_start, last_start = spans[span, 0], min(spans[span, 1], latest)
            if ready > last_start:
                continue
            at = first_start if ready <= first_start else first_start + (ready - first_start + grid - 1) // grid * grid
            if at > last_start:
                continue
            so_far = way_lost + spans[span, 2]
            moved = moved_loss if known >= 0 and at != known else 0
            kept = _keep(new_end, new_loss, place, kept, at + service, so_far + moved)
            if at < known <= last_start and (known - first_start) % grid == 0:
                kept = _keep(new_end, new_loss, place, kept, known + service, so_far)
    return kept


@inlined
def _keep(end, loss, place, labels, new_end, new_loss):
    """The label joins the others unless one is no later and no dearer; answers how many there are then."""
    for label in range(place, place + labels):
        if end[label] <= new_end and loss[label] <= new_loss:
            return labels
    kept = place
    for label in range(place, place + labels):
        if not (new_end <= end[label] and new_loss <= loss[label]):
            end[kept], loss[kept] = end[label], loss[label]
            kept += 1
    if kept == place + LABELS:
        kept -= 1
        new_end, new_loss = min(new_end, end[kept]), min(new_loss, loss[kept])
    end[kept], loss[kept] = new_end, new_loss
    return kept + 1 - place
