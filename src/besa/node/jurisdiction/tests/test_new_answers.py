"""First answers to changed facts are counted: a case is never stopped, a list of havens is never made unseen."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import besa.node
from besa.core.jurisdiction import CaseFile, FactsContradict, Places, casefile, current
from besa.core.sealing import SecretKey
from besa.node.cases import actions as cases
from besa.node.faces.cli import main
from besa.node.jurisdiction import actions, commands, counted, selfchecks, urls
from besa.node.jurisdiction import counted_queries as counts
from besa.node.jurisdiction.models import Assessment, NewAnswer, Reason
from besa.node.jurisdiction.tests.conftest import NOW, At, described, marks, opened_case
from besa.node.jurisdiction.values import FEW_STATES, NEW_ANSWERS, OVER
from besa.node.letters import commands as letter_commands
from besa.node.letters import urls as letter_urls
from besa.node.people.keyring import Keyring, keyring_of
from besa.node.people.models import Staff
from besa.node.platform.models import LedgerEntry
from besa.node.platform.selfcheck import FAILS, OK

WHY = {"code": "urgent", "words": "A child travels tonight."}
NODE = Path(besa.node.__file__).parent


def ask(one: UUID, keyring: Keyring, *, now=NOW):
    found = actions.open_assessment(one, keyring=keyring, now=now)
    return counted.answered(found, keyring=keyring, today=now.date(), now=now)


def present_in(state: str) -> Callable[[CaseFile], CaseFile]:
    def moved(found: CaseFile) -> CaseFile:
        offender = replace(found.case.offender, present_in=Places.known(state))
        return replace(found, case=replace(found.case, offender=offender))

    return moved


def use_up(keyring: Keyring, one: UUID, *, now=NOW) -> None:
    """As if the whole day's number had been asked for on `one`."""
    for number in range(NEW_ANSWERS):
        row = NewAnswer.objects.create(assessment_id=one, changes=900 + number, staff_id=keyring.staff_id, at=now)
        assert row.weight == 1


def left(keyring: Keyring, *, now=NOW) -> int:
    return counts.standing(staff_id=keyring.staff_id, now=now).left


class TestCounting:
    def test_the_first_answer_to_facts_counts_and_is_marked_and_the_same_again_does_not(self, team, one) -> None:
        for keyring in (team.anna, team.anna, team.ben):
            assert ask(one, keyring).answer.states
        assert (left(team.anna), left(team.ben)) == (NEW_ANSWERS - 1, NEW_ANSWERS)
        assert marks(one).count(counted.ANSWERED) == 1

    def test_changed_facts_are_a_new_question_another_title_is_not(self, team, one) -> None:
        ask(one, team.anna)
        titled = lambda found: replace(found, case=replace(found.case, title="Another"))  # noqa: E731
        actions.change(one, titled, keyring=team.anna, now=NOW)
        ask(one, team.anna)
        assert left(team.anna) == NEW_ANSWERS - 1
        actions.change(one, present_in("mk"), keyring=team.anna, now=NOW)
        ask(one, team.ben)
        assert (left(team.anna), left(team.ben)) == (NEW_ANSWERS - 1, NEW_ANSWERS - 1)

    def test_facts_that_cannot_be_so_do_not_count(self, team) -> None:
        one = described(team, child={"born": "2022-01-01"})
        with pytest.raises(FactsContradict):
            ask(one, team.anna)
        assert left(team.anna) == NEW_ANSWERS

    def test_a_case_that_names_every_state_counts_for_many(self, team) -> None:
        several = sorted(current().states)[:FEW_STATES]
        few = casefile.from_mapping({"case": {"acts": ["abuse"], "places": {"conduct": several}}})
        assert counted.weight(few.case) == 1
        split = {"conduct": several, "effect": sorted(current().states)[FEW_STATES:]}
        every = casefile.from_mapping({"case": {"acts": ["abuse"], "places": split}})
        assert counted.weight(every.case) == len(current().states) - FEW_STATES + 1
        one = actions.describe(every, desk_id=team.hotline, keyring=team.anna, now=NOW)
        ask(one, team.anna)
        assert left(team.anna) == NEW_ANSWERS - counted.weight(every.case)

    def test_a_day_later_they_are_there_again(self, team, one) -> None:
        use_up(team.anna, one)
        assert left(team.anna) == 0
        assert left(team.anna, now=NOW + OVER) == NEW_ANSWERS


class TestSomebodyWhoTriesEveryState:
    """With a login, one case and a child, the offender moved from State to State, and the child after him."""

    def test_is_asked_why_and_each_step_stands_in_the_ledger(self, team, one) -> None:
        tried = 0

        def try_all() -> None:
            nonlocal tried
            for nationality in sorted(current().states):
                one = described(team, child={"nationality": [nationality]})  # a new one each time does not help
                for state in sorted(current().states):
                    actions.change(one, present_in(state), keyring=team.ben, now=NOW)
                    ask(one, team.ben)
                    tried += 1

        with pytest.raises(counted.NeedsReason):
            try_all()
        assert tried == NEW_ANSWERS
        for verb in ("jurisdiction.assessment.changed", counted.ANSWERED):
            assert LedgerEntry.objects.filter(verb=verb, actor__endswith=team.ben.actor.pseudonym).count() >= tried
        [tally] = counts.tallies(keyring=team.anna, now=NOW)
        assert (tally.staff_id, tally.day, tally.most > 15, tally.reasons) == (team.ben.staff_id, tried, True, 0)

    def test_a_friend_who_looks_instead_pays_for_it(self, team, one) -> None:
        use_up(team.ben, one)
        actions.change(one, present_in("mk"), keyring=team.ben, now=NOW)
        with pytest.raises(counted.NeedsReason):
            ask(one, team.ben)
        ask(one, team.anna)
        assert left(team.anna) == NEW_ANSWERS - 1

    def test_a_reason_lets_them_go_on_and_stays(self, team, one) -> None:
        use_up(team.ben, one)
        for wrong in ({"code": "bored", "words": WHY["words"]}, {"code": "urgent", "words": "  now   "}):
            with pytest.raises(counted.NoReason):
                counted.go_on(one, **wrong, keyring=team.ben, now=NOW)
        counted.go_on(one, **WHY, keyring=team.ben, now=NOW)
        assert ask(one, team.ben).answer.states
        assert left(team.ben) == NEW_ANSWERS - 1
        assert counted.REASONED in marks(one)
        [given] = actions.open_assessment(one, keyring=team.anna, now=NOW).reasons
        assert (given.by, given.code, given.words) == (team.ben.staff_id, WHY["code"], WHY["words"])
        assert WHY["words"].encode() not in bytes(Reason.objects.get().sealed)


class TestWordsOfAReason:
    def test_they_follow_the_wall_to_its_newer_key(self, team) -> None:
        file = opened_case(team)
        one = described(team, file=file)
        counted.go_on(one, **WHY, keyring=team.anna, now=NOW)
        cases.give_access(file, team.police, keyring=team.anna, now=NOW)
        cases.take_access(file, team.police, keyring=team.anna, now=NOW)
        assert actions.open_assessment(one, keyring=team.ben, now=NOW).reasons[0].words == WHY["words"]

    def test_they_go_when_it_is_erased_and_the_count_stays(self, team, one) -> None:
        ask(one, team.anna)
        counted.go_on(one, **WHY, keyring=team.anna, now=NOW)
        actions.ask_to_erase(one, "asked", keyring=team.ben, now=NOW)
        actions.erase(one, keyring=team.anna, now=NOW)
        assert bytes(Reason.objects.get().sealed) == b""
        assert left(team.anna) == 2 * NEW_ANSWERS - 1
        assert findings()["New answers, ledger"] == OK


def findings() -> dict[str, str]:
    return {one.subject: one.grade for one in selfchecks.new_answers(SimpleNamespace(now=NOW))}


class TestSelfCheck:
    @pytest.fixture(autouse=True)
    def some(self, team, one) -> None:
        ask(one, team.anna)
        counted.go_on(one, **WHY, keyring=team.anna, now=NOW)
        assert findings() == {"New answers, ledger": OK}

    @pytest.mark.parametrize(
        "hidden",
        [
            lambda team: NewAnswer.objects.all().delete(),
            lambda team: NewAnswer.objects.update(staff_id=team.ben.staff_id),
            lambda team: NewAnswer.objects.update(at=NOW - timedelta(days=3)),
            lambda team: NewAnswer.objects.update(weight=0),
            lambda team: Reason.objects.update(code="large"),
            lambda team: Reason.objects.update(assessment=described(team)),
            lambda team: Reason.objects.create(assessment=Assessment.objects.get(), staff_id=1, at=NOW, code="urgent"),
            lambda team: LedgerEntry.objects.filter(verb=counted.ANSWERED).delete(),
        ],
    )
    def test_what_was_written_past_the_ledger_or_taken_away_is_found(self, team, hidden) -> None:
        hidden(team)
        assert findings() == {"New answers, ledger": FAILS}


class TestPages:
    def test_what_is_left_is_told_and_beyond_it_a_reason_is_asked_for(self, anna: At, one) -> None:
        assert f"New answers: {NEW_ANSWERS - 1} of {NEW_ANSWERS} are left" in anna.page("answer", one)
        use_up(anna.ring, one, now=timezone.now())
        assert f"New answers: 0 of {NEW_ANSWERS} are left" in anna.page("answer", one), "the same again is shown"
        sent = {"question": "child.age", "child.age.from": "11", "child.age.to": "11"}
        page = anna.client.post(reverse("jurisdiction:ask", args=[one]), sent, follow=True).content.decode()
        assert "Say why, and go on" in page
        assert "This is the answer now" not in page
        assert actions.open_assessment(one, keyring=anna.ring, now=NOW).described.case.child.age.most == 11, "saved"
        for sent in ({}, {"code": "urgent", "words": "x"}, {"code": "other", "words": WHY["words"]}):
            assert anna.post("more", one, data=sent).status_code == 422
        page = anna.told("more", one, data=WHY)
        assert "Its own law" in page
        assert WHY["words"] in page
        assert f"New answers: {NEW_ANSWERS - 2} of {2 * NEW_ANSWERS} are left" in page
        assert anna.get("more", one).status_code == 302, "nobody is asked who has some left"

    def test_a_letter_is_open_all_the_same_and_says_what_waits(self, sit, team, one, anna: At) -> None:
        anna.page("answer", one)
        use_up(anna.ring, one, now=timezone.now())
        actions.change(one, present_in("mk"), keyring=team.anna, now=NOW)
        response = anna.client.get(reverse("letters:choose", args=[one]))
        assert response["Location"] == reverse("jurisdiction:more", args=[one])
        assert anna.get("why", one, "al", "distribute")["Location"] == reverse("jurisdiction:more", args=[one])

    def test_a_lead_and_an_administrator_see_who_had_how_many(self, team, sit, one) -> None:
        ask(one, team.ben)
        counted.go_on(one, **WHY, keyring=team.ben, now=timezone.now())
        administrator = Staff.objects.create(
            username="dora", display_name="Dora", pseudonym="s-dora", secret_sealed=b"", kdf_salt=b"",
            created_at=NOW, is_administrator=True, must_change_password=False,
        )  # fmt: skip
        NewAnswer.objects.update(at=timezone.now())
        other = sit(keyring_of(administrator, SecretKey.generate()))
        lead = replace(team.anna, is_administrator=False)
        assert [one.staff_id for one in counts.tallies(keyring=lead, now=timezone.now())] == [team.ben.staff_id]
        for reader, names, link in ((sit(team.anna), True, True), (other, True, False), (sit(team.cara), False, False)):
            page = reader.page("answers")
            assert ("Ben" in page) is names, reader
            assert ("A child may be in danger" in page) is names
            assert WHY["words"] not in page
            assert (reverse("jurisdiction:answer", args=[one]) in page) is link
        assert 'aria-current="page"' in other.page("answers")


class TestNoOtherWay:
    """No question "where is it best" can be put together past the counting, in either direction."""

    def test_every_page_of_assessments_and_letters_is_behind_the_sign_in(self, db: None) -> None:
        for room, found in (("jurisdiction", urls.urlpatterns), ("letters", letter_urls.urlpatterns)):
            for path in found:
                kept = {name: uuid4() if name.endswith("_id") else "x" for name in path.pattern.converters}  # type: ignore[union-attr]
                address = reverse(f"{room}:{path.name}", kwargs=kept)  # type: ignore[union-attr]
                for response in (Client().get(address), Client().post(address)):
                    assert response.status_code in (302, 403), address
                    assert "/sign-in?" in response.get("Location", "/sign-in?"), address

    def test_an_address_names_one_assessment_and_no_outcome(self) -> None:
        taken = {name for path in urls.urlpatterns for name in path.pattern.converters}
        assert taken == {"assessment_id", "use_id", "name", "state", "act"}
        assert [path.name for path in urls.urlpatterns if "state" in path.pattern.converters] == ["why"]  # type: ignore[union-attr]

    def test_no_list_is_in_the_order_of_answers_or_chooses_by_them(self, anna: At, team, one) -> None:
        for able in (7, 0, 3):
            other = described(team)
            actions.answered(other, law="x", able=able, perhaps=1)
        plain = anna.page("list").partition("<main")[2]
        for query in ("?sort=able", "?order=-able", "?able=0", "?state=al", "?law=x", "?q=possess"):
            assert anna.page("list", query=query).partition("<main")[2] == plain

    def test_what_is_added_to_an_answer_s_address_changes_nothing(self, anna: At, one) -> None:
        def shown(query: str) -> str:
            page = anna.page("answer", one, query=query).partition("<main")[2].partition("</main>")[0]
            return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)

        plain = shown("")
        for query in ("?offender.present_in=fr", "?state=rs", "?decided_on=2010-01-01", "?sort=no", "?format=json"):
            assert shown(query) == plain

    def test_nothing_on_the_node_asks_the_law_but_where_it_is_counted(self) -> None:
        """A page that asked by itself would be a way round the number."""
        asks = {str(file.relative_to(NODE)) for file in _sources() if _asks_the_law(file)}
        assert asks == {
            "jurisdiction/answering.py",  # which only `counted` calls
            "jurisdiction/commands.py", "letters/commands.py",  # one file of one's own, without a node
            "demo/letters.py",
        }  # fmt: skip
        called = {str(file.relative_to(NODE)) for file in _sources() if "answering.answered(" in file.read_text()}
        assert called == {"jurisdiction/counted.py"}

    def test_the_commands_take_one_case_at_a_time(self, tmp_path: Path) -> None:
        assert {one.name for one in commands.assess_file.params} == {
            "file", "as_json", "short", "language", "issuer", "folder",
        }  # fmt: skip
        for command in (commands.assess_file, letter_commands.letter):
            [file] = [one for one in command.params if one.name == "file"]
            assert (file.nargs, file.type.dir_okay) == (1, False)  # type: ignore[attr-defined]
        many = tmp_path / "many.yaml"
        many.write_text("---\ncase: {acts: [abuse]}\n---\ncase: {acts: [possess]}\n", encoding="utf-8")
        told = CliRunner().invoke(main, ["jurisdiction", "assess", str(many)])
        assert told.exit_code == 1
        assert "can act" not in told.output


def _sources() -> Iterator[Path]:
    for file in NODE.rglob("*.py"):
        if "tests" not in file.parts:
            yield file


def _asks_the_law(file: Path) -> bool:
    """Whether it imports what answers a case from core."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("besa.core.jurisdiction"):
            if {"assess", "Assessor", "assessing"} & {name.name for name in node.names}:
                return True
            if (node.module or "").startswith("besa.core.jurisdiction.assessing"):
                return True
    return False
