const AFTERWARDS = ["held_on", "how_it_went"];

frappe.dom.set_style(
	`.lat-topics { max-width: 760px; }
	.lat-topic { margin-bottom: 20px; }
	.lat-topic > :first-child { font-weight: 600; margin: 0; }
	.lat-topic ul { padding-left: 18px; margin: 0 0 4px; }
	.lat-topic textarea { height: 72px; }
	.lat-topic .lat-skip { display: flex; align-items: center; gap: 8px; min-height: 40px; margin: 0; width: fit-content; }
	@media (max-width: 767px) { .lat-topic .lat-skip { min-height: 44px; } }`,
	"lat-topics-style"
);

frappe.ui.form.on("LAT First Meeting", {
	refresh(frm) {
		show_topics(frm);
		const own = frm.doc.__onload?.is_its_mentor;
		AFTERWARDS.forEach((fieldname) => frm.set_df_property(fieldname, "read_only", own ? 0 : 1));
		frm.toggle_display("after_section", Boolean(own || frm.doc.noted || frm.doc.held_on));
		if (!frm.is_new()) frm.add_custom_button(__("Print"), () => frm.print_doc());
	},
});

// Each topic is answered under its questions, in one's own words (R45 to R51).
function show_topics(frm) {
	const field = frm.get_field("topics");
	const may_write = field.get_status() === "Write";
	field.grid.wrapper.hide();
	field.$wrapper.children(".lat-topics").remove();
	const topics = (frm.doc.topics || []).map((row) => show_topic(frm, row, may_write));
	$('<div class="lat-topics"></div>').append(topics).appendTo(field.$wrapper);
}

function show_topic(frm, row, may_write) {
	const $topic = $('<div class="lat-topic"></div>').attr("data-topic", row.topic);
	const label = (fieldname) => __(frappe.meta.get_docfield(row.doctype, fieldname).label, null, row.doctype);
	const questions = (frm.doc.__onload?.questions?.[row.topic] || []).map((words) => $("<li></li>").text(words));
	const $questions = $('<ul class="small text-muted"></ul>').attr("id", `lat-questions-${row.name}`).append(questions);
	if (!may_write) {
		const said = row.skipped ? `${label("skipped")}: ${row.skip_reason || ""}` : row.answer;
		const $said = $('<p style="white-space: pre-line"></p>').text(said || __("Not answered yet"));
		return $topic.append($("<div></div>").text(__(row.topic)), $questions, $said.toggleClass("text-muted", !said));
	}
	const keep = (fieldname, value) => {
		row[fieldname] = value;
		frm.dirty();
	};
	const $answer = $('<textarea class="form-control" rows="2"></textarea>')
		.attr({ id: `lat-answer-${row.name}`, "aria-describedby": $questions.attr("id") })
		.val(row.answer || "")
		.on("input", ({ target }) => keep("answer", target.value));
	const $reason = $('<input type="text" class="form-control" maxlength="140">')
		.attr({ "aria-label": `${label("skip_reason")}: ${__(row.topic)}`, placeholder: label("skip_reason") })
		.val(row.skip_reason || "")
		.on("input", ({ target }) => keep("skip_reason", target.value));
	const show = () => {
		$answer.toggle(!row.skipped);
		$reason.toggle(Boolean(row.skipped));
	};
	const $skip = $('<input type="checkbox">')
		.prop("checked", Boolean(row.skipped))
		.on("change", ({ target }) => {
			keep("skipped", Number(target.checked));
			show();
		});
	show();
	return $topic.append(
		$("<label></label>").attr("for", $answer.attr("id")).text(__(row.topic)),
		$questions,
		$answer,
		$('<label class="lat-skip"></label>').append($skip, $("<span></span>").text(label("skipped"))),
		$reason
	);
}
