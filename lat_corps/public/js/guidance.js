// The parts of the guidance and the leaflets that apply at the step of a course.
frappe.provide("lat_corps.guidance");

lat_corps.guidance.show = function (frm, rows) {
	frm.toggle_display("guidance_section", rows.length > 0);
	const items = rows.map(({ title, kind, part, about, link, attached }) => {
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
	});
	frm.get_field("guidance").$wrapper.empty().append($('<ul class="pl-4 mb-0"></ul>').append(items));
};
