// A plan for all courses that wait: a proposal, of which each pair is offered by a person, or kept, or not.
{
	frappe.pages["lat-waiting-list"].on_page_load = (wrapper) => {
		const page = frappe.ui.make_app_page({
			parent: wrapper,
			title: __("Plan for the waiting list"),
			single_column: true,
		});
		wrapper.lat_plan = new WaitingList(page);
	};

	frappe.pages["lat-waiting-list"].on_page_show = (wrapper) => wrapper.lat_plan.look();

	const METHODS = "lat_corps.casework.waiting_list";
	const COLOURS = { Met: "green", "Partly met": "orange", "Not met": "red", Unknown: "gray" };

	frappe.dom.set_style(
		`.lat-plan section { margin-bottom: 28px; }
		.lat-plan article { border: 1px solid var(--border-color); border-radius: 8px; padding: 12px 16px;
			margin-bottom: 12px; }
		.lat-plan .btn { min-height: 40px; margin: 6px 6px 0 0; }
		.lat-plan li { margin-bottom: 4px; }
		@media (max-width: 767px) {
			#page-lat-waiting-list .title-text { font-size: var(--text-lg); white-space: normal; overflow: visible; }
		}`,
		"lat-plan-style"
	);

	class WaitingList {
		constructor(page) {
			this.pins = [];
			this.$body = $('<div class="p-4 lat-plan"></div>').appendTo(page.main);
			page.set_primary_action(__("Plan anew"), () => this.plan());
			page.add_menu_item(__("Weights of the criteria"), () => frappe.set_route("List", "LAT Match Weights"));
		}

		// Whoever comes back is told when what the plan rests on has changed, and keeps what was decided.
		async look() {
			if (!this.proposal) return this.plan();
			const { message: now } = await frappe.call({ method: `${METHODS}.state`, type: "GET" });
			if (now === this.proposal.state) return;
			this.$body.find(".lat-changed").remove();
			$('<p class="lat-changed text-danger" role="status"></p>')
				.text(__("The courses or mentors behind this plan have changed: plan anew."))
				.prependTo(this.$body);
		}

		// Who works by keyboard goes on where the hand was: what is drawn anew takes the focus along.
		async plan(focus) {
			const { message } = await frappe.call({
				method: `${METHODS}.proposal`,
				type: "GET",
				args: { pins: JSON.stringify(this.pins) },
				freeze: true,
			});
			this.proposal = message;
			this.draw();
			if (focus) this.$body.find(focus).trigger("focus");
		}

		draw() {
			const { pairs, left_over, refused_pins } = this.proposal;
			this.$body.empty();
			const waits = pairs.length || left_over.length;
			$('<p class="text-muted lat-told" role="status" tabindex="-1"></p>')
				.text(
					waits
						? __("A proposal: nothing is offered before you offer it. You decide on each pair.")
						: __("No course waits for a mentor.")
				)
				.appendTo(this.$body);
			if (!waits) return;
			if (refused_pins.length) {
				const lines = refused_pins.map(({ course, mentor, why }) => `${course}, ${mentor}: ${why.join(" ")}`);
				section(__("Pairs that cannot be kept")).append(list(lines)).appendTo(this.$body);
			}
			section(__("Proposed pairs"))
				.append(pairs.map((pair) => this.pair(pair)))
				.appendTo(this.$body);
			if (left_over.length) {
				section(__("Courses without a mentor"))
					.append(left_over.map((left) => this.left(left)))
					.appendTo(this.$body);
			}
		}

		pair({ course, called, mentor, name, pinned, cost, findings }) {
			const $pair = $("<article></article>").attr("aria-label", `${called || course}, ${name}`);
			$('<h5 class="mb-2"></h5>').text(`${called || course} · ${name}`).appendTo($pair);
			const $reasons = $('<ul class="list-unstyled mb-1"></ul>').appendTo($pair);
			for (const { criterion, fit, says, weight, unconfirmed } of findings) {
				const $line = $("<li></li>").appendTo($reasons);
				const stands = [`${__(criterion)}: ${__(fit)}`, ...(unconfirmed ? [__("Not confirmed")] : [])];
				lat_corps.pill(stands.join(" · "), COLOURS[fit]).addClass("mr-2").appendTo($line);
				const weighs = weight ? `${__("Weight: {0}", [weight])}. ` : "";
				$('<span class="text-muted small"></span>').text(`${weighs}${lat_corps.said(says)}`).appendTo($line);
			}
			if (cost) $("<div></div>").text(cost).appendTo($pair);
			const done = () => this.plan(".lat-told");
			const offer = button(__("Offer"), () => lat_corps.flows.offer_to({ course, mentor, name, done }));
			const keep = button(pinned ? __("Let the plan choose") : __("Keep this pair"), () =>
				this.keep(course, mentor, pinned)
			).attr({ "aria-pressed": String(pinned), "data-keep": course });
			$pair.append(offer.addClass("btn-primary"), keep, board(course));
			return $pair;
		}

		left({ course, called, why, helps }) {
			return $("<article></article>")
				.append($('<h5 class="mb-2"></h5>').text(called || course), $("<div></div>").text(why))
				.append(helps.length ? [$('<div class="mt-2"></div>').text(__("What would help:")), list(helps)] : [])
				.append(board(course));
		}

		keep(course, mentor, pinned) {
			this.pins = this.pins.filter(([kept]) => kept !== course);
			if (!pinned) this.pins.push([course, mentor]);
			this.plan(`[data-keep="${course}"], .lat-told`);
		}
	}

	function section(heading) {
		return $("<section></section>").append($("<h4></h4>").text(heading));
	}

	function list(lines) {
		return $("<ul></ul>").append(lines.map((line) => $("<li></li>").text(line)));
	}

	function board(course) {
		return button(__("Match board"), () => frappe.set_route("lat-match-board", course)).attr("data-course", course);
	}

	function button(words, on_click) {
		return $('<button type="button" class="btn btn-default btn-sm"></button>').text(words).on("click", on_click);
	}
}
