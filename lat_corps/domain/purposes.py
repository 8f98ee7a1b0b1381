"""What a consent is given for (N4, R104, R107)."""

COURSE = "Taking part in the course"
HANDOVER = "Handover to the caseworker"
DEBRIEF = "Debrief"
