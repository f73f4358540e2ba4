"""An answer as a form brings it: yes, or no and why."""

from api.offers.fields import Accepting, Declining
from api.screens.shell.forms import Form
from api.tables.visits import OfferState


def answer_in(form: Form) -> tuple[OfferState, str]:
    """The answer and the reason of a decline; raises Faulty where there is none."""
    if form.text("answer") == OfferState.DECLINED:
        return OfferState.DECLINED, form.read(Declining).reason
    form.read(Accepting)
    return OfferState.ACCEPTED, ""
