"""Countries, cities, postal codes and streets of the demo; house numbers are made up."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """A country as our exports write it, with its language, money and share of companies."""

    code: str
    name: str
    language: str
    currency: str
    share: float
    legal_forms: tuple[tuple[str, str], ...]  # as registered, and another way to write it
    phone: str  # ranges kept free for fiction; # is a digit; empty where there is none
    cities: tuple[tuple[str, str, str], ...]  # city, region, postal code with # for digits


def _cities(text: str) -> tuple[tuple[str, str, str], ...]:
    rows = (row.split("|") for row in text.split("; "))
    return tuple((city, region, postal) for city, region, postal in rows)


COUNTRIES: tuple[Country, ...] = (
    Country("US", "United States", "en", "USD", 0.20, (
        ("Inc.", "Incorporated"), ("LLC", "L.L.C."), ("Corp.", "Corporation")), "+1 202 555 01##",
        _cities("Chicago|IL|606##; Austin|TX|787##; Boston|MA|021##; Denver|CO|802##; "
                "Seattle|WA|981##; Atlanta|GA|303##; Columbus|OH|432##; New York|NY|100##")),
    Country("GB", "United Kingdom", "en", "GBP", 0.14, (
        ("Ltd", "Limited"), ("Ltd", "LIMITED"), ("plc", "Public Limited Company")),
        "+44 20 7946 0###",
        _cities("London|Greater London|EC2A #QX; Leeds|West Yorkshire|LS1 #AB; "
                "Manchester|Greater Manchester|M1 #NB; Bristol|Bristol|BS1 #DX; "
                "Edinburgh|Scotland|EH2 #LP; Norwich|Norfolk|NR3 #HW")),
    Country("IE", "Ireland", "en", "EUR", 0.03, (("Ltd", "Limited"), ("DAC", "D.A.C.")), "",
        _cities("Dublin|Leinster|D0# X2P5; Cork|Munster|T12 W#C7; Galway|Connacht|H91 K#E9")),
    Country("CA", "Canada", "en", "USD", 0.04, (
        ("Inc.", "Incorporated"), ("Ltd.", "Limited")), "+1 613 555 01##",
        _cities("Toronto|Ontario|M5V #K4; Vancouver|British Columbia|V6B #N8; "
                "Calgary|Alberta|T2P #M7; Ottawa|Ontario|K1P #A4")),
    Country("DE", "Germany", "de", "EUR", 0.17, (
        ("GmbH", "Gesellschaft mit beschränkter Haftung"), ("AG", "Aktiengesellschaft"),
        ("GmbH & Co. KG", "GmbH und Co. KG")), "+49 30 23125 ###",
        _cities("Hamburg|Hamburg|20###; Berlin|Berlin|10###; München|Bayern|80###; "
                "Köln|Nordrhein-Westfalen|50###; Leipzig|Sachsen|04###; "
                "Stuttgart|Baden-Württemberg|70###; Nürnberg|Bayern|90###")),
    Country("AT", "Austria", "de", "EUR", 0.03, (
        ("GmbH", "Ges.m.b.H."), ("AG", "Aktiengesellschaft")), "",
        _cities("Wien|Wien|10#0; Graz|Steiermark|801#; Linz|Oberösterreich|402#")),
    Country("CH", "Switzerland", "de", "EUR", 0.03, (
        ("AG", "Aktiengesellschaft"), ("GmbH", "Gesellschaft mit beschränkter Haftung")), "",
        _cities("Zürich|Zürich|80##; Basel|Basel-Stadt|40##; Bern|Bern|30##")),
    Country("FR", "France", "fr", "EUR", 0.09, (
        ("SARL", "S.A.R.L."), ("SAS", "Société par actions simplifiée"),
        ("SA", "Société anonyme")), "+33 1 99 00 ## ##",
        _cities("Paris|Île-de-France|750##; Lyon|Auvergne-Rhône-Alpes|690##; "
                "Nantes|Pays de la Loire|440##; Bordeaux|Nouvelle-Aquitaine|330##; "
                "Besançon|Bourgogne-Franche-Comté|250##")),
    Country("BE", "Belgium", "fr", "EUR", 0.02, (
        ("SRL", "Société à responsabilité limitée"), ("SA", "Société anonyme")), "",
        _cities("Bruxelles|Bruxelles|10#0; Liège|Wallonie|40##; Namur|Wallonie|50##")),
    Country("ES", "Spain", "es", "EUR", 0.06, (
        ("S.L.", "Sociedad Limitada"), ("S.A.", "Sociedad Anónima")), "",
        _cities("Madrid|Madrid|280##; Barcelona|Cataluña|080##; Valencia|Valencia|460##; "
                "Málaga|Andalucía|290##")),
    Country("IT", "Italy", "it", "EUR", 0.06, (
        ("S.r.l.", "Società a responsabilità limitata"), ("S.p.A.", "Società per azioni")), "",
        _cities("Milano|Lombardia|201##; Torino|Piemonte|101##; Bologna|Emilia-Romagna|401##; "
                "Padova|Veneto|351##")),
    Country("NL", "Netherlands", "nl", "EUR", 0.04, (
        ("B.V.", "Besloten Vennootschap"), ("N.V.", "Naamloze Vennootschap")), "",
        _cities("Amsterdam|Noord-Holland|10## KL; Rotterdam|Zuid-Holland|30## AB; "
                "Utrecht|Utrecht|35## GD; Eindhoven|Noord-Brabant|56## MN")),
    Country("SE", "Sweden", "sv", "EUR", 0.03, (("AB", "Aktiebolag"), ("AB", "A.B.")),
        "+46 8 465 004 ##",
        _cities("Stockholm|Stockholm|11# 2#; Göteborg|Västra Götaland|41# 0#; "
                "Malmö|Skåne|21# 2#")),
    Country("PL", "Poland", "pl", "EUR", 0.03, (
        ("Sp. z o.o.", "Spółka z ograniczoną odpowiedzialnością"),
        ("S.A.", "Spółka Akcyjna")), "",
        _cities("Warszawa|Mazowieckie|00-###; Kraków|Małopolskie|31-###; "
                "Łódź|Łódzkie|90-###; Gdańsk|Pomorskie|80-###")),
    Country("GR", "Greece", "el", "EUR", 0.015, (("Α.Ε.", "ΑΕ"), ("Ε.Π.Ε.", "ΕΠΕ")), "",
        _cities("Αθήνα|Αττική|10# 5#; Θεσσαλονίκη|Κεντρική Μακεδονία|54# 2#; "
                "Πάτρα|Δυτική Ελλάδα|26# 2#")),
    Country("JP", "Japan", "ja", "USD", 0.015, (("株式会社", "(株)"),), "",
        _cities("東京|東京都|10#-00##; 大阪|大阪府|54#-00##; 名古屋|愛知県|46#-00##")),
)  # fmt: skip

# Street patterns per language; # is the house number.
STREETS: dict[str, tuple[str, ...]] = {
    "en": ("# Mill Lane", "# Harbour Street", "# Foundry Road", "# Station Road", "# Quay Walk",
           "# Chapel Street", "# Weavers Yard", "# Granary Row", "# Orchard Way", "# Canal Street"),
    "de": ("Hafenstraße #", "Am Speicher #", "Lindenallee #", "Mühlenweg #", "Gewerbering #",
           "Bahnhofstraße #", "Kirchgasse #", "Industriestraße #", "Schillerstraße #"),
    "fr": ("# rue du Moulin", "# avenue des Tilleuls", "# quai du Port", "# rue de l'Église",
           "# boulevard Voltaire", "# allée des Forges", "# rue des Tanneurs"),
    "es": ("Calle Mayor, #", "Avenida del Puerto, #", "Calle de la Fuente, #", "Paseo del Río, #",
           "Calle Álamo, #", "Polígono Norte, #"),
    "it": ("Via Garibaldi #", "Via del Mulino #", "Viale dei Tigli #", "Via Fontana #",
           "Corso Italia #", "Via Artigiani #"),
    "nl": ("Havenstraat #", "Molenweg #", "Lindelaan #", "Industrieweg #", "Kerkstraat #",
           "Kanaaldijk #"),
    "sv": ("Hamngatan #", "Kvarnvägen #", "Industrigatan #", "Björkallén #", "Stationsvägen #"),
    "pl": ("ul. Portowa #", "ul. Młyńska #", "ul. Lipowa #", "ul. Fabryczna #", "ul. Polna #"),
    "el": ("Οδός Λιμένος #", "Οδός Μύλων #", "Λεωφόρος Αθηνών #", "Οδός Ελαιών #"),
    "ja": ("港町#丁目", "水車通り#番地", "桜台#丁目", "工業団地#番"),
}  # fmt: skip
