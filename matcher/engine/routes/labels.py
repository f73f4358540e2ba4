"""When the visits of a route may start: labels (end, loss), as in `matcher.engine.search.timing`, for whoever is alone.

A label ends no later or loses no more than any other of its visit. Where there are more than are kept, two become one, as
early and as cheap as either: that errs to the safe side of a bound.
"""

from matcher.engine.compiled import inner

LABELS = 6

VISIT, PLACE, SERVICE, EARNS, PUBLISHED, FIRST_SPAN, END_SPAN = range(7)
"""Columns of a candidate."""


@inner
def extend(candidates, spans, grid, closes, moved_loss, c, step, back, end, loss, labels, new_end, new_loss):
    """Labels of a sequence with visit c after it, a way of `step` minutes on; answers how many there are."""
    service, known = candidates[c, SERVICE], candidates[c, PUBLISHED]
    latest = closes - back - service
    kept = 0
    for label in range(labels):
        ready = end[label] + step
        for span in range(candidates[c, FIRST_SPAN], candidates[c, END_SPAN]):
            first, last = spans[span, 0], min(spans[span, 1], latest)
            if ready > last:
                continue
            at = first if ready <= first else first + (ready - first + grid - 1) // grid * grid
            if at > last:
                continue
            so_far = loss[label] + spans[span, 2]
            moved = moved_loss if known >= 0 and at != known else 0
            kept = _keep(new_end, new_loss, kept, at + service, so_far + moved)
            if at < known <= last and (known - first) % grid == 0:
                kept = _keep(new_end, new_loss, kept, known + service, so_far)
    return kept


@inner
def _keep(end, loss, labels, new_end, new_loss):
    """The label joins the others unless one is no later and no dearer; answers how many there are then."""
    kept = 0
    for label in range(labels):
        if end[label] <= new_end and loss[label] <= new_loss:
            return labels
    for label in range(labels):
        if not (new_end <= end[label] and new_loss <= loss[label]):
            end[kept], loss[kept] = end[label], loss[label]
            kept += 1
    if kept == LABELS:
        kept -= 1
        new_end, new_loss = min(new_end, end[kept]), min(new_loss, loss[kept])
    end[kept], loss[kept] = new_end, new_loss
    return kept + 1
