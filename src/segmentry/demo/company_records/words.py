"""The words of company names in eleven languages and three scripts; all companies are made up."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """What the companies of a language make their names of; Japanese is `native:romanised`."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    surnames: tuple[str, ...]
    trades: tuple[str, ...]
    generic: tuple[str, ...]
    brothers: tuple[str, ...]


def _language(first: str, second: str, surnames: str, trades: str, generic: str, brothers: str
              ) -> Language:  # fmt: skip
    lists = (first, second, surnames, trades, generic)
    first_words, second_words, family, trade_words, general = (
        tuple(w.replace("_", " ") for w in text.split()) for text in lists
    )
    return Language(
        first_words, second_words, family, trade_words, general, tuple(brothers.split("|"))
    )


LANGUAGES: dict[str, Language] = {
    "en": _language(
        "Ash Black Bramble Bright Brook Clear Crow East Elm Fair Fern Frost Glen Gold Granite "
        "Green Harbour Hart Hazel Heron High Iron Kestrel Lake Lark Marsh Mill New North Oak Penn "
        "Pine Raven Red River Rose Sand Silver South Stone Summer Swift Thorn West White Wind",
        "bridge brook burn bury by combe crest croft dale field fold ford gate grove ham haven "
        "hill hurst land leigh ley mark mere mill moor point port ridge shaw side stead stone "
        "ton vale view ville water way well wick wood worth",
        "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker Clarke Green "
        "Hughes Hall Turner Hill Cooper Ward Morris Baker Harris King Allen Parker Bennett Carter "
        "Shaw Hunt Marsh Barker Pearson Holmes Lloyd Foster Dixon Fletcher Hawkins Whitfield "
        "Pemberton Ashworth Oakley Thackeray Lockwood Rushton Garside",
        "Logistics Engineering Manufacturing Consulting Foods Packaging Electronics Construction "
        "Software Plastics Textiles Chemicals Furniture Transport Insurance Printing Medical "
        "Energy Holdings Systems Tools Motors Catering Recruitment Security Timber Steel Dental "
        "Property_Management Garden_Supplies Technologies International",
        "Central General United National Global Premier Quality Professional Business Universal "
        "Services Solutions Supplies Trading Partners Management Enterprises Associates",
        "& Sons|Bros|Brothers|& Co|& Partners",
    ),
    "de": _language(
        "Adler Ahorn Alt Berg Birken Brunn Buchen Eichen Eisen Elb Falken Feld Gold Grün Hafen "
        "Hirsch Hoch Isar Klar König Kupfer Licht Linden Mühl Neckar Neu Nord Ost Rhein Rot Salz "
        "Schwarz Silber Sonnen Stein Stern Süd Tal Tannen Wald Weser Weiß West Wolf",
        "au bach berg born brück burg dorf feld fels furt garten hain haus heim hof horn hütte "
        "kamp mann mark mühle ried see stadt steg stein strand tal teich tor turm ufer wald wehr "
        "weiler werk wiese winkel",
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer "
        "Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann "
        "Lange Werner Krause Lehmann Köhler Maier Huber Kaiser Fuchs Vogel Brandt Böhm Winkler "
        "Ziegler Bergmann Steinhauer Oppermann Lüdtke Wesselmann",
        "Maschinenbau Logistik Elektrotechnik Bau Handel Spedition Werkzeugbau Verpackungen Druck "
        "Medizintechnik Immobilien Beratung Software Metallbau Kunststofftechnik Lebensmittel "
        "Textil Möbel Energie Holding Versicherungsmakler Automobile Sanitär_und_Heizung "
        "Gebäudereinigung Feinmechanik Stahlhandel Systeme International",
        "Deutsche Allgemeine Zentrale Erste Neue Vereinigte Moderne Dienstleistungen Lösungen "
        "Vertrieb Service Verwaltung Beteiligungen Technik",
        "& Söhne|Gebr.|Gebrüder|& Partner|& Co.",
    ),
    "fr": _language(
        "Aigue Arbre Aube Beau Bel Belle Bois Bon Bourg Brun Chante Château Clair Combe Franc "
        "Grand Haut Herbe Longue Mar Mire Mont Neuve Noir Orme Pierre Pont Pré Roche Rouge Sable "
        "Saint Sept Tour Val Vert Vieux Ville",
        "aigle argent bourg bray champ clos coeur cour court dieu fleur fond fontaine fort jardin "
        "lac lande lieu lune maison mer moulin mont plage pré rivage roche sart soleil tour val "
        "vent vigne ville voie",
        "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent "
        "Lefebvre Michel Garcia David Bertrand Roux Vincent Fournier Morel Girard André Mercier "
        "Dupont Lambert Bonnet François Legrand Garnier Faure Rousseau Blanchard Guérin "
        "Chevallier Perrin Marchand Delacourt",
        "Logistique Bâtiment Transports Conseil Industrie Électricité Menuiserie Emballages "
        "Imprimerie Informatique Immobilier Mécanique Plastiques Textiles Alimentaire Énergie "
        "Assurances Automobiles Maçonnerie Nettoyage Participations Distribution Médical Systèmes "
        "Travaux_Publics International",
        "Société_Générale_de Compagnie_Française_de Union Centrale Nouvelle Services Solutions "
        "Gestion Négoce Travaux Équipement",
        "& Fils|Frères|& Cie|et Associés",
    ),
    "es": _language(
        "Agua Alba Alta Arena Bella Brisa Buena Campo Casa Clara Costa Cruz Encina Flor Fuente "
        "Isla Jara Loma Luz Mar Mesa Mira Monte Nava Nieve Olmo Peña Piedra Plata Prado Puerto "
        "Rio Rosa Sierra Sol Torre Valle Verde Villa",
        "alta blanca bella brava campo clara cruz dorada fiel flor fría fuerte grande hermosa "
        "larga lejos lista llana luna mar mayor monte negra nova plana real rica roja sierra sol "
        "verde vieja viva",
        "García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Martín Jiménez "
        "Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres "
        "Domínguez Vázquez Ramos Gil Serrano Blanco Molina Castro Ortega Rubio Iglesias Garrido",
        "Logística Construcciones Transportes Consultores Industrias Electricidad Maderas Envases "
        "Gráficas Informática Inmobiliaria Mecánica Plásticos Textiles Alimentación Energía "
        "Seguros Automóviles Limpiezas Distribuciones Sistemas Obras_y_Servicios Internacional",
        "General Española Central Nueva Unión Servicios Soluciones Gestión Comercial Suministros",
        "e Hijos|Hermanos|y Asociados|Hnos.",
    ),
    "it": _language(
        "Acqua Alta Alba Bella Bianca Borgo Buona Campo Casa Castel Chiara Colle Costa Dolce Fiore "
        "Fonte Forte Gran Isola Lago Luna Mare Monte Nova Ombra Pietra Pino Ponte Porto Prato Riva "
        "Rocca Rosa Serra Sole Terra Torre Valle Verde Villa",
        "alta antica aperta bianca bella bruna chiara dolce dorata felice ferma fiorita forte "
        "fredda gialla grande lieta lunga maggiore marina nera nova piana reale ricca rossa sana "
        "secca serena verde viva",
        "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti "
        "De_Luca Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani "
        "Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli Vitale",
        "Logistica Costruzioni Trasporti Consulenza Industrie Elettronica Legnami Imballaggi "
        "Tipografia Informatica Immobiliare Meccanica Plastica Tessile Alimentari Energia "
        "Assicurazioni Autoveicoli Pulizie Distribuzione Sistemi Lavori_Edili Internazionale",
        "Generale Italiana Centrale Nuova Unione Servizi Soluzioni Gestione Commerciale Forniture",
        "& Figli|Fratelli|F.lli|e Associati",
    ),
    "nl": _language(
        "Beek Berg Blauw Bloem Boom Bos Broek Dijk Duin Eik Gouden Groen Haag Haven Hoog Kerk "
        "Klein Kroon Lage Linden Maas Meer Molen Nieuw Noord Oost Oude Polder Rijn Rood Steen "
        "Veen Vlieg Water West Wilde Wind Zand Zilver Zuid",
        "beek berg brug bos burg dal dam dijk donk dorp drecht duin end gaard haven heide hof "
        "horst huis kamp kerk laan land meer molen plaat poort rade stede stein veld ven water "
        "wijk woud zicht zijl",
        "De_Jong Jansen De_Vries Van_den_Berg Bakker Van_Dijk Visser Smit Meijer De_Boer Mulder "
        "De_Groot Bos Vos Peters Hendriks Van_Leeuwen Dekker Brouwer De_Wit Dijkstra Smits "
        "De_Graaf Kok Jacobs Vermeulen Van_der_Meer Schouten Willems Hoekstra Koster Prins",
        "Logistiek Bouw Transport Advies Techniek Elektro Houthandel Verpakkingen Drukkerij "
        "Automatisering Vastgoed Machinebouw Kunststoffen Textiel Voeding Energie Verzekeringen "
        "Autobedrijf Schoonmaak Groothandel Systemen Installatietechniek International",
        "Algemene Nederlandse Centrale Nieuwe Verenigde Diensten Oplossingen Beheer Handel Service",
        "& Zonen|Gebr.|Gebroeders|& Partners",
    ),
    "sv": _language(
        "Björk Ek Fager Fjäll Gran Grön Gull Hav Hög Järn Kvarn Lind Ljung Lund Mal Norr Ny Ös "
        "Röd Sjö Skog Stor Sten Ström Sund Söder Vinter Västan Ål Ång",
        "berg backa bo borg bäck dal fors gren gård hamn hed holm kvist lid löv mark näs ryd "
        "sand stad strand ström sund torp vall vik ås äng",
        "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson "
        "Pettersson Jonsson Jansson Hansson Bengtsson Lindberg Lindström Bergström Sandberg "
        "Forsberg Sjöberg Wallin Engström Eklund",
        "Logistik Bygg Transport Konsult Verkstad Elektronik Trä Förpackning Tryckeri Data "
        "Fastigheter Maskin Plast Textil Livsmedel Energi Försäkring Bil Städ System International",
        "Allmänna Svenska Centrala Nya Förenade Tjänster Lösningar Förvaltning Handel Service",
        "& Söner|Bröderna|& Partners",
    ),
    "pl": _language(
        "Biało Bobro Brzozo Cicho Czarno Dąbro Dobro Długo Górno Grodzi Jaworo Jasno Kamieno "
        "Klono Leśno Lipo Łąko Nowo Olszo Ostro Piasko Rudo Sosno Staro Sucho Świerko Wielko "
        "Wodno Zielono Złoto",
        "bór brzeg dąb dom dwór gaj gród górka las lipa łęg młyn most pol port ród rzek skał "
        "staw stok sław trans wid wit żar",
        "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański "
        "Woźniak Dąbrowski Kozłowski Jankowski Mazur Kwiatkowski Krawczyk Kaczmarek Piotrowski "
        "Grabowski Zając Pawłowski Michalski Król Wieczorek",
        "Logistyka Budownictwo Transport Doradztwo Przemysł Elektronika Drewno Opakowania "
        "Drukarnia Informatyka Nieruchomości Maszyny Tworzywa Tekstylia Żywność Energia "
        "Ubezpieczenia Motoryzacja Systemy International",
        "Polskie Centralne Nowe Zjednoczone Usługi Rozwiązania Zarządzanie Handel Serwis Zakłady",
        "i Synowie|Bracia|i Wspólnicy",
    ),
    "el": _language(
        "Αιγαίο Αλφα Αστρο Γη Δελτα Ελληνο Ηλιο Θαλασσο Κρητο Λευκο Μακεδονο Μεσο Νεο Νησο Ξυλο "
        "Ολυμπο Πελοπο Πετρο Πρωτο Σιδηρο Υδρο Φωτο Χρυσο Αργυρο Ανατολο Βορειο",
        "δομή τεχνική εμπορική πλοία γραφή μορφή πόλη λάδι καρπός τροφή ναυτική κτίριο δύναμη "
        "λιμένας μέταλλο πλαστ χημική κίνηση",
        "Παπαδόπουλος Παπαδάκης Γεωργίου Δημητρίου Νικολάου Ιωάννου Βασιλείου Κωνσταντίνου "
        "Αθανασίου Οικονόμου Μακρής Καραγιάννης Αλεξίου Πετρίδης Σταματίου Μανώλης Χριστοδούλου "
        "Λαμπρόπουλος Σωτηρίου Ζαχαρίου",
        "Μεταφορές Κατασκευές Τρόφιμα Ενέργεια Συμβουλευτική Πλαστικά Εκτυπώσεις Ναυτιλιακή "
        "Μηχανήματα Ασφάλειες Λογισμικό Έπιπλα Υφάσματα Εμπόριο",
        "Γενική Ελληνική Κεντρική Νέα Ενωμένη Υπηρεσίες Λύσεις Διαχείριση Εμπορία",
        "και Υιοί|Αφοί|και Συνεργάτες",
    ),
    "bg": _language(
        "Алфа Бело Бор Вита Горно Дунав Еко Златно Зора Изток Искър Камен Лозен Мар Нова Орел "
        "Пирин Рила Родопа Роза Север Слънчо Стара Тракия Черно Юг Янтра",
        "град дом маш пром строй торг транс хим мет плод свят лес мост порт поле вода инвест "
        "комерс продукт тех",
        "Иванов Георгиев Димитров Петров Николов Христов Стоянов Тодоров Илиев Василев Атанасов "
        "Ангелов Колев Йорданов Маринов Стефанов Попов Михайлов Костов Цветков Желязков Чакъров",
        "Логистика Строителство Транспорт Консулт Машини Електроника Мебели Опаковки Печат "
        "Софтуер Имоти Пластмаси Текстил Храни Енергия Застраховане Търговия Химия",
        "Обща Българска Централна Нова Обединена Услуги Решения Управление Търговия Сервиз",
        "и Синове|Братя|и Партньори",
    ),
    "ja": _language(
        "東:Higashi 西:Nishi 南:Minami 北:Kita 中央:Chuo 大:Dai 新:Shin 富士:Fuji 桜:Sakura "
        "松:Matsu 竹:Take 梅:Ume 山:Yama 川:Kawa 海:Umi 森:Mori 青:Ao 白:Shiro 金:Kane "
        "銀:Gin 旭:Asahi 三:San 日:Nichi 東洋:Toyo 関西:Kansai",
        "本:moto 田:da 山:yama 川:gawa 島:shima 原:hara 野:no 崎:saki 浜:hama 橋:hashi 井:i "
        "沢:sawa 岡:oka 村:mura 谷:tani 木:ki 石:ishi 光:hikari 星:boshi 電:den",
        "佐藤:Sato 鈴木:Suzuki 高橋:Takahashi 田中:Tanaka 伊藤:Ito 渡辺:Watanabe 山本:Yamamoto "
        "中村:Nakamura 小林:Kobayashi 加藤:Kato 吉田:Yoshida 山田:Yamada 佐々木:Sasaki "
        "松本:Matsumoto 井上:Inoue 木村:Kimura 清水:Shimizu 斎藤:Saito 橋本:Hashimoto "
        "石川:Ishikawa",
        "物流:Butsuryu 建設:Kensetsu 運輸:Unyu 工業:Kogyo 電機:Denki 印刷:Insatsu 不動産:Fudosan "
        "機械:Kikai 化学:Kagaku 食品:Shokuhin 商事:Shoji 産業:Sangyo 製作所:Seisakusho 繊維:Seni "
        "保険:Hoken 自動車:Jidosha",
        "日本:Nihon 総合:Sogo 第一:Daiichi 全国:Zenkoku サービス:Service 管理:Kanri 企画:Kikaku "
        "販売:Hanbai",
        "兄弟:Kyodai",
    ),
}  # fmt: skip

ABBREVIATIONS = {
    "International": "Intl", "Manufacturing": "Mfg", "Engineering": "Eng", "Brothers": "Bros",
    "Bros": "Brothers", "& Sons": "and Sons", "& Co": "and Company", "Technologies": "Tech",
    "Management": "Mgmt", "Services": "Svcs", "Associates": "Assoc", "National": "Natl",
    "Construction": "Constr", "Electronics": "Elec", "Gebrüder": "Gebr.", "Gebr.": "Gebrüder",
    "Maschinenbau": "Masch.bau", "Elektrotechnik": "E-Technik", "& Söhne": "und Söhne",
    "& Fils": "et Fils", "Compagnie": "Cie", "Société Générale de": "Sté Gén. de",
    "Hermanos": "Hnos.", "Hnos.": "Hermanos", "Fratelli": "F.lli", "F.lli": "Fratelli",
    "Construcciones": "Constr.", "Costruzioni": "Costr.", "Gebroeders": "Gebr.",
    "Internazionale": "Int.", "Internacional": "Int.", "& Partner": "und Partner",
    "& Figli": "e Figli", "& Zonen": "en Zonen", "& Partners": "and Partners",
}  # fmt: skip

_ALPHABETS = (
    "абвгдезийклмнопрстуфъьαβγδεζηικλμνξοπρσςτυφω",
    "abvgdeziyklmnoprstufayavgdeziiklmnxoprsstyfo",
)
_LETTERS = dict(zip(*_ALPHABETS, strict=True)) | {
    "ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya",
    "θ": "th", "χ": "ch", "ψ": "ps",
}  # fmt: skip
_TYPED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "Ä": "Ae", "Ö": "Oe",
                        "Ü": "Ue", "Ł": "L"})  # fmt: skip
_DIGRAPHS = {"ου": "ou", "αυ": "av", "ευ": "ev", "μπ": "b", "γγ": "ng", "γκ": "gk"}


def romanised(word: str) -> str:
    """The word in Latin letters, as passports of Bulgaria and Greece write names."""
    latin = []
    for part in word.split(" "):
        text = _without_accents(part.lower()) if _is_greek(part) else part.lower()
        for pair, letters in _DIGRAPHS.items():
            text = text.replace(pair, letters)
        written = "".join(_LETTERS.get(letter, letter) for letter in text)
        latin.append(written.capitalize() if part[:1].isupper() else written)
    return " ".join(latin)


def plain(word: str) -> str:
    """The word in the letters of ASCII, as German and other keyboards without accents type it."""
    return _without_accents(word.translate(_TYPED))


def is_foreign(word: str) -> bool:
    """Whether it is written in other letters than Latin ones."""
    return any((ord(letter) > 0x36F and letter.isalpha() and ord(letter) < 0x1E00)
               or ord(letter) > 0x2FFF for letter in word)  # fmt: skip


def _is_greek(word: str) -> bool:
    return any(0x370 <= ord(letter) < 0x400 or 0x1F00 <= ord(letter) < 0x2000 for letter in word)


def _without_accents(word: str) -> str:
    split = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in split if not unicodedata.combining(c)))
