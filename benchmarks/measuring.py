"""What benchmarks of a single process share: how long a piece of work takes, and how much memory."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable


def processor_time(work: Callable[[], object]) -> float:
	"""Return the seconds of the processor that a piece of work takes."""
	start = time.process_time()
	work()
	return time.process_time() - start


def highest_memory(work: Callable[[], object]) -> float:
	"""Return the most megabytes that Python holds for a piece of work while it runs."""
	tracemalloc.start()
	work()
	peak = tracemalloc.get_traced_memory()[1]
	tracemalloc.stop()
	return peak / 1e6


def each(seconds: list[float]) -> str:
	return " ".join(f"{one:.2f}" for one in seconds)
