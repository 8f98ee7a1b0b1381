"""Names of months as spreadsheets write them: read as dates, or known for answers that Excel has damaged."""

from __future__ import annotations

_READ = (
	"jan januar january januari", "feb februar february februari", "mar mär mrz marts mars march märz maerz",
	"apr april", "maj may mai", "jun juni june", "jul juli july", "aug august augusti",
	"sep sept september", "okt oct oktober october", "nov november", "dec dez des december dezember desember",
)  # fmt: skip

MONTH_OF = {name: number for number, names in enumerate(_READ, 1) for name in names.split()}
"""The number of a month by its name or short name in Danish, Norwegian, Swedish, English and German."""

_ELSEWHERE = (
	"mrt mei maart augustus",
	"janv févr fév mars avr juin juil août déc janvier février avril juillet septembre octobre novembre",
	"décembre ene abr ago set dic enero febrero marzo abril mayo junio julio agosto septiembre octubre",
	"noviembre diciembre",
	"gen mag giu lug ott gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre",
	"fev out janeiro fevereiro março maio junho julho setembro outubro novembro dezembro",
	"sty lut kwi cze lip sie wrz paź lis gru styczeń luty marzec kwiecień czerwiec lipiec sierpień wrzesień",
	"październik listopad grudzień stycznia lutego marca kwietnia maja czerwca lipca sierpnia września",
	"led úno bře dub kvě čvn čvc srp zář říj pro máj jún júl febr márc ápr szept",
	"tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
	"jaan veebr märts juuni juuli dets jūn jūl maijs sau vas kov bal geg bir lie rgp rgs spl lap grd",
	"saus birž liep rugp rugs spal lapkr gruod ian iun iul noi sij velj ožu tra svi kol ruj stu avg",
	"oca şub nis haz tem ağu eyl eki kas ara maí ágú nóv març maig juny ag",
	"ιαν φεβ μαρ απρ μαϊ μαι μάι ιουν ιουλ αυγ σεπ οκτ νοε δεκ ιαν φεβρ σεπτ νοεμ",
	"янв фев мар апр май мая июн июл авг сен сент окт ноя дек яну юни юли сеп ное",
	"січ лют бер кві тра чер лип сер вер жов лис гру",
)

FINNISH = "kuu"
"""Ends the full names of months in Finnish."""

EVERYWHERE = frozenset(
	name + ending
	for name in (*MONTH_OF, *(name for names in _ELSEWHERE for name in names.split()))
	for ending in ("", FINNISH)
)
"""What Excel calls months in the languages of Europe: 01. Mrz, 1-mrt, 01-janv., maj-10."""

WEEKDAYS = frozenset(
	(
		"man tir tirs ons tor tors fre lør søn mandag tirsdag onsdag torsdag fredag lørdag søndag ma ti on "
		"to fr lø sø mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday "
		"saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do sa so"
	).split()
)
