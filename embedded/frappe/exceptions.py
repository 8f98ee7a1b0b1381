"""The exceptions an app may raise or catch, with the HTTP status that Frappe answers for each."""


class ValidationError(Exception):
	http_status_code = 417


class AuthenticationError(Exception):
	http_status_code = 401


class PermissionError(Exception):
	http_status_code = 403


class NameError(Exception):
	http_status_code = 409


class DuplicateEntryError(NameError):
	pass


class DoesNotExistError(ValidationError):
	http_status_code = 404


class DataError(ValidationError):
	pass


class MandatoryError(ValidationError):
	pass


class NonNegativeError(ValidationError):
	pass


class CannotChangeConstantError(ValidationError):
	pass


class CharacterLengthExceededError(ValidationError):
	pass


class UpdateAfterSubmitError(ValidationError):
	pass


class LinkValidationError(ValidationError):
	pass


class LinkExistsError(ValidationError):
	pass


class DocstatusTransitionError(ValidationError):
	pass


class TimestampMismatchError(ValidationError):
	pass


class InvalidEmailAddressError(ValidationError):
	pass


class OutgoingEmailError(Exception):
	pass


class TemplateNotFoundError(ValidationError):
	pass


class UniqueValidationError(ValidationError):
	pass


class AppNotInstalledError(ValidationError):
	pass


class AttachmentLimitReached(ValidationError):
	pass
