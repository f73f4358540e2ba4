"""Scenarios × seeds × time limits: points, bound, gap, seconds and memory of each roster, audited."""

from benchmarks.study.sets import seeds_of

__all__ = ["seeds_of"]
