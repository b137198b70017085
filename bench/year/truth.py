"""What is true of a generated referral. It stands in a file of its own and never in the referral."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from json import dumps, loads

from besa.core.formats import Referral, Role

# What providers write where they have nothing; two reports that share it share nothing.
PLACEHOLDERS = frozenset({"unknown", "null@example.com", "000000000000000", "n/a"})


@dataclass(frozen=True, kw_only=True)
class Truth:
    """`urgent`: the planted kind, "" if none. `negative`: looks urgent and is not. `serious`: a grave report that can
    wait. `channel`: what carries the urgency (text, fields, files). `paraphrase`: the wording, kind/language/number.
    `person`: the offender ("" if nobody); `bundle`: the viral bundle; `wave`: texts that are nearly the same.
    `sex`, `language`, `minority` are of the child (or of whoever writes where there is no child).
    """

    number: int
    source_id: str
    urgent: str = ""
    negative: str = ""
    serious: bool = False
    channel: str = ""
    paraphrase: str = ""
    person: str = ""
    bundle: str = ""
    wave: str = ""
    sex: str = "unknown"
    language: str = ""
    minority: str = ""

    def line(self) -> str:
        return dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def read(line: str) -> Truth:
        return Truth(**loads(line))


def shown(referral: Referral) -> dict[str, frozenset[str]]:
    """What a referral shows of whoever is reported and of files: keys by level, placeholders left out."""
    found: dict[str, set[str]] = {level: set() for level in ("contact", "account", "device", "media")}
    for person in referral.people:
        if person.role is not Role.REPORTED:
            continue
        found["contact"] |= {f"p:{each.calling_code}{each.number}".replace("+", "") for each in person.phones}
        found["contact"] |= {f"e:{each.address}" for each in person.emails if each.address not in PLACEHOLDERS}
        found["device"] |= {f"{each.kind}:{each.value}" for each in person.devices if each.value not in PLACEHOLDERS}
        if person.account:
            service = person.account.service or referral.provider
            names = (f"#{person.account.identifier}", *person.account.screen_names)
            found["account"] |= {f"{service}:{name}" for name in names if name != "#" and name not in PLACEHOLDERS}
    for upload in referral.uploads:
        found["media"] |= {value for _, value in upload.digests}
    return {level: frozenset(keys) for level, keys in found.items()}
