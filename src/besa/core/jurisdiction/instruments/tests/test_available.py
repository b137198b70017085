"""What must hold of every instrument, whatever the case, the issuer and the day: nothing that cannot really be used."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from besa.core.jurisdiction import binding
from besa.core.jurisdiction.cells import STRICT, Reading
from besa.core.jurisdiction.facts import Case, Places, Proceedings
from besa.core.jurisdiction.instruments import Clock, Instrument, available
from besa.core.jurisdiction.law.library import current
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Truth
from besa.core.jurisdiction.tests.synthetic import DECIDED, READINGS, assessor, cases, known_and_less

few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
UNION = "reg2023_1543"
APPLIES = date(2026, 8, 18)
# Every State of the law, the seats of providers among them, and one of which nothing is recorded.
ISSUERS = st.sampled_from((*current().recorded, "ph"))
DAYS = st.one_of(st.dates(date(2003, 1, 1), date(2029, 1, 1)), st.just(date(2026, 8, 17)), st.just(APPLIES))


def found(case: Case, issuer: str, day: date = DECIDED, reading: Reading = STRICT) -> tuple[Instrument, ...]:
    answer = assessor().assess(case, decided_on=DECIDED, reading=reading)
    return available(case, answer, current(), issuer=issuer, decided_on=day)


def binds(treaty: str, code: str, day: date, reading: Reading) -> Truth:
    law = current().with_seats
    turn = law.time_of(day)
    return binding.in_force(law, treaty, code, (turn, turn), reading).truth


def sides(one: Instrument, between: str) -> list[str]:
    both = {"both": (one.issuer, one.to), "issuer": (one.issuer,), "addressee": (one.to,)}[between]
    return [code for code in both if code]


@few
@given(cases(), ISSUERS, DAYS, READINGS)
def test_nothing_can_be_used_that_is_not_in_force_for_both_sides_on_the_day(
    case: Case, issuer: str, day: date, reading: Reading
) -> None:
    for one in found(case, issuer, day, reading):
        rules = current().instruments[one.id].bases
        for rule, basis in zip(rules, one.bases, strict=True):
            if not rule.treaty:
                continue
            truths = [binds(rule.treaty, code, day, reading) for code in sides(one, rule.between)]
            assert basis.value <= min(truths), (one.id, one.to, rule.treaty)
        if one.value == YES:
            assert any(basis.value == YES for basis in one.bases), one.id


@few
@given(cases(), ISSUERS, DAYS, READINGS)
def test_no_order_of_the_union_for_who_is_not_bound_nor_before_its_day(
    case: Case, issuer: str, day: date, reading: Reading
) -> None:
    for one in found(case, issuer, day, reading):
        if {basis.treaty for basis in one.bases} != {UNION}:
            continue
        outside = [code for code in (one.issuer, one.to) if code and binds(UNION, code, day, reading) == NO]
        if day < APPLIES or outside:
            assert one.value == NO, (one.id, one.issuer, one.to, day)


@few
@given(cases(), ISSUERS, DAYS, READINGS)
def test_what_is_unknown_names_what_is_missing_and_a_yes_where_it_stands(
    case: Case, issuer: str, day: date, reading: Reading
) -> None:
    law = current()
    for one in found(case, issuer, day, reading):
        assert (one.value == UNKNOWN) == bool(one.facts_missing or one.cells_missing), one.id
        if one.value != YES:
            assert not one.clocks
            continue
        claims = [
            claim
            for ident in one.citations
            for claim in ([law.provisions[ident].claim] if ident in law.provisions else law.by_id[ident].claims)
        ]
        assert any(claim.sources for claim in claims) or reading.recalled, one.id


@few
@given(known_and_less(), ISSUERS, READINGS)
def test_learning_a_fact_never_turns_a_yes_or_a_no(pair: tuple[Case, Case], issuer: str, reading: Reading) -> None:
    case, less = pair
    after = {(one.id, one.to): one.value for one in found(case, issuer, reading=reading)}
    for one in found(less, issuer, reading=reading):
        if (one.id, one.to) in after:
            assert one.value in (UNKNOWN, after[one.id, one.to]), (one.id, one.to)


@settings(few, max_examples=5)
@given(cases())
def test_an_issuer_of_whom_nothing_is_recorded_has_nothing_for_certain(case: Case) -> None:
    for one in found(case, "ph"):
        assert one.value != YES or not any(basis.treaty for basis in one.basis), one.id


def test_the_seat_of_a_provider_is_reached_and_never_asked_whether_it_can_act() -> None:
    law = current()
    assert law.seats
    for code in law.seats:
        case = Case(("distribute",), server=Places.known(code), company=Places.known(code))
        answer = assessor().assess(case, decided_on=DECIDED)
        assert code in answer.unread
        assert code not in {one.state for one in answer.states}
        reached = [one for one in available(case, answer, law, issuer="al", decided_on=DECIDED) if one.to == code]
        assert any(one.value != UNKNOWN for one in reached), code
        assert not any(code in one.cells_missing for one in reached), "something is recorded of the seat"


def test_nobody_to_address_is_a_question_until_the_case_says_that_there_is_nobody() -> None:
    open_case, closed = (
        Case(("distribute",)),
        Case(("distribute",), server=Places.known("al"), company=Places.known("al")),
    )
    asked = {one.id: one for one in found(open_case, "al")}["preservation_abroad"]
    assert (asked.to, asked.value, asked.facts_missing) == ("", UNKNOWN, ("places.server", "company.seat"))
    assert {one.id: one for one in found(closed, "al")}["preservation_abroad"].value == NO


def test_an_open_investigation_is_a_condition_until_the_case_says_so() -> None:
    case = Case(("distribute",), server=Places.known("hr"), company=Places.known("hr"))
    begun = Case(("distribute",), server=case.server, company=case.company, proceedings=(Proceedings("al", "pending"),))
    waits, ready = ({one.id: one for one in found(each, "al")}["preservation_abroad"] for each in (case, begun))
    assert (waits.value, [step.word for step in waits.conditions_to_meet]) == (YES, ["investigation"])
    assert (ready.value, ready.conditions_to_meet) == (YES, ())


def test_clocks_run_in_hours_days_and_months() -> None:
    def clock(length: int, unit: str) -> Clock:
        return Clock("", "", length, unit, "within", "")

    def at(month: int, day: int, hour: int, year: int = 2026) -> datetime:
        return datetime(year, month, day, hour, tzinfo=UTC)

    began = at(8, 31, 22)
    assert clock(8, "hours").ends(began) == at(9, 1, 6)
    assert clock(60, "days").ends(began) == at(10, 30, 22)
    assert clock(6, "months").ends(began) == at(2, 28, 22, 2027)
