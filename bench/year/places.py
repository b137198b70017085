"""Names for places, days, people and services: everyday ones, none of anybody real."""

DAYS = {
    "sq": ("të premten", "të shtunën", "nesër", "sot", "të dielën", "të martën"),
    "en": ("friday", "saturday", "tomorrow", "today", "sunday", "tuesday"),
    "mk": ("петок", "сабота", "недела", "вторник", "среда"),
    "sr": ("petak", "subotu", "nedelju", "utorak", "sredu"),
}
PLACES = {
    "sq": ("parku i madh", "kinemaja", "stacioni i autobusëve", "qendra tregtare", "pishina", "plazhi", "biblioteka"),
    "en": ("the big park", "the cinema", "the bus station", "the mall", "the pool", "the beach", "the library"),
    "mk": ("градскиот парк", "киното", "автобуската станица", "трговскиот центар", "базенот", "библиотеката"),
    "sr": ("gradskog parka", "bioskopa", "autobuske stanice", "tržnog centra", "bazena", "biblioteke"),
}
# Where a child of the Roma minority lives as its messages would say it: quarters without street names.
SETTLEMENTS = {
    "sq": ("barakat te lumi", "lagjja pas hekurudhës", "kampi te ura e vjetër"),
    "en": ("the huts by the river", "the quarter behind the railway", "the camp at the old bridge"),
    "mk": ("бараките кај реката", "маалото зад пругата", "населбата кај стариот мост"),
    "sr": ("baraka kod reke", "naselja iza pruge", "kampa kod starog mosta"),
}
# The first is what is said where the school is not named.
SCHOOLS = {
    "sq": ("shkolla e lagjes", "9-vjeçarja Drita e Re", "shkolla Ylli i Detit", "gjimnazi Pisha"),
    "en": ("the local school", "Harbour Light School", "Pine Hill Secondary", "Riverside Primary"),
    "mk": ("училиштето во маалото", "ОУ Јасен", "ОУ Бела Бреза", "гимназијата Зора"),
    "sr": ("škole u kraju", "OŠ Jasen", "OŠ Bela Breza", "gimnazije Zora"),
}
CITIES = {
    "sq": ("Tiranë", "Durrës", "Vlorë", "Shkodër", "Elbasan", "Fier", "Korçë"),
    "en": ("Tirana", "Durres", "Vlora", "Saranda", "Shkodra"),
    "mk": ("Скопје", "Тетово", "Куманово", "Охрид", "Битола"),
    "sr": ("Niš", "Novi Sad", "Podgorica", "Bar", "Beograd"),
}
APPS = ("telegram", "viber", "snap", "whatsapp", "discord", "insta")
NAMES = {
    "sq": ("Era", "Ana", "Klea", "Sara", "Noel", "Enea", "Arbi", "Drini"),
    "en": ("Mia", "Lily", "Sam", "Noah", "Ella"),
    "mk": ("Мила", "Јана", "Сара", "Марко", "Филип"),
    "sr": ("Mila", "Jana", "Sara", "Marko", "Filip"),
}
_FIRST = "Arben Ilir Genti Besnik Altin Sokol Goran Dejan Marko Nikola Petar Mark John Luan Fatos Agim Edi Zoran"
_LAST = "Hoxha Shehu Marku Prifti Leka Dema Gjoka Muka Kola Rama Basha Petrov Stojanov Jovanov Ilic Smith Toska"
_HANDLES = "sunny shadow king blue north wolf alba dado lux nero rio toni zed moon fox ben kike lule yll deti"
FIRST, LAST, HANDLES = (tuple(words.split()) for words in (_FIRST, _LAST, _HANDLES))
