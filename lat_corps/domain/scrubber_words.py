"""What `scrubber` knows of Danish words, and of names of people in Denmark: public knowledge, small lists.

Written in small letters; `spelled` of `naming` makes one of several spellings.
"""

from __future__ import annotations

FIRST_NAMES = frozenset(
	"""
	aaliyah abbas abdallah abdelkarim abdi abdifatah abdihakim abdikadir abdirahim abdirahman
	abdirashid abdisalam abdiweli abdul abdulaziz abdullah abdullahi abdulrahman abed abir abshir adam
	adel aden adil adnan agata agnete agnieszka ahmad ahmed ahmet aicha aisha akram ala alaa albert
	alberte aleksandar aleksander aleksandra alexander alfred ali alia alicja alisa allan alma amal
	amani amela amer amin amina aminah amir amira ammar amra anab anas anders andreas andrzej ane aneta
	anette anh anja ann anna anne annette anton antoni anwar arash arben arda armend arne arthur artur
	arwa asad asger asha asli asma assad astrid awil axel axmed aya ayaan ayan ayman ayoub ayse aziz
	aziza azra bahja baran barbara barkhad bartek bartosz bashar bashir basim basma bassam beata behnaz
	benjamin benny bent bente berit besnik bilal bile birgit birgitte birthe bjarne bodil bogdan
	bogumil bozena brian britt burak burhan bushra caasha cabdi cali camilla can carl carla carsten
	casper cecilie cem cezary charlotte christian christina christine christoffer clara claus connie
	cumar czeslaw dahir dalal dalia damian dana dania daniel danuta darek daria dariusz daud david
	deeqa dejan deqa dhuuxulow dilan dima dina diriye ditte dmytro dominik dominika dorota dorte dorthe
	dowlo dragan duale ebbe ebyan edin edyta eigil elham elias elif elin elisabeth ella elsebeth
	elzbieta emad emil emilie emina emine emir emma emre enes engin erik erkan esra essam ester eva ewa
	ewelina faadumo fadi fadia fadumo fahad faisal farah fardowsa fares farhad farhan farhiya farid
	farida faris farouk fartun faruk faten fatima fatma fatmir fatmire fawsia fawzi feras filip filsan
	flemming fowsiya franciszek frederik frederikke freja frida gabriela garaad ghada ghassan gitte
	goran grazyna grethe grzegorz guled gulsen gustav habib habiba hadi hafsa haidar hakan hakim hala
	halima halimo halina hamdi hamid hamza hana hanan hani hanna hannah hanne haris haroun hasan hashim
	hassan hatice hawa hawar hawo haya haytham hazem heidi helena helene helle hendrik henning
	henriette henrik henryk hevin hiba hibaaq hibo hinda hirsi hisham hodan hodo holger hoodo hossein
	hubert huda huseyin hussain hussein ibrahim ida idil idris ifrah igor ihab ikram ilhan ilir ilyas
	iman inas inge ingeborg inger ingrid irena ireneusz irfan isabella ismail israa issa istahil istar
	ivan iwona izabela jaber jacek jacob jadwiga jafar jakob jakub jalal jama jamal jamila jan jane
	janne janusz jaroslaw jasmina jawad jelena jens jens-ole jeppe jerzy jesper jette jibril jihad
	jimmi joachim joanna johan johanne johannes john jolanta jonas jonathan josefine jozef julia julie
	julius justyna jytte jørgen jørn kacper kaltun kamal kamil kamila kamilla karen karim karima karin
	karina karl karla karol karolina karoline karsten kasper katarzyna katja katrine kazimierz kemal
	kenneth kenni kerem khadija khadra khaled khalid khalif khalil kim kinga kirsten kirstine kjeld
	klaudia klaus knud konrad kristian kristina kristine kristoffer krystian krystyna krzysztof kurt
	ladan lama lamia lars lasse laura laurits layan layla leif leila lejla lena lene leon leszek leyla
	liban lina linda line linus lis lisbeth lise lone lotte loubna louise lubna lucas lucyna lukas
	lukasz luma luul maciej mads magda magdalena magnus mahad maher mahmoud mahmud maimuna maja majed
	majid malak malene malgorzata malik malte manal mansour marcin marek maren margit margrethe maria
	mariam mariane marianne marie mariusz marta martin marwa marwan maryam marzena mateusz mathias
	mathilde maxamed maysa mazen mehdi mehmet mehrnaz melisa merete merve mesut mette mia michael
	michal mieczyslaw mikael mikkel milena milosz mirza mogens mohamad mohamed mohammad mohammed mona
	monika morten mouna muhammad muna munir murat muse mustaf mustafa muxiyadiin nabil nada nadia nadim
	nael nafisa naima najat najib nanna nasra nasrin nasser natalia natasja nawal nayef nermin nguyen
	nicklas nicolai niels nihad niklas nikodem nikolaj nilufar nimco nimo nina nizar noah noor nora
	nour nur oguz oksana ole olena oliver oliwia oliwier omar omer osama oscar oskar osman othman otto
	ozlem palle parwin patrycja patryk paulina pauline pawel pernille peter petra philip pia piotr poul
	preben przemyslaw qadar qali qasim rabab rabia rachid radoslaw rafal rafik raghad rahim rahma
	rahman ramadan rami rana rania rasha rashid rasmus rawan rayan rebecca reem regitze renata reza
	rikke rima robert roble rojda rola roman ronja rooble roza ruba rune rustam ryszard saad sabah
	sabri sadik sadiq safa safiya sagal sahra said sait salaad salah salam saleh salem salim salma
	salman salwa samar samatar samer sami samia samir samira sana sander sanne sara sarah sebastian
	sedat selim selma serdar serkan shabnam shadi shahd shahid shaima shamso sharmarke shirin shpresa
	shukri signe sigrid siham silas silje simon sinan sine siyad slawomir sofia sofie solveig sonja
	soraya souad stanislaw stefan stefania steffen stella stig stine suad sucaad suha suhail suleiman
	sumaya sune susanne svetlana sylwia szymon søren tadeusz taha tahir tahira talal tamer tanja tarek
	tariq tasnim tayyab teresa thea theodor thi thomas thorkild tina tine tobias tom tomas tomasz tommy
	torben trine troels ubah ulla ulrik umar urszula usama usman valdemar van vedat vera vibeke victor
	victoria viggo viktor villads vivi wael wafa waldemar walid wanda warsame warsan wassim weronika
	wieslaw wiktor wiktoria witold wladyslaw wojciech xaliimo xamdi xasan xawo yahya yara yasin yasir
	yasmin yasmine yassin yazan yildiz yonis younes yousef youssef yusra yusuf zahid zahra zaid zainab
	zakaria zakariya zaki zamzam zana zaynab zbigniew zdzislaw zehra zeina zeinab zeynep ziad zofia
	zuhair zuzanna zygmunt
	""".split()
)

SURNAMES = frozenset(
	"""
	abdallah abdelrahman abdo adamczyk aden ahmadi al-khatib al-masri alawi alwan andersen andreasen
	awad aziz bak bakr bang barakat baran bech beck begovic berg berisha bertelsen bonde boutros buch
	carlsen celik christensen clausen dabrowski dahl damgaard darwish demir dogan duda dudek elmi
	eriksen farah frandsen friis gashi ghazi gorski grabowski gregersen haddad haji hamdan hansen
	hassani hedegaard henriksen hersi hodzic holmgaard hoxha hussaini issa iversen jablonska jablonski
	jacobsen jakobsen jama jankowski jassim jensen jeppesen jespersen johansen jørgensen kaczmarek
	kadir kaminska kaminski karlsen kaya khalil khan khoury kjeldsen kjær klausen knudsen kowalczyk
	kowalska kowalski kozlowska kozlowski kragh krasniqi krawczyk kristensen krogh krol larsen lassen
	lauritsen laursen lewandowska lewandowski lorentzen madsen mahdi mansour mathiesen mazur michalski
	mikkelsen mogensen mohamud mortensen mousa munk mørch najjar nasrallah nasser nielsen nissen nowak
	nowakowski nygaard olesen olsen olszewski osman ozturk paulsen pawlak pawlowski pedersen petersen
	petrovic pham piotrowski poulsen qureshi rahimi rasmussen sabbagh salah saleem schmidt schou shah
	sharif sheikh sikora simonsen steffensen stepien svendsen szczepanska szymanski søgaard sørensen
	thomsen thorsen tomaszewski tran vestergaard villadsen walczak warsame wieczorek winther wisniewska
	wisniewski wojciechowski wojcik wrobel wrobleska yilmaz youssef zajac zaki zawadzki zielinska
	zielinski østergaard
	""".split()
)

NAMES_AND_WORDS = frozenset(
	"""
	adel ask aske august bak bang bent bile bille birk bjørk bjørn bo bonde carl dag dam dan due ebba
	eik ellen else eng eske falk faxe fred frede frost gert glad greve gro gry hans hawa held holm håb
	høj iben ikast jasmin jo jul kaj kjær konge krog kvist kær lama lind liv lund lykke maj mark max
	may min munk my møller nord ny odder palm per ravn roman rosa rose rune saga sand skive skov smed
	sol sommer sten stig stjerne storm struer svane svend toft tom ulv vang varde vejen vest vilje
	vinter viola ært ørn østerlund
	""".split()
)
"""Names that are words as well: with a capital they are marked, without one never."""

PLACES = frozenset(
	"""
	aabenraa aalborg aarhus afghanistan albanien albertslund algeriet allerød amager ankara assens
	bagdad ballerup basra beirut berlin billund birkerød bornholm bosnien brabrand brøndby brønderslev
	christianshavn damaskus danmark djibouti dragør egedal egypten eritrea esbjerg etiopien faaborg
	fanø favrskov faxe fredensborg fredericia frederiksberg frederikshavn frederikssund furesø fyn gaza
	gdansk gellerup gentofte gladsaxe glostrup grenaa greve gribskov guldborgsund haderslev halsnæs
	hamborg hedensted helsingør herlev herning hillerød hjørring hobro holbæk holstebro horsens
	hvidovre høje-taastrup hørsholm idlib ikast irak iran ishøj istanbul jammerbugt jemen jordan
	jylland kabul kairo kalundborg kenya kerteminde kolding kosovo krakow kurdistan københavn køge
	langeland lejre lemvig libanon libyen lodz lolland london lyngby læsø malmø mariagerfjord marokko
	middelfart mjølnerparken mogadishu morsø nairobi norddjurs nordfyn nordsjælland norge nyborg
	nykøbing næstved nørrebro nørresundby odder odense odsherred pakistan palæstina polen randers raqqa
	rebild ringkøbing ringsted roskilde rudersdal rødovre samsø silkeborg sjælland skanderborg skive
	skjern slagelse solrød somalia somaliland sorø stevns stockholm struer sudan svendborg sverige
	syddjurs syrien sønderborg taastrup thisted tingbjerg tjetjenien tunesien tyrkiet tyskland tårnby
	tønder ukraine valby vallensbæk vanløse varde vejen vejle vesterbro vesthimmerland viborg viby
	vollsmose vordingborg warszawa ærø
	""".split()
)

HOUSES = frozenset(
	"""
	akademi beboerhus boldklub bosted bostedet botilbud børnehave efterskole efterskolen erhvervsskole
	friskole friskolen fritidsklub fritidsklubben gymnasiet gymnasium hospital hotel højskole højskolen
	idrætsforening jobcenter kirke klassecenter klub klubben kollegiet kollegium kommune krisecenter
	kulturhus medborgerhus moske moskeen privatskole privatskolen produktionsskole realskole realskolen
	skole skolen sygehus ungdomscenter ungdomshuset ungdomsskole ungdomsskolen værested
	""".split()
)
"""Beside a word with a capital they are part of the name of a house or authority."""

HOUSE_ENDINGS = ("skolen", "skole", "gymnasiet", "gymnasium", "klubben", "gården", "parken", "hallen")
STREET_ENDINGS = tuple(
	"""
	alle allé boulevard gade gaden stræde toften torv torvet vej vejen vænget
	""".split()
)

COMMON_HOUSES = frozenset(
	"""
	aftenskolen boldklubben daghøjskolen danseskolen efterskole efterskolen erhvervsskolen folkeskole
	folkeskolen friskolen fritidsklubben gaden gymnasiet gymnasium gården hallen heldagsskolen
	hovedgaden hovedvejen håndværkerskolen højskolen idrætshallen klubben koranskolen musikskolen
	parken privatskolen produktionsskolen skole skolen specialskolen sportsklubben sprogskolen torvet
	ungdomsskole ungdomsskolen vejen
	""".split()
)

MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()
MONTHS_IN_SHORT = "jan feb mar apr jun jul aug sep sept okt nov dec".split()

SEASONS = "forår sommer efterår vinter".split()
FEASTS = """
	juledag juleaften nytårsaften nytårsdag påskedag pinsedag skærtorsdag langfredag sankthans
	grundlovsdag
""".split()

OFFICES = "biskop borgmester imam præst provst rektor".split()
"""What few hold in a place; also as the last part of a longer word."""

UNIT_ENDINGS = ("afdeling", "afdelingen", "forvaltning", "forvaltningen", "enhed", "enheden", "teamet")
"""How the parts of a municipality end, which each has."""

RARE = frozenset(
	"""
	ADHD adopteret adoptivbarn afghansk albansk algerisk amputeret anfald asperger autisme autist
	bandemedlem bipolar biskop blind borgmester bosnisk diabetes dværgvækst døv døvblind egyptisk
	elitesport epilepsi eritreisk etiopisk fremmedkriger fængslet handicappet hiv hizb hjerneskade
	højgravid imam irakisk iransk islamist jehovas jordansk jøde jødisk konverteret konvertit
	krigsveteran kurdisk kørestol landshold landsholdsspiller libanesisk libysk marokkansk muskelsvind
	nazist nynazist ordblind pakistansk palæstinensisk paralympisk pinsekirken plejebarn polsk præst
	rektor rocker romaer senhjerneskadet serbisk skizofreni somalisk spiseforstyrrelse stammer
	sudanesisk syriensrejsende syrisk søofficer tjetjensk tourette transkønnet trilling tunesisk
	tvilling tyrkisk ukrainsk verdensmester vidneprogram vietnamesisk yemenitisk
	""".split()
)
"""What few people have: origin, faith, illness, family, office, and belonging that is known of."""

SENTENCE_STARTS = frozenset(
	"""
	af aftal aftale aftaler al aldrig alene alle allerede allermest alligevel alt altid alting anden
	andet andre at bag bagefter bare barnet bed bedre bedst bedstefar bedsteforældrene bedstemor begge
	begynd blev bliv boksning borger borgere borgeren brev breve broren brug brødre både bør børn
	børnene coach coachen coachens da de dem den denne der deraf derefter deres derfor dernæst derpå
	dertil desuden desværre det dette dig din dine disse dit drengen drop du efter efterhånden egen
	egne eid eleven elever eller ellers en endelig endnu eneste engang enhver er et evaluer evt faderen
	familie familien far faren farfar faster fejr fem find fire flere flest fodbold folk for foran
	forbered fordi forfra forløb forløbet forslag fortsæt fortæl forud forældre fra fredag få fælles
	før førend først første gaming gennem gentag gerne giv glem god gode godt gå gør halvdelen han hans
	har hav havde held hele helst hende hendes her herefter hertil hjem hjemmebesøg hjælp hjælpen hold
	humor hun hurtig hurtigt husk hvad hvem hver hverdag hverken hvert hvilke hvilken hvilket hvis hvor
	hvordan hvorfor hvornår håbet i idé ifølge igen igennem ikke imellem imens ind inden indtil ingen
	intet inviter ja jeg jer jo job jul kaffe kald kan kollegaer kolleger kom kommune kommunen kontakt
	kontakten koordinator koordinatoren kort korte kun kunne kvinden kære lad lang lange langsomt lav
	led lektier lige ligesom lille lillebror lillesøster lokal lokalet lyt læg lær lærer lærere læreren
	løb lørdage mad mail man mandag manden mange med medmindre meget mellem men mens mentee
	menteen mentees mentor mentoren mentors mere mest mig min
	mindre mindst mine mit moderen mor moren mormor moster musik mål målet
	måske mød møde møder møderne mødes mødet naturligvis ned nej netop netværk netværket noget nogle
	nok nu nye når næste næsten ofte og også om omkring onkel onsdag op opfølgning opkald oplevelsen os
	otte oven over overvej paragraf pas perioden pigen plan planer planlæg politiet praktik problemet
	prøv på pårørende påske ramadanen respekt resten resultatet ring ro ros rådgiver rådgiveren
	sagsbehandler sagsbehandleren samarbejde samarbejdet samme sammen samt samtale samtaler samtidig
	seks selv selvom send senere ses siden sidst sidste sig sin sine sit sjældent skab skal skole
	skolen skoler skriv skulle slip slut smil sms små snak snart som sommerferien sommetider spis spørg
	stadig start store storebror storesøster straks struktur styrk står større støt svømning syv så
	sådan særligt sæt søg søndag søskende søsteren tag tak tal telefon telefonen ti tid tiden tidlig
	tidligere tidligt til tilbage tilbud tillid tirsdag to tolk tolken torsdag transport tre tro trods
	tryghed træf træn tværtimod tålmodighed tænk uanset ud uden udenfor uge ugen under undersøg
	undervejs undgå unge ungen utroligt var ved venner vennerne vent vi vigtig vigtigst vigtigt vil
	ville virkede vis vores våg vælg vær været weekend åbn år årsagen ærlighed økonomi øv
	""".split()
)
"""Words that begin a sentence with a capital and are no names."""

WORD_ENDINGS = tuple(
	"""
	bart ede else elsen elser en ende ene er ere erne et hed heden ige igt ing ingen inger ingerne ion
	ionen ioner isk iske lig lige ligt løs mæssig mæssigt ne skab skabet tet teten tion vis
	""".split()
)
"""How words of Danish end that begin a sentence; of names, most that end so are in the lists."""

ABBREVIATIONS = frozenset(
	"bl.a f.eks ca d dr fx hhv inkl jf kl mfl mht nr pga sct skt st tlf vedr evt mv osv".split()
)

WITH_CAPITAL = frozenset(
	"""
	adhd au bibelen cpr de dem deres discord dsb eud excel facebook fgu gud hf hhx htx i instagram
	koranen lat messenger mobilepay nav ok pc ppr ptsd pæ sms snapchat ssp stx teams tpm tv upp vuc
	whatsapp who5 word youtube
	""".split()
)
"""What is written with a capital and tells of nobody."""
