// The parts of the guidance and the leaflets that apply at the step of a course, or beside other work.
frappe.provide("lat_corps.guidance");
{
	const BESIDE = {
		"LAT Coaching Session": "Coaching",
		"LAT Coordination Meeting": "Coordination meeting",
		"LAT Outreach": "Outreach",
	};

	lat_corps.guidance.show = function (frm, rows) {
		frm.toggle_display("guidance_section", rows.length > 0);
		frm.get_field("guidance").$wrapper.empty().append(list_of(rows));
	};

	for (const doctype of Object.keys(BESIDE)) {
		frappe.ui.form.on(doctype, { refresh: show_beside, municipality: show_beside });
	}

	async function show_beside(frm) {
		const { doctype, name, municipality } = frm.doc;
		if (!frappe.model.can_read("LAT Guidance")) return;
		const asked = { occasion: BESIDE[doctype], municipality };
		const rows = await frappe.xcall("lat_corps.corps.guidance.beside", asked, "GET");
		if (frm.doc.name !== name) return;
		frm.layout.wrapper.children(".lat-guidance").remove();
		if (!rows.length) return;
		$('<details class="lat-guidance px-3 py-2"></details>')
			.append($("<summary></summary>").text(__("Guidance and leaflets")), list_of(rows).addClass("mt-2"))
			.insertAfter(frm.layout.message);
	}

	function list_of(rows) {
		return $('<ul class="pl-4 mb-0"></ul>').append(rows.map(line_of));
	}

	function line_of({ title, kind, part, about, link, attached }) {
		const $item = $('<li class="mb-2"></li>');
		const words = part ? `${title} (${__("part {0}", [part])})` : title;
		for (const [index, address] of [link, attached].filter(Boolean).entries()) {
			$("<a></a>")
				.attr({ href: address, target: "_blank", rel: "noopener noreferrer" })
				.text(index ? __("File") : words)
				.appendTo($item.append(index ? " · " : ""));
		}
		lat_corps
			.pill(__(kind, null, "LAT Guidance"), kind === "Working tool" ? "blue" : "gray")
			.addClass("ml-2")
			.appendTo($item);
		if (about) $('<div class="text-muted small"></div>').text(about).appendTo($item);
		return $item;
	}
}
