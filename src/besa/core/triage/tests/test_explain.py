"""The desk can show every reason in words and mark it in the text."""

from hypothesis import given
from hypothesis import strategies as st

from besa.core.triage import Answers, Quote, Reason, Urgency, assess, current
from besa.core.triage.explain import Explanation, Piece, explanation, pieces

QUOTES = st.builds(lambda a, b: Quote("story", min(a, b), max(a, b)), st.integers(0, 60), st.integers(0, 60))
REASONS = st.builds(
    Reason, st.sampled_from(["a", "b", "c"]), st.just(1), st.just(Urgency.SOON), st.lists(QUOTES, max_size=4).map(tuple)
)


def test_every_rule_explains_itself() -> None:
    for rule in current().rules.values():
        found = explanation(rule.id)
        assert found.label
        assert found.reason.endswith(".")
        assert found.raises_to is rule.raises_to


def test_a_rule_of_long_ago_still_shows() -> None:
    assert explanation("gone") == Explanation("gone", "gone", "", Urgency.ROUTINE)


def test_the_words_of_a_reason_are_marked() -> None:
    text = "Po. Dua të vdes sot."
    assert pieces("story", text, assess(Answers(story=text)).reasons) == (
        Piece("Po. "),
        Piece("Dua të vdes", ("self-harm",)),
        Piece(" sot."),
    )


@given(st.text(max_size=50), st.lists(REASONS, max_size=4))
def test_the_pieces_are_the_text_whatever_the_reasons(text: str, reasons: list[Reason]) -> None:
    cut = pieces("story", text, reasons)
    assert "".join(piece.text for piece in cut) == text
    at = 0
    for piece in cut:
        inside = {
            reason.rule
            for reason in reasons
            for quote in reason.words
            if quote.start <= at and at + len(piece.text) <= quote.end <= len(text) and quote.start < quote.end
        }
        assert set(piece.rules) == inside
        at += len(piece.text)
