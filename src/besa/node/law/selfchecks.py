"""What an operator must know of the law: what of it nobody has confirmed, and changes that the ledger never saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from besa.core.ledger import payload_digest
from besa.node.law import queries, sheet, wording
from besa.node.law.actions import content, ledger_name
from besa.node.law.models import Change
from besa.node.platform import languages, ledger
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check


@check("Law across borders")
def unconfirmed(occasion: Occasion) -> Iterator[Finding]:
    """How much of the recorded law is unknown, from memory or from sources that nobody found again."""
    standing = queries.standing()
    law = standing.law
    claims = [claim for cell in law.cells() for claim in cell.claims]
    claims += [provision.claim for provision in law.provisions.values()]
    counts = Counter(sheet.how_sure(claim, law.sources) for claim in claims)
    unsure = sum(1 for one in law.sources.values() if one.address_status != "verbatim")
    yield Finding(
        "Law across borders",
        WARNING,
        f"{len(claims)} claims: {counts['recalled']} from memory, {counts['unknown']} unknown, "
        f"{counts['contested']} contested; {unsure} of {len(law.sources)} sources without a checked address",
        "Lawyers confirm it, what settles most first: Across borders, Law, Work list. What is not sourced counts as "
        "unknown meanwhile.",
    )
    yield Finding(
        "Law across borders, changes of this node",
        WARNING if standing.contested else OK,
        f"{len(standing.contested)} contradict the release"
        if standing.contested
        else f"{len(standing.ours)} accepted changes count",
        "A newer release says otherwise; these entries are unknown until a lawyer has looked at them."
        if standing.contested
        else "",
        tuple(sorted(standing.contested)[:20]),
    )


@check("Law across borders, translations")
def translated(occasion: Occasion) -> Iterator[Finding]:
    """Every provision can be read in every language, and somebody who knows the language has read it there."""
    law = queries.current()
    found = wording.translations(one.text for one in law.provisions.values())
    waiting = [f"{languages.autonym(one.language)}: {one.there} of {one.of}" for one in found if not one.confirmed]
    lacking = [one for one in found if one.there < one.of]
    yield Finding(
        "Law across borders, translations",
        WARNING if waiting or lacking else OK,
        f"working translations of provisions that nobody has confirmed: {'; '.join(waiting)}"
        if waiting
        else f"{len(law.provisions)} provisions, in every language",
        "Have a lawyer who knows the language read them (node/law/locale/*/LC_MESSAGES/django.po) and write the name "
        "into X-Confirmed-By. A provision whose words were changed has no translation until somebody writes a new one."
        if waiting or lacking
        else "",
        tuple(f"{one.language}: {text}" for one in lacking for text in one.without)[:20],
    )


@check("Law across borders, ledger")
def seen_by_the_ledger(occasion: Occasion) -> Iterator[Finding]:
    """Each accepted change is the one that the ledger saw accepted."""
    said = ledger.digests("law.change.accepted")
    accepted = Change.objects.filter(state=Change.State.ACCEPTED).order_by("place")
    strange = [row.cell for row in accepted if payload_digest(content(row)) not in said.get(ledger_name(row), ())]
    yield Finding(
        "Law across borders, ledger",
        FAILS if strange else OK,
        f"{len(strange)} accepted changes are not what the ledger saw" if strange else "each change is in the ledger",
        "Somebody wrote to the database. Keep a copy, find out who, and compare with a backup." if strange else "",
        tuple(strange[:20]),
    )
