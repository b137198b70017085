"""Identifiers to plant in a chat: how each is written, with common evasions, and what it must be read as."""

from __future__ import annotations

import base64
import binascii
import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass

from besa.core.identifiers import checksums, keccak


@dataclass(frozen=True)
class Plant:
    """`written` stands for (kind, canonical), between the words `before` and `after`; `hard`: in an unusual way."""

    kind: str
    canonical: str
    written: str
    before: str = ""
    after: str = ""
    hard: bool = False


_WORDS = ("ana", "beni", "luan", "mila", "dren", "ema", "goran", "era", "stefan", "lule")
_FIGURE_WORDS = (
    "zero një dy tre katër pesë gjashtë shtatë tetë nëntë",
    "нула еден два три четири пет шест седум осум девет",
    "nula jedan dva tri četiri pet šest sedam osam devet",
    "zero one two three four five six seven eight nine",
)
# Country code, what is dialled before the number at home, the operator's figures, how many follow.
_OPERATORS = (("355", "0", "69", 7), ("355", "0", "68", 7), ("389", "0", "70", 6), ("389", "0", "75", 6),
              ("381", "0", "64", 7), ("382", "0", "67", 6), ("383", "0", "44", 6))  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _name(rng: random.Random) -> str:
    return f"{rng.choice(_WORDS)}{rng.choice(('_', '.', ''))}{rng.choice(_WORDS)}{rng.randrange(10, 9999)}"


def _number(rng: random.Random) -> tuple[str, str, str]:
    """E.164, and the number as dialled at home in its first three figures and the rest."""
    code, trunk, operator, count = rng.choice(_OPERATORS)
    rest = rng.choice("23456789") + _digits(rng, count - 1)
    return f"+{code}{operator}{rest}", f"{trunk}{operator}", rest


def phone(rng: random.Random) -> Plant:
    canonical, first, rest = _number(rng)
    national, code, operator = first + rest, canonical[1:4], first[1:]
    written = rng.choice(
        (f"+{code} {operator} {rest[:3]} {rest[3:]}", canonical, f"00{code} {operator} {rest}", national,
         f"{first} {rest[:3]} {rest[3:]}", f"{first}/{rest[:3]}-{rest[3:]}", f"{first}-{rest[:3]}-{rest[3:]}",
         " ".join(national), f"{first}.{rest[:3]}.{rest[3:]}", national.translate(_FULL_WIDTH),
         national.replace("0", "O", 1), f"{first} pastaj {rest[:3]} dhe {rest[3:]}")
    )  # fmt: skip
    return Plant("phone", canonical, written, rng.choice(("", "tel", "më shkruaj në", "зовни", "zovi", "call me")))


def phone_in_words(rng: random.Random) -> Plant:
    canonical, first, rest = _number(rng)
    words = rng.choice(_FIGURE_WORDS).split()
    written = rng.choice((" ", ", ")).join(words[int(digit)] for digit in first + rest)
    return Plant("phone", canonical, written, rng.choice(("numri im:", "бројот е", "broj je", "number")))


def phone_harder(rng: random.Random) -> Plant:
    canonical, first, rest = _number(rng)
    national = first + rest
    words = rng.choice(_FIGURE_WORDS).split()
    mixed = " ".join(words[int(digit)] if at % 2 else digit for at, digit in enumerate(national))
    written = rng.choice(
        ("".join(f"{digit}\ufe0f\u20e3" for digit in national), "\u200b".join(national), "*".join(national), mixed,
         f"{first}...{rest[:3]}...{rest[3:]}", f"{first} 😀 {rest[:3]} 😀 {rest[3:]}",
         f"{first}\n{rest[:3]}\n{rest[3:]}", national.replace("1", "l"), f"{first}_{rest[:3]}_{rest[3:]}",
         "".join(words[int(digit)] for digit in national))
    )  # fmt: skip
    return Plant("phone", canonical, written, "tel", hard=True)


def email(rng: random.Random) -> Plant:
    local, host, end = _name(rng), rng.choice(("example", "posta", "mejl")), rng.choice(("com", "org", "al", "mk"))
    written = rng.choice(
        (f"{local}@{host}.{end}", f"{local}@{host}.{end}", f"{local} (at) {host} [dot] {end}",
         f"{local} @ {host}.{end}", f"{local}[et]{host}[pikë]{end}", f"{local} at {host} dot {end}",
         f"{local}＠{host}.{end}", f"{local} (мајмунче) {host} (точка) {end}")
    )  # fmt: skip
    return Plant("email", f"{local}@{host}.{end}", written)


def email_harder(rng: random.Random) -> Plant:
    local, host, end = _name(rng), "example", rng.choice(("com", "org"))
    whole = f"{local}@{host}.{end}"
    written = rng.choice(
        (whole.replace("a", "а"), whole.replace("@", "\u200b@"), f"{local}(a){host}.{end}", f"{local}@{host},{end}",
         f"{local}@{host} .{end}", f"{local} {host} {end}", " ".join(whole), f"{local}*at*{host}*dot*{end}")
    )  # fmt: skip
    return Plant("email", whole, written, hard=True)


def url(rng: random.Random) -> Plant:
    host = f"{rng.choice(_WORDS)}{rng.randrange(999)}.{rng.choice(('com', 'net', 'al', 'mk', 'xyz'))}"
    path = _name(rng)
    tricked = host.replace(".", "[.]")
    written = rng.choice((f"https://{host}/{path}", f"http://www.{host}/{path}/", f"hxxps://{host}/{path}",
                          f"hxxp[:]//{tricked}/{path}", f"{host}/{path}?utm_source=x"))  # fmt: skip
    return Plant("url", f"{host}/{path}", written, rng.choice(("shiko", "види", "vidi", "look")))


def domain(rng: random.Random) -> Plant:
    name = f"{rng.choice(_WORDS)}-{rng.choice(_WORDS)}{rng.randrange(999)}"
    end = rng.choice(("com", "net", "info", "al", "mk"))
    written = rng.choice((f"{name}.{end}", f"www.{name}.{end}", f"{name}[.]{end}", f"{name} dot {end}"))
    return Plant("domain", f"{name}.{end}", written)


def domain_harder(rng: random.Random) -> Plant:
    name, end = f"{rng.choice(_WORDS)}-{rng.choice(_WORDS)}{rng.randrange(999)}", rng.choice(("com", "net"))
    written = rng.choice((f"{name} . {end}", f"{name},{end}", f"{name}．{end}", f"{name}(pikë){end}", f"{name}•{end}"))
    return Plant("domain", f"{name}.{end}", written, hard=True)


_SITES = (
    ("instagram", ("insta", "instagram", "инстаграм"), "instagram.com/"),
    ("tiktok", ("tiktok", "тикток"), "tiktok.com/@"),
    ("snapchat", ("snap", "snapchat"), "snapchat.com/add/"), ("telegram", ("telegram", "телеграм"), "t.me/"),
    ("facebook", ("fb", "facebook"), "facebook.com/"),
)  # fmt: skip


def handle(rng: random.Random) -> Plant:
    name = _name(rng)
    code, words, site = rng.choice(_SITES)
    word = rng.choice(words)
    written = rng.choice(
        (f"{word}: {name}", f"{word} @{name}", f"{word}: @{name}", site + name, f"https://{site}{name}")
    )
    return Plant("handle", f"{code}:{name}", written)


def handle_harder(rng: random.Random) -> Plant:
    name = f"{rng.choice(_WORDS)}_{rng.choice(_WORDS)}{rng.randrange(10, 99)}"
    code, words, site = rng.choice(_SITES[:2])
    word = words[0]
    written = rng.choice((f"{word} {name}", f"{word[0]}\u200b{word[1:]}: {name}", f"{name} në {word}",
                          f"{word}\n{name}", f"{word} më quajnë {name}", f"{site.replace('.', ' . ')}{name}",
                          f"{word} = {name}"))  # fmt: skip
    return Plant("handle", f"{code}:{name}", written, hard=True)


def ip(rng: random.Random) -> Plant:
    four = f"{rng.choice((81, 88, 109, 178, 203))}.{rng.randrange(1, 255)}.{rng.randrange(256)}.{rng.randrange(1, 255)}"
    six = f"2a02:{rng.randrange(1, 0xFFFF):x}:{rng.randrange(1, 0xFFFF):x}::{rng.randrange(1, 0xFFFF):x}"
    if rng.random() < 0.3:
        return Plant("ip", six, rng.choice((six, six.upper(), f"[{six}]:443")), "IP")
    written = rng.choice((four, f"{four}:{rng.randrange(1024, 65535)}", four.replace(".", "[.]")))
    after = rng.choice(("", "", f"port {rng.randrange(1024, 65535)}", "2026-11-20T22:10:00Z"))
    return Plant("ip", four, written, rng.choice(("IP", "hyrja nga", "логирање од", "from")), after)


def device(rng: random.Random) -> Plant:
    hexes = bytes(rng.randrange(256) for _ in range(16)).hex()
    what = rng.randrange(6)
    if what == 0:
        digits = "35" + _digits(rng, 12)
        digits += checksums.luhn_digit(digits)
        spaced = f"{digits[:2]} {digits[2:8]} {digits[8:14]} {digits[14]}"
        return Plant("device", f"imei:{digits}", rng.choice((digits, spaced)), rng.choice(("imei", "IMEI:", "")))
    if what == 1:
        digits = "8938" + _digits(rng, 14)
        digits += checksums.luhn_digit(digits)
        return Plant("device", f"iccid:{digits}", digits, "sim")
    if what == 2:
        pairs = ["02", *(hexes[at : at + 2] for at in range(0, 10, 2))]
        return Plant("device", f"mac:{':'.join(pairs)}", rng.choice((":".join(pairs), "-".join(pairs).upper())), "mac")
    if what == 3:
        uuid = f"{hexes[:8]}-{hexes[8:12]}-{hexes[12:16]}-{hexes[16:20]}-{hexes[20:]}"
        return Plant("device", f"uuid:{uuid}", rng.choice((uuid, uuid.upper())), rng.choice(("", "idfa")))
    if what == 4:
        return Plant("device", f"android:{hexes[:16]}", f"android id: {hexes[:16]}")
    name = f"{rng.choice(_WORDS).title()}_{rng.randrange(99)}"
    return Plant("device", f"ssid:{name}", rng.choice((f"wifi: {name}", f"SSID={name}", f'wifi "{name}"')))


def device_harder(rng: random.Random) -> Plant:
    digits = "86" + _digits(rng, 12)
    digits += checksums.luhn_digit(digits)
    pairs = ["02", *(f"{rng.randrange(16, 256):02x}" for _ in range(5))]
    imei = rng.choice((".".join((digits[:6], digits[6:8], digits[8:14], digits[14])), " ".join(digits)))
    return rng.choice(
        (Plant("device", f"imei:{digits}", imei, "imei", hard=True),
         Plant("device", f"mac:{':'.join(pairs)}", rng.choice(("".join(pairs), " ".join(pairs))), "mac", hard=True))
    )  # fmt: skip


def wallet(rng: random.Random) -> Plant:
    key = bytes(rng.randrange(256) for _ in range(20))
    coins = (("btc", b"\x00"), ("btc", b"\x05"), ("ltc", b"\x30"), ("trx", b"\x41"), ("eth", b""), ("ton", b""))
    coin, version = rng.choice(coins)
    if coin == "eth":
        lower = key.hex()
        check = keccak.keccak_256(lower.encode()).hex()
        mixed = "".join(sign.upper() if int(check[at], 16) > 7 else sign for at, sign in enumerate(lower))
        return Plant("wallet", f"eth:0x{lower}", f"0x{rng.choice((lower, mixed))}")
    if coin == "ton":
        data = b"\x11\x00" + hashlib.sha256(key).digest()
        text = base64.urlsafe_b64encode(data + binascii.crc_hqx(data, 0).to_bytes(2, "big")).decode()
        return Plant("wallet", f"ton:0:{data[2:].hex()}", text)
    text = _base58check(version + key)
    return Plant("wallet", f"{coin}:{text}", text, rng.choice(("", coin)))


def wallet_harder(rng: random.Random) -> Plant:
    text = _base58check(b"\x00" + bytes(rng.randrange(256) for _ in range(20)))
    written = rng.choice((f"{text[:17]} {text[17:]}", f"{text[:20]}\n{text[20:]}", "\u200b".join(text), f"btc{text}"))
    return Plant("wallet", f"btc:{text}", written, hard=True)


def _base58check(data: bytes) -> str:
    data += hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = checksums.BITCOIN58[rest] + text
    return checksums.BITCOIN58[0] * (len(data) - len(data.lstrip(b"\x00"))) + text


def digest(rng: random.Random) -> Plant:
    name = rng.choice(("md5", "sha1", "sha256", "sha512"))
    value = hashlib.new(name, _digits(rng, 20).encode()).hexdigest()
    return Plant("digest", f"{name}:{value}", rng.choice((value, value.upper())), rng.choice(("", f"{name}:", "hash")))


def coordinates(rng: random.Random) -> Plant:
    north, east = rng.randrange(39_60000, 46_00000), rng.randrange(18_50000, 23_00000)
    one, two = (f"{number // 100000}.{number % 100000:05}" for number in (north, east))
    written = rng.choice((f"{one}, {two}", f"{one},{two}", f"{one}° N, {two}° E", f"{one} N, {two} E",
                          f"https://maps.google.com/?q={one},{two}", f"geo:{one},{two}"))  # fmt: skip
    return Plant("coordinates", f"{one},{two}", written, rng.choice(("jam këtu", "тука сум", "ovde sam", "here")))


def coordinates_harder(rng: random.Random) -> Plant:
    north, east = rng.randrange(39_60000, 46_00000), rng.randrange(18_50000, 23_00000)
    one, two = (f"{number // 100000}.{number % 100000:05}" for number in (north, east))
    comma, other = one.replace(".", ","), two.replace(".", ",")
    written = rng.choice((f"{comma}; {other}", f"{comma} {other}", f"{comma}, {other}", f"lat {one} lon {two}",
                          f"{one}\n{two}", f"N{one} E{two}", f"{one} dhe {two}"))  # fmt: skip
    return Plant("coordinates", f"{one},{two}", written, hard=True)


def payment(rng: random.Random) -> Plant:
    what = rng.randrange(5)
    if what < 2:
        iban = _iban(rng)
        spaced = " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))
        before = rng.choice(("", "IBAN", "llogaria", "сметка"))
        return Plant("payment", f"iban:{iban}", rng.choice((iban, spaced)), before)
    name = f"{rng.choice(_WORDS)}{rng.choice(_WORDS)}{rng.randrange(99)}"
    if what == 2:
        return Plant("payment", f"paypal:{name}", rng.choice((f"paypal.me/{name}", f"https://www.paypal.me/{name}/20")))
    if what == 3:
        tag = rng.choice((f"revolut @{name}", f"revolut.me/{name}", f"revtag: @{name}"))
        return Plant("payment", f"revolut:{name}", tag)
    number = "9" + _digits(rng, 9)
    grouped = f"western union: {number[:3]}-{number[3:6]}-{number[6:]}"
    return Plant("payment", f"mtcn:{number}", rng.choice((f"MTCN {number}", grouped)))


def payment_harder(rng: random.Random) -> Plant:
    iban = _iban(rng)
    groups = [iban[at : at + 4] for at in range(0, len(iban), 4)]
    written = rng.choice((" ".join(groups).lower(), ".".join(groups), "\n".join(groups), f"{iban[:2]} {iban[2:]}"))
    return Plant("payment", f"iban:{iban}", written, hard=True)


def _iban(rng: random.Random) -> str:
    country, length = rng.choice((("AL", 28), ("MK", 19), ("RS", 22), ("ME", 22), ("XK", 20), ("DE", 22)))
    account = _digits(rng, length - 4)
    number = int("".join(str(int(sign, 36)) for sign in f"{account}{country}00"))
    return f"{country}{98 - number % 97:02}{account}"


# What is planted; phones and accounts more often than the rest, as in chats.
PLANTERS: dict[str, Callable[[random.Random], Plant]] = {
    "phone": phone, "phone again": phone, "phone once more": phone, "phone in words": phone_in_words, "email": email,
    "url": url, "domain": domain, "handle": handle, "handle again": handle, "ip": ip, "device": device,
    "wallet": wallet, "digest": digest, "coordinates": coordinates, "payment": payment,
}  # fmt: skip
# Ways to write that a reader understands and a pattern hardly: to see what is missed.
HARDER: dict[str, Callable[[random.Random], Plant]] = {
    "phone": phone_harder, "email": email_harder, "domain": domain_harder, "handle": handle_harder,
    "device": device_harder, "wallet": wallet_harder, "coordinates": coordinates_harder, "payment": payment_harder,
}  # fmt: skip
