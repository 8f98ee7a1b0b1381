"""The headings of the letter to the citizen in the languages that people of the corps speak (R57)."""

from __future__ import annotations

from collections.abc import Sequence

PARTS = ("title", "mentor", "helpers", "agreed", "call")
"""What the headings of a language stand over, in their order."""

RIGHT_TO_LEFT = frozenset(("ar", "fa", "fa-AF", "ur"))

OWN = "da"
"""The language of the letter itself."""

_PERSIAN = (
	"چه کسی در چه کاری به شما کمک می‌کند",
	"راهنما یا مربی والدین شما",
	"کسان دیگری که به شما کمک می‌کنند",
	"آنچه توافق شده است",
	"با چه کسی می‌توانید تماس بگیرید",
)

HEADINGS: dict[str, tuple[str, ...]] = {
	"ar": (
		"من يساعدك وبماذا",
		"مرشدك أو مدرب الوالدين",
		"آخرون يساعدونك",
		"ما تم الاتفاق عليه",
		"بمن يمكنك الاتصال",
	),
	"bs": (
		"Ko vam u čemu pomaže",
		"Vaš mentor ili trener za roditelje",
		"Drugi koji vam pomažu",
		"Šta je dogovoreno",
		"Koga možete nazvati",
	),
	"en": (
		"Who helps you with what",
		"Your mentor or parent coach",
		"Others who help you",
		"What is agreed",
		"Who you can call",
	),
	"fa": _PERSIAN,
	"fa-AF": _PERSIAN,
	"pl": (
		"Kto w czym Ci pomaga",
		"Twój mentor lub coach dla rodziców",
		"Inni, którzy Ci pomagają",
		"Co zostało ustalone",
		"Do kogo możesz zadzwonić",
	),
	"so": (
		"Yaa kaa caawiya iyo waxa uu kaa caawiyo",
		"La-taliyahaaga ama tababaraha waalidka",
		"Dad kale oo ku caawiya",
		"Waxa lagu heshiiyey",
		"Cidda aad wici karto",
	),
	"tr": (
		"Kim size hangi konuda yardım ediyor",
		"Mentorunuz veya ebeveyn koçunuz",
		"Size yardım eden diğer kişiler",
		"Üzerinde anlaşılanlar",
		"Kimi arayabilirsiniz",
	),
	"uk": (
		"Хто і в чому вам допомагає",
		"Ваш ментор або коуч для батьків",
		"Інші, хто вам допомагає",
		"Про що домовлено",
		"Кому можна зателефонувати",
	),
	"ur": (
		"کون آپ کی کس چیز میں مدد کرتا ہے",
		"آپ کا مینٹور یا والدین کا کوچ",
		"دوسرے لوگ جو آپ کی مدد کرتے ہیں",
		"کیا طے ہوا ہے",
		"آپ کس کو فون کر سکتے ہیں",
	),
}


def headings_for(languages: Sequence[str]) -> dict | None:
	"""Return the headings beside the Danish ones for who speaks `languages`, the first one first.

	Nothing for who speaks Danish first, or none of those that there are headings in.
	"""
	if not languages or languages[0] == OWN:
		return None
	code = next((code for code in languages if code in HEADINGS), None)
	if not code:
		return None
	direction = "rtl" if code in RIGHT_TO_LEFT else "ltr"
	return {"lang": code, "dir": direction, **dict(zip(PARTS, HEADINGS[code], strict=True))}
