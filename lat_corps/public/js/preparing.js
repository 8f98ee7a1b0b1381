// What to talk through before the first meeting: questions beside the topics, which stay each one's own words (R45-R51).
const TO_ASK = {
	Opening: __("Which worries do we open with, and which resources do we name first?"),
	"Aim of the meeting": __("What is the first meeting to achieve, and how will we notice that it did?"),
	"Life situation": __("What do we know of home, school or work, network and leisure, and what do we not know?"),
	Assumptions: __("Which assumptions do we bring along, and how do we keep aware of them?"),
	"Blind spots": __("Which own attitudes, feelings and values may get in the way?"),
	"Risks and threats": __("What could go wrong at the meeting, for whom, and what do we do then?"),
	"Frame of the meeting": __("Where, when, for how long, who takes part, and what is said about confidentiality?"),
};

frappe.ui.form.on("LAT Case", {
	refresh(frm) {
		const $grid = frm.get_field("preparation").grid.wrapper;
		$grid.prev(".lat-questions").remove();
		const $questions = $('<details class="lat-questions mb-3"><summary></summary><dl class="mt-2 mb-0"></dl></details>');
		$questions.children("summary").text(__("Questions to prepare by"));
		for (const [topic, question] of Object.entries(TO_ASK)) {
			$("<dt></dt>").text(__(topic)).appendTo($questions.children("dl"));
			$('<dd class="text-muted"></dd>').text(question).appendTo($questions.children("dl"));
		}
		$questions.attr("open", frm.doc.stage === "Preparing").insertBefore($grid);
	},
});

frappe.ui.form.on("LAT Preparation Topic", {
	form_render(frm, doctype, name) {
		const { grid_form } = frm.get_field("preparation").grid.grid_rows_by_docname[name];
		grid_form.fields_dict.answer.set_description(TO_ASK[frappe.get_doc(doctype, name).topic] || "");
	},
});
