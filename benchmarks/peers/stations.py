"""What users of an engine do with a day that is too large for it: every station by itself, one after the other."""

from collections.abc import Iterator

from matcher.domain import Problem


def by_station(problem: Problem) -> Iterator[Problem]:
    """A problem per station, with its own cadres, volunteers and needs; help across the borders is lost."""
    for station in problem.stations:
        cadres = {cadre.id for cadre in problem.cadres if cadre.station == station.id}
        volunteers = {volunteer.id for volunteer in problem.volunteers if volunteer.station == station.id}
        yield problem.revised(
            stations=(station,),
            cadres=tuple(cadre for cadre in problem.cadres if cadre.id in cadres),
            volunteers=tuple(volunteer for volunteer in problem.volunteers if volunteer.id in volunteers),
            needs=tuple(
                need.revised(
                    excluded_volunteers=tuple(one for one in need.excluded_volunteers if one in volunteers),
                    preferred_volunteers=tuple(one for one in need.preferred_volunteers if one in volunteers),
                )
                for need in problem.needs
                if need.cadre in cadres
            ),
            history=tuple(
                known for known in problem.history if known.cadre in cadres and known.volunteer in volunteers
            ),
        )
