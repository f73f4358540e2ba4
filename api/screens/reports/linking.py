"""Where evidence stands on pages: the rooms name addresses of the API, people go to the screen that shows the same."""

from urllib.parse import parse_qsl, urlencode, urlsplit


def screen_of(link: str) -> str:
    """The address of the screen, empty where there is none."""
    parts = urlsplit(link)
    asked = dict(parse_qsl(parts.query))
    station = asked.pop("station_id", "")
    match parts.path.split("/")[2:]:
        case ["stations", key]:
            return f"/administration/stations/{key}"
        case ["feedback"]:
            return f"/ledger?{urlencode({'place': f'station:{station}'})}"
        case ["reports", kind]:
            return f"/reports/{kind}?{urlencode({'place': f'station:{station}'} | asked)}"
        case _:
            return ""
