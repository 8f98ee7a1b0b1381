const METHODS = "lat_corps.measurement.instruments";
const WORKBOOK = `/api/method/${METHODS}.download_workbook`;
const PAUSE = 400;

frappe.dom.set_style(
	`.lat-example { display: flex; flex-wrap: wrap; gap: 24px; align-items: flex-start; }
	.lat-example-questions { flex: 3 1 320px; min-width: 0; }
	.lat-example-result { flex: 2 1 260px; min-width: 0; }
	@media (min-width: 992px) { .lat-example-result { position: sticky; top: 160px; } }
	.lat-example fieldset { padding: 8px 0 12px; border-bottom: 1px solid var(--border-color); }
	.lat-example legend { font-size: 15px; font-weight: 500; margin: 0 0 6px; border: 0; }
	.lat-example-answers { display: flex; flex-wrap: wrap; gap: 6px; }
	.lat-example-answers label { display: flex; align-items: center; gap: 8px; min-height: 40px; margin: 0;
		padding: 4px 12px; border: 1px solid var(--border-color); border-radius: 6px; cursor: pointer; }
	.lat-example-answers label:focus-within { outline: 2px solid var(--primary); outline-offset: 1px; }
	.lat-example-answers input[type=radio] { position: static; margin: 0; flex: none; }
	.lat-example-answers input[type=number] { max-width: 160px; min-height: 40px; }
	.lat-example td, .lat-example th { vertical-align: top; }
	.lat-example td:nth-child(2) { white-space: nowrap; }`,
	"lat-example-style"
);

frappe.ui.form.on("LAT Instrument", {
	setup(frm) {
		frm.example = new Example(frm);
	},

	refresh(frm) {
		frm.example.start();
		// an unsaved one has no version before it, and nothing on the server to fetch
		if (frm.is_new()) return;
		const may_shape = frappe.model.can_create(frm.doctype);
		if (may_shape) frm.add_custom_button(__("New version"), () => make_version(frm));
		if (frappe.model.can_export(frm.doctype)) {
			frm.add_custom_button(__("Download workbook"), () => fetch_workbook(frm));
		}
	},
});

async function make_version(frm) {
	if (frm.is_dirty()) {
		frappe.msgprint(__("Save or discard your changes first: a new version is copied from what is saved."));
		return;
	}
	const name = await frappe.xcall(`${METHODS}.new_version`, { name: frm.doc.name });
	frappe.show_alert({
		message: __("This is the new version. Tick that it is in use when it is ready."),
		indicator: "green",
	});
	frappe.set_route("Form", frm.doctype, name);
}

function fetch_workbook(frm) {
	if (frm.is_dirty()) {
		frappe.msgprint(__("Save first: the workbook holds what is saved."));
		return;
	}
	window.open(`${WORKBOOK}?${new URLSearchParams({ name: frm.doc.name })}`);
}

// One answers the instrument as it stands, saved or not, and sees what the server makes of it.
class Example {
	constructor(frm) {
		this.frm = frm;
		this.ask = frappe.utils.debounce(() => this.update(), PAUSE);
		$(frm.wrapper).on("dirty", () => this.ask());
	}

	start() {
		if (this.name !== this.frm.doc.name) {
			this.name = this.frm.doc.name;
			this.answers = {};
			this.drawn = null;
		}
		const $place = this.frm.get_field("example").$wrapper.empty();
		$("<p class='text-muted'></p>")
			.text(__("Answer as a person would, and see what the instrument makes of it. Nothing is stored."))
			.appendTo($place);
		const $both = $("<div class='lat-example'></div>").appendTo($place);
		this.$questions = $("<div class='lat-example-questions'></div>").appendTo($both);
		this.$result = $("<div class='lat-example-result' aria-live='polite'></div>").appendTo($both);
		this.drawn = null;
		this.update();
	}

	async update() {
		const asked = (this.asked = Symbol("asked"));
		const result = await frappe.xcall(`${METHODS}.try_out`, {
			doc: JSON.stringify(this.frm.doc),
			answers: JSON.stringify(this.answers),
		});
		// an answer that was overtaken, or belongs to a form that has been left
		if (asked !== this.asked) return;
		if (result.items) this.draw_questions(result.items);
		this.draw_result(result);
	}

	draw_questions(items) {
		const drawn = JSON.stringify(items);
		if (drawn === this.drawn) return;
		this.drawn = drawn;
		this.$questions.empty().append(items.map((item) => this.question(item)));
	}

	question(item) {
		const $question = $("<fieldset></fieldset>");
		$("<legend></legend>").text(item.label).appendTo($question);
		const $answers = $("<div class='lat-example-answers'></div>").appendTo($question);
		if (item.choices.length) {
			const name = `example-${frappe.utils.get_random(8)}`;
			$answers.append(
				this.radio(item, name, "", __("No answer")),
				item.choices.map(({ value, label }) => this.radio(item, name, String(value), label || value))
			);
		} else {
			$("<input type='number' step='any' class='form-control'>")
				.attr({ min: item.minimum, max: item.maximum, "aria-label": item.label })
				.val(this.answers[item.code] || "")
				.on("input", (event) => this.answer(item, event.target.value))
				.appendTo($answers);
			$("<span class='text-muted align-self-center'></span>")
				.text(__("from {0} to {1}", [shown(item.minimum), shown(item.maximum)]))
				.appendTo($answers);
		}
		return $question;
	}

	radio(item, name, value, label) {
		const chosen = (this.answers[item.code] || "") === value;
		const $input = $("<input type='radio'>")
			.attr({ name, value })
			.prop("checked", chosen)
			.on("change", () => this.answer(item, value));
		return $("<label></label>").append($input, $("<span></span>").text(label));
	}

	answer(item, value) {
		this.answers[item.code] = value;
		this.ask();
	}

	draw_result({ items, scores, flaws, answered, missing }) {
		this.$result.empty();
		if (flaws.length) {
			const heading = items ? __("There is no score yet") : __("Mend this first");
			$("<h5></h5>").text(heading).appendTo(this.$result);
			$("<ul class='text-danger pl-3'></ul>")
				.append(flaws.map((flaw) => $("<li></li>").text(flaw)))
				.appendTo(this.$result);
			return;
		}
		$("<p></p>")
			.text(__("{0} of {1} questions answered", [answered, answered + missing.length]))
			.appendTo(this.$result);
		const $table = $("<table class='table table-bordered'></table>").appendTo(this.$result);
		const headings = [__("Scale"), __("Score"), __("Reading")];
		$("<tr></tr>")
			.append(headings.map((text) => $("<th scope='col'></th>").text(text)))
			.appendTo($("<thead></thead>").appendTo($table));
		$("<tbody></tbody>").append(scores.map(score_row)).appendTo($table);
		if (missing.length) {
			$("<p class='text-muted'></p>")
				.text(__("Missing: {0}", [missing.join(", ")]))
				.appendTo(this.$result);
		}
	}
}

function score_row({ label, value, lowest, highest, reading, missing_allowed }) {
	const $score = $("<td></td>");
	if (value === null) {
		$("<div class='text-muted'></div>")
			.text(__("None: at most {0} may be missing", [missing_allowed]))
			.css("white-space", "normal")
			.appendTo($score);
	} else {
		$("<strong></strong>").text(shown(value)).appendTo($score);
	}
	$("<div class='text-muted small'></div>")
		.text(__("from {0} to {1}", [shown(lowest), shown(highest)]))
		.appendTo($score);
	return $("<tr></tr>").append(
		$("<th scope='row'></th>").text(label),
		$score,
		$("<td></td>").text(reading || "–")
	);
}

function shown(number) {
	const decimals = Number.isInteger(number) ? 0 : 2;
	return format_number(number, null, decimals);
}
