"""The people at the companies; their names are drawn from tables and belong to nobody."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from segmentry.demo.columns import digits, either, join, pick
from segmentry.demo.names import folded, language_of
from segmentry.demo.randomness import Bools, Ints
from segmentry.demo.words import LANGUAGES

_GIVEN = {
    "en": "Amelia Callum Daphne Edwin Fern Graham Hollis Imogen Jasper Keira Lowell Maeve",
    "de": "Anneke Bodo Carla Detlef Elke Falk Greta Henrik Ilka Jörg Käthe Lothar",
    "fr": "Aurélie Bastien Cécile Damien Élodie Fabrice Gaëlle Hugo Inès Joël Léa Maxence",
    "es": "Adela Benito Celia Darío Elvira Fermín Graciela Héctor Inés Julián Lidia Mateo",
    "it": "Alba Bruno Chiara Dario Elisa Fausto Gemma Ivo Livia Marzio Noemi Oreste",
    "nl": "Anouk Bram Carlijn Daan Evelien Floris Guus Hanneke Ilse Joris Lotte Maarten",
    "sv": "Agneta Birger Cilla Elof Frida Göran Hedda Ingvar Jonna Kjell Linnéa Mårten",
    "pl": "Agnieszka Bartosz Celina Dariusz Ewa Filip Grażyna Hubert Iga Jacek Łucja Marek",
    "el": "Άννα:Anna Βασίλης:Vasilis Γιώργος:Giorgos Δανάη:Danae Ελένη:Eleni Ζωή:Zoi",
    "ja": "葵:Aoi 健:Ken 直子:Naoko 誠:Makoto 美咲:Misaki 大輔:Daisuke",
}
_FAMILY = {
    "en": "Ashworthy Brindlecombe Cattermoss Dunleavey Eastbrooke Fennimore Garroway Hathersedge "
    "Inglethorpe Kettlewold Larkbourne Merrivale Northcote Oakenshaw Pennyfield Rowntham",
    "de": "Ackerbauer Brinkwerth Dahlmanns Ehrenfelser Fuchsloch Grünwälder Hasselbrink "
    "Kornmüller Lindhorster Mooshammer Nachtigäller Osterkampf Quellmalz Rübenach Steinhäuser",
    "fr": "Aubrevile Beaumarchand Clairvoix Desrivages Fontanelle Grandchamps Lamoureaux "
    "Montferrat Pierrelet Rochebrune Saintmartel Valcourtois",
    "es": "Alcorconte Buenavista Camposol Delvalleja Encinares Fuenteclara Guadarrama "
    "Montalbano Olivarejo Piedrahita Riosalido Valdeolivas",
    "it": "Acquaroli Bellacosta Campodoro Fiorentelli Granaroli Lungarotti Montelieto "
    "Pontevivo Roccadoro Solimeno Torrebruna Valdinoce",
    "nl": "Blauwhoff Dijkgraver Eikelboomer Groenewoudt Haverkate Klaverdijk Molenkampen "
    "Noorderman Rietdekker Veenendaler Waterlander Zandstroom",
    "sv": "Almkvister Björkhagen Ekströmer Furuholm Granlycke Havsberger Kvarnström "
    "Lindåker Norrsjö Rönnkulla Sandfjäll Söderkvarn",
    "pl": "Białobrzeżny Dębogórski Jaworniak Kamieniarz Leszczynowski Młynarczak "
    "Ostrowianin Polanecki Rzeczkowski Sosnowiak Wierzbowiec Zielonogór",
    "el": "Αιγαιάκης:Aigaiakis Βουνίδης:Vounidis Ελαιώνας:Elaionas Λιμνιάτης:Limniatis "
    "Μυλωνίδης:Mylonidis Πετράκος:Petrakos",
    "ja": "北原川:Kitaharakawa 青木沢:Aokizawa 松野井:Matsunoi 白石田:Shiraishida 森谷本:Moriyamoto"
    " 海崎:Umizaki",
}
JOB_TITLES = (
    "Chief Executive Officer", "Managing Director", "CFO", "Chief Technology Officer",
    "VP Operations", "Head of Procurement", "Head of IT", "Purchasing Manager",
    "IT Director", "Marketing Manager", "Operations Manager", "Finance Controller",
    "Software Engineer", "Buyer", "Office Manager", "Data Analyst", "Sales Assistant",
    "Geschäftsführer", "Leiter Einkauf", "Directeur des achats", "Responsabile acquisti",
)  # fmt: skip
FREE_MAIL = ("gmail.com", "gmx.net", "outlook.com", "yahoo.com")


def _table(words: dict[str, str]) -> list[tuple[str, str]]:
    pairs = (entry.partition(":") for w in LANGUAGES for entry in words[w].split())
    return [(native, folded(latin or native).lower()) for native, _, latin in pairs]


def _counts(words: dict[str, str]) -> Ints:
    return np.array([len(words[w].split()) for w in LANGUAGES], dtype=np.int64)


_GIVEN_NAMES, _GIVEN_COUNT = _table(_GIVEN), _counts(_GIVEN)
_FAMILY_NAMES, _FAMILY_COUNT = _table(_FAMILY), _counts(_FAMILY)
_GIVEN_OFFSET = np.cumsum(_GIVEN_COUNT) - _GIVEN_COUNT
_FAMILY_OFFSET = np.cumsum(_FAMILY_COUNT) - _FAMILY_COUNT


@dataclass(frozen=True)
class People:
    """Names of some people, as places in the tables."""

    given: Ints
    family: Ints
    number: Ints

    def first_names(self) -> pa.Array:
        return pick([native for native, _ in _GIVEN_NAMES], self.given)

    def last_names(self) -> pa.Array:
        return pick([native for native, _ in _FAMILY_NAMES], self.family)

    def full_names(self) -> pa.Array:
        return join(self.first_names(), " ", self.last_names())

    def emails(self, domain: pa.Array, private: Bools) -> pa.Array:
        """At the company's domain; private addresses lie at a free-mail provider."""
        name = join(pick([w for _, w in _GIVEN_NAMES], self.given), ".",
                    pick([w for _, w in _FAMILY_NAMES], self.family))  # fmt: skip
        alone = join(name, ".demo", digits(self.number, 8), "@",
                     pick(FREE_MAIL, self.number % len(FREE_MAIL)))  # fmt: skip
        return either(private, alone, join(name, digits(self.number % 100, 2), "@", domain))


def draw_people(rng: np.random.Generator, country: Ints, number: Ints) -> People:
    language = language_of(country)
    given = rng.integers(0, 1 << 20, len(country)) % _GIVEN_COUNT[language]
    family = rng.integers(0, 1 << 20, len(country)) % _FAMILY_COUNT[language]
    return People(_GIVEN_OFFSET[language] + given, _FAMILY_OFFSET[language] + family, number)
