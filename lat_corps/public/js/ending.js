// The end of a course in one dialog: both sides' outcome, the handover and the closing. Each part is saved by
// itself, over the same documents and guards, and the dialog opens at the one that is due.
{
	const HANDING = "lat_corps.casework.handing_over";
	const GO_ON = "lat_corps.casework.ending.go_on";
	const SEND_AGAIN = "lat_corps.casework.doctype.lat_handover.lat_handover.send_again";
	const GOALS_REACHED = "Goals reached";
	const { field } = lat_corps.flows;

	const PARTS = {
		outcome: { words: __("Outcome"), sections: ["outcome_part", "agreement_part"] },
		handover: {
			words: __("Handover"),
			sections: ["answer_part", "receiver_part", "consent_part", "preview_part", "more_part"],
		},
		closing: { words: __("Closing"), sections: ["conditions_part", "written_part", "debrief_part"] },
	};
	const WRITTEN = [
		...["looking_back", "support", "relapse_agreement", "ending_together", "comes_instead", "broken_off_reason"],
		...["after_missing_reason", "no_handover_reason"],
	];
	const DEBRIEF = ["debrief_held_on", "debrief_waived_reason", "debrief_learning"];

	frappe.dom.set_style(
		`.lat-part-off { display: none !important; }
		.lat-parts { display: flex; gap: 8px; list-style: none; margin: 0 0 8px; padding: 0; }
		.lat-parts li { flex: 1; }
		.lat-parts button { width: 100%; min-height: 44px; white-space: normal; }
		.lat-parts [aria-current] { border-color: var(--primary, #171717); font-weight: 600; }
		.lat-consenting label { display: flex; align-items: center; gap: 8px; min-height: 36px; margin: 0; }
		.lat-consenting legend { font-size: var(--text-md, 13px); font-weight: 600; margin: 8px 0 0; }
		.lat-consenting input[type="text"] { max-width: 320px; }
		.lat-preview h4 { font-size: var(--text-md, 13px); margin: 12px 0 4px; }
		.lat-preview article { border: 1px solid var(--border-color); border-radius: 8px; padding: 8px 12px;
			margin-bottom: 8px; }
		.lat-preview article > div { white-space: pre-line; overflow-wrap: anywhere; }
		.lat-preview [data-left-out="true"] { background: var(--bg-gray, var(--gray-50, #f7fafc)); }
		.lat-ending ul { list-style: none; margin: 0 0 12px; padding: 0; }
		.lat-ending ul > li { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: baseline; padding: 4px 0; }
		.lat-ending ul > li > :nth-child(2) { flex: 1 1 240px; }
		.lat-ending [data-fieldname="more"] textarea { height: 80px; }
		@media (max-width: 767px) {
			.lat-consenting label { min-height: 44px; }
		}`,
		"lat-ending-style"
	);

	frappe.ui.form.on("LAT Case", {
		refresh(frm) {
			if (frm.is_new() || !lat_corps.flows.end_is_due(frm) || !frm.get_perm(1, "write")) return;
			const look = frm.doc.outcome ? "btn-primary" : "btn-default";
			lat_corps.add_act(frm, __("Closing and handover"), () => lat_corps.flows.end_course(frm), look);
		},
	});

	lat_corps.flows.end_is_due = ({ doc: { stage, outcome, mentor_outcome } }) =>
		stage === "Closing" || (stage === "Active" && Boolean(outcome || mentor_outcome));

	lat_corps.flows.end_course = async function (frm, part) {
		if (!(await lat_corps.save(frm))) return;
		const needed = ["LAT Consent", "LAT Handover", "LAT Handover Line"];
		const asked = frappe.xcall(`${HANDING}.of_course`, { case: frm.docname });
		await Promise.all(needed.map((doctype) => frappe.model.with_doctype(doctype)));
		new Ending(frm, await asked, (await lat_corps.page_of(frm)) || {}, part);
	};

	class Ending {
		constructor(frm, state, page, part) {
			Object.assign(this, { frm, doc: frm.doc, state, page });
			const typed = (frm.lat_typed = frm.lat_typed || {});
			this.kept = typed[`${frm.docname} end`] = typed[`${frm.docname} end`] || { fields: {}, ticks: {} };
			const fields = this.fields();
			this.first = fields.filter(({ fieldname }) => fieldname).map((df) => [df.fieldname, df.default]);
			const name = page.people?.["LAT Case"]?.[frm.docname];
			this.dialog = new lat_corps.Dialog({
				title: [__("Closing and handover"), frappe.utils.escape_html(name || "")].filter(Boolean).join(": "),
				size: "large",
				fields: fields.map((df) => ({ ...df, default: this.kept.fields[df.fieldname] ?? df.default })),
				secondary_action_label: __("Save and go on later"),
				secondary_action: () => this.save(),
			});
			this.dialog.$wrapper.addClass("lat-ending");
			this.dialog.onhide = () => (this.kept.fields = this.typed());
			this.dialog.show();
			this.show(part || this.due());
		}

		// What says something else than the record, which others may change meanwhile.
		typed() {
			const values = this.dialog.get_values(true, false);
			const typed = this.first.map(([name, first]) => [name, values[name] || "", first || ""]);
			return Object.fromEntries(typed.filter(([, value, first]) => value !== first));
		}

		get agreed() {
			const own = this.is_active ? this.dialog.get_value("outcome") : this.doc.outcome;
			return Boolean(own) && (!this.doc.mentor || own === this.doc.mentor_outcome);
		}

		get is_active() {
			return this.doc.stage === "Active";
		}

		// Where the handover stands: to be sent, with the caseworker, back with a question, or received.
		get standing() {
			const { handover, received } = this.state;
			if (handover) return handover.stage;
			return received ? "Received" : "Draft";
		}

		due() {
			if (this.is_active) return "outcome";
			const needs = this.doc.outcome !== GOALS_REACHED && !this.doc.no_handover_reason;
			return this.standing === "Returned" || (needs && this.standing === "Draft") ? "handover" : "closing";
		}

		is_done(part) {
			if (part === "outcome") return !this.is_active;
			return part === "handover" && this.standing === "Received";
		}

		fields() {
			const section = (fieldname, label = "") => ({ fieldtype: "Section Break", fieldname, label });
			const html = (fieldname) => ({ fieldtype: "HTML", fieldname });
			const column = { fieldtype: "Column Break" };
			const of_course = (fieldname) =>
				field("LAT Case", fieldname, { reqd: 0, hidden: this.asks_for(fieldname) ? 0 : 1, default: this.doc[fieldname] });
			const look_again = () => this.preview();
			return [
				html("parts"),
				section("outcome_part"),
				field("LAT Case", "outcome", {
					default: this.doc.outcome,
					hidden: this.is_active ? 0 : 1,
					onchange: () => this.show_agreement(),
				}),
				html("own_outcome"),
				column,
				html("mentor_outcome"),
				section("agreement_part"),
				html("agreement"),
				section("answer_part"),
				html("standing"),
				field("LAT Handover", "answer", { hidden: this.standing === "Returned" ? 0 : 1, default: "" }),
				section("receiver_part"),
				field("LAT Handover", "receiver", {
					reqd: 0,
					default: this.state.receiver,
					only_select: 1,
					get_query: () => lat_corps.members("Caseworker", { lat_case: this.frm.docname }),
					onchange: () => this.name_receiver(),
				}),
				section("consent_part", __("Consent to the handover")),
				html("consenting"),
				field("LAT Consent", "informed", { fieldname: "informed" }),
				column,
				field("LAT Consent", "given_on", { reqd: 0, default: frappe.datetime.get_today() }),
				field("LAT Consent", "consent_form", { reqd: 0 }),
				section("preview_part"),
				html("preview"),
				section("more_part", __("Something more to tell the caseworker")),
				field("LAT Handover Line", "information_type", { fieldname: "more_type", reqd: 0, onchange: look_again }),
				column,
				field("LAT Handover Line", "content", {
					fieldname: "more",
					fieldtype: "Small Text",
					reqd: 0,
					onchange: look_again,
				}),
				section("conditions_part"),
				html("conditions"),
				section("written_part"),
				...WRITTEN.map(of_course),
				section("debrief_part", __("Debrief")),
				of_course("debrief_held_on"),
				of_course("debrief_waived_reason"),
				column,
				of_course("debrief_learning"),
				html("debrief_consenting"),
				field("LAT Consent", "informed", { fieldname: "debrief_informed", hidden: this.state.debrief.length ? 0 : 1 }),
			];
		}

		get conditions() {
			return this.page.ahead?.find(({ stage }) => stage === "Closed")?.conditions || [];
		}

		// What the next step lacks, and what is written already and may be written over.
		asks_for(fieldname) {
			if (DEBRIEF.includes(fieldname)) return true;
			if (fieldname === "support" && this.doc.outcome === GOALS_REACHED) return true;
			const lacks = this.conditions.some(({ mends }) => mends.some((mend) => mend.field === fieldname));
			return lacks || Boolean(this.doc[fieldname]);
		}

		show(part) {
			this.part = part;
			const { dialog } = this;
			const $parts = $('<ol class="lat-parts"></ol>').attr("aria-label", __("The parts of the end"));
			for (const [each, { words, sections }] of Object.entries(PARTS)) {
				const $part = $('<button type="button" class="btn btn-default"></button>')
					.text(this.is_done(each) ? `✓ ${words}` : words)
					.attr({ "data-part": each, "aria-current": each === part ? "step" : null })
					.on("click", () => this.show(each));
				$("<li></li>").append($part).appendTo($parts);
				for (const name of sections) this.toggle(name, each === part);
			}
			dialog.fields_dict.parts.$wrapper.empty().append($parts);
			dialog.get_secondary_btn().toggle(this.may_save);
			({ outcome: () => this.show_outcome(), handover: () => this.show_handover(), closing: () => this.show_closing() })[part]();
		}

		toggle(section, shown) {
			this.dialog.fields_dict[section].wrapper.toggleClass("lat-part-off", !shown);
		}

		// Nothing is written where nothing is asked for: before its stage, after it, or while somebody else has the turn.
		get may_save() {
			if (this.part === "outcome") return this.is_active && this.agreed;
			if (this.part === "closing") return !this.is_active;
			return this.standing === "Draft";
		}

		primary(words, act) {
			const $button = this.dialog.get_primary_btn().toggleClass("hide", !words);
			if (words) this.dialog.set_primary_action(words, act);
			$button.prop("disabled", false);
		}

		show_outcome() {
			const { own_outcome, mentor_outcome } = this.dialog.fields_dict;
			const label = (fieldname) => __(frappe.meta.get_docfield("LAT Case", fieldname).label, null, "LAT Case");
			const side = (fieldname, words) =>
				$('<div class="mb-3"></div>').append(
					$('<div class="control-label"></div>').text(label(fieldname)),
					$("<b></b>").text(words)
				);
			const chosen = (fieldname) => __(this.doc[fieldname], null, "LAT Case") || __("Not chosen yet");
			own_outcome.$wrapper.empty().append(this.is_active ? "" : side("outcome", chosen("outcome")));
			mentor_outcome.$wrapper.empty().append(this.doc.mentor ? side("mentor_outcome", chosen("mentor_outcome")) : "");
			this.show_agreement();
		}

		show_agreement() {
			if (this.part !== "outcome") return;
			const own = this.is_active ? this.dialog.get_value("outcome") : this.doc.outcome;
			const { mentor_outcome, mentor } = this.doc;
			let words = "";
			if (this.is_active && this.agreed) words = __("The closing can begin.");
			else if (own && mentor && !mentor_outcome)
				words = __("The mentor is asked to choose, and you are told when it is done.");
			else if (own && mentor_outcome && own !== mentor_outcome)
				words = __("Coordinator and mentor have chosen different outcomes: talk it through and agree on one.");
			this.dialog.fields_dict.agreement.$wrapper.empty().append($('<p role="status"></p>').text(words));
			this.dialog.get_secondary_btn().toggle(this.may_save);
			if (!this.is_active) return this.primary("");
			if (this.agreed) this.primary(__("Begin closing"), () => this.go_on(true));
			else this.primary(__("Save the outcome"), () => this.go_on(false));
		}

		show_handover() {
			const { handover } = this.state;
			const { standing } = this;
			const $standing = this.dialog.fields_dict.standing.$wrapper.empty();
			$("<p></p>").text(this.handover_words()).appendTo($standing);
			if (handover) {
				$('<a class="btn btn-default btn-sm"></a>')
					.attr("href", frappe.utils.get_form_link("LAT Handover", handover.name))
					.text(__("Open: {0}", [__("LAT Handover")]))
					.appendTo($("<p></p>").appendTo($standing));
			}
			if (handover?.preview_way && standing === "Draft") this.seen(handover).appendTo($standing);
			for (const section of PARTS.handover.sections.slice(1)) this.toggle(section, standing === "Draft");
			if (standing === "Returned") this.primary(__("Send again"), () => this.send_again());
			else if (standing === "Draft") {
				if (handover?.preview_way) this.primary(__("Send handover"), () => this.hand_over(true));
				else this.primary(__("Read it with the person"), () => this.read_together());
				this.name_receiver();
			} else this.primary("");
		}

		seen({ preview_way, previewed_on }) {
			const words = [__(preview_way, null, "LAT Handover"), previewed_on && frappe.datetime.str_to_user(previewed_on)];
			return $('<p class="d-flex flex-wrap align-items-center" style="gap: 8px"></p>').append(
				$("<span></span>").text(words.filter(Boolean).join(", ")),
				$('<button type="button" class="btn btn-default btn-sm"></button>')
					.text(__("Read it again"))
					.on("click", () => void this.read_together())
			);
		}

		// The person reads what is kept, and the dialog comes back once it is written down.
		async read_together() {
			const draft = await this.keep(false);
			if (!draft) return;
			this.dialog.hide();
			await lat_corps.handover.read(draft.name, async () => {
				await this.frm.reload_doc();
				await lat_corps.flows.end_course(this.frm, "handover");
			});
		}

		handover_words() {
			const { handover } = this.state;
			const { standing } = this;
			if (standing === "Returned") return __("The caseworker asks: {0}", [handover.question]);
			if (standing === "Received") return __("The caseworker has received the handover.");
			if (standing === "Sent") {
				const told = [handover.receiver_name, frappe.datetime.str_to_user(handover.sent_on)];
				return __("It was sent to {0} on {1}, who has it now. You are told of the answer.", told);
			}
			return this.doc.outcome === GOALS_REACHED
				? __("The goals are reached: no handover is asked for, and one may be sent.")
				: __("Goals and steps, ratings and measurements are taken from the course.");
		}

		show_closing() {
			const { conditions, debrief_consenting } = this.dialog.fields_dict;
			const $list = $("<ul></ul>").append(
				this.conditions.map((condition) => lat_corps.course.condition(this.frm, { ...condition, mends: this.elsewhere(condition) }))
			);
			const words = this.is_active ? __("The closing begins once both have chosen the same outcome.") : "";
			conditions.$wrapper.empty().append($("<p></p>").text(words), $list);
			for (const section of PARTS.closing.sections.slice(1)) this.toggle(section, !this.is_active);
			debrief_consenting.$wrapper
				.empty()
				.append(this.ticks(__("These consent to the debrief"), this.people(this.state.debrief), "debrief_people"));
			if (this.is_active) this.primary("");
			else this.primary(__("Close course"), () => this.go_on(true));
		}

		// What is mended here needs no button that leads to it.
		elsewhere({ mends }) {
			return mends.filter(({ open, new: made }) => ![undefined, "LAT Handover", "LAT Consent"].includes((open || made)?.[0]));
		}

		// Each of these givers by the names that are known; where none is, the name is written.
		people(givers) {
			return this.state.givers
				.filter(({ given_by }) => givers.includes(given_by))
				.flatMap(({ given_by, names }) =>
					(names.length ? names : [""]).map((name) => ({
						value: { given_by, given_by_name: name },
						words: [name, `(${__(given_by, null, "LAT Consent")})`].filter(Boolean).join(" "),
						asks_name: !name,
					}))
				);
		}

		ticks(legend, choices, kept, changed = () => {}) {
			const ticked = (this.kept.ticks[kept] = this.kept.ticks[kept] || {});
			if (!choices.length) return $();
			const $ticks = $('<fieldset class="lat-consenting"></fieldset>').append($("<legend></legend>").text(legend));
			for (const { value, words, asks_name } of choices) {
				const key = JSON.stringify(value);
				const $tick = $('<input type="checkbox">').prop("checked", key in ticked);
				const $name = $('<input type="text" class="form-control">').attr({
					"aria-label": __("Name of the person who consents"),
					placeholder: __("Name of the person who consents"),
				});
				const keep = () => {
					if (!$tick.prop("checked")) delete ticked[key];
					else ticked[key] = asks_name ? { ...value, given_by_name: $name.val() } : value;
				};
				$tick.on("change", () => changed(keep()));
				$name.val(ticked[key]?.given_by_name || "").on("input", keep);
				$("<label></label>").append($tick, $("<span></span>").text(words)).appendTo($ticks);
				if (asks_name) $name.appendTo($ticks);
			}
			return $ticks;
		}

		ticked(kept) {
			return Object.values(this.kept.ticks[kept] || {});
		}

		told() {
			const { receiver, given_on, consent_form, informed, more_type, more } = this.dialog.get_values(true, false);
			return {
				...{ receiver, given_on, consent_form, informed, more_type, more },
				people: this.ticked("people"),
				information_types: this.ticked("types"),
			};
		}

		async name_receiver() {
			const receiver = this.dialog.get_field("receiver");
			const login = receiver.get_value();
			if (login) lat_corps.people.name_login(receiver, (await lat_corps.people.of_page({ User: [login] })).User || {});
			await this.preview();
		}

		// The server says what passes by what is told so far.
		async preview() {
			if (this.part !== "handover" || this.standing !== "Draft") return;
			const asking = (this.asking = frappe.xcall(`${HANDING}.preview`, { case: this.frm.docname, values: this.told() }));
			const { lines, givers, types } = await asking;
			if (this.asking !== asking) return;
			this.show_consenting(givers, types);
			const passing = lines.filter(({ left_out }) => !left_out);
			this.dialog.fields_dict.preview.$wrapper
				.empty()
				.append(
					$('<div class="lat-preview"></div>').append(
						preview_part(__("This is handed over"), passing),
						preview_part(__("This is left out"), lines.filter(({ left_out }) => left_out)),
						lines.length ? "" : $("<p></p>").text(__("The course has nothing to tell yet: write goals, or something above."))
					)
				);
		}

		show_consenting(givers, types) {
			const asked = JSON.stringify([givers, types]);
			this.toggle("consent_part", givers.length > 0);
			if (asked === this.asked) return;
			this.asked = asked;
			const choices = types.map((value) => ({ value, words: __(value, null, "LAT Consent Information") }));
			this.dialog.fields_dict.consenting.$wrapper
				.empty()
				.append(
					this.ticks(__("These consent"), this.people(givers), "people", () => this.preview()),
					this.ticks(__("To hand over"), choices, "types", () => this.preview())
				);
		}

		save() {
			return this.part === "handover" ? this.hand_over(false) : this.go_on(false, true);
		}

		async keep(send) {
			const args = { case: this.frm.docname, values: this.told(), send: Number(send) };
			const answer = await this.ask(`${HANDING}.hand_over`, args);
			if (answer) this.forget("more_type", "more", "people", "types", "informed");
			return answer;
		}

		async hand_over(send) {
			if (!(await this.keep(send))) return;
			const words = send ? __("It is sent. You are told of the answer.") : __("The draft is kept.");
			await this.leave(words);
		}

		async send_again() {
			const args = { name: this.state.handover.name, answer: this.dialog.get_value("answer") };
			if (!(await this.ask(SEND_AGAIN, args))) return;
			this.forget("answer");
			await this.leave(__("It is sent. You are told of the answer."));
		}

		async go_on(step, later = false) {
			const { doc } = this;
			const values = this.dialog.get_values(true, false);
			const written = this.is_active ? ["outcome"] : [...WRITTEN, ...DEBRIEF];
			const sent = Object.fromEntries(Object.entries(this.typed()).filter(([name]) => written.includes(name)));
			const people = this.is_active ? [] : this.ticked("debrief_people");
			if (people.length) Object.assign(sent, { people, informed: values.debrief_informed, given_on: values.debrief_held_on });
			const answer = await this.ask(GO_ON, { case: this.frm.docname, values: sent, step: Number(step) });
			if (!answer) return;
			this.forget(...written, "debrief_people", "debrief_informed");
			const moved = answer.stage !== doc.stage;
			await this.leave(moved ? __("The course is now at the stage {0}.", [__(answer.stage)]) : __("It is saved."));
			if (!later && answer.stage !== "Closed" && (moved || step)) lat_corps.flows.end_course(this.frm);
		}

		async ask(method, args) {
			this.dialog.disable_primary_action();
			const answer = await lat_corps.ask_server(method, args);
			this.dialog.enable_primary_action();
			return answer;
		}

		// What was typed elsewhere is there again in the next dialog; what is stored is the record's own.
		forget(...names) {
			this.kept.fields = this.typed();
			this.dialog.onhide = null;
			for (const name of names) {
				delete this.kept.fields[name];
				delete this.kept.ticks[name];
			}
		}

		async leave(message) {
			this.dialog.hide();
			frappe.show_alert({ message, indicator: "green" });
			await this.frm.reload_doc();
		}
	}

	function preview_part(words, lines) {
		if (!lines.length) return $();
		const articles = lines.map(({ information_type, origin, heading, told, content, left_out }) =>
			$("<article></article>")
				.attr("data-left-out", Boolean(left_out))
				.append(
					$("<b></b>").text(__(information_type, null, "LAT Handover Line")),
					$('<span class="text-muted small ml-2"></span>').text(`${__("Origin")}: ${__(origin, null, "LAT Handover Line")}`),
					$("<div></div>").text([heading, ...told, content].filter(Boolean).join("\n")),
					$('<p class="text-danger small mb-0"></p>').text(left_out)
				)
		);
		return $("<section></section>").append($("<h4></h4>").text(words), articles);
	}
}
