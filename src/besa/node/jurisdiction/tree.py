"""The reasoning as nested parts of a page that open without a script, each step with where it stands in the law."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from besa.core.jurisdiction import Law, Step, Truth, naming, wording
from besa.core.jurisdiction.law.citations import Citation
from besa.core.jurisdiction.voice import Voice

STYLE: Final = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "open"}
_NOTHING: Final = SafeString("")


def truth(step: Step, voice: Voice) -> SafeString:
    """Yes, no, unknown or still to be met: the word; its colour and symbol come from the style sheet."""
    return badge("wait" if step.to_meet else STYLE[step.truth], wording.truth(step, voice))


def badge(style: str, word: str) -> SafeString:
    return format_html('<b class="truth {}">{}</b>', style, word)


def tree(steps: tuple[Step, ...], law: Law, voice: Voice, *, opened: bool) -> SafeString:
    """The steps as a list; each with parts of its own can be opened, or stands open (for paper)."""
    return format_html(
        '<ul class="why">{}</ul>',
        format_html_join("", "<li>{}</li>", ((_step(one, law, voice, opened),) for one in steps)),
    )


def _step(step: Step, law: Law, voice: Voice, opened: bool) -> SafeString:  # noqa: FBT001
    why = wording.why(step, voice)
    line = format_html(
        "{} {}{}", truth(step, voice), wording.sentence(step, law, voice),
        format_html(' <span class="soft">({})</span>', why) if why else _NOTHING,
    )  # fmt: skip
    said = format_html("{}{}", line, sources(step.cells, law, voice)) if step.cells else line
    if not step.parts:
        return said
    return format_html(
        "<details{}><summary>{}</summary>{}{}</details>",
        SafeString(" open") if opened else _NOTHING,
        line,
        sources(step.cells, law, voice) if step.cells else _NOTHING,
        tree(step.parts, law, voice, opened=opened),
    )


def sources(idents: tuple[str, ...], law: Law, voice: Voice) -> SafeString:
    """Where cells and provisions stand, each as a link to its source."""
    found = [one for ident in idents for one in _cited(ident, law, voice)]
    return format_html('<span class="cites">{}</span>', format_html_join("; ", "{}", ((one,) for one in found)))


def _cited(ident: str, law: Law, voice: Voice) -> Iterator[SafeString]:
    claims = wording.claims_of(ident, law)
    cell = naming.cell(ident, law, voice)
    if not claims:
        yield _unsourced(cell, voice(wording.WHYS["absent"]))
    for claim in claims:
        if not claim.sources:
            yield _unsourced(cell, voice(naming.CONFIDENCES[claim.confidence]))
        for one in claim.sources:
            yield _link(one, law, law.sources[one.source].title, voice)
        if claim.wording is not None:
            said = claim.wording
            yield format_html(
                '<span class="law-text">{} {}</span>',
                voice.legal(said.text, said.language, said.english), _link(said.source, law, "", voice),
            )  # fmt: skip


def _link(cited: Citation, law: Law, title: str, voice: Voice) -> SafeString:
    # No address of this page goes along, so the other side learns nothing of the case.
    return format_html(
        '<a href="{}" rel="noreferrer">{}{}{}</a>',
        law.sources[cited.source].address,
        cited.at,
        ", " if cited.at and title else "",
        voice.quoted(title, "") if title else "",
    )


def _unsourced(cell: str, why: str) -> SafeString:
    return format_html('<span class="cell">{}: {}</span>', cell, why)
