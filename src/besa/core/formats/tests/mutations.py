"""Breaks valid files at random, the way copying, cutting, wrong tools and bad will do."""

from random import Random

_SPLICES = (
    b"<", b">", b"&", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'", b"{", b"}", b"[", b"]", b",", b":", b"\\",
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b"<!DOCTYPE a [", b"<report>", b"</report>", b"\n", b"\r", b";",
    b"\\ud800", b"1e999", b"null", b"\xc3", b"&#0;", b"&lol;", b"\t", b"NaN", b'{"', b"<fileDetails ",
)  # fmt: skip


def mutated(data: bytes, random: Random) -> bytes:
    """One to eight changes, each of one kind."""
    for _ in range(random.randint(1, 8)):
        at, other = sorted((random.randint(0, len(data)), random.randint(0, len(data))))
        data = random.choice(
            (
                lambda at=at, other=other, data=data: data[:at] + data[other:],
                lambda at=at, data=data: data[:at] + random.choice(_SPLICES) + data[at:],
                lambda at=at, data=data: data[:at] + bytes([random.randint(0, 255)]) + data[at + 1 :],
                lambda at=at, other=other, data=data: data[:other] + data[at : at + 200] + data[other:],
                lambda at=at, data=data: data[:at],
                lambda at=at, data=data: data[:at] + random.choice(_SPLICES) * 50 + data[at:],
            )
        )()
    return data
