"""The independent auditor: reads problem and roster, every rule by its own count; loads no solver."""

from matcher.audit.pinned import check_pinned
from matcher.audit.report import Report, audit

__all__ = ["Report", "audit", "check_pinned"]
