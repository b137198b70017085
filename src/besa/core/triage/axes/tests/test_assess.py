"""Whatever comes in is judged; signs only raise, and what is missing never makes anything surer."""

from dataclasses import fields, replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.formats import Incident, Moment, Person, Referral, Role, Text, Upload
from besa.core.triage.axes import Axis, Certainty, Here, Seen, assess, current, judge
from besa.core.triage.axes.facts import Facts
from besa.core.triage.axes.tests.building import NOW, build
from besa.core.triage.axes.tests.strategies import HERE, REFERRALS, SEEN

SPARSE = Referral(format="cybertip-xml/1", source="x", incident_type="…", category="csam")
TAKEN_AWAY = (
    "people", "uploads", "incidents", "texts", "flags", "received", "occurred", "occurred_note", "category", "batched",
    "quarantine", "escalation",
)  # fmt: skip
_OF_DANGER = current().by_axis[Axis.DANGER]
DAMPING = sorted({fact for rule in _OF_DANGER if rule.damps for one in rule.when for each in one for fact in each})
SPEAKING = sorted(
    {fact for rule in _OF_DANGER if not rule.damps for one in rule.when for each in one for fact in each} - {*DAMPING}
)
DANGER_SIGNS = {
    "an escalation": lambda r: replace(r, escalation="now"),
    "a flag": lambda r: replace(r, flags=(*r.flags, "sextortion")),
    "a class": lambda r: replace(r, uploads=(*r.uploads, Upload(classification="A1"))),
    "a tag": lambda r: replace(r, uploads=(*r.uploads, Upload(tags=("infant",)))),
    "a child": lambda r: replace(r, people=(*r.people, Person(role=Role.CHILD, age="9"))),
    "reach": lambda r: replace(r, people=(*r.people, Person(role=Role.REPORTED, said=(("accessToChildren", "yes"),)))),
    "words": lambda r: replace(r, texts=(*r.texts, Text(where="chat", text="dua te vdes"))),
    "a meeting": lambda r: replace(
        r, incidents=(*r.incidents, Incident(kind="chat", texts=(Text(where="chat", text="dođi kod mene u subotu"),)))
    ),
    "live and now": lambda r: replace(
        r, uploads=(*r.uploads, Upload(tags=("liveStreaming",), at=Moment(text="", utc=NOW - timedelta(hours=2))))
    ),
}


@settings(max_examples=60, deadline=None)
@given(REFERRALS, SEEN, HERE)
def test_every_referral_is_judged_and_judged_the_same_twice(referral: Referral, seen: Seen, here: Here) -> None:
    axes = assess(referral, seen=seen, now=NOW, here=here)
    assert axes == assess(referral, seen=seen, now=NOW, here=here)
    assert [standing.axis for standing in axes.standings] == list(Axis)
    assert axes.danger.level >= 1
    assert axes.ruleset == current().version
    for standing in axes.standings:
        assert 0 <= standing.level <= 4
        assert all(ground.evidence for ground in (*standing.reasons, *standing.dampers))


@settings(max_examples=60, deadline=None)
@given(REFERRALS, SEEN, HERE, st.sampled_from(sorted(DANGER_SIGNS)))
def test_a_sign_of_danger_more_never_lowers_danger(referral: Referral, seen: Seen, here: Here, sign: str) -> None:
    before = assess(referral, seen=seen, now=NOW, here=here)
    after = assess(DANGER_SIGNS[sign](referral), seen=seen, now=NOW, here=here)
    assert after.danger.level >= before.danger.level
    assert {ground.rule for ground in after.overrides} >= {ground.rule for ground in before.overrides}


def _facts(names: set[str]) -> Facts:
    facts = Facts()
    for name in names:
        facts.add(name, f"place.of.{name}")
    return facts


@given(st.sets(st.sampled_from(SPEAKING)), st.sampled_from(SPEAKING), st.sets(st.sampled_from(DAMPING)))
def test_one_fact_more_never_lowers_danger_whatever_dampens(some: set[str], more: str, damping: set[str]) -> None:
    before = judge(_facts(some | damping), current()).danger.level
    assert judge(_facts(some | damping | {more}), current()).danger.level >= before


@settings(max_examples=60, deadline=None)
@given(REFERRALS, SEEN, HERE, st.sampled_from(TAKEN_AWAY))
def test_what_is_taken_away_never_makes_anything_surer(referral: Referral, seen: Seen, here: Here, gone: str) -> None:
    empty = {field.name: field.default for field in fields(Referral)}[gone]
    places = {place: count for place, count in seen.before.items() if not place.startswith(gone)}
    whole = assess(referral, seen=seen, now=NOW, here=here)
    less = assess(replace(referral, **{gone: empty}), seen=replace(seen, before=places), now=NOW, here=here)
    for before, after in zip(whole.standings, less.standings, strict=True):
        assert after.certainty <= before.certainty, (before, after)


@settings(max_examples=40, deadline=None)
@given(REFERRALS, HERE, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_count(referral: Referral, here: Here, random) -> None:
    def mixed(entries):
        return tuple(random.sample(entries, len(entries)))

    shuffled = replace(
        referral,
        people=mixed(referral.people), uploads=mixed(referral.uploads), incidents=mixed(referral.incidents),
        texts=mixed(referral.texts), flags=mixed(referral.flags), quarantine=mixed(referral.quarantine),
    )  # fmt: skip
    one = assess(referral, seen=Seen(), now=NOW, here=here)
    other = assess(shuffled, seen=Seen(), now=NOW, here=here)
    for a, b in zip(one.standings, other.standings, strict=True):
        assert (a.level, a.certainty, a.missing) == (b.level, b.certainty, b.missing)
        assert [ground.rule for ground in a.reasons] == [ground.rule for ground in b.reasons]
    assert one.trafficking.dimensions == other.trafficking.dimensions


def test_a_report_with_the_two_mandatory_fields_is_judged_and_not_punished() -> None:
    axes = assess(SPARSE, seen=Seen(), now=NOW, here=Here(country="AL"))
    assert [standing.level for standing in axes.standings] == [2, 2, 2, 2]
    assert {standing.certainty for standing in axes.standings} == {Certainty.UNKNOWN}
    assert all(standing.missing for standing in axes.standings)
    repeat = build(
        {
            "batched": "MEME",
            "category": "csam",
            "uploads": [{"digests": [["md5", "aa"]]}],
            "seen": {"uploads[0].digests[0]": "9"},
        }
    ).axes()
    assert repeat.danger.level < axes.danger.level
    assert repeat.novelty.level < axes.novelty.level


def test_a_viral_duplicate_with_one_new_detail_is_no_duplicate() -> None:
    repeat = {"batched": "MEME", "uploads": [{"digests": [["md5", "aa"]]}], "seen": {"uploads[0].digests[0]": "9"}}
    assert (build(repeat).axes().danger.level, build(repeat).axes().novelty.level) == (1, 1)
    for detail in (
        {"people": [{"role": "child", "age": "15"}]},
        {"texts": [{"where": "note", "text": "Filmed in our street."}]},
        {"uploads": [{"digests": [["md5", "aa"]]}, {"digests": [["md5", "bb"]]}]},
        {"uploads": [{"digests": [["md5", "aa"]], "details": [["EXIF", "Make", "X"]]}]},
        {"escalation": "-"},
    ):
        axes = build(repeat | detail).axes()
        assert axes.danger.level >= 2, detail
        assert axes.novelty.level == 3, detail


def test_a_damper_never_holds_down_a_sign_of_its_own() -> None:
    axes = build({"flags": ["spam", "sadisticOnlineExploitation"], "category": "misleading-domain"}).axes()
    assert axes.danger.level == 4
    assert {ground.rule for ground in axes.danger.dampers} == {"spam", "no-child-meant"}


def test_evidence_quotes_the_words_it_rests_on() -> None:
    text = "Hello. i will pick you up after school tomorrow"
    axes = build({"incidents": [{"kind": "chat", "texts": [{"where": "content", "text": text}]}]}).axes()
    place = next(ground for ground in axes.overrides if ground.rule == "meeting-planned").evidence[0]
    assert place.path == "incidents[0].texts[0]"
    assert place.rule == "chat-meeting"
    assert text[place.start : place.end] == "pick you up"


def test_text_beyond_the_limit_is_said_to_be_cut() -> None:
    axes = build({"texts": [{"where": "chat", "text": "a " * 60_000 + "I want to die"}]}).axes()
    assert "ask-rest-of-text" in axes.danger.missing


def test_a_script_that_no_rule_reads_is_asked_about() -> None:
    axes = build(
        {"texts": [{"where": "chat", "text": "Καλησπέρα, πόσων χρονών είσαι; Θέλεις να βρεθούμε αύριο;"}]}
    ).axes()
    assert "ask-reader-of-script" in axes.danger.missing


def test_one_new_text_among_standing_ones_is_a_new_detail() -> None:
    repeat = {
        "batched": "MEME",
        "uploads": [{"digests": [["md5", "aa"]]}],
        "texts": [{"where": "note", "text": "Reviewed."}, {"where": "chat", "text": "It was in our street."}],
        "seen": {"uploads[0].digests[0]": "9", "texts[0]": "800"},
    }
    both = repeat | {"seen": repeat["seen"] | {"texts[1]": "3"}}
    assert build(repeat).axes().novelty.level == 3
    assert (build(both).axes().danger.level, build(both).axes().novelty.level) == (1, 1)


def test_the_company_that_reports_and_its_contact_people_are_no_trace() -> None:
    company = {"phones": [{"number": "+355691234567", "verified": "yes"}], "emails": [{"address": "a@example.org"}],
               "addresses": [{"country": "AL"}], "names": ["A B"], "born": "1980-01-01",
               "said": [["occupation", "teacher"]], "prior_reports": ["1"]}  # fmt: skip
    seen = {"people[0].emails[0]": "900", "people[1].phones[0]": "900"}
    people = [{"role": "sender", **company}, {"role": "other", "relation": "officerContact", **company}]
    axes = build({"category": "csam", "people": people, "seen": seen, "prior_known": "1"}).axes()
    assert [standing.level for standing in axes.standings] == [2, 2, 2, 2]
    assert axes.trafficking.indicators == ()
