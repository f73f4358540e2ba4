"""Problem and policy become an instance: every rule writes itself into the waist, then the arrays are laid."""

from matcher.domain import Problem
from matcher.policy import Policy
from matcher.waist import Instance, Waist
from matcher.waist.candidates import Candidates
from matcher.waist.laying import lay


def compile_problem(problem: Problem, policy: Policy) -> Instance:
    """The instance that the engine reads. Which rule said what is forgotten here, on purpose."""
    candidates = Candidates(problem)
    for rule in policy.rules:
        rule.narrow(candidates)
    waist = Waist(problem, candidates)
    for rule in policy.rules:
        rule.compile(waist)
    return lay(waist)
