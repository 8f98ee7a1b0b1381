import frappe
from frappe import _
from frappe.utils import escape_html

from lat_corps.casework.closings import earlier_closed_on
from lat_corps.casework.self_report import refuse_new_answers
from lat_corps.days import day_of, is_newly_ahead
from lat_corps.document import LatDocument
from lat_corps.domain.answer_dates import earlier_closing
from lat_corps.domain.cadence import FOLLOW_UP
from lat_corps.domain.instruments import AnswerError, Score, score
from lat_corps.holding import committed
from lat_corps.measurement.answer_dates import refuse_impossible_day
from lat_corps.measurement.conversion import answers_of, instrument_of, told_score
from lat_corps.spreadsheets.cells.table import CellError
from lat_corps.spreadsheets.cells.values import parse_number


class LATMeasurement(LatDocument):
	"""Answers of the person before, after or later, and the score that follows from them (R90)."""

	def before_insert(self) -> None:
		self.align_answers()

	def align_answers(self) -> None:
		"""Give each item of the instrument one row, in its order and with its own label."""
		given = {row.item_code: row for row in self.answers}
		instrument = instrument_of(self.instrument)
		if unknown := set(given) - {item.code for item in instrument.items} - {None}:
			named = ", ".join(sorted(unknown))
			frappe.throw(_("{0} has no item called {1}.").format(instrument.shown_title, named))
		# Rows keep their names, so that the history of a correction says which answer it was.
		self.set("answers", [])
		for number, item in enumerate(instrument.items, start=1):
			row = self.append("answers", given.get(item.code))
			answer = "" if row.answer is None else str(row.answer).strip()
			row.update(
				{
					"idx": number,
					"item_code": item.code,
					"item_label": item.label,
					"answer": answer,
					"skip_reason": None if answer else row.skip_reason,
				}
			)

	def validate(self) -> None:
		if self.is_new():
			closed = earlier_closed_on([self.lat_case]).get(self.lat_case, [])
			answered_on = day_of(self.measured_on)
			self.earlier_closing = earlier_closing(self.measured_at, answered_on, closed)
		self.refuse_a_second_one()
		if is_newly_ahead(self, "measured_on", self.get_doc_before_save()):
			frappe.throw(_("The answers are dated in the future."))
		# An import asks it of each row in its plan.
		if not self.flags.survey_import:
			refuse_impossible_day(self, "measured_on", self.measured_at)
		if not self.is_new():
			self.align_answers()
		if not self.flags.survey_import and self.says_more():
			refuse_new_answers(self.lat_case)
		if self.flags.survey_import:
			self.survey_import = self.flags.survey_import
		self.score_answers()
		self.ask_why_answers_are_missing()

	def says_more(self) -> bool:
		"""Tell whether a question is answered that was not, or anew on a later day.

		A correction asks for no new consent.
		"""
		stored = self.get_doc_before_save()
		before = {row.item_code: row.answer for row in stored.answers if row.answer} if stored else {}
		first = stored and day_of(stored.measured_on)
		later = bool(first and self.measured_on and day_of(self.measured_on) > first)
		return any(
			row.answer and (row.item_code not in before or (later and row.answer != before[row.item_code]))
			for row in self.answers
		)

	def on_update(self) -> None:
		# An import works out what is due once for all of its rows.
		if not self.flags.refreshed_later:
			frappe.get_doc("LAT Case", self.lat_case, for_update=True).refresh_derived()

	def refuse_a_second_one(self) -> None:
		# An import asks it once for all of its rows.
		if self.measured_at == FOLLOW_UP or self.flags.known_to_be_single:
			return
		others = committed(
			"LAT Measurement",
			{
				"lat_case": self.lat_case,
				"instrument": self.instrument,
				"measured_at": self.measured_at,
				"earlier_closing": self.earlier_closing,
				"name": ["!=", self.name or ""],
			},
		)
		if others:
			frappe.throw(
				_("The course already has this measurement: {0}. Correct that one instead.").format(
					others[0].name
				)
			)

	def score_answers(self) -> None:
		answers = {}
		for row in self.answers:
			try:
				answers[row.item_code] = parse_number(row.answer) if (row.answer or "").strip() else None
			except CellError as error:
				frappe.throw(_("Answers, row {0}: {1}").format(row.idx, error.message.render(_)))
		try:
			result = score(instrument_of(self.instrument), answers)
		except AnswerError as error:
			frappe.throw(error.message.render(_))
		# A number field of Frappe is 0 where there is none; a report takes the text.
		self.score, self.reading = result.value or 0, result.reading
		self.score_told = told_score(result)
		self.standing = self.standing_of(result)

	def ask_why_answers_are_missing(self) -> None:
		"""Every question that is not answered carries a reason, by itself or with all the others (R65).

		Files of survey systems give none: what they leave empty stays empty, and counts as missing.
		"""
		skipped = [row for row in self.answers if not row.answer]
		if self.standing == "Missing":
			reasons = dict.fromkeys((row.skip_reason or "").strip() for row in skipped)
			if not self.missing_reason and all(reasons):
				self.missing_reason = "; ".join(reasons)[:140]
			if not self.missing_reason:
				frappe.throw(_("Write the answers, or why there are none."))
			return
		if self.standing == "Answered":
			self.missing_reason = None
		without = [row.item_label for row in skipped if not (row.skip_reason or "").strip()]
		if without and not self.survey_import:
			frappe.throw(
				_("Answer these questions, or write why each is skipped: {0}").format(
					"".join(f"<br>{escape_html(label)}" for label in without)
				)
			)

	def standing_of(self, result: Score) -> str:
		if result.complete:
			return "Answered"
		return "Partly answered" if any(answers_of(self).values()) else "Missing"
