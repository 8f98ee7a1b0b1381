from lat_corps.domain.roles import ALL_ROLES
from lat_corps.setup import access


def execute() -> None:
	for role in ALL_ROLES:
		if access.RIGHTS[role] is access.STEPPING:
			access.grant_documents(role)
