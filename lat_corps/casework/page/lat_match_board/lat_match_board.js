// Every mentor who could take a course, side by side and criterion by criterion; a person decides.
{
	frappe.pages["lat-match-board"].on_page_load = (wrapper) => {
		const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Match board"), single_column: true });
		wrapper.lat_board = new MatchBoard(page);
	};

	frappe.pages["lat-match-board"].on_page_show = (wrapper) => wrapper.lat_board.open(frappe.get_route()[1]);

	const AT_ONCE = 20;

	const FITS = {
		Met: [__("Met"), "green"],
		"Partly met": [__("Partly met"), "orange"],
		"Not met": [__("Not met"), "red"],
		Unknown: [__("Unknown"), "gray"],
	};

	frappe.dom.set_style(
		`.lat-board { overflow-x: auto; border: 1px solid var(--border-color); border-radius: 8px; }
		.lat-board table { border-collapse: separate; border-spacing: 0; }
		.lat-board th, .lat-board td { min-width: 210px; max-width: 260px; padding: 10px 12px; vertical-align: top;
			text-align: left; white-space: normal; border-bottom: 1px solid var(--border-color); }
		.lat-board th[scope="row"], .lat-board td.lat-corner { position: sticky; left: 0; z-index: 1;
			min-width: 190px; max-width: 220px; background: var(--fg-color, white); }
		.lat-board .btn { min-height: 40px; margin: 0 6px 6px 0; }
		@media (max-width: 767px) {
			#page-lat-match-board .title-text { font-size: var(--text-lg); white-space: normal; overflow: visible; }
			.lat-board th[scope="row"], .lat-board td.lat-corner { min-width: 116px; max-width: 116px; padding: 8px; }
			.lat-board th, .lat-board td { min-width: 188px; }
		}`,
		"lat-board-style"
	);

	class MatchBoard {
		constructor(page) {
			this.page = page;
			this.pinned = new Set();
			this.free = page.add_field({
				fieldname: "free",
				label: __("Only who can be offered the course"),
				fieldtype: "Check",
				change: () => this.draw(),
			});
			this.$body = $('<div class="p-4"></div>').appendTo(page.main);
			page.add_menu_item(__("Weights of the criteria"), () => frappe.set_route("List", "LAT Match Weights"));
			page.set_secondary_action(__("Back to the course"), () => frappe.set_route("Form", "LAT Case", this.course));
		}

		async open(course, focus) {
			if (course !== this.course) {
				this.pinned.clear();
				this.many = AT_ONCE;
			}
			this.course = course;
			this.page.set_title_sub(course || "");
			this.$body.empty();
			if (!course) {
				this.$body.text(__("Open the board from a course that waits for a match."));
				return;
			}
			const { message } = await frappe.call({
				method: "lat_corps.casework.board.of_course",
				type: "GET",
				args: { case: course, many: this.many },
				freeze: true,
			});
			if (course !== this.course) return;
			for (const each of message.candidates) each.findings = each.findings.map((place) => message.findings[place]);
			this.board = message;
			this.draw();
			if (focus) this.$body.find(focus).trigger("focus");
		}

		draw() {
			if (!this.board) return;
			const { unasked, candidates, left } = this.board;
			const chosen = candidates.filter(({ limits }) => !this.free.get_value() || !limits.length);
			const order = [...chosen].sort((one, other) => this.is_pinned(other) - this.is_pinned(one));
			this.$body.empty();
			if (unasked.length) {
				$('<p class="text-muted"></p>')
					.text(__("Not asked about yet: {0}.", [unasked.map((each) => __(each)).join(", ")]))
					.appendTo(this.$body);
			}
			if (!order.length) {
				$("<p></p>").text(__("No mentor can be offered the course as things are.")).appendTo(this.$body);
				return;
			}
			const $region = $('<div class="lat-board" role="region" tabindex="0"></div>')
				.attr("aria-label", __("Candidates side by side"))
				.appendTo(this.$body);
			const $table = $("<table></table>").appendTo($region);
			$('<caption class="sr-only"></caption>')
				.text(__("A column for each candidate, a row for each criterion"))
				.appendTo($table);
			this.head(order).appendTo($table);
			const $rows = $("<tbody></tbody>").appendTo($table);
			this.row(__("In the way"), order, limits_cell).appendTo($rows);
			this.row(__("Load"), order, load_cell).appendTo($rows);
			for (const finding of rows_of(order)) this.criterion(finding, order).appendTo($rows);
			if (left) this.more(left).appendTo(this.$body);
			lat_corps.learning.show($("<div></div>").appendTo(this.$body), "for_course", { case: this.course });
		}

		more(left) {
			return button(__("Show more mentors ({0} left)", [left]), () => {
				this.many += AT_ONCE;
				this.open(this.course, ".lat-board");
			}).addClass("mt-3");
		}

		is_pinned({ mentor }) {
			return Number(this.pinned.has(mentor));
		}

		head(order) {
			const $row = $('<tr><td class="lat-corner"></td></tr>');
			for (const candidate of order) {
				const { name, lent_by } = candidate;
				const $cell = $('<th scope="col"></th>').append($('<div class="mb-2"></div>').text(name));
				if (lent_by) lat_corps.pill(__("On loan from {0}", [lent_by]), "blue").addClass("mb-2").appendTo($cell);
				$cell.append($("<div></div>").append(this.acts(candidate)));
				$row.append($cell);
			}
			return $("<thead></thead>").append($row);
		}

		acts(candidate) {
			const { mentor, name, match, limits } = candidate;
			const pinned = this.pinned.has(mentor);
			const pin = button(pinned ? __("Keep no longer in front") : __("Keep in front"), () => {
				if (!this.pinned.delete(mentor)) this.pinned.add(mentor);
				this.draw();
				this.$body.find(`[data-pin="${mentor}"]`).trigger("focus");
			}).attr({ "aria-pressed": String(pinned), "data-pin": mentor });
			if (match) {
				const words = __("Match: {0}", [__(match.stage)]);
				const open = button(words, () => frappe.set_route("Form", "LAT Match", match.name));
				return [open.attr("data-match", mentor), pin];
			}
			if (this.board.stage !== "Matching") return [pin];
			const propose = button(__("Propose"), () => this.propose(mentor));
			const done = () => this.open(this.course, `[data-match="${mentor}"]`);
			const offer = button(__("Offer"), () =>
				lat_corps.flows.offer_to({ course: this.course, mentor, name, done })
			).addClass("btn-primary");
			for (const $act of [propose, offer]) $act.attr("aria-label", `${$act.text()}: ${name}`);
			return limits.length ? [propose, pin] : [offer, propose, pin];
		}

		async propose(mentor) {
			const match = await frappe.db.insert({ doctype: "LAT Match", lat_case: this.course, mentor });
			frappe.set_route("Form", "LAT Match", match.name);
		}

		row(label, order, cell) {
			const $row = $("<tr></tr>").append($('<th scope="row"></th>').text(label));
			for (const candidate of order) $row.append($("<td></td>").append(cell(candidate)));
			return $row;
		}

		criterion({ key, criterion, strength, person, weight }, order) {
			const $row = this.row("", order, ({ findings }) => finding_cell(findings.find((each) => each.key === key)));
			const $head = $row.children("th").text(__(criterion));
			if (strength) lat_corps.pill(__(strength), "blue").addClass("ml-2").appendTo($head);
			$('<div class="text-muted small"></div>').text(lat_corps.said(person)).appendTo($head);
			if (weight) $('<div class="text-muted small"></div>').text(__("Weight: {0}", [weight])).appendTo($head);
			if (this.board.about[criterion]) why(this.board.about[criterion]).appendTo($head);
			return $row;
		}
	}

	function why({ why, source }) {
		return $('<details class="small font-weight-normal"></details>').append(
			$("<summary></summary>").text(__("Why it counts")),
			$("<div></div>").text(__(why)),
			$('<div class="text-muted"></div>').text(__(source))
		);
	}

	function rows_of(order) {
		const rows = new Map();
		for (const { findings } of order) {
			for (const finding of findings) if (!rows.has(finding.key)) rows.set(finding.key, finding);
		}
		return [...rows.values()];
	}

	function limits_cell({ limits }) {
		if (!limits.length) return $('<span class="text-muted"></span>').text(__("Nothing"));
		return limits.map(({ says, lift }) =>
			$('<div class="mb-2"></div>').append(
				$("<div></div>").text(__(says)),
				$('<div class="text-muted small"></div>').text(__(lift))
			)
		);
	}

	function load_cell({ open, capacity, offers, days_since_last }) {
		return [
			__("Open courses: {0} of {1}", [open, capacity]),
			__("Offers not decided: {0}", [offers]),
			since_last(days_since_last),
		].map((words) => $("<div></div>").text(words));
	}

	function since_last(days) {
		if (days === null) return __("No course yet");
		if (days < 1) return __("Last course begun today");
		return days === 1 ? __("Last course begun yesterday") : __("Last course begun {0} days ago", [days]);
	}

	function finding_cell(finding) {
		if (!finding) return [];
		const [words, colour] = FITS[finding.fit];
		return [
			lat_corps.pill(words, colour),
			finding.unconfirmed ? lat_corps.pill(__("Not confirmed"), "orange").addClass("ml-2") : "",
			$('<div class="mt-1"></div>').text(lat_corps.said(finding.mentor)),
			$('<div class="text-muted small"></div>').text(lat_corps.said(finding.says)),
		];
	}

	function button(words, on_click) {
		return $('<button type="button" class="btn btn-default btn-sm"></button>').text(words).on("click", on_click);
	}
}
