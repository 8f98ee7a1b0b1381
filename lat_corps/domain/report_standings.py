"""Where a management report has got to (R109)."""

DRAFT, SENT, RETURNED, APPROVED = "Draft", "Sent", "Returned", "Approved"

BEING_WRITTEN = (DRAFT, RETURNED)
OUTSIDE = (SENT, RETURNED, APPROVED)
"""Standings in which management reads the report: what it tells is told from then on."""
