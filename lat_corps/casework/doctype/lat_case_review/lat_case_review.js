// A review is held with the figures of the course beside it; who coordinates decides, the mentor adds the own words.
{
	const OF_COURSE = "lat_corps.measurement.course_page.of_course";
	const BESIDE = ["head", "recording", "review", "timeline"];
	const DUE = {
		"Progression rating": __("Progression rating"),
		"Before measurement": __("Before measurement"),
		"After measurement": __("After measurement"),
		"Follow-up measurement": __("Follow-up measurement"),
	};

	frappe.dom.set_style(
		`.lat-beside { display: flex; flex-wrap: wrap; gap: 8px 32px; padding-bottom: 8px; }
		.lat-beside dl { margin: 0; min-width: 120px; }
		.lat-beside dt { font-weight: normal; font-size: var(--text-sm); color: var(--text-muted); }
		.lat-beside dd { margin: 0; }
		.lat-beside a { text-decoration: underline; display: inline-block; min-height: 28px; line-height: 28px; }
		@media (max-width: 767px) { .lat-beside a { min-height: 44px; line-height: 44px; } }`,
		"lat-beside-style"
	);

	frappe.ui.form.on("LAT Case Review", {
		setup(frm) {
			frm.set_query("caseworker", () => lat_corps.members("Caseworker", { lat_case: frm.doc.lat_case }));
		},

		refresh(frm) {
			const coordinates = frm.get_perm(1, "write");
			const settled = frm.doc.carried_out_on || frm.doc.earlier_closing;
			frm.set_df_property("mentors_words", "read_only", coordinates || frm.doc.decided_on ? 1 : 0);
			frm.set_intro();
			if (settled) {
				frm.disable_form();
				frm.set_intro(__("It stays as it was: hold a new review for what comes next."), "blue");
			}
			if (!frm.is_new()) {
				frm.add_custom_button(__("Course"), () => frappe.set_route("Form", "LAT Case", frm.doc.lat_case));
			}
			show_beside(frm);
		},

		lat_case: show_beside,
	});

	async function show_beside(frm) {
		const { lat_case } = frm.doc;
		const $place = frm.get_field("beside").$wrapper;
		if (!lat_case) return $place.empty();
		if (frm.lat_beside !== lat_case) $place.empty();
		frm.lat_beside = lat_case;
		const page = await frappe.xcall(OF_COURSE, { case: lat_case, only: BESIDE }).catch(() => null);
		if (frm.doc.lat_case !== lat_case) return;
		const { review, head, recording, timeline } = page || {};
		if (!review) return $place.text(__("This could not be shown."));
		const facts = [
			[__("Grip on life"), recording?.curve || review.rating || __("No rating yet.")],
			[__("Next due"), head?.due && `${DUE[head.due.what]}, ${day(head.due.on)}`],
			[__("Contacts in the log"), String(review.contacts)],
			[__("Last contact"), in_touch(timeline)],
			[__("Expected end"), day(review.expected_end)],
			[__("Reviews of the match"), links("LAT Match Review", review.matches, match_words)],
			[__("Earlier reviews of the course"), links("LAT Case Review", earlier(frm, review), review_words)],
		];
		const shown = facts.filter(([, value]) => value && value.length !== 0);
		$place
			.empty()
			.append($('<div class="lat-beside"></div>').append(shown.map(([label, value]) => fact(label, value))));
	}

	function fact(label, value) {
		return $("<dl></dl>").append($("<dt></dt>").text(label), $("<dd></dd>").append(value));
	}

	function in_touch(timeline) {
		if (timeline?.days === null || timeline?.days === undefined) return __("No contact is noted yet.");
		return timeline.days === 0 ? __("Today") : __("{0} days ago", [timeline.days]);
	}

	function earlier(frm, { reviews }) {
		return reviews.filter(({ name }) => name !== frm.doc.name);
	}

	function links(doctype, rows, words) {
		return rows.map((row) =>
			$("<div></div>").append(
				$("<a></a>").attr("href", frappe.utils.get_form_link(doctype, row.name)).text(words(row))
			)
		);
	}

	function match_words({ voice, fit, asked_on }) {
		const said = [voice, fit].map((word) => __(word, null, "LAT Match Review"));
		return `${day(asked_on)}: ${said.join(", ")}`;
	}

	function review_words({ held_on, decision }) {
		const words = decision ? __(decision, null, "LAT Case Review") : __("Not decided on yet");
		return `${day(held_on)}: ${words}`;
	}

	function day(value) {
		return value ? frappe.datetime.str_to_user(value) : "";
	}
}
