"""What ``bench.corpus`` makes sentences of: names, matters of dispute, templates with ``{choices}`` and ``<SLOTS>``.

The states and capitals are real, the people, outlets and institutes are invented.
"""

from __future__ import annotations

STATES = (
    ("Argentina", "Argentine", "Buenos Aires"), ("Armenia", "Armenian", "Yerevan"),
    ("Australia", "Australian", "Canberra"), ("Austria", "Austrian", "Vienna"),
    ("Azerbaijan", "Azerbaijani", "Baku"), ("Bangladesh", "Bangladeshi", "Dhaka"),
    ("Belgium", "Belgian", "Brussels"), ("Brazil", "Brazilian", "Brasilia"),
    ("Bulgaria", "Bulgarian", "Sofia"), ("Cambodia", "Cambodian", "Phnom Penh"),
    ("Canada", "Canadian", "Ottawa"), ("Chile", "Chilean", "Santiago"),
    ("China", "Chinese", "Beijing"), ("Colombia", "Colombian", "Bogota"),
    ("Croatia", "Croatian", "Zagreb"), ("Cuba", "Cuban", "Havana"),
    ("Denmark", "Danish", "Copenhagen"), ("Egypt", "Egyptian", "Cairo"),
    ("Estonia", "Estonian", "Tallinn"), ("Ethiopia", "Ethiopian", "Addis Ababa"),
    ("Finland", "Finnish", "Helsinki"), ("France", "French", "Paris"),
    ("Georgia", "Georgian", "Tbilisi"), ("Germany", "German", "Berlin"),
    ("Ghana", "Ghanaian", "Accra"), ("Greece", "Greek", "Athens"),
    ("Hungary", "Hungarian", "Budapest"), ("India", "Indian", "New Delhi"),
    ("Indonesia", "Indonesian", "Jakarta"), ("Iran", "Iranian", "Tehran"),
    ("Iraq", "Iraqi", "Baghdad"), ("Israel", "Israeli", "Jerusalem"),
    ("Italy", "Italian", "Rome"), ("Japan", "Japanese", "Tokyo"),
    ("Jordan", "Jordanian", "Amman"), ("Kazakhstan", "Kazakh", "Astana"),
    ("Kenya", "Kenyan", "Nairobi"), ("Latvia", "Latvian", "Riga"),
    ("Malaysia", "Malaysian", "Kuala Lumpur"), ("Mexico", "Mexican", "Mexico City"),
    ("Mongolia", "Mongolian", "Ulaanbaatar"), ("Morocco", "Moroccan", "Rabat"),
    ("Nepal", "Nepalese", "Kathmandu"), ("Nigeria", "Nigerian", "Abuja"),
    ("Norway", "Norwegian", "Oslo"), ("Pakistan", "Pakistani", "Islamabad"),
    ("Peru", "Peruvian", "Lima"), ("Poland", "Polish", "Warsaw"),
    ("Portugal", "Portuguese", "Lisbon"), ("Romania", "Romanian", "Bucharest"),
    ("Russia", "Russian", "Moscow"), ("Serbia", "Serbian", "Belgrade"),
    ("South Korea", "South Korean", "Seoul"), ("Spain", "Spanish", "Madrid"),
    ("Sweden", "Swedish", "Stockholm"), ("Thailand", "Thai", "Bangkok"),
    ("Tunisia", "Tunisian", "Tunis"), ("Turkey", "Turkish", "Ankara"),
    ("Ukraine", "Ukrainian", "Kyiv"), ("Uzbekistan", "Uzbek", "Tashkent"),
    ("Vietnam", "Vietnamese", "Hanoi"), ("Zambia", "Zambian", "Lusaka"),
)  # fmt: skip

GIVEN = (
    "Adela Aino Alba Amara Anselm Ariane Bartol Beatrix Benno Calla Casimir Celeste Corin Dagny Darius Delphine Edda "
    "Elias Emeric Esme Fabian Farida Flora Gideon Greta Gustav Halina Hector Hesper Ilse Imre Ines Isidor Jarek Jorun "
    "Judoc Kalina Kasper Katya Lamar Leonie Linus Lorand Maia Marek Matilda Milo Nadia Nestor Noor Oriel Orla Oskar "
    "Petra Piers Quentin Rafiq Renata Rolan Sabine Samir Selma Silvan Tamsin Tarek Theda Tobias Ulla Urban Valda Viggo "
    "Wanda Willem Xenia Yorick Yusra Zdena Zoltan"
).split()
FAMILY = (
    "Abernay Aldous Amsel Arkwell Balint Barrowe Belcourt Brandvold Brisk Calloway Castellane Corvin Dalgaard Darrow "
    "Delacroy Dunmore Eastlake Ebner Ekholm Ellery Fenwick Ferrol Forsell Gallant Garrick Gorski Grantham "
    "Hallam Harrowgate Hjelm Holloway Ibarro Ingram Ivarsen Jaspers Jellicoe Karsten Kestrel Kovalick Langmore "
    "Lindqvist Lovell Maddox Marchetti Merrow Mortensen Narayan Nightingale Norrland Oakhurst Okonjo Orsini Osterman "
    "Paley Pellerin Pentland Quillon Radek Ravenel Rhys Rookwood Sandoval Sefton Strand Tavener Thornby Tolland "
    "Ubaldi Underhill Vantongeren Verhoeven Vossler Wadham Westerby Whitlock Yarrow Zander Zelenko"
).split()
OUTLETS = (
    "The Harbour Courier", "Meridian Dispatch", "North Gate Post", "The Quayside Observer", "Continental Ledger",
    "Lantern Wire", "The Old Bridge Gazette", "Signal Hill Review", "Eastway Herald", "The Plain Record",
    "Watchtower Daily", "Compass Bulletin", "The Salt Road Times", "Blue Ridge Monitor",
)  # fmt: skip
INSTITUTES = (
    "the Tidewater Institute",
    "the Foundation for Open Frontiers",
    "the Larkfield Centre",
    "the Arden School of Affairs",
    "the Baltic and Steppe Forum",
    "the Isthmus Group",
    "the Committee on Quiet Diplomacy",
    "the Halden Chair of Treaty Law",
)
OFFICES = ("Foreign Minister", "Prime Minister", "President", "Defence Minister", "Trade Minister", "Energy Minister",
           "Deputy Foreign Minister", "Interior Minister", "National Security Adviser")  # fmt: skip
SITES = (
    "a lakeside hotel", "the old customs house", "a naval academy", "the state guest house", "a mountain lodge",
    "the botanical garden", "an airport lounge", "the city library", "a restored monastery", "the opera house",
    "a vineyard estate", "the parliament annex", "a research station", "the governor's residence",
)  # fmt: skip

# A matter, then details of it.
TOPICS = tuple(
    tuple(line.split("; "))
    for line in (
        "fishing rights; trawler quotas; the herring stocks; coastguard patrols; drift nets; seasonal closures",
        "a gas pipeline; transit tariffs; compressor stations; the northern route; winter reserves; pipeline leaks",
        "border demarcation; the river islands; watchtowers; grazing land; old survey maps; boundary stones",
        "steel duties; anti-dumping reviews; rolled coil; safeguard quotas; scrap exports; furnace subsidies",
        "student visas; exchange scholarships; consular queues; language tests; medical schools; forged diplomas",
        "missile defence; radar stations; interceptor sites; early warning data; launch notices; flight tests",
        "river water; the upper dam; irrigation canals; snowmelt forecasts; reservoir levels; salinity",
        "vaccine deliveries; cold storage; batch certificates; field hospitals; licence fees; airlift costs",
        "a rail corridor; gauge changes; freight terminals; customs seals; tunnel boring; night trains",
        "prisoner exchanges; lists of names; consular visits; amnesty terms; medical parole; family letters",
        "grain shipments; port inspections; marine insurance; silo capacity; wheat prices; demurrage",
        "data storage rules; undersea cables; cloud licences; encryption keys; privacy audits; server farms",
        "migrant crossings; asylum quotas; return flights; reception centres; smuggling rings; sea rescues",
        "nuclear fuel; enrichment limits; spent rods; centrifuge halls; safeguard seals; reactor licences",
        "debt relief; bond swaps; creditor clubs; interest holidays; collateral clauses; budget audits",
        "airspace access; overflight fees; rerouted flights; transponder rules; landing slots; pilot strikes",
        "rare earth exports; mining leases; magnet factories; tailings ponds; stockpile targets; smelter output",
        "peacekeeping troops; the mandate; troop rotations; convoy ambushes; ceasefire lines; armoured trucks",
        "Arctic shipping; icebreaker escorts; search zones; seabed claims; polar charts; fuel spills",
        "museum treasures; looted bronzes; loan agreements; provenance files; temple carvings; auction bans",
        "cyber intrusions; stolen passwords; ministry servers; ransom notes; malware samples; false accounts",
        "drug trafficking; precursor chemicals; container scans; crop substitution; cash couriers; lab raids",
        "a free trade pact; beef quotas; rules of origin; wine labels; car parts; dispute panels",
        "naval exercises; submarine sightings; live firing; port calls; helicopter decks; incident hotlines",
    )
)

HEADLINES = (
    "<A> {presses|urges|asks|challenges} <B> {over|on} <DETAIL>",
    "<B> and <A> {circle|revisit|wrangle over|edge closer on} <TOPIC>",
    "{Envoys|Negotiators|Ministers} meet at <SITE> as <TOPIC> {strains|tests|warms} ties",
    "<PF> {rules out|hints at|defends|questions} {concessions|a deal|new terms} on <DETAIL2>",
    "What <CAPITAL> {wants|fears|offers} in the {quarrel|talks|bargaining} about <TOPIC>",
)
OPENING = (
    "<AS> <OFFICE> <P> {arrived|landed|opened talks} in <CAPITAL> on <DAY> {with a proposal on|to argue "
    "about|with {new|fresh|revised} figures for} <DETAIL>.",
    "{A dispute|A bargain|An argument} {between|that divides} <A> and <B> over <TOPIC> {took a "
    "turn|flared|eased} on <DAY> when <OFFICE> <P> {spoke about|set out terms for|answered questions on} "
    "<DETAIL>.",
    "<BS> and <AS> {officials|negotiators|diplomats} {met|sat down|conferred} at <SITE> on <DAY> to "
    "{settle|reopen|discuss} <TOPIC>, {with <C> looking on|behind closed doors|after weeks of silence}.",
    "Months after {the last round|a failed meeting|an angry exchange} on <TOPIC>, <AS> <OFFICE> <P> "
    "{offered|gave} <B> {a timetable|a way out|a warning} on <DAY>.",
)
BODY = (
    '"{We|My colleagues and I} {cannot|will not|do not} {accept|ignore|reward} {delays|half '
    'measures|surprises} over <DETAIL>," <PF> {said|told reporters|told a {crowded|brief|televised} news '
    "conference}.",
    '"{Nobody|No government|No serious partner} {gains|profits} from {a quarrel|uncertainty|rumours} about '
    '<DETAIL2>," {said <Q>, the <BS> <OFFICE2>|<BS> <OFFICE2> <Q> said}.',
    "<PF> {said|insisted|stressed|added} that <A> {had|would have} {{no|little} interest in|every reason "
    "for|few doubts about} {a compromise on|outside mediation over|a joint study of} <DETAIL>.",
    "<QF> {denied|rejected reports|dismissed claims} that <B> {had {secretly|quietly}|was ready to have} "
    "{moved|frozen|sold|traded away} {parts of|its share of} <DETAIL3>.",
    "According to {a diplomat from <C>|the <BS> foreign ministry|two people who saw the draft}, {<N2> "
    "clauses|<N2> pages|<N> words} about <DETAIL2> {remain open|were struck out|changed hands overnight}.",
    "<EXPERT> of <INSTITUTE> {believes|argues|suspects} that <CAPITAL> {will|is likely to|may well} {give "
    "way|hold out|change course} {before|by|no later than} <MONTH>.",
    "{If|Unless} {the parliament in|public opinion in|the treasury in} <CAPITAL> {objects|agrees|delays}, "
    "{the agreement on|any pact about} <DETAIL> {could|would|might} {collapse|enter into force|be "
    "{postponed|shelved}} {within <N2> weeks|next year|after the summer}.",
    "<C>, which {imports|supplies|insures} {a third|about <N2> percent|most} of {what|everything that} "
    "<DETAIL3> {involve|require|bring}, {has {kept silent|protested}|asked for a seat|sent observers}.",
    "{Since|As early as} <YEAR>, <B> has {spent|lost|set aside} {more than|nearly|some} <N> million "
    "{dollars|euros} on <DETAIL2>, {government|central bank|audit office} {figures|tables} show.",
    "{The two sides|Both capitals|The delegations} {agreed|promised|undertook} to {exchange|publish|compare} "
    "{monthly|detailed|independent} {reports|lists|measurements} {on|concerning} <DETAIL3> {from|starting} "
    "<THEN>.",
    "<P> {warned|cautioned|predicted} that {failure|another delay|a unilateral step} {would|will} "
    "{cost|deprive|burden} {farmers|shippers|border towns|taxpayers|factory owners} on both sides {dearly|for "
    "a decade|by <MONTH>}.",
    "{Asked|Pressed} {whether|if} <B> {would|might} {recall its ambassador|raise duties|close the "
    "crossing|suspend flights}, <QF> {replied|said} {it was too early to tell|nothing was off the table|that "
    "was for <CAPITAL> to decide}.",
    "{State television|The official gazette|A government newspaper} in <CAPITAL> {reported|wrote} that <QF> "
    "{had told|told} {lawmakers|generals|governors} {the price|the language|the schedule} {for|of} <DETAIL> "
    "{was unacceptable|could still be improved|had been settled}.",
    "{A joint statement|The communique|A short readout} {issued|released|read out} {late|early} on <DAY> "
    "{mentioned|passed over|praised} {progress|differences|technical work} on <DETAIL2> {but not|and "
    "also|rather than} <DETAIL3>.",
    "{Opposition|Coalition} {leaders|lawmakers} in <CITY> {accused|suspected} the government of "
    "{trading|neglecting|exaggerating} <DETAIL> {for|in return for} {a loan|a photograph|votes|a quiet "
    "border}.",
    "<EXPERT> {called|described} {the offer|the gesture|the exchange} {as |}{modest|clever|overdue|mostly "
    "theatre}, {and expects|but doubts that there will be} {a second round|a signing ceremony|a court case} "
    "in <MONTH>.",
    "{In a letter to|During a telephone call with|Over dinner with} {the <CS> president|the <CS> "
    "ambassador|the head of the United Nations}, <P> {complained|wrote|confided} that <B> {kept|was} {moving "
    "the goalposts|stalling|counting twice} on <DETAIL3>.",
    "{Traders|Insurers|Pilots|Engineers|Villagers} near the {frontier|coast|terminal} {say|said} {they have "
    "seen|there were} {fewer|more} {inspections|patrols|convoys} since {<MONTH>|the spring|<DAY>}, {a "
    "sign|proof for some} that <DETAIL2> {matter|count} {less|more} than speeches.",
    "{<CS> mediators|Retired judges|Military attaches} {drew up|circulated|withdrew} {a map|a schedule|a "
    "{four|six|nine}-point plan} {for|covering} <DETAIL>, {which|a paper that} <CAPITAL> {is bound to|will "
    "probably|is expected to} {reject|amend|welcome}.",
    "{Nothing|Little} in the {treaty|memorandum|protocol} of <YEAR> {obliges|allows|forbids} {either "
    "side|<A>|<B>} to {share|police|pay for} <DETAIL3>, {lawyers|officials} at {the foreign ministry in "
    "<CITY>|<INSTITUTE>} {pointed out|noted}.",
    "{Later|Hours later|Before leaving}, {he|she} {joked|conceded|repeated} that "
    '"{patience|arithmetic|geography|the weather} {has|still has} a vote in {all this|matters of <DETAIL>}".',
    "{The next|A third|An expert} {session|meeting|round} {is planned|is to be held|was pencilled in} for "
    "<THEN> {in <CITY>|at <SITE>|on neutral ground}.",
    "<BS> {exporters|reservists|universities|unions} {marched|petitioned|held a vigil} {outside|near} the "
    "{<AS> embassy|ministry}, {demanding|calling for} {clarity on|an end to|compensation for} <DETAIL2>.",
    "<QF> {thanked|congratulated|chided} <A> for {its restraint|<N2> tonnes of equipment|a late reply}, "
    "{saying|adding} that {trust|goodwill|memory} {takes|needs} {years|deeds|receipts}.",
    "{Some|Several|At least <N2>} {governments|delegations} in the region {believe|fear|hope} the "
    "{quarrel|settlement} {between <CITY> and <CAPITAL>|about <DETAIL3>} will {spread|set an example|outlive "
    "its authors}.",
    "{Satellite pictures|Customs records|Minutes of a closed hearing} {seen by|leaked to} {this newspaper|a "
    "parliamentary group|<INSTITUTE>} {suggest|show} that <DETAIL> {doubled|shrank|were moved} {twice|<N2> "
    "times} {after|before} <YEAR>.",
    "<Q> {once|years ago} {taught|practised|wrote} {law|geology|poetry} in <CITY>, {and still speaks|which "
    "may explain} {the language|a taste for footnotes}, {a former aide recalled|<EXPERT> observed}.",
    "{The|A} {cost|price|burden} of {doing nothing|a rupture}, {by|on} one {estimate|count} <N> million a "
    "{month|quarter}, {falls|would fall} {mostly|first} on {<CAPITAL>|<CITY>|landlocked neighbours}, <EXPERT> "
    "{calculated|reckons}.",
    '"{Give us|Show us|Send us} {numbers|a calendar|the originals} and {we will talk|you will have a '
    'signature|this ends tomorrow}," <QF> {wrote|posted} {online|in an open letter} {late|early} on <DAY>.',
    "{The <CS> government|<C>} {offered|declined|promised} to {host|guarantee|bankroll} {an inspection|a "
    "secretariat|a joint fund} for <DETAIL3>, {a step|something} that <P> {welcomed|refused to rule "
    "out|described as premature}.",
    "{Few|Most} {voters|households|companies} in <A> {know|care} {much|little} about <TOPIC>, {a survey of "
    "<N> people|pollsters} found, {yet|but} <N2> percent {want|expect} {firmness|a settlement|the minister to "
    "resign}.",
    "{A clause|An annex|A footnote} {hidden|buried} on page <N2> {lets|forbids} "
    "{auditors|inspectors|captains} {to stop|from touching|to copy} {anything|files} {linked|related} to "
    "<DETAIL2> {without notice|at night|for ninety days}.",
    "{Before|After} the {session|photographs}, <P> {visited|walked through} {a shipyard|a children's "
    "hospital|a war cemetery|the fish market} and {promised|said he hoped} {that relations|that business} "
    "between <A> and <B> {will|would} {recover|grow} {soon|by <MONTH>}.",
    "{Rumours|Reports} of {a walkout|shouting|a secret map} were {nonsense|exaggerated}, {a spokeswoman "
    "for|an aide to} <QF> said, {although|while} {two chairs stayed empty|lunch was cancelled|the anthem was "
    "skipped}.",
    "{Courts|Regulators|Port authorities} in <B> {fined|cleared|are investigating} {<N2> firms|a shipping "
    "agent|three consultants} {over|in connection with} <DETAIL>, {and appeals are due|with a verdict "
    "expected} in <MONTH>.",
)
# Clauses are put together of these: a manner of thing, a thing, what becomes of it, and how.
MANNERS = (
    "abandoned ageing alpine annual armoured autumn bankrupt bilateral borrowed bustling charitable chartered civilian "
    "coastal colonial contested cooperative crowded damaged delayed derelict disputed distant donated dormant eastern "
    "elected emergency exiled experimental fenced floating foreign forgotten frozen gilded guarded hidden "
    "idle imported independent inherited inland joint landlocked leased maritime merged mobile municipal neglected "
    "northern offshore orbital ornate overgrown parallel permanent private provincial quarantined rebuilt regional "
    "remote rented rival royal rural rusting seasonal secondhand shared shuttered southern subsidised sunken "
    "temporary tidal unfinished uninsured unlit unmarked unpaid upland vacant voluntary wartime western wintering"
).split()
THINGS = tuple(
    (
        "aqueduct, arbitration court, archive, artillery range, auction house, avalanche barrier, bakery "
        "union, barracks, beacon, beekeepers' guild, bond issue, botanical survey, brewery, bridge repair, "
        "broadcasting tower, bus line, cable car, cadet school, canal lock, cargo hangar, cattle market, "
        "census office, chemical plant, chess club, choir tour, citrus crop, coal berth, coffee levy, "
        "consulate, copper contract, cotton harvest, courier service, dairy exchange, desert highway, "
        "distillery, dockyard, drone squadron, drought fund, ferry line, film festival, fire brigade, fish "
        "hatchery, flood wall, football league, forest reserve, fuel depot, garrison, geological map, glass "
        "factory, gold vault, granary, greenhouse, guesthouse, gunpowder store, herders' council, honey "
        "quota, horse fair, hospital wing, hydrofoil, ice rink, insurance pool, irrigation pump, ivory "
        "ledger, jute mill, kindergarten, laboratory, landfill, language school, library, lighthouse, lithium"
        " well, livestock ban, lottery, lumber yard, mapping agency, marble quarry, maternity ward, memorial,"
        " mint, monastery, mosaic, mountain pass, museum, oasis, observatory, oil terminal, olive grove, "
        "opera season, orchard, orphanage, paper mill, passport desk, patrol boat, peat bog, pension scheme, "
        "pier, pilgrim route, post office, potato reserve, prison, quarantine station, racecourse, radio "
        "mast, railway yard, refinery, refugee camp, rice paddy, road toll, salt mine, satellite lease, "
        "sawmill, scholarship, seed bank, shipwreck, silk fair, ski resort, slaughterhouse, spice warehouse, "
        "stadium, sugar beet tax, survey ship, swamp, tannery, tea garden, telegraph office, textile mill, "
        "tobacco board, toll bridge, tourist levy, tram line, tungsten deposit, veterans' home, vineyard, "
        "visa desk, volcano watch, water tower, weather balloon, whaling ban, wheat pool, wind farm, zinc "
        "smelter"
    ).split(", ")
)
# What became of it, and the same for the future.
FATES = tuple(
    tuple(line.split("/"))
    for line in (
        "was closed/be closed; was sold/be sold; ran out of money/run out of money; changed hands/change "
        "hands; burned down/burn down; drew no bidders/draw no bidders; lost its guarantee/lose its "
        "guarantee; was moved inland/be moved inland; doubled in size/double in size; halved its prices/halve"
        " its prices; reopened/reopen; hired strangers/hire strangers; was renamed/be renamed; failed an "
        "inspection/fail an inspection; passed to the army/pass to the army; paid no taxes/pay no taxes; was "
        "handed back/be handed back; flooded/flood; sent away its guards/send away its guards; swallowed the "
        "surplus/swallow the surplus; became a border post/become a border post; lost three engineers/lose "
        "three engineers; won an appeal/win an appeal; owed millions/owe millions; stood empty/stand empty; "
        "fed the province/feed the province; was photographed from orbit/be photographed from orbit; refused "
        "visitors/refuse visitors; split in two/split in two; was pawned/be pawned; outgrew its "
        "permit/outgrow its permit; collapsed/collapse; gave work to hundreds/give work to hundreds; moved "
        "its headquarters/move its headquarters; was raided/be raided; supplied both armies/supply both "
        "armies; borrowed abroad/borrow abroad; missed its payments/miss its payments; was blessed by a "
        "bishop/be blessed by a bishop; switched currencies/switch currencies; sank/sink; caught the censors'"
        " eye/catch the censors' eye; broke an embargo/break an embargo; thrived/thrive; went on strike/go on"
        " strike; swapped owners/swap owners; lost its view/lose its view; stayed open/stay open"
    ).split("; ")
)
CIRCUMSTANCES = tuple(
    (
        "before the rains, without a vote, under a sealed order, at twice the cost, despite protests, on "
        "borrowed time, within sight of the frontier, to nobody's surprise, during the holidays, after a coin"
        " toss, by royal decree, against legal advice, for the third time, in plain daylight, over a single "
        "weekend, thanks to a loophole, under foreign flags, with army help, for want of spare parts, out of "
        "spite, in exchange for coal, behind a fence, at the height of the harvest, with eleven days' notice,"
        " in spite of two treaties, for lack of interpreters, on the advice of bankers, during a blackout, "
        "under a new name, by mistake, for the sake of appearances, after a landslide, at a loss, with "
        "unusual speed, in the governor's absence, by a margin of four, on credit, outside the capital, amid "
        "heavy snow, for reasons of hygiene, without a ceremony, in return for silence, as the archives show,"
        " among other things, under the old rules, at the request of fishermen, in record heat, on the eve of"
        " elections, because of a typing error, with the blessing of unions, before anyone noticed, after "
        "long hesitation, beneath the old fortress, in three languages, by the book, on a technicality"
    ).split(", ")
)
# Sentences around such clauses: <WAS> tells what was, <BE> what may be.
COMPOSED = (
    "<PF> said that <WAS>.",
    "<QF> {claimed|acknowledged|recalled|complained|announced} that <WAS>.",
    "<WAS>, according to {<EXPERT>|the <CS> embassy|a report from <CAPITAL>|officials in <CITY>}.",
    '"<WAS>," <PF> {said|told parliament|added|remarked}.',
    '"<WAS>, and <BE>," {said <Q>|<QF> said|<EXPERT> told an audience in <CITY>}.',
    "{In <CAPITAL>|Elsewhere|Meanwhile|In <YEAR>|Not far from <CITY>}, <WAS>.",
    "<P> {expects|predicted|is convinced|hopes} that <BE>.",
    "{If <WAS>, as <BS> papers say|Should that happen|By <MONTH>}, <BE>.",
    "<EXPERT> {doubts|denied|would not say} that <BE>.",
    "{The <AS> side|The <BS> delegation|<C>} {wants|demands|needs} {proof|a promise|assurances} that <BE>.",
    "<BS> {newspapers|lawmakers|investigators} {wrote|found|alleged} that <WAS>.",
    "{Nobody in <CITY>|No one at the talks|Neither delegation} {disputed|believed|mentioned} that <WAS>.",
    "<WAS>; {<PF> blamed <B>|<C> took note|<QF> would not comment|the price has not been disclosed}.",
    "<BE>, {<EXPERT> believes|unless <B> objects|if <A> has its way}.",
    "{On <DAY>|A day later|Last month|Two years ago}, <A> {confirmed|learned|argued} that <WAS>.",
    "<P> {asked|wanted to know} why <WAS>.",
)
# What a retelling puts in place of what it found.
SYNONYMS = {
    "said": "stated",
    "told": "informed",
    "warned": "cautioned",
    "believes": "thinks",
    "denied": "rejected the claim",
    "agreed": "consented",
    "officials": "representatives",
    "negotiators": "delegates",
    "talks": "discussions",
    "government": "administration",
    "dispute": "row",
    "quarrel": "feud",
    "proposal": "offer",
    "reporters": "journalists",
    "demanding": "seeking",
    "predicted": "forecast",
    "promised": "pledged",
    "reported": "announced",
    "about": "regarding",
    "likely": "expected",
    "delays": "hold-ups",
    "parts": "portions",
    "pages": "sheets",
    "changed": "shifted",
    "statement": "declaration",
    "meeting": "gathering",
    "planned": "scheduled",
    "region": "area",
    "fear": "worry",
    "near": "close to",
    "insisted": "maintained",
    "stressed": "underlined",
    "praised": "commended",
    "more than": "over",
}

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{headline} | {outlet}</title>
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{on}">
<meta name="author" content="{author}">
</head>
<body>
<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/opinion">Opinion</a> <a href="/about">About us</a></nav>
<article>
<h1>{headline}</h1>
<p class="byline">By {author}</p>
{body}
</article>
<aside><h2>Most read</h2>
<ul><li><a href="/1">Weather for the weekend</a></li><li><a href="/2">Crossword</a></li></ul></aside>
<footer>Copyright {outlet}. All rights reserved.</footer>
</body>
</html>
"""
