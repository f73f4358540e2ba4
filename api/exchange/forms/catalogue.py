"""All sheets, in the order in which they refer to each other."""

from api.exchange.forms.cadres import CADRES
from api.exchange.forms.form import Form, Subject
from api.exchange.forms.needs import NEEDS
from api.exchange.forms.organisations import ORGANISATIONS
from api.exchange.forms.stations import STATIONS
from api.exchange.forms.volunteers import VOLUNTEERS

FORMS: dict[Subject, Form] = {form.subject: form for form in (STATIONS, ORGANISATIONS, CADRES, VOLUNTEERS, NEEDS)}
