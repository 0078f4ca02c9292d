"""Where the companies sit: countries, towns and streets, and how each country writes them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Land:
    """A country; a `#` in a postal code is a digit, `%` a letter, `@` the letters of the town."""

    code: str
    name: str
    language: str
    share: float
    dialling: str
    areas: tuple[str, ...]
    """Area codes, given to the towns in turn."""
    subscriber: int
    """Digits after the area code."""
    postal: str
    number_first: bool
    legal_forms: tuple[tuple[str, ...], ...]
    """Ways to write each legal form; the first is the registered one."""
    towns: tuple[str, ...]
    streets: tuple[str, ...]
    street_kinds: tuple[tuple[str, str], ...]
    """Before or after the name (`* Street`), and how it is abbreviated."""


def _land(code: str, name: str, language: str, share: float, phone: str, postal: str,
          forms: str, towns: str, streets: str, kinds: str, *, number_first: bool = False
          ) -> Land:  # fmt: skip
    dialling, areas, subscriber = phone.split("/")
    pairs = [tuple(k.split("|")) for k in kinds.split("; ")]
    return Land(
        code, name, language, share, dialling, tuple(areas.split()), int(subscriber), postal,
        number_first,
        tuple(tuple(f.split("|")) for f in forms.split("; ")),
        _words(towns), _words(streets), tuple((long, short) for long, short in pairs),
    )  # fmt: skip


def _words(text: str) -> tuple[str, ...]:
    return tuple(w.replace("_", " ") for w in text.split())


_ENGLISH_KINDS = "* Street|* St; * Road|* Rd; * Lane|* Ln; * Avenue|* Ave; * Drive|* Dr"
_GERMAN_KINDS = "*straße|*str.; *weg|*weg; *allee|*allee; *platz|*pl.; Am *|Am *"
_GERMAN_STREETS = (
    "Haupt Bahnhof Schiller Goethe Garten Berliner_ Linden Industrie Berg Mozart Schul Ring "
    "Kirch Wiesen Mühlen Kaiser Friedrich Hafen Birken Post Beethoven Ulmen Rosen Lessing Tal "
    "Buchen Kant Dorf Feld Werk"
)
LANDS: tuple[Land, ...] = (
    _land("US", "USA", "en", 0.20, "+1/601 603 608 617 713 312 206 404/7", "#####",
          "Inc.|Incorporated|INC; LLC|L.L.C.|Llc; Corp.|Corporation|Corp; Co.|Company",
          "Springfield Columbus Austin Denver Portland Dayton Madison Salem Boise Tulsa Omaha "
          "Wichita Reno Albany Hartford Knoxville Fresno Tacoma Spokane Mobile Akron Toledo "
          "Lincoln Boston Chicago Houston Seattle Atlanta",
          "Main Oak Park Pine Maple Cedar Washington Lake Hill Walnut Spring North Ridge Church "
          "Willow Mill Sunset Railroad Jackson River Highland Jefferson Center Lincoln Madison "
          "Franklin Industrial Commerce Enterprise Harbor", _ENGLISH_KINDS, number_first=True),
    _land("GB", "UK", "en", 0.15, "+44/1204 1202 1206 1223 1244 1245 1254 1273 1270/6",
          "@# #%%",
          "Ltd|Limited|LTD|Ltd.; plc|PLC|Public Limited Company; LLP|L.L.P.",
          "London Leeds Manchester Bristol Norwich Derby York Hull Bath Exeter Stoke Preston Luton "
          "Swindon Reading Oxford Bolton Sheffield Cardiff Dundee Stockport Wigan Telford",
          "High Station Church Park Victoria Mill Green Albert King Queen Manor New Chapel London "
          "North School Springfield George West Grange Bridge Castle Wharf Foundry Canal Priory",
          _ENGLISH_KINDS, number_first=True),
    _land("DE", "Deutschland", "de", 0.17, "+49/201 211 221 231 341 351 361 371 431 511/7", "#####",
          "GmbH|Gesellschaft mit beschränkter Haftung|GMBH|mbH; AG|Aktiengesellschaft; "
          "GmbH & Co. KG|GmbH und Co. KG|GmbH & Co KG; KG|Kommanditgesellschaft; e.K.|e. K.",
          "Hamburg Berlin München Köln Leipzig Stuttgart Nürnberg Bremen Dresden Hannover Kassel "
          "Ulm Trier Mainz Essen Bochum Aachen Münster Erfurt Rostock Lübeck Würzburg Gießen",
          _GERMAN_STREETS, _GERMAN_KINDS),
    _land("AT", "Austria", "de", 0.03, "+43/316 732 662 512 463/6", "####",
          "GmbH|Ges.m.b.H.|Gesellschaft m.b.H.; AG|Aktiengesellschaft; OG|Offene Gesellschaft",
          "Wien Graz Linz Salzburg Innsbruck Klagenfurt Villach Wels", _GERMAN_STREETS,
          _GERMAN_KINDS),
    _land("CH", "Schweiz", "de", 0.03, "+41/21 22 31 41 44 61 71/7", "####",
          "AG|Aktiengesellschaft; GmbH|Gesellschaft mit beschränkter Haftung",
          "Zürich Basel Bern Luzern Winterthur Thun Zug Aarau", _GERMAN_STREETS, _GERMAN_KINDS),
    _land("FR", "France", "fr", 0.10, "+33/20 21 22 23 24 25 26 27 28 29/7", "#####",
          "SARL|S.A.R.L.|Sarl; SAS|S.A.S.|Société par actions simplifiée; SA|S.A.; EURL|E.U.R.L.",
          "Paris Lyon Nantes Bordeaux Besançon Lille Rennes Nice Toulouse Dijon Angers Reims Metz "
          "Nîmes Tours Amiens Caen Limoges Brest Orléans",
          "Victor_Hugo République Gambetta Pasteur Verdun Gare Église Moulin Château Jean_Jaurès "
          "Liberté Écoles Lilas Voltaire Foch Carnot Acacias Tilleuls Port Usines",
          "rue *|r. *; avenue *|av. *; boulevard *|bd *; place *|pl. *; chemin *|ch. *",
          number_first=True),
    _land("BE", "Belgique", "fr", 0.03, "+32/50/6", "####", "SA|S.A.; SRL|S.R.L.|SPRL",
          "Bruxelles Liège Namur Mons Charleroi Tournai Arlon",
          "Gare Église Louise Centre Moulin Bosquet Commerce Industrie Fontaine Prairie",
          "rue *|r. *; avenue *|av. *; chaussée *|ch. *"),
    _land("ES", "España", "es", 0.06, "+34/910/6", "#####",
          "S.L.|SL|Sociedad Limitada; S.A.|SA; S.L.U.|SLU",
          "Madrid Barcelona Valencia Sevilla Zaragoza Málaga Murcia Bilbao Vigo Gijón Oviedo "
          "Burgos León Cádiz Lugo Huesca",
          "Mayor Real Sol Constitución Iglesia Cervantes Goya Velázquez Colón Alcalá San_Juan "
          "Nueva Fuente Molino Estación Industria",
          "Calle *|C/ *; Avenida *|Avda. *; Plaza *|Pza. *"),
    _land("IT", "Italia", "it", 0.07, "+390/11 51 55 81 45 10/7", "#####",
          "S.r.l.|SRL|Srl; S.p.A.|SPA|SpA; S.n.c.|SNC; S.a.s.|SAS",
          "Roma Milano Torino Napoli Bologna Firenze Verona Genova Padova Bari Parma Modena Lecce "
          "Pisa Trento Ancona Udine Cremona",
          "Roma Garibaldi Mazzini Verdi Marconi Cavour Dante Matteotti Vittorio_Veneto Europa "
          "Manzoni Battisti Leopardi Volta Industria Stazione",
          "Via *|V. *; Viale *|V.le *; Piazza *|P.zza *; Corso *|C.so *"),
    _land("NL", "Nederland", "nl", 0.05, "+31/20 10 30 40 50 70/7", "#### %%",
          "B.V.|BV|Besloten Vennootschap; N.V.|NV; V.O.F.|VOF",
          "Amsterdam Rotterdam Utrecht Eindhoven Groningen Tilburg Breda Arnhem Haarlem Zwolle "
          "Leiden Delft Venlo Assen",
          "Kerk School Molen Dorps Stations Nieuw Wilhelmina Juliana Beuken Haven Industrie Markt "
          "Parallel Berken", "*straat|*str.; *weg|*wg; *laan|*ln; *plein|*pln"),
    _land("SE", "Sverige", "sv", 0.03, "+46/31 40 18 19 21/6", "### ##",
          "AB|Aktiebolag|A.B.; HB|Handelsbolag",
          "Stockholm Göteborg Malmö Uppsala Örebro Västerås Lund Umeå Gävle Borås",
          "Stor Kungs Drottning Skol Kyrko Stations Industri Björk Ring Hamn",
          "*gatan|*g.; *vägen|*v."),
    _land("PL", "Polska", "pl", 0.03, "+48/12 22 42 58 61 71 81/7", "##-###",
          "Sp. z o.o.|Spółka z o.o.|sp. z o. o.; S.A.|SA; sp. j.|Spółka jawna",
          "Warszawa Kraków Łódź Wrocław Poznań Gdańsk Lublin Katowice Toruń Opole",
          "Polna Leśna Słoneczna Krótka Szkolna Ogrodowa Lipowa Łąkowa Kwiatowa Kościelna "
          "Fabryczna",
          "ul. *|*; al. *|aleja *"),
    _land("GR", "Greece", "el", 0.02, "+30/2310/6", "### ##",
          "Α.Ε.|ΑΕ|Ανώνυμη Εταιρεία; Ε.Π.Ε.|ΕΠΕ; Ι.Κ.Ε.|ΙΚΕ",
          "Αθήνα Θεσσαλονίκη Πάτρα Ηράκλειο Λάρισα Βόλος Ιωάννινα Χανιά",
          "Ερμού Σταδίου Πανεπιστημίου Αθηνών Βενιζέλου Παπάγου Κύπρου Ολύμπου Αιγαίου Ιωνίας",
          "*|*; Οδός *|Οδ. *; Λεωφόρος *|Λεωφ. *"),
    _land("BG", "Bulgaria", "bg", 0.015, "+359/52/6", "####", "ООД|О.О.Д.; ЕООД|Е.О.О.Д.; АД|А.Д.",
          "София Пловдив Варна Бургас Русе Плевен Сливен Шумен",
          "Витоша Левски Ботев Раковски Дунав Шипка Марица Опълченска Иван_Вазов Родопи",
          "ул. *|*; бул. *|булевард *"),
    _land("JP", "Japan", "ja", 0.015, "+81/52/7", "###-####",
          "株式会社:K.K.|株式会社:Co., Ltd.; 合同会社:G.K.|合同会社:GK",
          "東京:Tokyo 大阪:Osaka 名古屋:Nagoya 京都:Kyoto 神戸:Kobe 福岡:Fukuoka 札幌:Sapporo "
          "仙台:Sendai",
          "本町:Honcho 栄町:Sakaecho 中町:Nakamachi 緑町:Midoricho 旭町:Asahicho 元町:Motomachi "
          "新町:Shinmachi 大手町:Otemachi 桜町:Sakuracho 浜町:Hamacho", "*|*"),
)  # fmt: skip
