"""Linear programs with the same sums, each solved from where the last one ended.

`scipy` begins each of them anew, in the same solver; where hundreds differ in little but what they aim at,
that takes most of the time.
"""

from __future__ import annotations

from functools import cached_property

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

PRIMAL_SIMPLEX = 4
"""Where the last one ended still adds up when the aim changes: from there it is the way on."""


class Programs:
	"""Values that add up to nothing in each of some sums (a row for each, a column for each value)."""

	def __init__(self, sums: csr_matrix):
		self.sums = sums

	def least(
		self, aim: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
	) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
		"""Return the values between `low` and `high` for which `aim` times them is least, and their prices.

		A price is what it would change by for each one that the bound of a value is moved up: below nothing
		for one that is as high as it may be. Bounds include 0. Raises RuntimeError where the solver fails.
		"""
		solver, every = self._solver, np.arange(self.sums.shape[1], dtype=np.int32)
		solver.changeColsBounds(len(every), every, low, high)
		solver.changeColsCost(len(every), every, aim)
		solver.run()
		if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
			solver.clearSolver()
			solver.run()
		if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
			raise RuntimeError(solver.modelStatusToString(solver.getModelStatus()))
		found = solver.getSolution()
		return np.array(found.col_value), np.array(found.col_dual)

	@cached_property
	def _solver(self) -> highspy.Highs:
		program, (rows, columns) = highspy.HighsLp(), self.sums.shape
		program.num_row_, program.num_col_ = rows, columns
		program.row_lower_ = program.row_upper_ = np.zeros(rows)
		program.col_lower_ = program.col_upper_ = program.col_cost_ = np.zeros(columns)
		program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
		program.a_matrix_.start_ = self.sums.indptr
		program.a_matrix_.index_ = self.sums.indices
		program.a_matrix_.value_ = self.sums.data
		solver = highspy.Highs()
		solver.silent()
		solver.setOptionValue("threads", 1)
		solver.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
		solver.passModel(program)
		return solver
