// Who acts around the person of a course: a map with the person in the middle, and a list that says the same; and who
// is asked for and missing, which the coordinator answers.
frappe.provide("lat_corps.actors");
{
	const DOCTYPE = "LAT Partner Effort";
	const COLOURS = {
		"The corps": "#1f4e5f",
		"Family department": "#8a4b08",
		"Social psychiatry": "#5b3a9e",
		"Treatment psychiatry": "#7a1f5c",
		"Job centre": "#1f5fa8",
		"School or education": "#0b6b6b",
		Housing: "#3d6b1f",
		Infohus: "#8b1e2d",
		"Another service": "#4a4f55",
	};
	// The person in the middle: with roles on both sides of it, and on a phone on one, where two would be too small to read.
	const MAPS = [
		{ called: "lat-wide", width: 760, row: 56, sides: 2, middle: 380, radius: 84, near: 124, bow: 36, longest: 27, own: 20 },
		{ called: "lat-narrow", width: 360, row: 52, sides: 1, middle: 66, radius: 62, near: 46, bow: 44, longest: 25, own: 13 },
	];

	frappe.dom.set_style(
		`.lat-map { display: block; width: 100%; max-width: 860px; height: auto; margin: 0 auto 8px; }
		.lat-map text { fill: var(--text-color); font-size: 14px; }
		.lat-map .lat-role { fill: var(--text-muted); font-size: 13px; }
		.lat-map .lat-middle { font-weight: 600; font-size: 15px; }
		.lat-around { container-type: inline-size; }
		.lat-map.lat-narrow { display: none; }
		@container (max-width: 659px) {
			.lat-map.lat-wide { display: none; }
			.lat-map.lat-narrow { display: block; max-width: 420px; }
		}
		.lat-map line { stroke: var(--gray-400, #b3b9be); stroke-width: 1.5; }
		.lat-map .lat-open { stroke-dasharray: 4 4; }
		.lat-actors { list-style: none; margin: 0 0 12px; padding: 0; display: grid; gap: 12px;
			grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); }
		.lat-actors li { border-left: 4px solid; padding: 0 0 0 10px; overflow-wrap: anywhere; }
		.lat-actors small { display: block; color: var(--text-muted); }
		.lat-actors div { white-space: pre-line; }
		.lat-actors a { text-decoration: underline; display: inline-block; padding: 3px 0; margin-right: 12px; }
		.lat-missing { list-style: none; margin: 0 0 12px; padding: 0; }
		.lat-missing li { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: baseline; padding: 4px 0; }
		.lat-missing li > :first-child { flex: 1 1 260px; }
		.lat-missing small { color: var(--text-muted); display: block; }
		@media (max-width: 767px) {
			.lat-actors a { padding: 11px 0; }
			.lat-around .btn { min-height: 44px; display: inline-flex; align-items: center; }
		}`,
		"lat-actors-style"
	);

	lat_corps.actors.show = function (frm, $place, { actors, asked, answered, may_write }, person) {
		const $around = $('<div class="lat-around"></div>').appendTo($place.empty());
		const missing = asked.map(({ kind }) => ({ kind, role: __(kind), name: __("Missing?"), asked: true }));
		const nodes = [...actors, ...missing];
		$around.append(MAPS.map((map) => map_of(map, nodes, person || frm.docname)), list_of(actors));
		if (asked.length) {
			$("<h5></h5>").text(__("Is somebody missing?")).appendTo($around);
			$('<ul class="lat-missing"></ul>').append(asked.map((each) => asked_for(frm, each))).appendTo($around);
		}
		if (answered.length) {
			$("<h5></h5>").text(__("Not relevant")).appendTo($around);
			$('<ul class="lat-missing"></ul>').append(answered.map(answer)).appendTo($around);
		}
		if (may_write) button(__("Add an effort"), () => frappe.new_doc(DOCTYPE, { lat_case: frm.docname })).appendTo($around);
		const letter = { doctype: frm.doctype, name: frm.docname, format: "LAT Letter to the Citizen", _lang: "da" };
		$('<a class="btn btn-default btn-sm" target="_blank"></a>')
			.attr("href", `/printview?${new URLSearchParams(letter)}`)
			.text(__("Letter to the citizen"))
			.appendTo($around);
		if (frappe.model.can_read("LAT Partner")) {
			const there = { municipality: frm.doc.municipality, in_use: 1 };
			button(__("Who helps with what"), () => frappe.set_route("List", "LAT Partner", there)).addClass("ml-2").appendTo($around);
		}
	};

	function map_of(map, nodes, person) {
		const rows = Math.max(2, Math.ceil(nodes.length / map.sides));
		const height = rows * map.row + 24;
		const middle = { x: map.middle, y: height / 2 };
		const $map = svg("svg", { class: `lat-map ${map.called}`, viewBox: `0 0 ${map.width} ${height}`, role: "img" });
		$map.append(
			svg("title").text(__("Who helps {0}", [person])),
			svg("desc").text(nodes.map((node) => `${role_of(node)}: ${node.name}`).join("; "))
		);
		const placed = nodes.map((node, index) => ({ ...node, ...place_of(map, index, rows, middle) }));
		for (const { x, y, planned, asked } of placed) {
			$map.append(svg("line", { x1: middle.x, y1: middle.y, x2: x, y2: y, class: planned || asked ? "lat-open" : "" }));
		}
		$map.append(
			svg("ellipse", { cx: middle.x, cy: middle.y, rx: map.radius, ry: 34, fill: "var(--card-bg, #fff)", stroke: "currentColor" })
		);
		const words = lines_of(person, map.own);
		for (const [index, line] of words.entries()) {
			const y = middle.y + 5 + 18 * (index - (words.length - 1) / 2);
			$map.append(svg("text", { x: middle.x, y, "text-anchor": "middle", class: "lat-middle" }).text(short(line, map.own)));
		}
		for (const node of placed) $map.append(drawn(node, map.longest));
		return $map;
	}

	// On a bow: no two words meet however many there are, and a role stays together.
	function place_of(map, index, rows, middle) {
		const side = map.sides === 2 && index < rows ? -1 : 1;
		const row = index % rows;
		const along = (2 * row) / (rows - 1) - 1;
		return { side, x: middle.x + side * (map.near + map.bow * Math.sqrt(1 - along * along)), y: 12 + map.row * (row + 0.5) };
	}

	function drawn({ x, y, side, kind, name, planned, asked, ...node }, longest) {
		const colour = COLOURS[kind];
		const text = { x: x + side * 16, "text-anchor": side > 0 ? "start" : "end" };
		return svg("g").append(
			svg("circle", {
				cx: x,
				cy: y,
				r: 9,
				fill: planned || asked ? "var(--card-bg, #fff)" : colour,
				stroke: colour,
				"stroke-width": 2.5,
				class: asked ? "lat-open" : "",
			}),
			svg("text", { ...text, y: y - 4, class: "lat-role" }).text(short(role_of({ ...node, planned }), longest + 5)),
			svg("text", { ...text, y: y + 13 }).text(short(name, longest))
		);
	}

	function role_of({ role, planned }) {
		return planned ? __("{0}, planned", [role]) : role;
	}

	function lines_of(words, longest) {
		const last = words.lastIndexOf(" ", longest);
		return words.length > longest && last > 0 ? [words.slice(0, last), words.slice(last + 1)] : [words];
	}

	function list_of(actors) {
		const lines = actors.map((actor) => {
			const $line = $("<li></li>").css("border-color", COLOURS[actor.kind]);
			$("<small></small>").text(role_of(actor)).appendTo($line);
			const $name = actor.number
				? $("<a></a>").attr("href", frappe.utils.get_form_link(DOCTYPE, actor.number))
				: $("<b></b>");
			$line.append($name.text(actor.name));
			for (const words of [actor.helps_with, actor.agreed, actor.plan, days(actor), actor.contact]) {
				if (words) $("<div></div>").text(words).appendTo($line);
			}
			if (actor.phone) reach(lat_corps.dialled(actor.phone), actor.phone).appendTo($line);
			if (actor.email) reach(`mailto:${actor.email}`, actor.email).appendTo($line);
			return $line;
		});
		return $('<ul class="lat-actors"></ul>').attr("aria-label", __("Who helps")).append(lines);
	}

	function days({ from, to }) {
		const [first, last] = [from, to].map((day) => frappe.datetime.str_to_user(day));
		if (from && to) return __("{0} to {1}", [first, last]);
		return from ? __("From {0}", [first]) : to ? __("Until {0}", [last]) : "";
	}

	function reach(href, words) {
		return $("<a></a>").attr("href", href).text(words);
	}

	function asked_for(frm, { kind, why }) {
		const $words = $("<span></span>").append($("<b></b>").text(__(kind)), $("<small></small>").text(why.join(" ")));
		const named = (words) => ({ "aria-label": `${__(kind)}: ${words}` });
		return $("<li></li>").append(
			$words,
			button(__("Add an effort"), () => frappe.new_doc(DOCTYPE, { lat_case: frm.docname, kind })).attr(
				named(__("Add an effort"))
			),
			button(__("Not relevant, because"), () => say_why_not(frm, kind)).attr(named(__("Not relevant, because")))
		);
	}

	function answer({ name, kind, because }) {
		return $("<li></li>").append(
			$("<span></span>").append($("<b></b>").text(__(kind)), $("<small></small>").text(because)),
			$('<a class="btn btn-default btn-sm"></a>')
				.attr({ href: frappe.utils.get_form_link(DOCTYPE, name), "aria-label": `${__(kind)}: ${__("Change the answer")}` })
				.text(__("Change the answer"))
		);
	}

	async function say_why_not(frm, kind) {
		await frappe.model.with_doctype(DOCTYPE);
		const dialog = new lat_corps.Dialog({
			title: __("{0}: not relevant", [__(kind)]),
			fields: [lat_corps.dialog_field(DOCTYPE, "because", { reqd: 1, depends_on: "" })],
			primary_action_label: __("Keep the answer"),
			primary_action: async ({ because }) => {
				dialog.disable_primary_action();
				try {
					await frappe.db.insert({ doctype: DOCTYPE, lat_case: frm.docname, kind, status: "Not relevant", because });
					dialog.hide();
					frm.reload_doc();
				} finally {
					dialog.enable_primary_action();
				}
			},
		});
		dialog.show();
	}

	function button(words, act) {
		return $('<button type="button" class="btn btn-default btn-sm mr-2"></button>').text(words).on("click", () => void act());
	}

	function svg(tag, attributes = {}) {
		const $element = $(document.createElementNS("http://www.w3.org/2000/svg", tag));
		for (const [name, value] of Object.entries(attributes)) if (value !== "") $element[0].setAttribute(name, value);
		return $element;
	}

	function short(words, longest) {
		return words.length > longest ? `${words.slice(0, longest - 1)}…` : words;
	}
}
