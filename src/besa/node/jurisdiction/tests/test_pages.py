"""The pages: what is asked and answered, what stays when something is wrong, to whom nothing exists."""

from __future__ import annotations

import html
import re
from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from besa.core.jurisdiction import casefile
from besa.core.jurisdiction.worked import worked_cases
from besa.node.cases import actions as cases
from besa.node.faces.cli import main
from besa.node.jurisdiction import actions, casefiles, urls
from besa.node.jurisdiction.models import Assessment
from besa.node.jurisdiction.questions import QUESTION, STEPS
from besa.node.jurisdiction.tests.conftest import FACTS, NOW, At, bring_in, described, marks, opened_case
from besa.node.law import queries as law
from besa.node.people.models import Staff
from besa.node.reports import actions as of_reports
from besa.node.reports import queries as reports

CONDUCT = {"places.conduct": ["Albania"], "places.conduct.only": "yes"}


def facts_of(one, keyring):
    return actions.open_assessment(one, keyring=keyring, now=NOW).described


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_a_case_is_described_step_by_step_and_answered(anna: At, team) -> None:
    page = anna.told("new", data={"title": "Burri <b>", "desk": team.hotline, "submission": uuid4()})
    assert "What happened" in page
    one = Assessment.objects.get().id
    for step, sent in (
        ("what", {"title": "Burri <b>", "acts": ["possess"], "offence.from": "2021-03-01", "offence.to": "2021-03-01",
                  "stage": "completed", "role": "offender", "means.by_computer": "yes", "material": "real"}),
        ("where", {**CONDUCT, "places.effect": ["Kosovo", "it"]}),
        ("offender", {"offender.nationality": "Shqipëria", "offender.nationality.only": "yes",
                      "offender.age.from": "40"}),
        ("child", {"child.age.from": "11", "child.age.to": "12"}),
    ):  # fmt: skip
        assert anna.post("step", one, step, data=sent).status_code == 302
    page = anna.told("step", one, "more", data={"extradition": "none", "proceedings": "none"})
    assert "Burri &lt;b&gt;" in page
    assert "can act" in page
    assert "Not legal advice; confirm with the competent central authority." in page
    case = facts_of(one, team.anna).case
    assert case.acts == ("possess",)
    assert case.effect.states == {"xk", "it"}
    assert case.effect.more
    assert not case.conduct.more
    assert (case.offender.age.least, case.offender.age.most) == (40, 120)
    assert case.extradition == ()


def test_an_answer_says_who_can_act_and_why_with_sources(anna: At, team) -> None:
    one = described(team, acts=["abuse"], places={"conduct": ["hr"]}, child={"age": 10}, offender={"age": 40},
                    offence={"on": "2024-05-01"}, material="real")  # fmt: skip
    page = anna.page("answer", one)
    assert "At least one State can act under its own law." in page
    assert re.search(r'<b class="truth yes">can act</b>', page), "symbol, colour and words"
    why = anna.page("why", one, "hr", "abuse")
    assert "<details><summary>" in why
    assert 'rel="noreferrer"' in why
    assert "http" in re.search(r'class="cites"><a href="([^"]+)"', why)[1]
    assert "<details open>" in anna.page("why", one, "hr", "abuse", query="?open=all")
    assert anna.get("why", one, "zz", "abuse").status_code == 404
    assert anna.get("why", one, "hr", "fly").status_code == 404


def test_a_complaint_that_a_treaty_forbids_to_wait_for_is_said_under_the_table(anna: At, team) -> None:
    worked = worked_cases()["treaty_france_complaint_that_the_convention_forbids"]
    one = actions.describe(worked, desk_id=team.hotline, keyring=team.anna, now=NOW)
    said = text_of(anna.page("answer", one))
    assert "France, nationality of the child:" in said
    assert "article 32 forbids to wait for this complaint, which its own law asks for: the victim" in said
    assert "forbids to wait" not in text_of(anna.page("answer", described(team)))


def test_nobody_is_said_to_be_a_gap_while_something_is_unknown(anna: At, one) -> None:
    words = text_of(anna.page("answer", one))
    assert "no gap can be excluded" in words
    assert "can act; every input is sourced" not in words


def test_law_from_memory_counts_only_when_chosen_and_the_answer_says_so(anna: At, one, team) -> None:
    said = "Cells known only from memory are counted"
    assert said not in anna.page("answer", one)
    page = anna.told("law", one, data={"reading": ["recalled"]})
    assert said in page
    assert said in anna.page("why", one, "al", "distribute")
    assert facts_of(one, team.anna).reading.recalled
    assert said not in anna.told("law", one, data={})


def test_the_next_question_is_answered_on_the_page_of_the_answer(anna: At, one, team) -> None:
    page = anna.page("answer", one)
    name = re.search(r'name="question" value="([^"]+)"', page)[1]
    assert name in QUESTION
    page = anna.told("ask", one, data={"question": "child.age", "child.age.from": "11", "child.age.to": "11"})
    assert "This is the answer now." in page
    assert facts_of(one, team.anna).case.child.age.most == 11
    assert anna.post("ask", one, data={"question": "nonsense"}).status_code == 404


def test_a_condition_that_is_met_is_taken_out_of_the_answer(anna: At, team) -> None:
    worked = Path(casefile.__file__).parent / "tests/cases/serbia_national_with_leave_of_the_prosecutor.yaml"
    one = actions.describe(casefile.read(worked), desk_id=team.hotline, keyring=team.anna, now=NOW)
    page = anna.page("answer", one)
    words = html.unescape(re.search(r'name="words" value="([^"]+)"', page)[1])
    assert words not in re.findall(r'name="words" value="([^"]+)"', anna.told("give", one, data={"words": words}))
    assert words in facts_of(one, team.anna).case.given


class TestMistakes:
    def test_what_cannot_be_so_is_said_at_its_question_and_nothing_typed_is_lost(self, anna: At, one, team) -> None:
        before = facts_of(one, team.anna)
        sent = {"title": "Kept title", "acts": ["groom"], "offence.from": "2022-02-02", "offence.to": "2022-01-01"}
        response = anna.post("step", one, "what", data=sent)
        page = response.content.decode()
        assert response.status_code == 422
        assert "before it begins on 2022-02-02" in page
        assert 'id="f-offence-error"' in page
        for kept in ("Kept title", "2022-02-02", "2022-01-01"):
            assert kept in page
        assert facts_of(one, team.anna) == before

    def test_what_contradicts_another_step_is_saved_and_shown_there(self, anna: At, one, team) -> None:
        anna.post("step", one, "child", data={"child.born": "2020-01-01"})
        sent = {"acts": ["groom"], "offence.from": "2019-01-01", "offence.to": "2019-02-01", "stage": "completed"}
        response = anna.post("step", one, "what", data=sent)
        assert response["Location"].endswith("/facts/child#f-child.born")
        assert "Born on 2020-01-01, after the act" in anna.page("step", one, "child")
        page = anna.page("answer", one)
        assert "These facts cannot all be so" in page
        assert reverse("jurisdiction:step", args=[one, "child"]) in page

    @pytest.mark.parametrize(
        ("step", "sent", "said"),
        [
            ("where", {"places.conduct": ["Atlantis <i>"]}, "“Atlantis &lt;i&gt;” is no State that we know"),
            ("where", {"places.conduct": [], "places.conduct.only": "yes"}, "An act was done somewhere"),
            ("offender", {"offender.age.from": "forty"}, "Write the age in whole years"),
            ("offender", {"offender.age.from": "٤٠"}, "Write the age in whole years"),
            ("offender", {"offender.born": "yesterday"}, "Write the day as year, month, day"),
            ("offender", {"offender.present_in": "it", "offender.present_in.none": "yes"}, "keep one of the two"),
            ("more", {"extradition": "none", "extradition.from": ["al"], "extradition.to": ["it"]}, "keep one of"),
            ("more", {"extradition.from": ["al"], "extradition.to": [""]}, "Name both States"),
            ("more", {"extradition.from": ["al"], "extradition.to": ["al"]}, "cannot extradite to itself"),
            ("what", {"acts": ["groom"], "title": "x" * 300}, "This is too long"),
            ("what", {"acts": ["groom"], "offence.from": "2999-01-01"}, "after the day on which it is decided"),
        ],
    )  # fmt: skip
    def test_each_mistake_is_named_where_it_was_made(self, anna: At, one, step, sent, said) -> None:
        response = anna.post("step", one, step, data=sent)
        assert response.status_code == 422
        assert said in response.content.decode()

    def test_one_more_line_is_given_without_a_script_and_without_losing_anything(self, anna: At, one) -> None:
        sent = {"places.effect": ["Italy", ""], "places.server": ["nonsense"], "again": "places.effect"}
        response = anna.post("step", one, "where", data=sent)
        page = response.content.decode()
        assert response.status_code == 200
        assert page.count('name="places.effect"') == 3
        assert 'value="nonsense"' in page

    def test_what_no_control_sends_changes_nothing(self, anna: At, one, team) -> None:
        before = facts_of(one, team.anna)
        assert anna.post("give", one, data={"words": "x" * 150_000}).status_code == 404
        assert anna.get("step", one, "nonsense").status_code == 404
        response = anna.post("step", one, "more", data={"proceedings.state": ["al"], "proceedings.outcome": ["eaten"]})
        assert response.status_code == 404
        assert facts_of(one, team.anna) == before


class TestFiles:
    def test_a_saved_file_is_read_by_the_command_and_by_another_desk(self, anna: At, cara: At, one, tmp_path) -> None:
        response = anna.post("save", one)
        assert "attachment" in response["Content-Disposition"]
        file = tmp_path / "case.yaml"
        file.write_bytes(response.content)
        done = CliRunner().invoke(main, ["jurisdiction", "assess", str(file), "--short"])
        assert done.exit_code == 0, done.output
        assert "Burri nga loja" in done.output
        assert marks(one)[-1] == "jurisdiction.assessment.saved"
        data = {"file": SimpleUploadedFile("x.yaml", response.content), "desk": cara.ring.desk_ids & {2} and 2}
        page = cara.told("load", data=data)
        assert "Burri nga loja" in page

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "Choose a file first."),
            (b"\xff\xfe\x00", "This is no text."),
            (b"[" * 40_000, "is nested more than 20 levels deep"),
            (b"x" * 150_000, "This file is too large"),
            (b"case: {acts: [distribute], offence: {on: soon}}", "write it as 2021-03-31"),
            (b"a: !!python/object/apply:os.system [id]", "could not determine a constructor"),
            (b"title: <script>\ncase: {acts: [<script>], x: 1}", "unknown key"),
        ],
    )
    def test_a_file_that_is_none_is_refused_in_words(self, anna: At, team, content: bytes, said: str) -> None:
        data = {"file": SimpleUploadedFile("x.yaml", content), "desk": team.hotline}
        response = anna.post("load", data=data)
        assert response.status_code == 422
        assert said in html.unescape(response.content.decode())
        assert b"<script>" not in response.content.replace(b"<script src=", b"")
        assert not Assessment.objects.exists()

    def test_a_file_needs_the_token_of_the_page(self, team, sit) -> None:
        anna = sit(team.anna)
        anna.client.handler.enforce_csrf_checks = True
        data = {"file": SimpleUploadedFile("x.yaml", b"case: {acts: [groom]}"), "desk": team.hotline}
        assert anna.post("load", data=data).status_code == 403
        assert not Assessment.objects.exists()

    def test_a_case_with_an_act_that_the_law_does_not_know_says_so(self, anna: At, team) -> None:
        data = {"file": SimpleUploadedFile("x.yaml", b"case: {acts: [fly]}"), "desk": team.hotline}
        assert "no act that the law here knows" in anna.told("load", data=data)


class TestFilled:
    def test_from_a_report_each_value_is_proposed_and_none_is_taken_by_itself(self, anna: At, team) -> None:
        report = bring_in("x", age_band="13-14", where="instagram", when="week")
        page = anna.page("new", query=f"?report={report.id}")
        assert "13 to 14" in page
        assert "checked" not in page
        assert marks(report.id)[-1] == "reports.report.opened"
        patches = [html.unescape(one) for one in re.findall(r'name="take" id="[^"]+" value="([^"]+)"', page)]
        assert len(patches) == 3
        chosen = [one for one in patches if "child.age" in one]
        anna.told("new", data={"report": str(report.id), "desk": team.hotline, "take": chosen})
        case = facts_of(Assessment.objects.get().id, team.anna).case
        assert (case.child.age.least, case.child.age.most) == (13, 14)
        assert case.by_computer is None

    def test_a_report_of_another_desk_does_not_exist(self, cara: At, team) -> None:
        report = bring_in("x")
        assert cara.get("new", query=f"?report={report.id}").status_code == 404
        assert cara.get("new", query="?report=nonsense").status_code == 404

    def test_from_a_case_and_then_behind_its_wall(self, anna: At, cara: At, team) -> None:
        file = opened_case(team, bring_in("x", age_band="12").id)
        cases.add_event(file, when="2026-01-05 20:15", text="x", keyring=team.anna, now=NOW)
        cases.add_event(file, when="2026-02-01", text="x", keyring=team.anna, now=NOW)
        page = anna.page("new", query=f"?file={file}")
        assert "2026-01-05 to 2026-02-01" in page
        anna.told("new", data={"file": str(file), "desk": team.hotline, "title": "x"})
        one = Assessment.objects.get().id
        assert cara.get("answer", one).status_code == 404
        cases.give_access(file, team.police, keyring=team.anna, now=NOW)
        assert cara.get("answer", one).status_code == 200
        reference = Assessment.objects.get().reference
        assert reference in anna.page("list", query=f"?file={file}")
        assert anna.get("list", query=f"?file={uuid4()}").status_code == 404

    @pytest.mark.parametrize(
        "patch",
        [
            "{",
            "{}",
            "[]",
            '{"name": "acts", "value": 7}',
            '{"name": "x", "value": 1}',
            '{"name": "title", "value": {}}',
            '{"name": "title", "value": "%s"}' % ("x" * 150_000),
            "[" * 5000,
        ],
    )
    def test_what_no_page_of_ours_has_proposed_is_refused(self, anna: At, team, patch: str) -> None:
        assert anna.post("new", data={"desk": team.hotline, "take": [patch]}).status_code == 404
        assert not Assessment.objects.exists()

    def test_a_copy_is_for_the_next_person(self, anna: At, one, team) -> None:
        page = anna.told("copy", one)
        assert "This is the copy." in page
        new = Assessment.objects.exclude(pk=one).get().id
        assert facts_of(new, team.anna).case.title == "Burri nga loja (copy)"
        assert facts_of(new, team.anna).case.acts == facts_of(one, team.anna).case.acts


def test_the_list_says_when_the_law_has_changed(anna: At, one) -> None:
    assert "nobody has looked yet" in anna.page("list")
    anna.page("answer", one)
    page = anna.page("list")
    assert "not known" in page
    assert "The law has changed: look again" not in page
    assert Assessment.objects.get().law == law.version()
    Assessment.objects.update(law="older")
    assert "The law has changed: look again" in anna.page("list")


def test_the_list_counts_the_states_of_the_answer_s_table_and_no_strangers(anna: At, one) -> None:
    page = anna.page("answer", one)
    assert "that no fact names: not known" in page
    shown = set(re.findall(r'class="whylink" href="[^"]*/why/(\w+)/', page))
    row = Assessment.objects.get()
    assert row.perhaps
    assert row.able + row.perhaps <= len(shown)


def test_one_asks_to_erase_it_and_another_agrees_by_typing_its_number(anna: At, ben: At, one) -> None:
    reference = Assessment.objects.get().reference
    assert reference in ben.page("erase", one)
    assert ben.post("erase", one, data={"reason": "curiosity"}).status_code == 422
    assert "A colleague must agree" in ben.told("erase", one, data={"reason": "mistake"})
    assert "Somebody else must agree." in ben.page("answer", one)
    assert "Two people who can open it are needed" in ben.told("agree", one, data={"reference": reference})
    page = anna.page("answer", one)
    assert "Ben asked on" in page
    assert "It was written down by mistake" in page
    assert "It is kept." in anna.told("keep", one)
    assert "Nothing was erased." in anna.told("agree", one, data={"reference": reference})
    ben.told("erase", one, data={"reason": "mistake"})
    assert anna.post("agree", one, data={"reference": "X1111-1111"}).status_code == 422
    assert "erased, for ever" in anna.told("agree", one, data={"reference": reference.lower().replace("-", " ")})
    assert anna.get("answer", one).status_code == 404


def test_the_answer_says_when_its_report_was_erased(anna: At, team) -> None:
    report = bring_in("x")
    case = casefile.from_mapping(FACTS)
    one = actions.describe(case, desk_id=team.hotline, report=str(report.id), keyring=team.anna, now=NOW)
    assert "is erased. Look whether" not in anna.page("answer", one)
    of_reports.erase_by_reporter(reports.find_by_code(report.code), now=NOW)
    assert "is erased. Look whether" in anna.page("answer", one)


def test_for_another_desk_no_page_exists(cara: At, one) -> None:
    for path in urls.urlpatterns:
        pattern = str(path.pattern)
        if "assessment_id" not in pattern:
            continue
        args = [one, *({"why": ["al", "distribute"], "step": ["what"]}.get(path.name, []))]
        for response in (cara.get(path.name, *args), cara.post(path.name, *args, data={"question": "child.age"})):
            assert response.status_code in (404, 405), path.name


def test_a_browser_that_only_looks_ahead_opens_nothing(anna: At, one) -> None:
    before = marks()
    for headers in ({"Sec-Purpose": "prefetch"}, {"Sec-Fetch-Dest": "image"}):
        assert anna.get("answer", one, **headers).status_code == 204
    assert marks() == before


def test_what_was_changed_in_the_database_is_not_shown(anna: At, one, team) -> None:
    Assessment.objects.filter(pk=one).update(sealed=Assessment.objects.get(pk=described(team)).sealed)
    assert anna.get("answer", one).status_code == 409


@pytest.mark.parametrize("language", ["sq", "mk", "sr", "sr-latn", "cnr"])
def test_every_page_speaks_every_language_and_reads_its_own_names(anna: At, one, team, language: str) -> None:
    Staff.objects.filter(pk=team.anna.staff_id).update(language=language)
    for step in STEPS:
        page = anna.page("step", one, step.name)
        for asked in step.questions:
            assert str(asked.label) not in page or asked.name == "title", "still in English"
    page = anna.page("step", one, "where")
    name = re.search(r'id="f-places.conduct".*?value="([^"]+)"', page, flags=re.S)[1]
    assert anna.post("step", one, "where", data={"places.conduct": [html.unescape(name)]}).status_code == 302
    assert facts_of(one, team.anna).case.conduct.states == {"al"}
    for path, args in (("list", []), ("new", []), ("answer", [one]), ("why", [one, "al", "distribute"])):
        assert "Not legal advice" not in anna.page(path, *args)


def test_hostile_words_of_a_case_stay_words(anna: At, team) -> None:
    one = described(team, given=["<script>alert(1)</script>", "{{ request }}"])
    for page in (anna.page("answer", one), anna.page("step", one, "more")):
        assert "<script>alert" not in page
    assert "{{ request }}" in anna.page("step", one, "more")


def test_the_answer_is_a_light_page(anna: At, one) -> None:
    assert len(anna.page("answer", one)) < 150_000


def test_an_exported_file_is_plain_yaml_that_a_lawyer_can_read(anna: At, one) -> None:
    text = anna.post("save", one).content.decode()
    assert yaml.safe_load(text)["case"]["acts"] == ["distribute", "possess"]
    assert casefiles.read(text).case.title == "Burri nga loja"
