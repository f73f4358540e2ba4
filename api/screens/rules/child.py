"""The process that solves a week twice: a Trial on standard input, a Tried on standard output, nothing kept.

python -m api.screens.rules.child
"""

import os
import sys

from api.screens.rules.trial import Trial, Tried
from matcher.policy import Layer, policy_from
from matcher.solve import solve

NICENESS = 10


def main() -> None:
    """Both go on from the same roster, so that they differ where the policies do and not by chance.

    One worker and the lowest priority: the service's own requests come first.
    """
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    trial = Trial.model_validate_json(sys.stdin.buffer.read())
    first, second = (
        policy_from([Layer(name, rules) for name, rules in layers]) for layers in (trial.first, trial.second)
    )
    begun = solve(trial.problem, first, seconds=trial.beginning, workers=1)
    made = [solve(trial.problem, one, seconds=trial.seconds, workers=1, start=begun.visits) for one in (first, second)]
    if first.rules == second.rules:
        made[1] = made[0]
    sys.stdout.buffer.write(Tried(first=made[0], second=made[1]).model_dump_json().encode())


if __name__ == "__main__":
    main()
