"""What is true of a generated referral. It stands in a file of its own and never in the referral."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from json import dumps, loads


@dataclass(frozen=True, kw_only=True)
class Truth:
    """`urgent`: the planted kind, "" if none. `negative`: looks urgent and is not. `serious`: a grave report that can
    wait. `channel`: what carries the urgency (text, fields, files). `paraphrase`: the wording as it was written,
    set/kind/language/number. `person`: the offender; `known`: the part of that person's reports that telling evidence
    connects, one after the other ("" where the referral shows nothing by which anybody could know); `leads`: the same
    with weak evidence too. `bundle`: the viral bundle; `wave`: texts that are nearly the same.
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
    known: str = ""
    leads: str = ""
    bundle: str = ""
    wave: str = ""
    sex: str = "unknown"
    language: str = ""
    minority: str = ""

    @property
    def wordings(self) -> str:
        """The set of wordings that told it; "" if it came without any."""
        return self.paraphrase.partition("/")[0]

    def line(self) -> str:
        return dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def read(line: str) -> Truth:
        return Truth(**loads(line))
