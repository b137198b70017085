"""One lawyer proposes, another one decides; what is accepted counts at once, everywhere, and stays to be read."""

from __future__ import annotations

import threading
from itertools import islice
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from django.db import connections

from besa.core.jurisdiction import auditing
from besa.core.jurisdiction.auditing import Task, cases_across_borders, model_cases
from besa.core.jurisdiction.law import writing
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.changing import Change as LawChange
from besa.core.jurisdiction.law.changing import as_written
from besa.core.jurisdiction.law.library import load
from besa.node.jurisdiction import tree
from besa.node.law import actions, effects, overlay, queries, selfchecks, wording
from besa.node.law.commands import law as command
from besa.node.law.models import Change
from besa.node.law.overlay import Accepted, build
from besa.node.law.problems import (
    AlreadyDecided,
    AlreadyProposed,
    CellChanged,
    LawProblem,
    NoReason,
    NotALawyer,
    NothingChanges,
    NotOwnChange,
    OwnChange,
    SourceOfTomorrow,
    TooLarge,
    WeakSource,
)
from besa.node.law.tests.conftest import CELL, NOW, SOURCE, UNKNOWN, sourced
from besa.node.people.tests.conftest import verbs
from besa.node.platform import environment
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Occasion

pytestmark = pytest.mark.django_db


class TestPropose:
    def test_what_is_proposed_does_not_count_yet(self, propose):
        before = queries.version()
        made = propose(sourced("no"))
        assert queries.version() == before
        assert [one.id for one in queries.waiting()] == [made]
        assert verbs()[-1] == "law.change.proposed"

    def test_only_lawyers_propose(self, propose, hire):
        with pytest.raises(NotALawyer):
            propose(by=hire("bora", is_administrator=True))

    def test_one_at_a_time_for_each_cell(self, propose, vesna):
        propose()
        with pytest.raises(AlreadyProposed):
            propose(sourced("no"), by=vesna)

    def test_what_the_cell_says_already_is_no_change(self, propose):
        with pytest.raises(NothingChanges):
            propose(*as_written(CELL, queries.current()))

    @pytest.mark.parametrize(
        ("claim", "source", "problem"),
        [
            ({"value": "no", "confidence": "sourced"}, SOURCE, LawBroken),
            (sourced("no"), {**SOURCE, "address": "https://nowhere"}, WeakSource),
            (sourced("no"), {**SOURCE, "address": "javascript:alert(1)"}, LawBroken),
            (sourced("no"), {**SOURCE, "read": "2026-11-23"}, SourceOfTomorrow),
            ({**sourced("no"), "sources": [{"id": "N_CODE"}]}, SOURCE, WeakSource),
            ({"value": "no", "confidence": "recalled", "note": "x" * 30_000}, SOURCE, TooLarge),
            ({"value": "conditional", "confidence": "recalled", "when": "anything"}, SOURCE, LawBroken),
        ],
    )
    def test_what_nobody_could_check_is_refused(self, propose, claim, source, problem):
        with pytest.raises(problem):
            propose(claim, N_CODE=source)
        assert not Change.objects.exists()

    def test_a_reason_is_needed(self, lejla):
        with pytest.raises(NoReason):
            actions.propose(CELL, claims=[UNKNOWN], sources={}, reason="  ", keyring=lejla, now=NOW)


class TestDecide:
    def test_what_a_second_lawyer_accepts_counts(self, propose, vesna):
        version = queries.version()
        made = propose(sourced("no"))
        actions.accept(made, keyring=vesna, now=NOW)
        assert queries.current().by_id[CELL].claims[0].value == "no"
        assert queries.current().sources["N_CODE"].title == "Criminal Code"
        assert queries.version() != version
        assert verbs()[-1] == "law.change.accepted"
        kept = queries.change(made)
        assert (kept.state, kept.who, kept.by) == ("accepted", "Lejla", "Vesna")
        assert kept.before == as_written(CELL, overlay.release())
        assert kept.effects is not None
        assert ["court_france_assizes_2016", "fr", "abuse_by_force", "national", "active_national", "yes", "no"] in (
            kept.effects["answers"]
        )

    def test_nobody_decides_on_the_own_change(self, propose, lejla):
        made = propose()
        for act in (actions.accept, actions.refuse):
            with pytest.raises(OwnChange):
                act(made, answer="I am right.", keyring=lejla, now=NOW)

    def test_no_one_else_than_lawyers_decides(self, propose, hire):
        with pytest.raises(NotALawyer):
            actions.accept(propose(), keyring=hire("bora"), now=NOW)

    def test_a_refusal_says_why_and_stays(self, propose, vesna):
        made = propose()
        with pytest.raises(NoReason):
            actions.refuse(made, answer=" ", keyring=vesna, now=NOW)
        actions.refuse(made, answer="The source is of 1998.", keyring=vesna, now=NOW)
        assert queries.history(CELL)[0].answer == "The source is of 1998."
        assert verbs()[-1] == "law.change.refused"
        propose(sourced("no"))

    def test_only_the_proposer_withdraws(self, propose, lejla, vesna):
        made = propose()
        with pytest.raises(NotOwnChange):
            actions.withdraw(made, keyring=vesna, now=NOW)
        actions.withdraw(made, keyring=lejla, now=NOW)
        with pytest.raises(AlreadyDecided):
            actions.accept(made, keyring=vesna, now=NOW)

    def test_taking_back_is_a_new_change_and_the_old_one_stays(self, propose, vesna):
        before, version = as_written(CELL, queries.current()), queries.version()
        actions.accept(propose(), keyring=vesna, now=NOW)
        actions.accept(propose(*before), keyring=vesna, now=NOW)
        assert as_written(CELL, queries.current()) == before
        assert queries.version() == version
        assert [one.state for one in queries.history(CELL)] == ["accepted", "accepted"]

    def test_a_change_of_a_cell_that_was_changed_meanwhile_is_not_accepted(self, propose, vesna):
        made = propose()
        Change.objects.filter(pk=made).update(before=[{"value": "no", "confidence": "recalled"}])
        with pytest.raises(CellChanged):
            actions.accept(made, keyring=vesna, now=NOW)

    def test_two_changes_that_break_the_law_together_do_not_both_count(self, propose, vesna):
        close = {"value": "conditional", "confidence": "recalled", "when": {"cell": "grooming"}}
        circle = {"value": "conditional", "confidence": "recalled", "when": {"cell": "close_in_age"}}
        first, second = propose(close, cell="al.law.close_in_age"), propose(circle, cell="al.law.grooming")
        actions.accept(first, keyring=vesna, now=NOW)
        with pytest.raises(LawBroken, match="asks for itself"):
            actions.accept(second, keyring=vesna, now=NOW)

    @pytest.mark.django_db(transaction=True)
    def test_of_two_who_decide_at_once_one_does(self, propose, vesna, hire):
        third = hire("mira", is_lawyer=True)
        made = propose(cell="xk.law.age_of_consent")
        effects.of_change(LawChange("xk.law.age_of_consent", [UNKNOWN], {}), on=NOW.date())
        seen: list[str] = []
        start = threading.Barrier(2)

        def decide(ring) -> None:
            try:
                start.wait(10)
                actions.accept(made, keyring=ring, now=NOW)
                seen.append("accepted")
            except LawProblem as problem:
                seen.append(type(problem).__name__)
            finally:
                connections.close_all()

        both = [threading.Thread(target=decide, args=(ring,)) for ring in (vesna, third)]
        for one in both:
            one.start()
        for one in both:
            one.join(60)
        assert sorted(seen) == ["AlreadyDecided", "accepted"]
        assert verbs().count("law.change.accepted") == 1

    @pytest.mark.django_db(transaction=True)
    def test_two_changes_accepted_at_once_have_each_a_place_or_are_tried_again(self, propose, vesna, hire):
        third = hire("mira", is_lawyer=True)
        both = {cell: propose(cell=cell) for cell in ("xk.law.age_of_consent", "mk.law.age_of_consent")}
        seen: list[str] = []
        start = threading.Barrier(2)

        def decide(change, ring) -> None:
            try:
                start.wait(10)
                actions.accept(change, keyring=ring, now=NOW)
                seen.append("accepted")
            except LawProblem as problem:
                seen.append(type(problem).__name__)
            finally:
                connections.close_all()

        threads = [
            threading.Thread(target=decide, args=pair) for pair in zip(both.values(), (vesna, third), strict=True)
        ]
        for one in threads:
            one.start()
        for one in threads:
            one.join(60)
        assert set(seen) <= {"accepted", "AtOnce"}
        assert sorted(Change.objects.exclude(place=None).values_list("place", flat=True)) == list(
            range(1, seen.count("accepted") + 1)
        )
        assert len(queries.standing().ours) == seen.count("accepted") >= 1


class TestQuote:
    def test_the_words_of_the_law_stand_beside_what_is_recorded_where_it_is_read(self, propose, vesna, sit):
        quoted = {
            "language": "de",
            "text": "Dieses Beispiel <b>gilt</b> im Inland.",
            "source": {"id": "N_CODE", "at": "section 1"},
            "english": "This example holds at home.",
        }
        made = propose(sourced("no", wording=quoted))
        assert "Dieses Beispiel &lt;b&gt;gilt&lt;/b&gt; im Inland." in sit(vesna).page("change", made)
        actions.accept(made, keyring=vesna, now=NOW)
        for page in (sit(vesna).page("cell", CELL), sit(vesna).page("state", "fr")):
            assert '<span lang="de">Dieses Beispiel' in page
            assert "working translation, not confirmed: This example holds at home." in page
        law = queries.current()
        shown = tree.sources((CELL,), law, wording.on_page("mk"))
        assert "Dieses Beispiel" in shown
        assert 'href="https://example.org/code"' in shown
        assert "section 1" in shown


class TestCurrent:
    def test_another_process_sees_what_was_accepted_with_one_query(self, propose, vesna, django_assert_num_queries):
        queries.current()
        with django_assert_num_queries(1):
            queries.current()
        actions.accept(propose(), keyring=vesna, now=NOW)
        queries._standing.cache_clear()
        assert queries.current().by_id[CELL].claims[0].value == "unknown"

    def test_a_release_that_took_the_change_in_is_the_law_again(self):
        release = overlay.release()
        said = as_written(CELL, release)
        found = build(release, "v", [accepted(said, "another")])
        assert (found.law, found.ours, found.contested) == (release, {}, {})

    def test_a_release_that_says_something_else_now_is_contradicted_and_the_cell_is_unknown(self):
        release = overlay.release()
        found = build(release, "v", [accepted([{"value": "no", "confidence": "recalled"}], "of an older release")])
        assert list(found.contested) == [CELL]
        claim = found.law.by_id[CELL].claims[0]
        assert claim.contested
        assert claim.conflict is not None
        assert claim.conflict.value == release.by_id[CELL].claims[0].value

    def test_a_change_that_no_longer_fits_makes_its_cell_unknown_and_the_rest_stands(self):
        release = overlay.release()
        other = Accepted(UUID_OF_NOBODY, LawChange("al.law.grooming", [UNKNOWN], {}), digest("al.law.grooming"))
        gone = {"value": "yes", "confidence": "sourced", "sources": [{"id": "S_OF_AN_OLD_RELEASE"}]}
        found = build(release, "v", [accepted([gone], digest(CELL)), other])
        assert list(found.contested) == [CELL]
        assert list(found.ours) == ["al.law.grooming"]
        assert found.law.by_id[CELL].claims[0].value == "unknown"


UUID_OF_NOBODY = UUID(int=1)


def digest(cell: str) -> str:
    return writing.digest(as_written(cell, overlay.release()))


def accepted(claims, release: str) -> Accepted:
    return Accepted(UUID_OF_NOBODY, LawChange(CELL, claims, {}), release)


class TestExport:
    def test_the_changed_law_goes_out_as_files_and_reads_as_what_counts(
        self, propose, vesna, tmp_path: Path, monkeypatch
    ):
        monkeypatch.setenv("BESA_FACE", "all")
        actions.accept(propose(sourced("no", note="Told: read again")), keyring=vesna, now=NOW)
        done = CliRunner().invoke(command, ["export", str(tmp_path / "law")])
        assert done.exit_code == 0, done.output
        assert "1 changed entries written" in done.output
        assert load(tmp_path / "law") == queries.current()
        again = CliRunner().invoke(command, ["export", str(tmp_path / "law")])
        assert again.exit_code == 1
        assert "is there already" in again.output


class TestCheck:
    def findings(self, check) -> dict[str, str]:
        return {one.subject: one.grade for one in check(Occasion(environment.current(), NOW))}

    def test_unconfirmed_law_is_counted(self):
        (first, second) = selfchecks.unconfirmed(Occasion(environment.current(), NOW))
        assert first.grade == WARNING
        assert "from memory" in first.seen
        assert second.grade == OK

    def test_translations_that_nobody_confirmed_are_counted(self):
        (found,) = selfchecks.translated(Occasion(environment.current(), NOW))
        assert found.grade == WARNING
        assert f"{len(queries.current().provisions)} of {len(queries.current().provisions)}" in found.seen
        assert found.details == ()

    def test_a_change_that_the_ledger_never_saw_is_named(self, propose, vesna):
        actions.accept(propose(), keyring=vesna, now=NOW)
        assert self.findings(selfchecks.seen_by_the_ledger) == {"Law across borders, ledger": OK}
        Change.objects.update(claims=[{"value": "no", "confidence": "recalled"}])
        assert self.findings(selfchecks.seen_by_the_ledger) == {"Law across borders, ledger": FAILS}


class TestWorkList:
    def test_it_is_made_anew_for_another_law_and_kept_otherwise(self, propose, vesna, monkeypatch):
        made = []
        task = Task(CELL, "weak", 1, 2)

        class _Quick(auditing.Audit):
            def steps(self):
                made.append(self)
                return iter((None, None))

            def tasks(self):
                return (task,)

        monkeypatch.setattr(auditing, "Audit", _Quick)
        actions.renew_worklist(on=NOW.date())
        actions.renew_worklist(on=NOW.date())
        assert len(made) == 1
        actions.accept(propose(), keyring=vesna, now=NOW)
        kept = queries.worklist()
        assert kept is not None
        assert kept.version != queries.version()
        actions.renew_worklist(on=NOW.date())
        assert len(made) == 2
        kept = queries.worklist()
        assert kept is not None
        assert (kept.version, kept.task_of(CELL)) == (queries.version(), task)
        assert kept.cases_reading(CELL) == ("court_france_assizes_2016",)

    def test_it_is_made_in_turns_and_is_the_same(self, monkeypatch):
        monkeypatch.setattr(auditing, "model_cases", lambda law, on: islice(model_cases(law, on), 5))
        monkeypatch.setattr(auditing, "cases_across_borders", lambda law, on: islice(cases_across_borders(law, on), 2))
        turns = 1
        while actions.renew_worklist(on=NOW.date(), seconds=0):
            assert queries.worklist() is None
            turns += 1
        assert turns == 8
        kept = queries.worklist()
        assert kept is not None
        assert kept.tasks == auditing.audit(queries.current(), on=NOW.date())
