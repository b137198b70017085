"""Write a chat in nine languages with identifiers planted in it, and say where each of them stands and what it means.

Everyday talk of a class and its families, one line in ten with an identifier, written plainly or with a common evasion,
and as many lines with figures that are none (prices, times, dates, scores, versions). Everything comes from the seed.
Whoever reads the figures should know: this text and the patterns have the same author. It shows that what should be
found is found and at what speed; it is no measure of real chats.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from bench.planting import PLANTERS, Plant

_TALK = {
    "sq": "sot kishim test matematike dhe më doli mirë|a vjen nesër pas shkolle në fushë|mami tha që duhet të kthehem para "
    "orës nëntë|më duhet libri i historisë, a e ke ti|mësuesja na dha shumë detyra për të hënën|e pashë filmin mbrëmë, ishte "
    "shumë i bukur|po bie shi, mos harro çadrën|kush fitoi ndeshjen dje|faleminderit, shihemi te stacioni|nuk kam kohë sot, "
    "flasim më vonë|qeni im është sëmurë, jam e mërzitur|gjyshja ka bërë byrek, eja të hash",
    "mk": "наставничката ни даде многу домашна за понеделник|ќе дојдеш ли утре на тренинг|мама рече да се вратам пред девет|"
    "ми треба книгата по историја|го гледав филмот синоќа, беше многу убав|врне дожд, не заборавај чадор|кој победи вчера на "
    "натпреварот|немам време денес, ќе зборуваме подоцна|баба направи пита, дојди да јадеш|се гледаме на станица после часови",
    "sr": "наставница нам је дала много домаћег за понедељак|хоћеш ли доћи сутра на тренинг|мама каже да се вратим пре девет|"
    "треба ми књига из историје|гледао сам филм синоћ, баш је добар|пада киша, понеси кишобран|ко је победио јуче на "
    "утакмици|немам времена данас, причамо касније|бака је направила питу, дођи да једеш",
    "sr-latn": "zaboravio sam lozinku, kako da je vratim|hoćeš li doći sutra na trening posle škole|mama kaže da se vratim "
    "pre devet|treba mi knjiga iz istorije, imaš li je|gledala sam film sinoć, baš je dobar|pada kiša, ponesi kišobran|ko je "
    "pobedio juče na utakmici|nemam vremena danas, pričamo kasnije|šta ima novo kod tebe",
    "en": "my brother is twenty and works as an electrician|are you coming to practice tomorrow after school|mum says i have "
    "to be back before nine|i need the history book, do you have it|saw the film last night, it was really good|it is "
    "raining, take an umbrella|who won the match yesterday|no time today, talk later|grandma made pie, come and eat",
    "it": "oggi abbiamo avuto il compito di matematica|vieni domani agli allenamenti dopo la scuola|la mamma dice di tornare "
    "prima delle nove|mi serve il libro di storia, ce l'hai tu|piove, non dimenticare l'ombrello|chi ha vinto la partita ieri",
    "de": "heute haben wir Mathe geschrieben, es lief gut|kommst du morgen nach der Schule zum Training|Mama sagt, ich muss "
    "vor neun zurück sein|ich brauche das Geschichtsbuch, hast du es|es regnet, vergiss den Schirm nicht|wer hat gestern "
    "gewonnen",
    "el": "σήμερα γράψαμε μαθηματικά και πήγε καλά|θα έρθεις αύριο στην προπόνηση μετά το σχολείο|η μαμά λέει να γυρίσω πριν "
    "τις εννιά|χρειάζομαι το βιβλίο της ιστορίας|βρέχει, μην ξεχάσεις την ομπρέλα|ποιος κέρδισε χθες",
    "tr": "bugün matematik sınavı vardı, iyi geçti|yarın okuldan sonra antrenmana geliyor musun|annem dokuzdan önce dön "
    "diyor|tarih kitabına ihtiyacım var, sende var mı|yağmur yağıyor, şemsiyeni unutma|dün maçı kim kazandı",
}
_LINES = {language: tuple(talk.split("|")) for language, talk in _TALK.items()}
_WEIGHTS = {"sq": 30, "mk": 18, "sr": 9, "sr-latn": 14, "en": 12, "it": 5, "de": 4, "el": 4, "tr": 4}
_ENDS = ("", "", "", "", ".", "?", "!", "...", " 😀", " 😂😂", " ❤️", " haha", " hahaha", " 👍🏽", " :)", " ok")
_NAMES = ("Ana", "Besa", "Дарко", "Милица", "Erion", "Stefan", "Luan", "Ema", "Јована", "Drita")


def _decoy(rng: random.Random) -> str:
    """Figures and points that are no identifier."""
    hour, minute = rng.randrange(8, 22), rng.choice((0, 15, 30, 45))
    day, month = rng.randrange(1, 29), rng.randrange(1, 13)
    return rng.choice(
        (
            f"{hour}:{minute:02}", f"{hour}.{minute:02}", f"{hour}:{minute:02}:{rng.randrange(60):02}",
            f"{day:02}.{month:02}.2026", f"2026-{month:02}-{day:02}", f"{day}/{month}/2026", f"{rng.randrange(100, 99999)} lekë",
            f"{rng.randrange(1, 900)},{rng.randrange(100):02} €", f"{rng.randrange(2, 40)}.{rng.randrange(100, 999)} ден",
            f"{rng.randrange(6)}-{rng.randrange(6)}", f"{rng.randrange(10, 99)}%", f"v{rng.randrange(9)}.{rng.randrange(20)}.{rng.randrange(9)}",
            f"faqja {rng.randrange(300)}", "p.sh. kjo", "erdhi.me tha", "д.м.н.", f"ushtrimi {rng.randrange(9)}.{rng.randrange(20)}",
            f"klasa {rng.randrange(6, 10)}-{rng.randrange(1, 5)}", f"2025-2026", f"dy tre herë", f"nota {rng.randrange(6, 11)}",
            f"nr. {rng.randrange(1, 300)}", f"1, 2, 3, {rng.randrange(4, 9)}", f"instagram nuk punon", "на инстаграм има слика",
            f"porosia {rng.randrange(10**5, 10**6)}", f"{rng.randrange(15, 38)}°C", "u lexova 3 herë", "jedan dva tri kreni",
        )
    )  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """One planted identifier: text[start:end] of the chat was written for (kind, canonical) of `plant`."""

    start: int
    end: int
    plant: Plant


def write(megabytes: float, *, seed: int = 20261122, every: int = 10) -> tuple[str, tuple[Planted, ...]]:
    """A chat of about that size in UTF-8, and what was planted: one identifier in one of `every` lines."""
    rng = random.Random(seed)
    languages, weights = tuple(_WEIGHTS), tuple(_WEIGHTS.values())
    parts: list[str] = []
    planted: list[Planted] = []
    length = size = 0
    planters = tuple(PLANTERS.values())
    while size < megabytes * 1e6:
        language = rng.choices(languages, weights)[0]
        said = ", ".join(rng.sample(_LINES[language], rng.choice((1, 1, 2, 2, 3))))
        if rng.random() < 0.1:
            said += f" {_decoy(rng)}"
        line = f"{rng.choice(_NAMES)}: " if rng.random() < 0.4 else ""
        if rng.randrange(every) == 0:
            plant = rng.choice(planters)(rng)
            said, _, rest = said.partition(", ")
            line += f"{said} {plant.before} " if plant.before else f"{said} "
            start = length + len(line)
            line += plant.written
            planted.append(Planted(start, length + len(line), plant))
            line += (f" {plant.after}" if plant.after else "") + (f" {rest}" if rest else "")
        else:
            line += said + rng.choice(_ENDS)
        line += "\n"
        parts.append(line)
        length += len(line)
        size += len(line.encode())
    return "".join(parts), tuple(planted)
