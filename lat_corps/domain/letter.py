"""The headings of the letter to the citizen in the languages that people of the corps speak (R57).

No native reader has checked them yet: whoever reads one of these languages mends it here.
"""

from __future__ import annotations

from collections.abc import Sequence

PARTS = ("title", "mentor", "helpers", "agreed", "call")
"""What the headings of a language stand over, in their order."""

RIGHT_TO_LEFT = frozenset(("ar", "ckb", "fa", "fa-AF", "ps", "ur"))

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
	"ckb": (
		"کێ لە چیدا یارمەتیت دەدات",
		"ڕاوێژکارەکەت یان ڕاهێنەری دایک و باوک",
		"ئەوانی تر کە یارمەتیت دەدەن",
		"ئەوەی لەسەری ڕێککەوتوون",
		"دەتوانیت پەیوەندی بە کێوە بکەیت",
	),
	"de": (
		"Wer Ihnen wobei hilft",
		"Ihr Mentor oder Elterncoach",
		"Andere, die Ihnen helfen",
		"Was vereinbart ist",
		"Wen Sie anrufen können",
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
	"hr": (
		"Tko vam u čemu pomaže",
		"Vaš mentor ili trener za roditelje",
		"Drugi koji vam pomažu",
		"Što je dogovoreno",
		"Koga možete nazvati",
	),
	"ku": (
		"Kî di çi de alîkariya we dike",
		"Mentorê we an rahênerê dêûbavan",
		"Yên din ku alîkariya we dikin",
		"Li ser çi hatiye lihevkirin",
		"Hûn dikarin telefonî kê bikin",
	),
	"pl": (
		"Kto w czym Ci pomaga",
		"Twój mentor lub coach dla rodziców",
		"Inni, którzy Ci pomagają",
		"Co zostało ustalone",
		"Do kogo możesz zadzwonić",
	),
	"ps": (
		"څوک په څه کې له تاسو سره مرسته کوي",
		"ستاسو لارښود یا د مور او پلار روزونکی",
		"نور کسان چې له تاسو سره مرسته کوي",
		"څه چې پرې هوکړه شوې ده",
		"تاسو چا ته زنګ وهلی شئ",
	),
	"ru": (
		"Кто и в чём вам помогает",
		"Ваш наставник или коуч для родителей",
		"Другие, кто вам помогает",
		"О чём договорились",
		"Кому можно позвонить",
	),
	"so": (
		"Yaa kaa caawiya iyo waxa uu kaa caawiyo",
		"La-taliyahaaga ama tababaraha waalidka",
		"Dad kale oo ku caawiya",
		"Waxa lagu heshiiyey",
		"Cidda aad wici karto",
	),
	"sq": (
		"Kush ju ndihmon dhe për çfarë",
		"Mentori juaj ose trajneri për prindër",
		"Të tjerë që ju ndihmojnë",
		"Çfarë është rënë dakord",
		"Kë mund të telefononi",
	),
	"sr": (
		"Ko vam u čemu pomaže",
		"Vaš mentor ili trener za roditelje",
		"Drugi koji vam pomažu",
		"Šta je dogovoreno",
		"Koga možete pozvati",
	),
	"ti": (
		"መን ብምንታይ ይሕግዘኩም",
		"መምህርኩም ወይ ኣሰልጣኒ ወለዲ",
		"ካልኦት ዝሕግዙኹም",
		"ዝተሰማማዕናሉ",
		"ንመን ክትድውሉ ትኽእሉ",
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
