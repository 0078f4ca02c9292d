"""Words people write where they know nothing: n/a, unknown, test."""

from collections.abc import Iterable

from segmentry.hub.spelling.text import among, compact, words

# Written as `compact` writes them: lower case, letters and digits only.
MISSING = frozenset(words("""
    na nan null nil none undefined unknown unk unspecified notspecified notavailable notapplicable
    notprovided notknown notset notfound noanswer novalue nodata missing empty blank
    tbd tba tbc tobedetermined tobeconfirmed tobeannounced
    unbekannt keineangabe keineangaben ka unbestimmt leer
    inconnu inconnue nonrenseigne nonrenseigné nonspécifié nonspecifie nc
    desconocido desconocida sindatos noespecificado sconosciuto sconosciuta nonspecificato
    onbekend ukendt okänd ukjent tuntematon nieznany desconhecido неизвестно нетданных
    不明 未知 なし 无 없음
"""))  # fmt: skip
NO_COMPANY = MISSING | frozenset(words("""
    test tests testing testaccount testcompany testcustomer testfirma testkunde testtest
    testorganisation testorganization companytest accounttest testclient xx xxx xxxx xxxxx
    dummy dummycompany dummyaccount example sample samplecompany sampleaccount foo bar foobar
    asdf asdfasdf asdfgh qwerty qwertz abcd abcdef 0 00 000 0000 00000 123 1234 12345 99999 999999
    company companyname mycompany yourcompany nocompany nocompanyname noname noaccount nobusiness
    individual privateperson private privat particulier privé self selfemployed student retired
    unemployed freelance freelancer personal myself anonymous anonym temp temporary delete deleted
    donotuse duplicate donotdelete firma entreprise lorem loremipsum unassigned other name
    tester prueba prova essai
"""))  # fmt: skip
# Na, An, Ka and Nan are names of people.
NO_PERSON = (MISSING - set(words("na nan ka nc nil"))) | frozenset(words("""
    test tester testing testuser testtest dummy foo bar foobar asdf asdfasdf qwerty qwertz noname
    firstname lastname vorname nachname name anonymous anonym user contact admin administrator
    noreply donotuse deleted lorem ipsum xx xxx xxxx
"""))  # fmt: skip
_MARKS = ("n/a", "n.a.", "n.a", "#n/a", "n/d", "s/n", "k.a.")


def unless_placeholder(value: str, result: str, listed: Iterable[str] = MISSING) -> str:
    """The result, or null where the value is one of the words or has no letter or digit."""
    listed = ("", *sorted(listed))
    return (
        f"case when {among(f'lower({value})', _MARKS)} or {among(compact(value), listed)} "
        f"then null else {result} end"
    )
