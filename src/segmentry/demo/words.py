"""The words that companies of each language make their names of. All companies are made up."""

from dataclasses import dataclass

# Words of other scripts are written `native:romanised`.
_CORES: dict[str, tuple[str, str]] = {
    "en": (
        "Silver Ash Harbour Oak Stone Bright Copper Fair Green Hazel Iron King Lake Maple Morning "
        "North Otter Penn Quarry Raven Red Salt Sand Sea Shep South Spring Star Stock Summer Swan "
        "Thorn Timber Under Wake Water Well West White Wild Wind Winter Wool Yar Amber Black Blue "
        "Clear Cross Dart",
        "brook field wick ford gate bridge bury combe dale den down fall fell garth grove ham "
        "hill holt hurst land leigh ley marsh mere mill minster moor more mouth port ridge shaw "
        "shire stead stoke thorpe ton vale view ville ward water way well wood worth yard crest "
        "haven point",
    ),
    "de": (
        "Nord Süd Ost Gipfel Wald Stein Eichen Linden Birken Adler Falken Kron König Mühl Brunn "
        "Sonnen Stern Mond Silber Gold Kupfer Eisen Salz Hafen Werra Isar Elb Rhein Neckar Weser "
        "Alster Havel Ahorn Buchen Erlen Hirsch Reh Wolf Bären Klar Lichten Weiß Schwarz Rot Grün "
        "Alt Neu Hoch Tief Weit",
        "licht werk stein bach tal hof feld burg brück haus mann kamp furt rode hausen heim "
        "born quell mühle wiese garten acker anger au grund hain horn kliff mark moos pfad rain "
        "ried rücken see steg strand teich turm ufer wacht warte wehr weiler winkel zinne gart "
        "schanze dorf",
    ),
    "fr": (
        "Beau Mont Clair Haut Val Roche Bel Font Grand Petit Aigue Arbre Aube Bois Bourg Brun "
        "Chante Char Château Combe Cour Dame Fleur Franc Gai Herbe Lac Loup Lune Mar Mer Mire "
        "Neuve Noir Orme Perle Pierre Plein Pont Pré Rive Rouge Sable Sauve Sept Sol Tour Vert "
        "Vieux Vigne",
        "rivage champ fort lieu mar maison court bourg aigle argent aulne ard bert bray brin "
        "cerf chêne ciel clos coin coeur côte dour eau étang fond gué jardin joux lande luc "
        "marne mesnil nel orge ouest plage pré rac sart semaine tour val vent vigne voie voisin "
        "ronde enclos",
    ),
    "es": (
        "Mira Monte Rio Alta Agua Alba Alma Arena Bella Brisa Buena Campo Casa Cien Clara Costa "
        "Cruz Duero Encina Flor Fuente Grana Hierba Isla Jara Laguna Loma Luz Mar Mesa Miel Nava "
        "Nieve Olmo Palmera Peña Piedra Plata Pinar Prado Puerto Robles Rosal Sierra Tierra "
        "Torreón "
        "Valle Vega Viento Villa",
        "sol verde alto blanca clara dorada fría grande larga luna llana marina mayor mora nueva "
        "oro palma plana real rica roja rubia sabia santa seca serena silva sur tajo tres "
        "valdés ventura vera viva zafra arcos bosque brava cima duque estrella fina honda "
        "lozana media noble norte olivar parda",
    ),
    "it": (
        "Belli Monti Acqua Alpe Arco Borgo Bosco Campi Cala Capo Castel Cerva Chiara Colle Corte "
        "Costi Dolce Ferra Fiore Fonta Forno Gelso Giglio Grano Lago Lauro Luna Maggio Mandor "
        "Melo Molino Neve Olmi Oro Palma Pian Pietra Pino Poggio Ponte Porto Prati Rocca Rosa "
        "Salice Selva Sole Stella Torre Valli",
        "chiaro forte bianco bruno caro dolce fiorito freddo grande lungo maggiore nero nuovo "
        "piccolo rosso sereno santo verde vecchio vivo dorato antico alto amaro ameno azzurro "
        "bello cupo degli donato fermo fino franco gaio giusto lieto lindo marino mite nobile "
        "pago pieno pulito puro quieto raro saldo sano savio tondo",
    ),
    "nl": (
        "Zuid Blauw Noorder Wester Ooster Molen Kerk Dijk Duin Zand Zee Veen Haven Brug Burg "
        "Eiken Beuken Linde Berken Wilgen Klaver Koren Tarwe Rogge Gouden Zilver Koper IJzer "
        "Kruis Toren Poort Markt Boeren Heide Bos Weide Akker Tuin Wouters Maas Waal IJssel Amstel "
        "Vecht Schelde Oranje Prins Konings Leeuwen Zwanen",
        "dijk huis kamp veld zicht poort oord hoven beek berg broek bosch brug daal dam donk "
        "drecht duin gaard geest haag hage haven heuvel hoek horst kade kant kerk laan lo loo "
        "made meer mond oever polder rade schoot singel sloot sluis stede stroom terp veen vliet "
        "waard weerd wijk zoom",
    ),
    "sv": (
        "Björk Lund Ek Alm Asp Berg Dal Fors Furu Gran Grön Gyllen Hag Hall Hav Hell Hjort Holm "
        "Häger Kvarn Lax Lilje Ljung Lång Löv Mal Myr Norr Ny Nöt Oxel Ren Ros Rönn Sand Silf "
        "Sjö Skog Sol Sten Stjärn Strand Ström Svan Söder Tall Väst Vinter Åker Öst",
        "holm ström kvist gren blad blom backa borg bro dahl ed ehn fjäll fors gård gärde hagen "
        "hamn hem hult häll kulla källa lid ljus lycka löf man mark mo mosse näs ros rud rum "
        "sand sele skär slätt sten strand stad sund säter torp torn udde vall vik ås ö",
    ),
    "pl": (
        "Jasno Biało Czarno Dobro Złoto Srebro Zielono Nowo Staro Wielko Mało Górno Dolno Boro "
        "Brzezo Buko Dębo Grabo Jawo Jezio Kamie Klono Krako Krasno Kruszo Leszno Lipo Łąko Miło "
        "Modro Młyno Ostro Olszo Pięknó Polno Rado Rybo Rzeczno Sosno Strzelo Sławo Święto Topo "
        "Trzebo Wiśnio Wodo Wilko Zako Żuro Żyto",
        "górski brzeg pol wiec las rzecz widz gród dwór skał kamień młyn ląd sław mir most port "
        "stok sad zdrój wola wice wiska nica nów rów szyn tyn głów jezior kierz krąg lin łęka "
        "mierz niew nos ogród par rzyn siec staw strug szcz toń war wierzb wisz żar bór",
    ),
    "el": (
        "Αιγαιο:Aigaio Αλκυ:Alky Αστρο:Astro Βορειο:Voreio Γαλαζο:Galazo Δελφι:Delfi Ελαιο:Elaio "
        "Ηλιο:Ilio Θαλασσο:Thalasso Ιονιο:Ionio Κρητο:Krito Κυανο:Kyano Λευκο:Lefko "
        "Μαρμαρο:Marmaro "
        "Νησο:Niso Ξενο:Xeno Ολυμπο:Olympo Ορεινο:Oreino Πετρο:Petro Ροδο:Rodo Σελινο:Selino "
        "Ταυρο:Tavro Υδρο:Ydro Φωτο:Foto Χρυσο:Chryso Ωκεανο:Okeano Ανατο:Anato Δρυο:Dryo "
        "Κεδρο:Kedro Λιμνο:Limno Μελι:Meli Νοτο:Noto Παγο:Pago Σιδηρο:Sidiro Τηλε:Tile "
        "Αργυρο:Argyro "
        "Βραχο:Vracho Γεφυρο:Gefyro Ευρο:Evro Θερμο:Thermo Ισθμο:Isthmo Καλλι:Kalli Λιθο:Litho "
        "Μυλο:Mylo Ονειρο:Oneiro",
        "λιμην:limin πετρα:petra δομη:domi γη:gi κτημα:ktima οραμα:orama ρευμα:revma πυργος:pyrgos "
        "νησος:nisos κηπος:kipos λοφος:lofos πηγη:pigi στεγη:stegi αγρος:agros ναυς:nafs "
        "αυρα:avra φως:fos χωρα:chora οδος:odos γεφυρα:gefyra βραχος:vrachos κυμα:kyma "
        "δασος:dasos μυλος:mylos ορος:oros πολις:polis πορος:poros ρινα:rina σημα:sima "
        "ταξις:taxis υλη:yli φαρος:faros χαρα:chara ωρα:ora ελια:elia ιχνος:ichnos καρπος:karpos "
        "λινον:linon μετρον:metron νημα:nima ξυλον:xylon οικος:oikos παν:pan σκαλα:skala "
        "τοξον:toxon",
    ),
    "ja": (
        "北:Hoku 東:To 南:Nan 西:Sei 大:Dai 日:Nichi 星:Hoshi 光:Ko 青:Ao 白:Shiro 黒:Kuro 赤:Aka "
        "金:Kin 銀:Gin 松:Matsu 竹:Take 梅:Ume 桜:Sakura 杉:Sugi 藤:Fuji 菊:Kiku 森:Mori "
        "林:Hayashi "
        "山:Yama 谷:Tani 川:Kawa 海:Umi 湖:Mizuumi 島:Shima 石:Ishi 岩:Iwa 鉄:Tetsu 銅:Do 玉:Tama "
        "鶴:Tsuru 亀:Kame 鷹:Taka 鹿:Shika 虎:Tora 龍:Ryu 朝:Asa 夕:Yu 春:Haru 夏:Natsu 秋:Aki "
        "冬:Fuyu "
        "新:Shin 古:Furu 高:Koh 長:Naga",
        "星:sei 野:no 原:hara 田:da 崎:saki 浜:hama 橋:bashi 井:i 泉:izumi 丘:oka 峰:mine 沢:zawa "
        "岡:gaoka 村:mura 里:sato 宮:miya 門:mon 道:michi 波:nami 風:kaze 雲:kumo 空:zora 花:hana "
        "葉:ba 木:gi 根:ne 実:mi 穂:ho 苗:nae 畑:hata 池:ike 滝:taki 津:tsu 港:minato 浦:ura 瀬:se "
        "岸:gishi 洲:su 越:koshi 坂:zaka 塚:zuka 城:shiro 館:date 倉:kura 蔵:zo 窓:mado 庭:niwa "
        "園:en 台:dai 本:moto",
    ),
}  # fmt: skip

# What a company does, two to four words per industry group; `&` words replace it in some names.
_TRADES: dict[str, dict[str, str]] = {
    "en": {
        "finance": "Bank|Insurance|Capital|Financial", "healthcare": "Health|Clinics|Medical Group",
        "retail": "Stores|Market|Outfitters", "technology": "Software|Systems|Data Labs|Digital",
        "manufacturing": "Engineering|Precision Tools|Plastics", "logistics": "Logistics|Freight",
        "wholesale": "Supply|Wholesale", "services": "Consulting|Advisory|Legal",
        "construction": "Construction|Builders", "energy": "Energy|Power",
        "hospitality": "Hotels|Inns", "education": "Academy|Learning",
        "&": "& Finch|& Marlow|& Sons|& Partners|Brothers",
    },
    "de": {
        "finance": "Bank|Versicherung|Kapital", "healthcare": "Kliniken|Medizintechnik|Gesundheit",
        "retail": "Handel|Moden|Märkte", "technology": "Software|Informatik|Datentechnik",
        "manufacturing": "Maschinenbau|Metallbau|Kunststofftechnik",
        "logistics": "Logistik|Spedition", "wholesale": "Großhandel|Vertrieb",
        "services": "Beratung|Ingenieure|Treuhand", "construction": "Bau|Hochbau",
        "energy": "Energie|Stadtwerke", "hospitality": "Hotels|Gasthöfe",
        "education": "Akademie|Bildung", "&": "& Söhne|& Partner|& Töchter",
    },
    "fr": {
        "finance": "Banque|Assurances|Capital", "healthcare": "Cliniques|Santé",
        "retail": "Magasins|Maison|Boutiques", "technology": "Logiciels|Informatique|Données",
        "manufacturing": "Ateliers|Mécanique|Plastiques", "logistics": "Transports|Logistique",
        "wholesale": "Négoce|Distribution", "services": "Conseil|Cabinet",
        "construction": "Bâtiments|Constructions", "energy": "Énergie|Électricité",
        "hospitality": "Hôtels|Auberges", "education": "Formation|École", "&": "Groupe|Compagnie",
    },
    "es": {
        "finance": "Banco|Seguros", "healthcare": "Clínicas|Salud", "retail": "Tiendas|Mercados",
        "technology": "Informática|Sistemas|Programas",
        "manufacturing": "Talleres|Maquinaria|Plásticos", "logistics": "Transportes|Logística",
        "wholesale": "Distribuciones|Suministros", "services": "Asesores|Consultoría",
        "construction": "Construcciones|Obras", "energy": "Energía|Eléctrica",
        "hospitality": "Hoteles|Posadas", "education": "Academia|Formación", "&": "Grupo|Hermanos",
    },
    "it": {
        "finance": "Banca|Assicurazioni", "healthcare": "Cliniche|Salute",
        "retail": "Negozi|Mercati", "technology": "Informatica|Sistemi|Dati",
        "manufacturing": "Officine|Meccanica|Plastica", "logistics": "Trasporti|Logistica",
        "wholesale": "Ingrosso|Forniture", "services": "Consulenza|Studio",
        "construction": "Costruzioni|Edilizia", "energy": "Energia|Elettrica",
        "hospitality": "Alberghi|Locande", "education": "Accademia|Scuole",
        "&": "Gruppo|Fratelli",
    },
    "nl": {
        "finance": "Bank|Verzekeringen", "healthcare": "Klinieken|Zorg", "retail": "Winkels|Mode",
        "technology": "Software|Automatisering|Data", "manufacturing": "Machinebouw|Metaal",
        "logistics": "Transport|Logistiek", "wholesale": "Groothandel|Handel",
        "services": "Advies|Ingenieurs", "construction": "Bouw|Aannemers",
        "energy": "Energie|Netwerken", "hospitality": "Hotels|Herbergen",
        "education": "Opleidingen|Academie", "&": "& Zonen|& Partners",
    },
    "sv": {
        "finance": "Bank|Försäkring", "healthcare": "Vård|Hälsa", "retail": "Butiker|Mode",
        "technology": "Programvara|Data|System", "manufacturing": "Mekaniska|Verkstad",
        "logistics": "Logistik|Åkeri", "wholesale": "Grossist|Handel",
        "services": "Konsult|Juridik", "construction": "Bygg|Entreprenad",
        "energy": "Energi|Kraft", "hospitality": "Hotell|Värdshus",
        "education": "Utbildning|Akademi", "&": "& Söner|& Döttrar",
    },
    "pl": {
        "finance": "Bank|Ubezpieczenia", "healthcare": "Kliniki|Zdrowie",
        "retail": "Sklepy|Moda", "technology": "Oprogramowanie|Systemy|Informatyka",
        "manufacturing": "Maszyny|Narzędzia", "logistics": "Logistyka|Spedycja",
        "wholesale": "Hurtownia|Dystrybucja", "services": "Doradztwo|Kancelaria",
        "construction": "Budownictwo|Budowa", "energy": "Energia|Elektrownie",
        "hospitality": "Hotele|Zajazdy", "education": "Szkolenia|Akademia",
        "&": "i Synowie|i Wspólnicy",
    },
    "el": {
        "finance": "Τράπεζα:Bank", "healthcare": "Υγεία:Ygeia", "retail": "Αγορά:Agora",
        "technology": "Πληροφορική:Pliroforiki", "manufacturing": "Βιομηχανία:Viomichania",
        "logistics": "Μεταφορές:Metafores", "wholesale": "Εμπορική:Emporiki",
        "services": "Σύμβουλοι:Symvouloi", "construction": "Κατασκευές:Kataskeves",
        "energy": "Ενέργεια:Energeia", "hospitality": "Ξενοδοχεία:Xenodocheia",
        "education": "Εκπαίδευση:Ekpaidefsi", "&": "Όμιλος:Omilos",
    },
    "ja": {
        "finance": "銀行:Ginko|保険:Hoken", "healthcare": "医療:Iryo", "retail": "商店:Shoten",
        "technology": "電算:Densan|情報:Joho", "manufacturing": "製作所:Seisakusho|工業:Kogyo",
        "logistics": "物流:Butsuryu|運輸:Unyu", "wholesale": "商事:Shoji|卸売:Oroshi",
        "services": "経営:Keiei", "construction": "建設:Kensetsu", "energy": "電力:Denryoku",
        "hospitality": "旅館:Ryokan", "education": "学園:Gakuen", "&": "興業:Kogyosha",
    },
}  # fmt: skip

TRADE_FIRST = ("fr", "es")
"""Languages that say what a company does before its name: Ateliers Beaurivage."""
OTHER_SCRIPTS = ("el", "ja")


@dataclass(frozen=True)
class Word:
    """A word as written, and in plain Latin letters where the script is another."""

    native: str
    latin: str


def _words(text: str, separator: str) -> tuple[Word, ...]:
    pairs = (entry.partition(":") for entry in text.split(separator))
    return tuple(Word(native, latin or native) for native, _, latin in pairs)


CORES = {
    language: (_words(first, " "), _words(second, " "))
    for language, (first, second) in _CORES.items()
}
TRADES = {
    language: {group: _words(text, "|") for group, text in groups.items()}
    for language, groups in _TRADES.items()
}
LANGUAGES = tuple(CORES)
