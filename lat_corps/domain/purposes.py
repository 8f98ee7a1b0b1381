"""What a consent is given for (N4, R39, R55, R104, R107)."""

COURSE = "Taking part in the course"
BRIEFING = "Passing on to the mentor"
HANDOVER = "Handover to the caseworker"
DEBRIEF = "Debrief"
COORDINATION = "Coordination with partners"
