"""What Redis is to Frappe: values pickled in the process, with the objects in use kept by the request."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from typing import Any

from frappe.runtime import local


class Cache:
	"""Key-value store per site. A transaction that is rolled back leaves it as it is, as Redis would."""

	def __init__(self) -> None:
		self._values: dict[str, tuple[bytes, float | None]] = {}
		self._hashes: dict[str, dict[str, bytes]] = {}

	def make_key(self, key: str, user: str | None = None) -> str:
		if user:
			key = f"user:{local.session.user if user is True else user}:{key}"
		return f"{local.site_path}|{key}"

	def set_value(
		self,
		key: str,
		val: Any,
		user: str | None = None,
		expires_in_sec: float | None = None,
	) -> None:
		full_key = self.make_key(key, user)
		if not expires_in_sec:
			local.cache[full_key] = val
		deadline = time.monotonic() + expires_in_sec if expires_in_sec else None
		self._values[full_key] = (pickle.dumps(val), deadline)

	def get_value(
		self,
		key: str,
		generator: Callable[[], Any] | None = None,
		user: str | None = None,
		expires: bool = False,
	) -> Any:
		"""The value, else what `generator` makes. `expires` says that the value was set with an expiry."""
		full_key = self.make_key(key, user)
		if full_key in local.cache:
			return local.cache[full_key]
		pickled = self._live(full_key)
		val = pickle.loads(pickled) if pickled is not None else None
		if not expires:
			if val is None and generator:
				val = generator()
				self.set_value(key, val, user=user)
			else:
				local.cache[full_key] = val
		return val

	def _live(self, full_key: str) -> bytes | None:
		pickled, deadline = self._values.get(full_key, (None, None))
		if deadline is not None and time.monotonic() >= deadline:
			del self._values[full_key]
			return None
		return pickled

	def exists(self, *names: str, user: str | None = None) -> int:
		return sum(self._live(self.make_key(name, user)) is not None for name in names)

	def get_keys(self, key: str) -> list[str]:
		prefix = self.make_key(key)
		return [known for known in (*self._values, *self._hashes) if known.startswith(prefix)]

	def delete_keys(self, key: str) -> None:
		self.delete_value(self.get_keys(key), make_keys=False)

	def delete_value(
		self,
		keys: str | list[str] | tuple[str, ...],
		user: str | None = None,
		make_keys: bool = True,
	) -> None:
		for key in keys if isinstance(keys, list | tuple) else (keys,):
			full_key = self.make_key(key, user) if make_keys else key
			local.cache.pop(full_key, None)
			self._values.pop(full_key, None)
			self._hashes.pop(full_key, None)

	delete_key = delete_value

	def hset(self, name: str, key: str, value: Any) -> None:
		full_name = self.make_key(name)
		local.cache.setdefault(full_name, {})[key] = value
		self._hashes.setdefault(full_name, {})[key] = pickle.dumps(value)

	def hget(self, name: str, key: str, generator: Callable[[], Any] | None = None) -> Any:
		full_name = self.make_key(name)
		known = local.cache.setdefault(full_name, {})
		if key in known:
			return known[key]
		pickled = self._hashes.get(full_name, {}).get(key)
		value = None
		if pickled is not None:
			value = known[key] = pickle.loads(pickled)
		elif generator:
			value = generator()
			self.hset(name, key, value)
		return value

	def hgetall(self, name: str) -> dict[bytes, Any]:
		"""The whole hash; keys come as bytes, as from Redis."""
		stored = self._hashes.get(self.make_key(name), {})
		return {key.encode(): pickle.loads(value) for key, value in stored.items()}

	def hdel(self, name: str, key: str) -> None:
		full_name = self.make_key(name)
		local.cache.get(full_name, {}).pop(key, None)
		self._hashes.get(full_name, {}).pop(key, None)


cache = Cache()
