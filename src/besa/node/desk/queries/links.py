"""The links of a report in the reader's words: with what it belongs together, why, and what people decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, ngettext, pgettext

from besa.core import linking
from besa.core.formats import Referral
from besa.core.linking import LAYERS, Layer, Level, Side, Trace, Whose
from besa.core.linking.explain import about
from besa.node.desk.marking import without_tricks
from besa.node.links import queries as links
from besa.node.links.queries import DecisionView, LinkView, Shared
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring
from besa.node.platform import keyfiles
from besa.node.reports import queries as reports
from besa.node.reports.judging import regions
from besa.node.reports.values import OpenReport

_MOST = 60
_MORE = 8


@dataclass(frozen=True)
class SharedShown:
    """One thing that two reports share; `what` in clear, because the report that holds it is open."""

    label: str
    what: str
    seen: str
    whose: str
    token: str


@dataclass(frozen=True)
class LinkLine:
    """One link. `layer` is empty where there is nothing to decide, because such links never join."""

    other: UUID
    reference: str
    level: str
    side: str
    strength: str
    joins: bool
    shared: tuple[SharedShown, ...]
    layer: str
    received_at: datetime | None


@dataclass(frozen=True)
class Decided:
    """`report`: from whose page it was decided; `may_end`: the reader may take it back."""

    decision: UUID
    report: UUID
    words: str
    who: str
    at: datetime
    may_end: bool


@dataclass(frozen=True)
class Bundle:
    token: str
    label: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Together:
    """`announced`: levels at which a report of another desk belongs together with this one; nothing more is known."""

    lines: tuple[LinkLine, ...]
    more: tuple[LinkLine, ...]
    announced: tuple[str, ...]
    announced_levels: tuple[str, ...]
    decided: tuple[Decided, ...]
    bundles: tuple[Bundle, ...]
    pictures: tuple[tuple[str, str], ...]
    layers: tuple[tuple[str, str], ...]
    may_set_aside: bool


def together(opened: OpenReport, referral: Referral | None, *, keyring: Keyring) -> Together:
    """What an opened report belongs together with."""
    report = opened.row.report_id
    found = links.links_of(report, keyring=keyring, most=_MOST)
    clear = _clear(opened, referral)
    lines = tuple(_line(one, one.other, clear) for one in found if one.other is not None)
    own = [one for one in found if one.other is not None and one.joins]
    beyond = tuple(dict.fromkeys(one.level for one in found if one.other is None and one.joins))
    drawn = dict.fromkeys(Layer(one.level, one.side) for one in own)
    return Together(
        lines=lines[:_MORE],
        more=lines[_MORE:],
        announced=tuple(map(level_word, beyond)),
        announced_levels=tuple(level.value for level in beyond),
        decided=_decided(report, clear, keyring),
        may_set_aside=opened.row.desk_id in keyring.lead_of,
        bundles=tuple(
            Bundle(one.token.hex(), gettext(one.sort), len(one.reports))
            for one in links.bundles_of(report, keyring=keyring)
        ),
        pictures=tuple((layer_code(layer), layer_word(layer)) for layer in drawn),
        layers=tuple((layer_code(layer), layer_word(layer)) for layer in LAYERS),
    )


def layer_code(layer: Layer) -> str:
    """A layer as it stands in an address: "person-reported"."""
    return f"{layer.level}-{layer.side}"


def layer_named(code: str) -> Layer | None:
    """The layer of such a word; None if there is none."""
    return next((layer for layer in LAYERS if layer_code(layer) == code), None)


def layer_word(layer: Layer) -> str:
    side = side_word(layer.side)
    return f"{level_word(layer.level)} ({side})" if side else level_word(layer.level)


def level_word(level: Level) -> str:
    return {
        Level.PERSON: gettext("The same person"),
        Level.ACCOUNT: gettext("The same account"),
        Level.DEVICE: gettext("The same device"),
        Level.MEDIA: gettext("The same file or page"),
        Level.NETWORK: gettext("The same place on the net"),
        Level.TEXT: gettext("The same text"),
        Level.SOURCE: gettext("Put together by the sender"),
    }[level]


def side_word(side: Side) -> str:
    return {
        Side.REPORTED: gettext("the person reported"),
        Side.CHILD: gettext("the child"),
        Side.CROSSED: gettext("reported in one, the child in the other"),
        Side.OPEN: gettext("whose it is is not known"),
        Side.ANY: "",
    }[side]


def seen_words(times: int) -> str:
    """In how many reports a thing stands, as a band: the exact number would tell of reports one may not see."""
    low, high = about(times)
    if high is None:
        return gettext("in more than %(n)d reports") % {"n": low - 1}
    if high - max(low, 2) < 1:
        return ngettext("in %(n)d report", "in %(n)d reports", high) % {"n": high}
    return gettext("in %(low)d to %(high)d reports") % {"low": low, "high": high}


def _line(one: LinkView, other: UUID, clear: Mapping[bytes, str]) -> LinkLine:
    layer = Layer(one.level, one.side)
    return LinkLine(
        other=other,
        reference=one.reference,
        level=level_word(one.level),
        side=side_word(one.side),
        strength=gettext(one.word),
        joins=one.joins,
        # What a stronger one of its kind stands for would only be said twice.
        shared=tuple(_shared(each, clear) for each in one.shared if each.counted),
        layer=layer_code(layer) if layer in LAYERS and one.joins else "",
        received_at=one.received_at,
    )


def _shared(one: Shared, clear: Mapping[bytes, str]) -> SharedShown:
    whose = gettext("%(ours)s here, %(theirs)s there") % {"ours": _whose(one.ours), "theirs": _whose(one.theirs)}
    return SharedShown(
        label=gettext(one.sort),
        what=clear.get(one.token, ""),
        seen=seen_words(one.seen),
        whose=whose if one.ours != one.theirs else _whose(one.ours),
        token=one.token.hex(),
    )


def _whose(roles: Iterable[Whose]) -> str:
    words = {
        Whose.REPORTED: pgettext("whose it is", "the person reported"),
        Whose.CHILD: pgettext("whose it is", "the child"),
        Whose.RECIPIENT: pgettext("whose it is", "who received it"),
        Whose.SENDER: pgettext("whose it is", "who sent it"),
        Whose.OTHER: pgettext("whose it is", "somebody else"),
        Whose.MENTIONED: pgettext("whose it is", "in a text"),
        Whose.REPORTER: pgettext("whose it is", "who reports"),
        Whose.OWN: pgettext("whose it is", "the report itself"),
        Whose.COMPROMISED: pgettext("whose it is", "an account somebody else may have used"),
    }
    return ", ".join(words[role] for role in roles)


def _clear(opened: OpenReport, referral: Referral | None) -> dict[bytes, str]:
    """What the report's tokens stand for; only for the report that is open."""
    found: tuple[Trace, ...]
    if referral is not None:
        found = linking.traces(referral, regions=regions())
    else:
        told = opened.told
        words = [
            told.story,
            told.contacts,
            told.where_other,
            *(m.text for m in opened.messages if m.side == "reporter"),
        ]
        found = linking.traces_of_text("\n".join(words), regions=regions())
    tokens = linking.tokens_of(found, key=keyfiles.read("public/index"))
    return {token: _readable(traces[0]) for token, traces in tokens.items()}


def _readable(trace: Trace) -> str:
    """The compared form as a person writes it: a name with its service, an address without the times inside."""
    text = trace.canonical
    if trace.kind.startswith("ip"):
        text = text.partition("@")[0]
    elif trace.kind == "handle":
        service, _, name = text.partition(":")
        text = name.removeprefix("#") if service == "any" else f"{name.removeprefix('#')} ({service})"
    return without_tricks(text)[:200]


def _decided(report: UUID, clear: Mapping[bytes, str], keyring: Keyring) -> tuple[Decided, ...]:
    return decided(links.decisions_of(report, keyring=keyring), here=report, clear=clear, keyring=keyring)


def decided(
    made: Sequence[DecisionView],
    *,
    here: UUID | None = None,
    clear: Mapping[bytes, str] | None = None,
    keyring: Keyring,
) -> tuple[Decided, ...]:
    """Decisions in words. `here`: the report whose page it is, which is not named; `clear`: what tokens stand for."""
    if not made:
        return ()
    names = people.staff_names({one.by for one in made})
    rows = reports.rows_of({each for one in made for each in (one.report, *one.others)}, keyring=keyring)
    references = {row.report_id: row.reference for row in rows}
    return tuple(
        Decided(
            one.decision,
            one.report,
            _decision_words(one, here, references, clear or {}),
            names.get(one.by, ""),
            one.at,
            one.may_end,
        )
        for one in made
    )


def _decision_words(
    one: DecisionView, here: UUID | None, references: Mapping[UUID, str], clear: Mapping[bytes, str]
) -> str:
    if one.kind == "set-aside":
        what = clear.get(one.token, "")
        said = gettext("This says nothing, in any report: %(what)s") % {"what": what}
        return said if what else gettext("One thing it shares says nothing")
    ends = [
        references.get(end, gettext("a report of another desk")) for end in (one.report, *one.others) if end != here
    ]
    words = {
        ("apart", True): gettext("Does not belong together with %(others)s"),
        ("same", True): gettext("Belongs together with %(others)s"),
        ("apart", False): gettext("%(one)s does not belong together with %(others)s"),
        ("same", False): gettext("%(one)s belongs together with %(others)s"),
    }
    named = here is not None
    first, rest = ("", ends) if named else (ends[0], ends[1:])
    # Named once, however many they are: across a wall not even their number is told.
    said = words[one.kind, named] % {"one": first, "others": ", ".join(dict.fromkeys(rest))}
    return f"{said} · {level_word(one.level)}" if one.level else said
