"""The ways a Serbian or Montenegrin wording is said, so that a rule writes one of them: pronunciation, future, order.

- Ekavian and ijekavian: "dete" and "dijete", "beži" and "bježi". Where folding makes both one word ("deca", "djeca":
  dj is d), nothing is to be done.
- The future: where "pokupiću" is meant, "pokupit" (ću) and (ću) "pokupiti" are too.
- Clitics stand second, so a verb that begins the sentence comes before them: "me tuče" and "tuče me". Macedonian and
  Albanian keep theirs before the verb, and need none of this.

The pairs are our own choice, of words that rules hold; no native speaker has confirmed them yet.
"""

import re
from functools import cache

LANGUAGES = ("sr", "cnr")

# Folded beginnings of words, ekavian = ijekavian. Those in WHOLE begin too many other words and stand for themselves.
BEGINNINGS = (
    "bezi=bjezi celo=cijelo celu=cijelu cele=cijele cena=cijena cenu=cijenu covek=covjek delim=dijelim delov=dijelov "
    "delom=dijelom dete=dijete htela=htjela isece=isijece isekl=isjekl lekar=ljekar lekov=ljekov lep=lijep "
    "lepo=lijepo letn=ljetn letovanj=ljetovanj menja=mijenja mesec=mjesec mest=mjest namest=namjest natera=natjera "
    "nevest=nevjest obes=objes osec=osjec pobec=pobjec pobeg=pobjeg podeli=podijeli posek=posjek "
    "posle=poslije poslednj=posljednj povred=povrijed prete=prijete preti=prijeti pretn=prijetn "
    "primet=primijet prover=provjer razmen=razmijen sece=sijece sedi=sjedi sedn=sjedn sekl=sjekl sledec=sljedec "
    "smes=smijes smeju=smiju smem=smijem smen=smjen smest=smjest svetl=svjetl tela=tijela telo=tijelo telu=tijelu "
    "tera=tjera umre=umrije unapred=unaprijed utera=utjera uvek=uvijek venca=vjenca verit=vjerit verova=vjerova "
    "veruj=vjeruj vest=vijest vreme=vrijeme zauvek=zauvijek zvezd=zvijezd"
)
WHOLE = "ceo=cio hteo=htio lek=lijek leto=ljeto obe=obje pre=prije rec=rijec sme=smije svet=svijet"
_PAIRS = tuple(
    (ekavian, ijekavian, whole)
    for pairs, whole in ((BEGINNINGS, False), (WHOLE, True))
    for ekavian, _, ijekavian in (pair.partition("=") for pair in pairs.split())
)
_FUTURE = re.compile(r"([a-z]{2,}[aeiu])c(?:u|emo)")
_SHORT = "me te je ju ga ih nas vas mi ti joj mu nam vam im se ću cu ćeš ces će ce ćemo cemo su sam si smo @me @them"
_CLITICS = frozenset(_SHORT.split())
_TOKEN = re.compile(r"\([^()]*\)\??|~\d+|\S+")


@cache
def said(word: str) -> frozenset[str]:
    """A folded word in every way it is said, itself among them."""
    ways = {word}
    for ekavian, ijekavian, whole in _PAIRS:
        for one, other in ((ekavian, ijekavian), (ijekavian, ekavian)):
            if word == one or (not whole and word.startswith(one)):
                ways.add(other + word[len(one) :])
    for way in tuple(ways):
        if future := _FUTURE.fullmatch(way):
            ways |= {future[1] + "t", future[1] + "ti", future[1] + "cu", future[1] + "cemo"}
    return frozenset(ways)


def orders(pattern: str) -> tuple[str, ...]:
    """The pattern as it is written and, where clitics stand right before a word, once more behind it."""
    tokens = _TOKEN.findall(pattern)
    turned: list[str] = []
    at = 0
    while at < len(tokens):
        clitic, following = tokens[at], tokens[at + 1 : at + 3]
        if _is_clitic(clitic) and following and _is_word(following[0]):
            turned += [following[0], clitic]
            at += 2
        else:
            turned.append(clitic)
            at += 1
    return tuple(dict.fromkeys((pattern, " ".join(turned))))


def _is_clitic(token: str) -> bool:
    return not token.endswith("?") and set(token.strip("()").split("|")) <= _CLITICS


def _is_word(token: str) -> bool:
    return not token.startswith("~") and not token.endswith("?") and not _is_clitic(token)
