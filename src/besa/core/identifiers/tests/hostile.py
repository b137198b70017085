"""Texts of 20 KB made to keep the finding of identifiers busy: one kind of candidate after the other, or nearly one."""

import hashlib
from collections.abc import Callable

_SIZE = 20_000


def _many(write: Callable[[int], str]) -> str:
    parts, length, at = [], 0, 0
    while length < _SIZE:
        parts.append(write(at))
        length += len(parts[-1]) + 1
        at += 1
    return " ".join(parts)[:_SIZE]


def _hex(at: int, size: int) -> str:
    return hashlib.sha512(str(at).encode()).hexdigest()[:size]


def _checked_wallet(at: int) -> str:
    """Mixed case, so that its checksum must be computed; it rarely holds."""
    return "0x" + "".join(sign.upper() if place % 2 else sign for place, sign in enumerate(_hex(at, 40)))


_REPEATED = {
    "one long word": "A",
    "at signs": "@",
    "at signs and letters": "a@",
    "points and letters": "a.",
    "beginnings of addresses": "a@b.",
    "brackets": "(",
    "plus signs": "+3",
    "lone figures": "0 6 9 1 ",
    "figures and dashes": "1-",
    "schemes": "http://",
    "bracketed dots": "a[.]",
    "bracketed dots on lines": "[.]\n",
    "platform names": "instagram: ",
    "platform names on lines": "instagram\n",
    "Cyrillic domains": "пример.срб ",
    "halves of characters": "\ud800",
    "letters and marks": "e\u0301",
    "invisible letters": "a\u200b",
    "full width": "ａ",
    "two scripts in one word": "aа",
    "keycaps": "0️⃣",
    "short domains": "a.al ",
    "colons": ":",
    "figures and colons": "1:",
    "IPv6 addresses": "2001:db8::1 ",
    "addresses with times": "192.0.2.7 2026-11-20 10:00 ",
    "points and figures": "1.1.1.1.",
    "device numbers": "aa:bb:cc:dd:ee:ff ",
    "degrees": "1° ",
    "places": "41°19'39\"N 19°49'07\"E ",
    "accounts that are none": "AL47 2121 1009 0000 0002 3569 8742 ",
    "beginnings of accounts": "AL47",
    "number words": "zero një dy tre katër ",
    "tens": "njëzet tre ",
    "small words": "069 dhe ",
    "words of transfers": "western union ",
    "transfers": "mtcn 1234567890 ",
    "networks": 'wifi="',
    "digest words": "md5 pdq ",
    "beginnings of wallets": "EQ",
    "beginnings of hexadecimal": "0x",
    "beginnings of devices": "6d92078a-",
    "maps": "maps.google.com/?q=41.3275,19.8187 ",
    "dates": "05.06.2026 ",
    "cards": "1234-5678-9012-3456 ",
    "letters like noughts": "0o",
    "figures and tabs": "0\t",
    "numbers called so": "tel 69 123 4567 ",
    "groups of two": "12 34 56 78 90 ",
}
HOSTILE: dict[str, str] = {name: (text * _SIZE)[:_SIZE] for name, text in _REPEATED.items()} | {
    "a long word and a point": "A" * (_SIZE - 1) + ".",
    "a long path": "http://a.com/" + "a" * (_SIZE - 13),
    "a long label": "ё" * (_SIZE - 4) + ".com",
    "closing brackets": "a.com" + ")" * (_SIZE - 5),
    "a long query": "http://a.com/?" + "a=1&" * 4_990,
    "one small word after the other": "069 " + "dhe " * 4_999,
    "a long photo digest": "photodna: " + "A" * (_SIZE - 10),
    "a long account": "AL47" + "1" * (_SIZE - 4),
    "spaces between figures": "1" + " " * (_SIZE - 2) + "1",
    "numbers in a list": _many(lambda at: f"06{at % 10} {at % 900 + 100} {at % 9000 + 1000},"),
    "domains in Cyrillic": _many(lambda at: f"пример{at}.срб"),
    "endings in Cyrillic": _many(lambda at: f"ё{at}.ком"),
    "addresses": _many(lambda at: f"a{at}@b{at}.com"),
    "wallets to be checked": _many(_checked_wallet),
    "wallets of one case": _many(lambda at: "1" + _hex(at, 33).replace("0", "A").replace("l", "B")),
    "segwit wallets": _many(lambda at: "bc1q" + _hex(at, 38).translate(str.maketrans("b1", "qp"))),
    "long wallets": _many(lambda at: "4" + _hex(at, 94).replace("0", "A")),
    "digests": _many(lambda at: _hex(at, 32)),
    "one long digest": "".join(_hex(at, 128) for at in range(200))[:_SIZE],
    "telephones' numbers": _many(lambda at: f"35{at:013}"),
    "IP addresses": _many(lambda at: f"{at % 200 + 11}.{at % 255}.{at // 255}.{at % 200}"),
    "times": _many(lambda at: f"{at % 24}:{at % 60:02}:{at % 59:02}"),
}
