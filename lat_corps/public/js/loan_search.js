// Search for mentors to borrow: by competence, without names. Used by a page of its own and by the loan.
frappe.provide("lat_corps");

lat_corps.LoanSearch = class LoanSearch {
	// `choose` gets the profile that was chosen; without it the profiles are only shown.
	constructor(body, choose) {
		this.choose = choose;
		this.$body = $(body);
		this.fields = new frappe.ui.FieldGroup({
			body: $("<div>").appendTo(this.$body),
			fields: [
				{
					fieldname: "kind",
					fieldtype: "Select",
					label: __("Works as"),
					options: [
						{ value: "", label: "" },
						{ value: "Mentor", label: __("Mentor") },
						{ value: "Parent Coach", label: __("Parent Coach") },
					],
				},
				{ fieldtype: "Column Break" },
				{
					fieldname: "language",
					fieldtype: "Link",
					options: "Language",
					label: __("Language"),
					get_query: () => ({ query: "lat_corps.languages.search" }),
				},
				{ fieldtype: "Column Break" },
				{
					fieldname: "experience",
					fieldtype: "Data",
					label: __("Experience"),
					description: __("Words that must occur"),
				},
				{ fieldtype: "Column Break" },
				{ fieldname: "availability", fieldtype: "Data", label: __("Availability") },
			],
		});
		this.fields.make();
		this.$button = $(`<button class="btn btn-primary btn-sm">${__("Search")}</button>`)
			.appendTo(this.$body)
			.on("click", () => this.search());
		this.fields.wrapper.on("keydown", "input", (event) => event.key === "Enter" && this.search());
		this.$found = $("<div class='mt-4'>").appendTo(this.$body);
		this.search();
	}

	async search() {
		const { kind, language, experience, availability } = this.fields.get_values(true) || {};
		const found = await frappe.xcall("lat_corps.corps.loans.search", {
			kind: kind || "",
			language: language || "",
			experience: experience || "",
			availability: availability || "",
		});
		this.show(found);
	}

	show(found) {
		this.$found.empty();
		if (!found.length) {
			this.$found.append(
				`<p class="text-muted">${__("No mentor who may be lent fits. Ask for less, or ask a municipality.")}</p>`
			);
			return;
		}
		const headings = [
			__("Municipality"),
			__("Works as"),
			__("Languages"),
			__("Professional experience"),
			__("Temperament"),
			__("Availability"),
			__("Free places"),
		];
		const $table = $(`<table class="table table-bordered">
			<thead><tr>${headings.map((text) => `<th>${text}</th>`).join("")}
			${this.choose ? "<th></th>" : ""}</tr></thead><tbody></tbody></table>`);
		for (const profile of found) $table.find("tbody").append(this.row(profile));
		this.$found.append($("<div class='table-responsive'>").append($table));
	}

	row(profile) {
		const text = (value) => frappe.utils.escape_html(String(value ?? ""));
		const spoken = profile.languages.map(({ name, fluency }) => `${text(name)} (${__(fluency)})`);
		const cells = [
			text(profile.municipality),
			__(profile.kind),
			spoken.join("<br>"),
			text(profile.professional_experience),
			profile.temperament ? __(profile.temperament) : "",
			text(profile.availability),
			text(profile.free_places),
		];
		const $row = $(`<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`);
		if (this.choose) {
			$(`<td><button class="btn btn-default btn-xs">${__("Request")}</button></td>`)
				.appendTo($row)
				.on("click", () => this.choose(profile));
		}
		return $row;
	}
};

// The other municipality knows whom the words of the profile describe; no number is needed.
lat_corps.fill_in_profile = (doc, profile) => {
	doc.kind = profile.kind === "Both" ? doc.kind || "Mentor" : profile.kind;
	doc.competences = profile.professional_experience;
	doc.languages = [];
	for (const { code, name, fluency } of profile.languages) {
		frappe.utils.add_link_title("Language", code, name);
		Object.assign(frappe.model.add_child(doc, "LAT Spoken Language", "languages"), {
			language: code,
			fluency,
		});
	}
};

lat_corps.request_loan = (profile) =>
	frappe.new_doc("LAT Mentor Loan", { lending_municipality: profile.municipality }, (doc) =>
		lat_corps.fill_in_profile(doc, profile)
	);

lat_corps.search_in_dialog = (choose) => {
	const dialog = new lat_corps.Dialog({ title: __("Mentors to borrow"), size: "extra-large" });
	new lat_corps.LoanSearch(dialog.body, (profile) => {
		dialog.hide();
		choose(profile);
	});
	dialog.show();
};
