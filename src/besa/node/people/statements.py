"""What the ledger is told about who may do what, so that a self-check can later say what the database no longer says.

Four kinds of statement, each an entry of its own: a version of a desk's key, a desk, a person's rights and key, a
membership. The newest statement about a thing is what the database must say of it. An entry keeps a digest only, so the
check asks of each thing: is this what was stated, and if not, which other state was? There are few enough to try.

The payload holds a mark under a key file of the staff face (nobody who can only write rows can state anything) and the
number of statements about the thing before it (an old statement cannot be said again).
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from besa.core.ledger import payload_digest
from besa.core.ledger.payloads import Plain, canonical_json
from besa.node.people import vouching
from besa.node.people.models import Desk, DeskKey, Staff
from besa.node.platform import keyfiles, ledger
from besa.node.platform.actors import Actor

KEY = "people.desk_key.stated"
DESK = "people.desk.stated"
PERSON = "people.staff.stated"
MEMBERSHIP = "people.membership.stated"


@dataclass(frozen=True)
class Statement:
    """`verb` says of what kind, `about` is the ledger's object, `facts` what is so."""

    verb: str
    about: str
    facts: Mapping[str, Plain]

    def digest(self, number: int) -> bytes:
        """What the entry keeps, 32 bytes, when `number` statements about the same thing came before."""
        return payload_digest(self.payload(number))

    def payload(self, number: int) -> dict[str, Plain]:
        said: dict[str, Plain] = {"kind": self.verb, "about": self.about, "number": number, "facts": self.facts}
        return {**said, "mark": hmac.digest(_key(), canonical_json(said), sha256).hex()}


def of_key(version: DeskKey) -> Statement:
    """This version of the desk's key exists, and is this one."""
    about = f"desk-{version.desk_id}-key-{version.version}"
    return Statement(KEY, about, {"public_key": sha256(bytes(version.public_key)).hexdigest()})


def of_desk(desk: Desk) -> Statement:
    """What the desk is called and for, and whether public reports arrive there."""
    facts: dict[str, Plain] = {
        "slug": desk.slug,
        "name": desk.name,
        "kind": desk.kind,
        "receives_public": desk.receives_public,
    }
    return Statement(DESK, f"desk-{desk.pk}", facts)


def of_person(person: Staff) -> Statement:
    """What an account may do, and which key it has."""
    key = sha256(bytes(person.public_key)).hexdigest() if person.public_key else ""
    # A migration states rows of a time before there were lawyers.
    lawyer = getattr(person, "is_lawyer", False)
    return rights(person.pseudonym, (person.is_active, person.is_administrator, person.is_auditor, lawyer), key)


def rights(pseudonym: str, rights: tuple[bool, ...], key: str) -> Statement:
    """As `of_person`, for a state that may only be supposed; `rights` are open, administrator, auditor, lawyer."""
    active, administrator, auditor, lawyer = rights
    facts: dict[str, Plain] = {
        "active": active,
        "administrator": administrator,
        "auditor": auditor,
        "public_key": key,
    }
    if lawyer:  # said only where it is so: what was stated before there were lawyers still holds
        facts["lawyer"] = True
    return Statement(PERSON, pseudonym, facts)


def of_membership(desk_id: int, pseudonym: str, role: str) -> Statement:
    """Someone's role in a desk; an empty one says that they are no member."""
    return Statement(MEMBERSHIP, f"desk-{desk_id}-{pseudonym}", {"role": role})


def state(statement: Statement, *, actor: Actor) -> None:
    """Write it into the ledger, in the transaction of the act and with the row it is about locked."""
    earlier = ledger.digests(statement.verb, [statement.about]).get(statement.about, ())
    if earlier and earlier[-1] == statement.digest(len(earlier) - 1):
        return  # said already, and nothing since
    ledger.record(actor=actor, verb=statement.verb, object_id=statement.about, payload=statement.payload(len(earlier)))


@cache
def _key() -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"besa/statement/v1").derive(
        keyfiles.read(vouching.SIGNING_FILE)
    )
