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
    """`written` stands for (kind, canonical), between the words `before` and `after`."""

    kind: str
    canonical: str
    written: str
    before: str = ""
    after: str = ""


_WORDS = ("ana", "beni", "luan", "mila", "dren", "ema", "goran", "era", "stefan", "lule")
_PHONE_WORDS = ("zero një dy tre katër pesë gjashtë shtatë tetë nëntë", "нула еден два три четири пет шест седум осум девет",
                "nula jedan dva tri četiri pet šest sedam osam devet", "zero one two three four five six seven eight nine")  # fmt: skip
_CARRIERS = (("355", "0", "69"), ("355", "0", "68"), ("389", "0", "70"), ("389", "0", "75"), ("381", "0", "64"),
             ("382", "0", "67"), ("383", "0", "44"))  # fmt: skip
_TAILS = {"355": 7, "389": 6, "381": 7, "382": 6, "383": 6}


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _name(rng: random.Random) -> str:
    return f"{rng.choice(_WORDS)}{rng.choice(('_', '.', ''))}{rng.choice(_WORDS)}{rng.randrange(10, 9999)}"


def phone(rng: random.Random) -> Plant:
    code, trunk, carrier = rng.choice(_CARRIERS)
    tail = rng.choice("23456789") + _digits(rng, _TAILS[code] - 1)
    canonical = f"+{code}{carrier}{tail}"
    national = f"{trunk}{carrier}{tail}"
    first, rest = national[:3], national[3:]
    written = rng.choice(
        (
            f"+{code} {carrier} {tail[:3]} {tail[3:]}", f"+{code}{carrier}{tail}", f"00{code} {carrier} {tail}", national,
            f"{first} {rest[:3]} {rest[3:]}", f"{first}/{rest[:3]}-{rest[3:]}", f"{first}-{rest[:3]}-{rest[3:]}",
            " ".join(national), f"{first}.{rest[:3]}.{rest[3:]}", national.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
            national.replace("0", "O", 1), f"{first} pastaj {rest[:3]} dhe {rest[3:]}",
        )
    )  # fmt: skip
    return Plant("phone", canonical, written, rng.choice(("", "tel", "më shkruaj në", "зовни", "zovi", "call me")))


def spoken(rng: random.Random) -> Plant:
    code, trunk, carrier = rng.choice(_CARRIERS)
    tail = rng.choice("23456789") + _digits(rng, _TAILS[code] - 1)
    words = rng.choice(_PHONE_WORDS).split()
    written = rng.choice((" ", ", ")).join(words[int(digit)] for digit in f"{trunk}{carrier}{tail}")
    return Plant("phone", f"+{code}{carrier}{tail}", written, rng.choice(("numri im:", "бројот е", "broj je", "number")))


def email(rng: random.Random) -> Plant:
    local, host, end = _name(rng), rng.choice(("example", "posta", "mejl")), rng.choice(("com", "org", "al", "mk", "rs"))
    written = rng.choice(
        (f"{local}@{host}.{end}", f"{local}@{host}.{end}", f"{local} (at) {host} [dot] {end}", f"{local} @ {host}.{end}",
         f"{local}[et]{host}[pikë]{end}", f"{local} at {host} dot {end}", f"{local} (мајмунче) {host} (точка) {end}",
         f"{local}＠{host}.{end}")
    )  # fmt: skip
    return Plant("email", f"{local}@{host}.{end}", written)


def url(rng: random.Random) -> Plant:
    host, path = f"{rng.choice(_WORDS)}{rng.randrange(999)}.{rng.choice(('com', 'net', 'al', 'mk', 'xyz'))}", _name(rng)
    written = rng.choice((f"https://{host}/{path}", f"http://www.{host}/{path}/", f"hxxps://{host}/{path}",
                          f"hxxp[:]//{host.replace('.', '[.]')}/{path}", f"{host}/{path}?utm_source=x"))  # fmt: skip
    return Plant("url", f"{host}/{path}", written, rng.choice(("shiko", "види", "vidi", "look")))


def domain(rng: random.Random) -> Plant:
    host = f"{rng.choice(_WORDS)}-{rng.choice(_WORDS)}{rng.randrange(999)}.{rng.choice(('com', 'net', 'info', 'al', 'mk'))}"
    return Plant("domain", host, rng.choice((host, f"www.{host}", host.replace(".", "[.]"), host.replace(".", " dot "))))


def handle(rng: random.Random) -> Plant:
    name = _name(rng)
    code, spoken_as, site = rng.choice(
        (("instagram", ("insta", "instagram", "инстаграм"), "instagram.com/"), ("tiktok", ("tiktok", "тикток"), "tiktok.com/@"),
         ("snapchat", ("snap", "snapchat"), "snapchat.com/add/"), ("telegram", ("telegram", "телеграм"), "t.me/"),
         ("facebook", ("fb", "facebook"), "facebook.com/"))
    )  # fmt: skip
    word = rng.choice(spoken_as)
    written = rng.choice((f"{word}: {name}", f"{word} @{name}", f"{word}: @{name}", f"{site}{name}", f"https://{site}{name}"))
    return Plant("handle", f"{code}:{name}", written)


def ip(rng: random.Random) -> Plant:
    four = f"{rng.choice((81, 88, 109, 178, 203))}.{rng.randrange(1, 255)}.{rng.randrange(256)}.{rng.randrange(1, 255)}"
    six = f"2a02:{rng.randrange(1, 0xFFFF):x}:{rng.randrange(1, 0xFFFF):x}::{rng.randrange(1, 0xFFFF):x}"
    if rng.random() < 0.3:
        return Plant("ip", six, rng.choice((six, six.upper(), f"[{six}]:443")), "IP")
    written = rng.choice((four, f"{four}:{rng.randrange(1024, 65535)}", four.replace(".", "[.]")))
    return Plant("ip", four, written, rng.choice(("IP", "hyrja nga", "логирање од", "from")),
                 rng.choice(("", "", f"port {rng.randrange(1024, 65535)}", "2026-11-20T22:10:00Z")))  # fmt: skip


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
        return Plant("device", f"iccid:{digits}{checksums.luhn_digit(digits)}", digits + checksums.luhn_digit(digits), "sim")
    if what == 2:
        mac = "02" + hexes[:10]
        pairs = [mac[at : at + 2] for at in range(0, 12, 2)]
        return Plant("device", f"mac:{':'.join(pairs)}", rng.choice((":".join(pairs), "-".join(pairs).upper())), "mac")
    if what == 3:
        uuid = f"{hexes[:8]}-{hexes[8:12]}-{hexes[12:16]}-{hexes[16:20]}-{hexes[20:]}"
        return Plant("device", f"uuid:{uuid}", rng.choice((uuid, uuid.upper())), rng.choice(("", "idfa")))
    if what == 4:
        return Plant("device", f"android:{hexes[:16]}", f"android id: {hexes[:16]}")
    name = f"{rng.choice(_WORDS).title()}_{rng.randrange(99)}"
    return Plant("device", f"ssid:{name}", rng.choice((f"wifi: {name}", f"SSID={name}", f'wifi "{name}"')))


def wallet(rng: random.Random) -> Plant:
    key = bytes(rng.randrange(256) for _ in range(20))
    coin, version = rng.choice((("btc", b"\x00"), ("btc", b"\x05"), ("ltc", b"\x30"), ("trx", b"\x41"), ("eth", b""), ("ton", b"")))
    if coin == "eth":
        lower = key.hex()
        check = keccak.keccak_256(lower.encode()).hex()
        mixed = "".join(sign.upper() if int(check[at], 16) > 7 else sign for at, sign in enumerate(lower))
        return Plant("wallet", f"eth:0x{lower}", f"0x{rng.choice((lower, mixed))}")
    if coin == "ton":
        data = b"\x11\x00" + hashlib.sha256(key).digest()
        text = base64.urlsafe_b64encode(data + binascii.crc_hqx(data, 0).to_bytes(2, "big")).decode()
        return Plant("wallet", f"ton:0:{data[2:].hex()}", text)
    data = version + key
    data += hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = checksums.BITCOIN58[rest] + text
    text = checksums.BITCOIN58[0] * (len(data) - len(data.lstrip(b"\x00"))) + text
    return Plant("wallet", f"{coin}:{text}", text, rng.choice(("", coin)))


def digest(rng: random.Random) -> Plant:
    name = rng.choice(("md5", "sha1", "sha256", "sha512"))
    value = hashlib.new(name, _digits(rng, 20).encode()).hexdigest()
    return Plant("digest", f"{name}:{value}", rng.choice((value, value.upper())), rng.choice(("", f"{name}:", "hash")))


def coordinates(rng: random.Random) -> Plant:
    north, east = rng.randrange(39_60000, 46_00000), rng.randrange(18_50000, 23_00000)
    canonical = f"{north // 100000}.{north % 100000:05},{east // 100000}.{east % 100000:05}"
    one, two = canonical.split(",")
    written = rng.choice((f"{one}, {two}", f"{one},{two}", f"{one}° N, {two}° E", f"{one} N, {two} E",
                          f"https://maps.google.com/?q={one},{two}", f"geo:{one},{two}"))  # fmt: skip
    return Plant("coordinates", canonical, written, rng.choice(("jam këtu", "тука сум", "ovde sam", "here")))


def payment(rng: random.Random) -> Plant:
    what = rng.randrange(5)
    if what < 2:
        country, length = rng.choice((("AL", 28), ("MK", 19), ("RS", 22), ("ME", 22), ("XK", 20), ("DE", 22)))
        account = _digits(rng, length - 4)
        number = int("".join(str(int(sign, 36)) for sign in f"{account}{country}00"))
        iban = f"{country}{98 - number % 97:02}{account}"
        spaced = " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))
        return Plant("payment", f"iban:{iban}", rng.choice((iban, spaced)), rng.choice(("", "IBAN", "llogaria", "сметка")))
    name = f"{rng.choice(_WORDS)}{rng.choice(_WORDS)}{rng.randrange(99)}"
    if what == 2:
        return Plant("payment", f"paypal:{name}", rng.choice((f"paypal.me/{name}", f"https://www.paypal.me/{name}/20")))
    if what == 3:
        return Plant("payment", f"revolut:{name}", rng.choice((f"revolut @{name}", f"revolut.me/{name}", f"revtag: @{name}")))
    number_ = "9" + _digits(rng, 9)
    return Plant("payment", f"mtcn:{number_}", rng.choice((f"MTCN {number_}", f"western union: {number_[:3]}-{number_[3:6]}-{number_[6:]}")))


# Which kinds are planted, phones as often as the rest together: they are in chats.
PLANTERS: dict[str, Callable[[random.Random], Plant]] = {
    "phone": phone, "phone again": phone, "phone once more": phone, "phone in words": spoken, "email": email, "url": url,
    "domain": domain, "handle": handle, "handle again": handle, "ip": ip, "device": device, "wallet": wallet,
    "digest": digest, "coordinates": coordinates, "payment": payment,
}  # fmt: skip
