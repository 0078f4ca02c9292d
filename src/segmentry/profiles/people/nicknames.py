"""Short forms of given names: Bob is Robert. Those that begin alike need no list."""

_GROUPS = """
    alexander alexandra alex sasha sandro sandra lex xander
    andrew andy drew
    anthony tony toni antonio
    barbara babs barb
    benjamin ben benny
    charles charlie chuck chas
    catherine katherine kathrin katharina kate katie kathy cathy kitty kat
    christopher christoph chris kit topher
    cornelius neil kees
    daniel danny dan
    david dave davey
    deborah debra debbie deb
    dorothy dot dottie
    edward eduard ed eddie ned ted
    eleanor ellie nell nora
    elizabeth elisabeth liz lizzy beth betty betsy eliza lisa elsa lisbeth
    eugene gene yevgeny evgeny zhenya
    francis frank francisco paco pancho franz
    frederick friedrich fred fritz
    gerald gerard jerry gerry
    giovanni gianni nanni
    giuseppe beppe pino
    gregory greg
    guillermo william guillaume
    henry heinrich harry hank heinz heiner
    isabella isabel bella izzy
    jacob jakob jake
    james jim jimmy jamie
    jennifer jenny jen
    jessica jess jessie
    johannes hans johann hannes john jan
    john jack johnny
    jonathan jon jonny
    jose pepe
    joseph josef joe joey jupp sepp
    lawrence laurence larry laurie
    leonard leo lenny
    manuel manolo emanuel
    margaret margarete margarita maggie meg peggy greta gretel rita daisy
    maria mary maryam molly polly mia
    martha marty patty
    matthew matthias matt matze
    maximilian max
    michael mike mick mickey michel michal misha mikhail
    nicholas nikolaus nick nico klaus claus kolya nikolai
    pamela pam
    patricia pat patty tricia trish
    patrick pat paddy
    peter pete petr pyotr
    philip philipp phillip phil pip
    rebecca becky becca
    richard rick rich dick ricky
    robert rob bob bobby robbie bert
    ronald ron ronnie
    rudolf rudi rolf
    samantha samuel sam sammy
    sarah sara sally sadie
    stephen steven stefan steve
    susan susanne sue susie suzy
    theodore theodor ted teddy theo
    theresa teresa terry tess tessa
    thomas tom tommy
    timothy tim timmy
    vincent vince vinny
    vladimir vova volodya
    walter wally walt
    wilhelm willi willy
    william will bill billy willy liam
    zachary zach zack
"""


def pairs_of_nicknames() -> list[tuple[str, str]]:
    """Every two names that one person may go by, both ways."""
    groups = [line.split() for line in _GROUPS.strip().splitlines()]
    found = {(a, b) for group in groups for a in group for b in group if a != b}
    return sorted(found)
