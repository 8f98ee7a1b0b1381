"""The people of a course, as role names of the site and as functions in a municipality (R2, R5, R9)."""

ADMINISTRATOR = "LAT Administrator"
COORDINATOR = "LAT Coordinator"
MENTOR = "LAT Mentor"
CASEWORKER = "LAT Caseworker"
MANAGER = "LAT Manager"
NATIONAL_CENTRE = "LAT National Centre"

ALL_ROLES = (ADMINISTRATOR, COORDINATOR, MENTOR, CASEWORKER, MANAGER, NATIONAL_CENTRE)

FUNCTION_ROLE = {"Coordinator": COORDINATOR, "Manager": MANAGER, "Caseworker": CASEWORKER}
