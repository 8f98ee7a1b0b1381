// A questionnaire on a form made for answering: one question at a time on a phone, all at once at a desk. What
// is chosen goes into the rows of the document; the ordinary save checks and scores it, on the server alone.
frappe.provide("lat_corps");

const PHONE = window.matchMedia("(max-width: 767px)");
const MOST_BUTTONS = 11;
// Milliseconds for which what was tapped is seen as chosen.
const SEEN = 250;
const NEXT = {
	Before: __("The same questions come again when the course ends. Then you can see together what has changed."),
	After: __("The same questions can come once more some time after the course."),
	"Follow-up": __("These were the last questions."),
};
const REASONS = [
	__("Did not want to answer"),
	__("Did not understand the question"),
	__("Does not fit the person's life"),
	__("There was no time"),
];

frappe.dom.set_style(
	`.lat-matrix { width: 100%; }
	.lat-matrix th, .lat-matrix td { padding: 6px 8px; border-bottom: 1px solid var(--border-color); }
	.lat-matrix thead th { vertical-align: bottom; text-align: center; font-weight: 500; }
	.lat-matrix thead th:first-child, .lat-matrix tbody th { text-align: left; font-weight: 400; }
	.lat-matrix td { text-align: center; min-width: 56px; }
	.lat-matrix td label { display: flex; justify-content: center; align-items: center; margin: 0;
		min-height: 36px; cursor: pointer; }
	.lat-answering input[type=radio] { position: static; width: 20px; height: 20px; margin: 0 !important; flex: none;
		border-color: var(--gray-700); }
	.lat-answering { scroll-margin-top: 120px; }
	.lat-answering .lat-lines { white-space: pre-line; }
	.lat-matrix tr.lat-lacking > th { color: var(--text-on-red); }
	.lat-choices { display: grid; gap: 8px; margin: 12px 0; }
	.lat-choice { display: flex; align-items: center; gap: 12px; min-height: 52px; padding: 8px 14px; margin: 0;
		border: 1px solid var(--gray-500); border-radius: 8px; font-size: 16px; cursor: pointer; }
	.lat-choice:focus-within { outline: 2px solid var(--primary); outline-offset: 2px; }
	.lat-choice.lat-chosen { border-color: var(--primary); border-width: 2px; font-weight: 600; }
	.lat-question legend { font-size: 18px; font-weight: 600; margin-bottom: 8px; }
	.lat-answering progress { width: 100%; height: 10px; }
	.lat-steps { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 16px; }
	.lat-steps .btn { min-height: 48px; flex: 1 1 40%; font-size: 16px; }
	.lat-reasons { display: flex; flex-wrap: wrap; gap: 6px; margin: 6px 0; }
	.lat-told { width: 100%; }
	.lat-told th, .lat-told td { padding: 6px 8px 6px 0; vertical-align: top; font-weight: 400;
		border-bottom: 1px solid var(--border-color); }
	.lat-told .btn { min-height: 44px; }`,
	"lat-answering-style"
);

lat_corps.Answering = class Answering {
	constructor(frm, instrument) {
		this.frm = frm;
		this.scales = new Map(instrument.items.map((item) => [item.item_code, scale_of(item, instrument)]));
		this.introduction = instrument.introduction;
		this.at = 0;
		this.editing = frm.is_new();
		this.$place = frm.get_field("answer_form").$wrapper.addClass("lat-answering");
	}

	get rows() {
		return this.frm.doc.answers || [];
	}

	get writable() {
		return this.editing && Boolean(this.frm.perm[0]?.write);
	}

	draw() {
		this.$place.empty();
		if (this.thanks) return this.draw_thanks();
		if (!this.writable) return this.draw_told();
		if (this.introduction) $('<p class="lat-lines"></p>').text(this.introduction).appendTo(this.$place);
		if (PHONE.matches) this.at < this.rows.length ? this.draw_question() : this.draw_summary();
		else this.draw_matrix();
	}

	// Just answered, and still before the eyes of who did: no score, and no word that reads something into it.
	draw_thanks() {
		$('<h4 tabindex="-1"></h4>').text(__("Thank you for your answers.")).appendTo(this.$place);
		$('<p role="status"></p>').text(NEXT[this.frm.doc.measured_at]).appendTo(this.$place);
		$("<p></p>").text(__("You can hand the screen back now.")).appendTo(this.$place);
		const $steps = $('<div class="lat-steps"></div>').appendTo(this.$place);
		const course = () => frappe.set_route("Form", "LAT Case", this.frm.doc.lat_case);
		this.button(__("To the course"), "btn-primary", course).appendTo($steps);
		this.button(__("Show answers and score"), "btn-default", () => this.on_thanked()).appendTo($steps);
		this.$place.find("[tabindex=-1]")[0].focus();
	}

	// Reading: what was answered, in the words of the scale.
	draw_told() {
		this.told_table().appendTo(this.$place);
		if (!this.frm.perm[0]?.write) return;
		this.button(__("Change the answers"), "btn-default btn-sm mt-3", () => {
			this.editing = true;
			this.at = 0;
			this.draw();
		}).appendTo(this.$place);
	}

	told_table(on_change) {
		const $table = $('<table class="lat-told"></table>');
		$('<caption class="sr-only"></caption>').text(__("Answers")).appendTo($table);
		for (const [number, row] of this.rows.entries()) {
			const $row = $("<tr></tr>").appendTo($table);
			$('<th scope="row"></th>').text(`${number + 1}. ${row.item_label}`).appendTo($row);
			const told = $("<td></td>").appendTo($row);
			if (has_answer(row)) told.append($("<b></b>").text(this.words(row)));
			else if (row.skip_reason) told.text(__("Skipped: {0}", [row.skip_reason]));
			else told.append($('<span class="text-danger"></span>').text(__("Not answered yet")));
			if (on_change) {
				const change = this.button(__("Change the answer"), "btn-default btn-sm", () => on_change(number));
				change.attr("aria-label", `${__("Change the answer")}: ${row.item_label}`);
				$("<td class='text-right'></td>").append(change).appendTo($row);
			}
		}
		return $table;
	}

	words(row) {
		const choice = this.choices(row).find(({ value }) => value === Number(row.answer));
		return choice && choice.label !== String(choice.value)
			? `${choice.label} (${row.answer})`
			: row.answer;
	}

	choices(row) {
		return this.scales.get(row.item_code)?.choices || [];
	}

	// A phone: one question, large choices, back and next.
	draw_question() {
		const row = this.rows[this.at];
		this.draw_progress();
		const $set = $('<fieldset class="lat-question"></fieldset>').appendTo(this.$place);
		$('<legend tabindex="-1"></legend>').text(row.item_label).appendTo($set);
		this.draw_choices(row, $set);
		this.draw_reason(row, $set);
		const $steps = $('<div class="lat-steps"></div>').appendTo(this.$place);
		if (this.at) this.button(__("Back"), "btn-default", () => this.go(this.at - 1)).appendTo($steps);
		this.button(__("Next"), "btn-primary", () => this.next(row)).appendTo($steps);
		this.draw_skip_all();
	}

	draw_progress() {
		const words = __("Question {0} of {1}", [this.at + 1, this.rows.length]);
		$('<div class="mb-1" role="status"></div>').text(words).appendTo(this.$place);
		$("<progress class='mb-3'></progress>")
			.attr({ max: this.rows.length, value: this.at + 1, "aria-label": words })
			.appendTo(this.$place);
	}

	draw_choices(row, $set) {
		if (!this.choices(row).length) return this.number_input(row).addClass("my-3").appendTo($set);
		const $choices = $('<div class="lat-choices"></div>').appendTo($set);
		for (const choice of this.choices(row)) {
			const chosen = is_chosen(row, choice);
			const $choice = $('<label class="lat-choice"></label>').toggleClass("lat-chosen", chosen);
			const $radio = this.radio(row, choice).on("change", () => {
				this.answer(row, choice.value);
				$choices.children().removeClass("lat-chosen");
				$choice.addClass("lat-chosen");
				$set.find(".lat-reason").hide();
			});
			$radio.appendTo($choice);
			this.go_on_after_tap($choice, $radio);
			const words = choice.label === String(choice.value) ? choice.label : `${choice.value}: ${choice.label}`;
			$("<span></span>").text(words).appendTo($choice);
			$choices.append($choice);
		}
		$('<p class="text-muted small mb-0"></p>').text(__("A tap goes on to the next question.")).appendTo($set);
	}

	// Who moves with the keys goes on with a key too: arrows choose on the way.
	go_on_after_tap($choice, $radio) {
		const { at } = this;
		let tapped = false;
		$choice.on("pointerdown keydown", ({ type }) => {
			tapped = type === "pointerdown";
		});
		$radio.on("click", () => {
			if (tapped) setTimeout(() => this.at === at && this.go(at + 1), SEEN);
		});
	}

	next(row) {
		if (is_settled(row)) return this.go(this.at + 1);
		this.$place.find(".lat-reason").show().find("input").trigger("focus");
	}

	go(at) {
		this.at = at;
		this.draw();
		this.$place.find("[tabindex=-1]").first()[0]?.focus({ preventScroll: true });
		this.$place[0].scrollIntoView({ block: "start" });
	}

	draw_summary() {
		$('<h4 tabindex="-1"></h4>').text(__("Look through the answers")).appendTo(this.$place);
		this.told_table((number) => this.go(number)).appendTo(this.$place);
		const $steps = $('<div class="lat-steps"></div>').appendTo(this.$place);
		this.button(__("Back"), "btn-default", () => this.go(this.rows.length - 1)).appendTo($steps);
		this.button(__("Save answers"), "btn-primary", () => this.frm.save()).appendTo($steps);
	}

	// A desk: every question at once. Arrow keys move in a row, digits choose and go on to the next.
	draw_matrix() {
		for (const part of this.parts()) {
			const { choices } = this.scales.get(part[0].item_code);
			const $table = $('<table class="lat-matrix mb-3"></table>').appendTo(this.$place);
			$('<caption class="sr-only"></caption>').text(__("Answers")).appendTo($table);
			const $head = $("<tr></tr>").appendTo($("<thead></thead>").appendTo($table));
			const headings = choices.length ? choices.map(choice_heading) : [__("Answer")];
			for (const heading of [__("Question"), ...headings, __("Skip")]) {
				$('<th scope="col"></th>').html(heading).appendTo($head);
			}
			const $body = $("<tbody></tbody>").appendTo($table);
			for (const row of part) this.matrix_row(row).appendTo($body);
		}
		const hint = __("Keyboard: arrows move between the answers, a digit chooses one and goes on.");
		$('<p class="text-muted small"></p>').text(hint).appendTo(this.$place);
		this.draw_skip_all();
	}

	// Neighbours with the same scale share a table.
	parts() {
		const parts = [];
		let before;
		for (const row of this.rows) {
			const same = JSON.stringify(this.scales.get(row.item_code));
			if (same !== before) parts.push([]);
			parts.at(-1).push(row);
			before = same;
		}
		return parts;
	}

	matrix_row(row) {
		const $row = $("<tr></tr>").attr("data-item", row.item_code);
		const $question = $('<th scope="row"></th>').text(`${row.idx}. ${row.item_label}`).appendTo($row);
		const settle = () => {
			$row.removeClass("lat-lacking");
			$question.find(".lat-reason").toggle(!has_answer(row) && $skip.prop("checked"));
		};
		for (const choice of this.choices(row)) {
			const $radio = this.radio(row, choice).attr("aria-label", `${row.item_label}: ${choice.label}`);
			$radio.on("change", () => {
				this.answer(row, choice.value);
				settle();
			});
			$("<td></td>").append($("<label></label>").append($radio)).appendTo($row);
		}
		if (!this.choices(row).length) {
			$("<td></td>")
				.append(this.number_input(row).on("input", () => settle()))
				.appendTo($row);
		}
		const $skip = $('<input type="radio">')
			.attr({ name: `lat-${row.name}`, "aria-label": `${row.item_label}: ${__("Skip")}` })
			.prop("checked", !has_answer(row) && Boolean(row.skip_reason))
			.on("change", () => {
				this.answer(row, null);
				$row.find("input[type=number]").val("");
				settle();
				$question.find(".lat-reason input").trigger("focus");
			});
		$("<td></td>").append($("<label></label>").append($skip)).appendTo($row);
		this.draw_reason(row, $question);
		settle();
		return $row.on("keydown", "input[type=radio]", (event) => this.choose_by_digit(event, row));
	}

	choose_by_digit(event, row) {
		const index = this.choices(row).findIndex(({ value }) => String(value) === event.key);
		if (index < 0) return;
		event.preventDefault();
		const $row = $(event.currentTarget).closest("tr");
		$row.find("input[type=radio]").eq(index).prop("checked", true).trigger("change");
		const $next = this.$place.find("tr[data-item]");
		$next
			.eq($next.index($row) + 1)
			.find("input[type=radio]")
			.first()
			.trigger("focus");
	}

	radio(row, choice) {
		return $('<input type="radio">')
			.attr({ name: `lat-${row.name}`, value: choice.value })
			.prop("checked", is_chosen(row, choice));
	}

	number_input(row) {
		const { minimum, maximum } = this.scales.get(row.item_code);
		return $('<input type="number" class="form-control">')
			.attr({ min: minimum, max: maximum, "aria-label": row.item_label, inputmode: "decimal" })
			.val(row.answer)
			.on("input", (event) => this.answer(row, event.target.value === "" ? null : event.target.value));
	}

	draw_reason(row, $parent) {
		const id = `lat-reason-${row.name}`;
		const $reason = $('<div class="lat-reason mt-2"></div>')
			.toggle(!has_answer(row) && Boolean(row.skip_reason))
			.appendTo($parent);
		$("<label class='mb-1'></label>").attr("for", id).text(__("Cannot be answered now? Say why.")).appendTo($reason);
		const $input = $('<input type="text" class="form-control" maxlength="140">')
			.attr("id", id)
			.val(row.skip_reason)
			.on("input", () => this.skip(row, $input.val()));
		const $ready = $('<div class="lat-reasons"></div>');
		for (const words of REASONS) {
			this.button(words, "btn-default btn-sm", () => {
				$input.val(words);
				this.skip(row, words);
			}).appendTo($ready);
		}
		$reason.append($ready, $input);
	}

	draw_skip_all() {
		this.button(__("Can the questionnaire not be answered now?"), "btn-link btn-sm px-0 mt-3", () =>
			this.skip_all()
		).appendTo(this.$place);
	}

	skip_all() {
		const dialog = new lat_corps.Dialog({
			title: __("Can the questionnaire not be answered now?"),
			fields: [
				{
					fieldname: "reason",
					fieldtype: "Small Text",
					label: __("Why it is not answered"),
					description: __("Shown and counted as missing. Answers already given on this form go."),
					reqd: 1,
				},
			],
			primary_action_label: __("Save the reason"),
			primary_action: async ({ reason }) => {
				for (const row of this.rows) {
					this.answer(row, null);
					this.skip(row, "");
				}
				await this.frm.set_value("missing_reason", reason.slice(0, 140));
				dialog.hide();
				await this.frm.save();
			},
		});
		dialog.show();
	}

	answer(row, value) {
		row.answer = value === null ? "" : String(value);
		if (has_answer(row)) row.skip_reason = "";
		this.frm.dirty();
	}

	skip(row, reason) {
		row.skip_reason = reason;
		if (reason) this.$place.find(".lat-lacking").removeClass("lat-lacking");
		this.frm.dirty();
	}

	// Says which questions still lack an answer or a reason, and leads to the first of them.
	complain() {
		const lacking = this.rows.findIndex((row) => !is_settled(row));
		if (lacking < 0 || this.frm.doc.missing_reason) return;
		if (PHONE.matches) {
			this.go(lacking);
		} else {
			for (const row of this.rows.filter((found) => !is_settled(found))) {
				this.$place.find(`tr[data-item="${CSS.escape(row.item_code)}"]`).addClass("lat-lacking");
			}
			const $first = this.$place.find(".lat-lacking").first();
			$first.find("input[type=radio], input[type=number]").first().trigger("focus");
		}
		frappe.throw(__("Answer each question, or choose Skip and write why."));
	}

	button(words, look, on_click) {
		return $('<button type="button" class="btn"></button>').addClass(look).text(words).on("click", on_click);
	}
};

function has_answer(row) {
	return row.answer !== null && row.answer !== undefined && String(row.answer) !== "";
}

function is_settled(row) {
	return has_answer(row) || Boolean((row.skip_reason || "").trim());
}

function is_chosen(row, { value }) {
	return has_answer(row) && Number(row.answer) === value;
}

function choice_heading({ value, label }) {
	const number = `<div>${frappe.utils.escape_html(String(value))}</div>`;
	return label === String(value) ? number : `<div>${frappe.utils.escape_html(label)}</div>${number}`;
}

// The choices of an item; a long range without names has none and is typed.
function scale_of(item, instrument) {
	const { minimum, maximum } = item;
	const named = (instrument.choices || [])
		.filter(({ scale }) => item.scale && scale === item.scale)
		.map(({ value, choice_label }) => ({ value, label: choice_label }));
	if (named.length) return { choices: named, minimum, maximum };
	const steps = maximum - minimum + 1;
	const choices =
		steps > MOST_BUTTONS
			? []
			: Array.from({ length: steps }, (_step, index) => ({
					value: minimum + index,
					label: String(minimum + index),
			  }));
	return { choices, minimum, maximum };
}
