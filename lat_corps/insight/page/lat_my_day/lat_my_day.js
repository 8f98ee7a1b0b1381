// The first screen of each role, drawn from one answer of the server: what waits, the most urgent first, and
// beside it the people and figures of the roles that the person holds.
frappe.provide("lat_corps");

frappe.pages["lat-my-day"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("My day"), single_column: true });
	wrapper.lat_my_day = new lat_corps.MyDay(page);
};
// Drawn anew whenever a person comes back to it: what was just done no longer waits.
frappe.pages["lat-my-day"].on_page_show = (wrapper) => wrapper.lat_my_day.refresh();

{
	const METHOD = "lat_corps.insight.my_day.of_user";
	const CHECKS = "lat_corps.setup.checks.show";
	const SCALE = "/assets/lat_corps/js/scale.js";
	const MORE = 20;
	// Frappe 16 leaves no room between it and a page.
	const HAS_SIDEBAR = Boolean(frappe.boot.workspace_sidebar_item);
	// What a person has narrowed the page to stays so until the window is closed.
	const ASKED = "lat_my_day_asked";
	const ROOMS = ["LAT Courses", "My LAT Courses", "LAT Handovers", "LAT Corps"];
	const STANDINGS = {
		Overdue: { words: __("Overdue"), colour: "red", since: __("since {0}, {1} days") },
		"Due soon": { words: __("Due soon"), colour: "orange", since: __("by {0}, in {1} days") },
		"On time": { words: __("On time"), colour: "green", since: __("by {0}, in {1} days") },
		Waiting: { words: __("Waiting"), colour: "blue", since: __("since {0}, {1} days") },
		News: { words: __("News"), colour: "gray", since: __("since {0}, {1} days") },
	};
	const TODAY = { "Due soon": __("today"), Waiting: __("since today"), News: __("since today") };
	const NEAR = {
		Overdue: __("since yesterday"),
		"Due soon": __("by tomorrow"),
		Waiting: __("since yesterday"),
		News: __("since yesterday"),
	};

	frappe.dom.set_style(
		`.lat-day { display: grid; gap: 24px; padding: 16px 0 48px; }
		.lat-day h2 { font-size: var(--text-xl, 18px); font-weight: 600; margin: 0 0 12px; }
		.lat-day h3 { font-size: var(--text-lg, 16px); font-weight: 600; margin: 0; overflow-wrap: anywhere; }
		.lat-day ol, .lat-day ul { list-style: none; margin: 0; padding: 0; }
		.lat-day-main, .lat-day-beside { display: grid; gap: 28px; align-content: start; min-width: 0; }
		.lat-day-row, .lat-day-card { border: 1px solid var(--border-color); border-radius: 8px; padding: 12px 16px;
			margin-bottom: 10px; }
		.lat-day-row { display: grid; gap: 4px 16px; grid-template-columns: minmax(0, 1fr) auto; }
		.lat-day-row .lat-day-do { grid-column: 2; grid-row: 1 / span 3; align-self: center; }
		.lat-day-row .lat-day-place { grid-column: 1 / -1; }
		.lat-day-row p { margin: 0; }
		.lat-day-quiet { color: var(--gray-700); font-size: var(--text-md, 13px); }
		.lat-day-acts { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 10px; }
		.lat-day .btn { display: inline-flex; align-items: center; justify-content: center; min-height: 36px;
			white-space: normal; }
		.lat-day-beside a, .lat-day-year + a { text-decoration: underline; text-underline-offset: 3px; }
		.lat-day-rooms ul, .lat-day-filters { display: flex; flex-wrap: wrap; gap: 8px 16px; margin-bottom: 12px; }
		.lat-day-filters label { margin: 0; font-weight: 400; }
		.lat-day-filters select { min-width: 180px; }
		.lat-day-cards { display: grid; gap: 12px; grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); }
		.lat-day-card { margin: 0; }
		.lat-day-stages li { display: flex; justify-content: space-between; gap: 12px; padding: 6px 0;
			border-bottom: 1px solid var(--border-color); }
		.lat-day-year { width: 100%; }
		.lat-day-year caption { caption-side: top; color: var(--text-color); font-weight: 600; }
		.lat-day-year th, .lat-day-year td { padding: 6px 8px 6px 0; border-bottom: 1px solid var(--border-color); }
		.lat-day-year td { text-align: right; }
		@media (min-width: 992px) { .lat-day-two { grid-template-columns: minmax(0, 1fr) 300px; } }
		@media (max-width: 767px) {
			.lat-day-row { grid-template-columns: minmax(0, 1fr); }
			.lat-day-row .lat-day-do { grid-column: 1; grid-row: auto; justify-self: stretch; margin-top: 6px; }
			.lat-day .btn { min-height: 44px; }
			.lat-day-do .btn { width: 100%; }
			.lat-day-filters label, .lat-day-filters select { width: 100%; }
		}`,
		"lat-my-day-style"
	);

	lat_corps.MyDay = class MyDay {
		constructor(page) {
			this.asked = { length: MORE, ...JSON.parse(sessionStorage.getItem(ASKED)) };
			this.$body = $("<div></div>").toggleClass("px-3", HAS_SIDEBAR).appendTo(page.main);
		}

		async refresh() {
			const { message } = await frappe.call({ method: METHOD, type: "GET", args: this.asked });
			this.day = message;
			this.draw();
		}

		holds(role) {
			return this.day.shown.includes(role);
		}

		draw() {
			const { figures, handovers, people, year } = this.day;
			const $main = $('<div class="lat-day-main"></div>');
			const $beside = $('<div class="lat-day-beside"></div>');
			// Who only looks after the site has no turns.
			if (this.day.shown.some((role) => role !== "LAT Administrator")) $main.append(this.waiting());
			if (people.length) $main.append(this.people());
			if (handovers.length) $main.append(this.handovers());
			if (this.holds("LAT Administrator")) $main.append(this.setup());
			if (figures) $beside.append(this.courses(), this.waits(), this.places());
			$beside.append(year.map((figures_of) => this.year(figures_of)), this.rooms());
			const $day = $('<div class="lat-day lat-day-two"></div>').append($main, $beside);
			this.$body.empty().append($day);
		}

		// What waits.
		waiting() {
			const { number, rows } = this.day.waiting;
			const $part = part("waiting", number ? __("Waiting for you: {0}", [number]) : __("Waiting for you"));
			if (this.day.choices) $part.append(this.filters());
			if (!rows.length) return $part.append(this.nothing_waits());
			const $list = $("<ol></ol>").appendTo($part);
			for (const row of rows) this.row(row).appendTo($list);
			if (number > rows.length) {
				button(__("Show more"), "btn-default", () => this.ask({ length: this.asked.length + MORE })).appendTo($part);
			}
			return $part;
		}

		ask(asked) {
			Object.assign(this.asked, asked);
			const { municipality, mentor } = this.asked;
			sessionStorage.setItem(ASKED, JSON.stringify({ municipality, mentor }));
			return this.refresh();
		}

		filters() {
			const { municipalities, mentors } = this.day.choices;
			const choices = [
				["municipality", __("Municipality"), municipalities.map((name) => [name, name])],
				["mentor", __("Mentor or parent coach"), mentors],
			].filter(([, , values]) => values.length > 1);
			return $('<div class="lat-day-filters"></div>').append(
				choices.map(([name, label, values]) => {
					const $select = $('<select class="form-control"></select>').attr("name", name);
					$("<option></option>").val("").text(__("All")).appendTo($select);
					for (const [value, words] of values) $("<option></option>").val(value).text(words).appendTo($select);
					$select.val(this.asked[name] || "").on("change", async () => {
						await this.ask({ [name]: $select.val() || null, length: MORE });
						this.$body.find(`select[name="${name}"]`).trigger("focus");
					});
					return $("<label></label>").text(label).append($select);
				})
			);
		}

		row(row) {
			const $row = $('<li class="lat-day-row"></li>').attr("data-standing", row.standing);
			const $who = $("<h3></h3>").append(link(about(row), row.person || __(row.kind, null, "LAT Turn"))).appendTo($row);
			const beside = [row.mentor, this.several_municipalities ? row.municipality : ""].filter(Boolean);
			if (beside.length) {
				$('<span class="lat-day-quiet font-weight-normal ml-2"></span>').text(beside.join(", ")).appendTo($who);
			}
			$("<div></div>").append($("<p></p>").text(sentence(row)), since(row)).appendTo($row);
			$('<p class="lat-day-quiet"></p>').text(__(row.rule)).appendTo($row);
			const $place = $('<div class="lat-day-place"></div>');
			$('<div class="lat-day-do"></div>').append(this.act(row, $place)).appendTo($row);
			return $row.append($place);
		}

		get several_municipalities() {
			return this.day.choices?.municipalities.length > 1;
		}

		// The one button of a line, named by what it does and for whom.
		act(row, $place) {
			const does = {
				rate: () => this.rate(row, $place),
				answer: () => answer(row),
				propose: () => frappe.set_route("lat-match-board", row.lat_case),
				tell: () => lat_corps.experience.tell(row.number, () => this.refresh()),
			}[row.leads_to];
			const words = __(row.button);
			const label = `${words}: ${row.person || row.number}`;
			if (does) return button(words, "btn-default", does).attr("aria-label", label);
			return link(form_of(row), words).addClass("btn btn-default").attr("aria-label", label);
		}

		nothing_waits() {
			const [words, ...acts] = this.first_steps();
			const $nothing = $('<div role="status"></div>').append($("<p></p>").text(words));
			return $nothing.append($('<div class="lat-day-acts"></div>').append(acts));
		}

		// What to do first where nothing is there yet.
		first_steps() {
			const { figures, people } = this.day;
			if (this.asked.municipality || this.asked.mentor) return [__("Nothing waits in what you have chosen.")];
			if (figures && !figures.mentors) {
				return [
					__("Begin with the corps: register a mentor with training and login, then a citizen and a course."),
					new_record("LAT Mentor", __("New mentor")),
					new_record("LAT Citizen", __("New citizen")),
				];
			}
			if (figures && !figures.number) {
				return [
					__("No course is open. Write down the person and the referral."),
					button(__("New course"), "btn-default", lat_corps.flows.begin_course).toggle(
						frappe.model.can_create("LAT Case")
					),
				];
			}
			if (figures) return [__("Nothing waits for you. Your courses go on as agreed.")];
			if (people.length) return [__("Nothing else waits for you.")];
			if (this.holds("LAT Mentor")) {
				return [__("Nothing waits for you. When the coordinator offers you a match, it stands here.")];
			}
			if (this.holds("LAT Caseworker")) {
				return [__("Nothing waits for you. When a coordinator sends you a handover, it stands here.")];
			}
			if (this.holds("LAT Manager")) {
				return [__("Nothing waits for your approval. Role descriptions and erasures come here.")];
			}
			return [__("Nothing waits for you.")];
		}

		// Those whom a mentor meets.
		people() {
			const $list = $('<ul class="lat-day-cards"></ul>');
			for (const person of this.day.people) this.card(person).appendTo($list);
			return part("people", __("My people")).append($list);
		}

		card(person) {
			const name = person.person || person.lat_case;
			const $card = $('<li class="lat-day-card"></li>');
			$("<h3></h3>").append(link(["Form", "LAT Case", person.lat_case], name)).appendTo($card);
			const facts = [__(person.stage, null, "LAT Case"), person.rating ? __("last rating {0}", [person.rating]) : ""];
			$('<p class="lat-day-quiet mb-2"></p>').text(facts.filter(Boolean).join(", ")).appendTo($card);
			const $step = $("<p></p>").appendTo($card);
			if (person.step) {
				const { day, step, responsible, late } = person.step;
				$("<b></b>").text(__("Next, by {0}:", [day])).appendTo($step);
				$step.append(document.createTextNode(` ${step}${responsible ? ` (${responsible})` : ""} `));
				if (late) $('<span class="indicator-pill red no-indicator-dot"></span>').text(__("Overdue")).appendTo($step);
			} else {
				$step.addClass("lat-day-quiet").text(__("No next step is agreed."));
			}
			const $place = $('<div class="lat-day-place"></div>');
			for (const line of person.due) {
				const $line = $('<div class="mb-2"></div>').append($("<p></p>").addClass("mb-0").text(sentence(line)), since(line));
				if (line.leads_to !== "rate") $line.append($('<div class="mt-1"></div>').append(this.act(line, $place)));
				$line.appendTo($card);
			}
			$('<div class="lat-day-acts"></div>').append(this.acts_of(person, name, $place)).appendTo($card);
			return $card.append($place);
		}

		acts_of(person, name, $place) {
			const named = ($act, words) => $act.attr("aria-label", `${words}: ${name}`);
			const plan = person.plan ? ["Form", "LAT Plan", person.plan] : null;
			return [
				person.phone &&
					named($('<a class="btn btn-default"></a>').attr("href", lat_corps.dialled(person.phone)).text(__("Call")), __("Call")),
				named(button(__("Note a contact"), "btn-default", () => this.note(person)), __("Note a contact")),
				person.may_rate &&
					named(button(__("Rate now"), "btn-primary", () => this.rate(person, $place)), __("Rate now")),
				plan
					? named(link(plan, __("LAT Plan")).addClass("btn btn-default"), __("LAT Plan"))
					: named(new_record("LAT Plan", __("LAT Plan"), { lat_case: person.lat_case }), __("LAT Plan")),
				named(button(__("Note"), "btn-default", () => this.write_note(person, name)), __("Note")),
			].filter(Boolean);
		}

		// The scale stands where the button was pressed: one tap on it, and the two questions.
		async rate({ lat_case, person, course_type }, $place) {
			await frappe.require(SCALE);
			const question = __("How is the grip on life today? The person taps a number.");
			const $scale = $("<div></div>");
			$place.empty().append($('<p class="mt-3 mb-2"></p>').text(question), $scale);
			lat_corps.draw_scale($scale, {
				label: question,
				on_choose: (rating) =>
					lat_corps.ask_about_rating({
						rating,
						person,
						values: { rated_by: course_type === "Mentor course" ? "Mentee" : "Parent or relative" },
						save: async (answers) => {
							await frappe.db.insert({ doctype: "LAT Progression", lat_case, ...answers });
							frappe.show_alert({ message: __("The rating is saved."), indicator: "green" });
							this.refresh();
						},
					}),
			});
			$scale.find("button").first().trigger("focus");
		}

		note({ lat_case, person }) {
			return lat_corps.sessions.note({ lat_case, person, saved: () => this.refresh() });
		}

		write_note({ lat_case, plan }, name) {
			lat_corps.write_note({
				lat_case,
				plan,
				title: __("Note: {0}", [frappe.utils.escape_html(name)]),
				saved: () => this.refresh(),
			});
		}

		// What a caseworker was sent.
		handovers() {
			const $list = $("<ul></ul>");
			for (const { name, person, stage, day } of this.day.handovers) {
				const $row = $('<li class="lat-day-row"></li>').appendTo($list);
				$("<h3></h3>").append(link(["Form", "LAT Handover", name], person || name)).appendTo($row);
				$('<p class="lat-day-quiet"></p>').text([name, __(stage, null, "LAT Handover"), day].filter(Boolean).join(", ")).appendTo($row);
			}
			return part("handovers", __("Sent to me")).append($list);
		}

		// What stands beside a coordinator's list.
		courses() {
			const $list = $('<ul class="lat-day-stages"></ul>');
			// The list may hold courses of elsewhere, too, of which the person is the mentor.
			const counted = this.asked.municipality || JSON.stringify(["in", this.day.choices.municipalities]);
			for (const { stage, number } of this.day.figures.stages) {
				const filters = { stage, municipality: counted };
				const address = `${frappe.router.make_url(["lat-case"])}?${new URLSearchParams(filters)}`;
				const $row = $("<li></li>").appendTo($list);
				$("<a></a>").attr("href", address).text(__(stage, null, "LAT Case")).appendTo($row);
				$("<b></b>").text(number).appendTo($row);
			}
			return part("courses", __("Open courses: {0}", [this.day.figures.number])).append($list);
		}

		waits() {
			const { number, middle, longest } = this.day.figures.waits;
			const $part = part("waits", __("Waiting for a mentor: {0}", [number]));
			const words = __("Half of them for {0} days or more since the referral, the longest for {1}.", [middle, longest]);
			return $part.append($("<p></p>").text(number ? words : __("Nobody waits for a mentor.")));
		}

		places() {
			const { mentors, free } = this.day.figures;
			return part("places", __("Free places: {0}", [free])).append(
				$("<p></p>").text(
					mentors === 1
						? __("With one active mentor or parent coach.")
						: __("With {0} active mentors and parent coaches.", [mentors])
				)
			);
		}

		// Management: people, by quarters that have ended, small numbers hidden.
		year({ municipality, year, is_over, threshold, days, quarters, waits, matches, ...counted }) {
			const heading = is_over ? `${municipality}, ${year}` : __("{0}, {1} so far", [municipality, year]);
			const $part = part(`year-${frappe.scrub(municipality)}`, heading);
			const hidden = __("under {0}", [threshold]);
			const rows = [
				["Referred", __("People referred")],
				["Started", __("People started")],
			];
			if (quarters.length) {
				const $table = $('<table class="lat-day-year"></table>').appendTo($part);
				const $head = $("<tr></tr>").appendTo($("<thead></thead>").appendTo($table));
				for (const heading of ["", ...quarters.map((number) => __("Quarter {0}", [number]))]) {
					$('<th scope="col" class="text-right"></th>').text(heading).appendTo($head);
				}
				const $body = $("<tbody></tbody>").appendTo($table);
				for (const [what, label] of rows) {
					const $row = $("<tr></tr>").appendTo($body);
					$('<th scope="row" class="font-weight-normal"></th>').text(label).appendTo($row);
					for (const number of counted[what]) $("<td></td>").text(number ?? hidden).appendTo($row);
				}
			}
			if (waits) {
				const words = waits.is_late
					? __("Quarter {0} has not been counted yet.", [waits.quarter])
					: __("Quarter {0} comes on {1}.", [waits.quarter, waits.from]);
				$('<p class="mt-2 mb-0"></p>').text(words).appendTo($part);
			}
			if (matches) this.matches(matches, hidden).appendTo($part);
			const words = __("A quarter is shown {0} days after it has ended, and no number of people under {1}.", [days, threshold]);
			$part.append($('<p class="lat-day-quiet mt-2"></p>').text(words));
			return $part.append(link(["lat-change"], __("Change from before to after")));
		}

		// How matches worked for who closed, as was told of the year: over all mentors, nobody is compared.
		matches({ year, fits }, hidden) {
			const $table = $('<table class="lat-day-year mt-3"></table>');
			$("<caption></caption>").text(__("What was last said of the match, by who closed in {0}", [year])).appendTo($table);
			const $body = $("<tbody></tbody>").appendTo($table);
			for (const [fit, number] of Object.entries(fits)) {
				const $row = $("<tr></tr>").appendTo($body);
				$('<th scope="row" class="font-weight-normal"></th>')
					.text(__(fit, null, "LAT Match Review"))
					.appendTo($row);
				$("<td></td>").text(number ?? hidden).appendTo($row);
			}
			return $table;
		}

		// What is set up and what is not; the server looks at a good deal for it.
		setup() {
			const $found = $('<div aria-live="polite"></div>');
			const look = () => {
				$found.text(__("Looking at the site …"));
				return frappe
					.call({ method: CHECKS, type: "GET" })
					.then(({ message }) => $found.html(message))
					.catch(() => $found.text(__("The site could not be looked at.")));
			};
			look();
			const $heading = part("setup", __("What is set up, and what is not"));
			return $heading.append($found, button(__("Look again"), "btn-default", look));
		}

		rooms() {
			const there = HAS_SIDEBAR ? [] : frappe.boot.allowed_workspaces || [];
			const own = there.filter(({ name }) => ROOMS.includes(name));
			if (!own.length) return "";
			const $rooms = $('<nav class="lat-day-rooms"></nav>').attr("aria-label", __("Workspaces"));
			$("<h2></h2>").text(__("Workspaces")).appendTo($rooms);
			const $list = $("<ul></ul>").appendTo($rooms);
			for (const { name, title } of own) {
				$("<li></li>").append(link([frappe.router.slug(name)], __(title))).appendTo($list);
			}
			return $rooms;
		}
	};

	function part(name, heading) {
		const id = `lat-day-${name}`;
		return $("<section></section>").attr("aria-labelledby", id).append($("<h2></h2>").attr("id", id).text(heading));
	}

	function button(words, look, on_click) {
		return $('<button type="button" class="btn"></button>').addClass(look).text(words).on("click", on_click);
	}

	function link(route, words) {
		const address = route[0] === "Form" ? frappe.utils.get_form_link(route[1], route[2]) : frappe.router.make_url(route);
		return $("<a></a>").attr("href", address).text(words);
	}

	function new_record(doctype, words, values = {}) {
		return button(words, "btn-default", () => frappe.new_doc(doctype, values)).toggle(frappe.model.can_create(doctype));
	}

	function form_of({ doctype, number }) {
		return ["Form", doctype, number];
	}

	// The words of the table of turns, with its number and day.
	function sentence({ sentence: words, values }) {
		return __(words).replace(/{(\w+)}/g, (_blank, name) => values[name]);
	}

	// A name leads to the course, where the person may read it.
	function about(row) {
		return row.lat_case ? ["Form", "LAT Case", row.lat_case] : form_of(row);
	}

	function since({ standing, day, days }) {
		const { words, colour, since: told } = STANDINGS[standing];
		const when = [TODAY, NEAR][days]?.[standing] || told.replace("{0}", day).replace("{1}", days);
		return $('<p class="mb-0"></p>').append(
			lat_corps.pill(words, colour).addClass("mr-2"),
			$("<span></span>").text(when)
		);
	}

	// Straight to the first questionnaire that is open; where none is, the course says why.
	async function answer({ lat_case, point }) {
		const method = "lat_corps.measurement.recording.of_case";
		const { message } = await frappe.call({ method, args: { case: lat_case }, freeze: true });
		const open = (message.questionnaires || []).find(({ cells }) => cells.some((cell) => cell.point === point && cell.open));
		if (open && frappe.model.can_create("LAT Measurement")) {
			frappe.new_doc("LAT Measurement", { lat_case, instrument: open.instrument, measured_at: point });
		} else {
			frappe.set_route("Form", "LAT Case", lat_case);
		}
	}
}
