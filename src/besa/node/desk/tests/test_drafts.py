"""What an analyst types is kept, sealed, until it is sent; nobody else sees it and no table holds it in clear."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from besa.node.desk.models import Draft
from besa.node.desk.tests.conftest import At, bring_in, marks
from besa.node.reports import actions

CANARY = "Kanarina e verdhë 4711"


@pytest.fixture
def held(team, anna):
    one = bring_in("Një histori.")
    actions.claim(one.id, keyring=anna.ring, now=timezone.now())
    return one


def test_the_page_s_script_keeps_a_draft_without_a_mark(anna: At, held) -> None:
    before = marks()
    response = anna.post(
        "draft", held.id, data={"answer": CANARY, "note": "", "labels_were": ""}, **{"X-Besa-Script": "1"}
    )
    assert (response.status_code, response.content) == (204, b"")
    assert marks() == before
    page = anna.page("report", held.id)
    assert CANARY in page
    assert "Your unsent text, kept" in page


def test_without_script_a_button_keeps_it(anna: At, held) -> None:
    assert "What you typed is kept." in anna.told("draft", held.id, data={"answer": CANARY})


def test_no_table_holds_it_in_clear(anna: At, held) -> None:
    anna.post("draft", held.id, data={"answer": CANARY, "note": CANARY, "reason": CANARY})
    sealed = bytes(Draft.objects.get().sealed)
    for word in ("Kanarina", "verdh", "4711"):
        assert word.encode() not in sealed


def test_every_act_keeps_what_else_was_typed(anna: At, held) -> None:
    anna.post("note", held.id, data={"note": "Called.", "answer": CANARY, "reason": "Because", "labels_were": ""})
    page = anna.page("report", held.id)
    assert CANARY in page
    assert "Because" in page
    assert re.search(r'<textarea[^>]*name="note"[^>]*>\s*</textarea>', page), "what was saved is no draft any more"


def test_labels_chosen_and_not_saved_come_back(anna: At, held) -> None:
    anna.post("draft", held.id, data={"labels": ["girl", "grooming"], "labels_were": ""})
    page = anna.page("report", held.id)
    assert 'value="grooming" checked' in page
    anna.post("classify", held.id, data={"labels": ["girl"], "labels_were": ""})
    page = anna.page("report", held.id)
    assert 'value="grooming" checked' not in page
    assert 'value="girl" checked' in page


def test_sending_lets_go_of_the_draft(anna: At, held) -> None:
    anna.post("draft", held.id, data={"answer": CANARY})
    anna.post("answer", held.id, data={"answer": CANARY, "submission": "0" * 32})
    assert not Draft.objects.exists()


def test_emptying_the_box_empties_the_draft(anna: At, held) -> None:
    anna.post("draft", held.id, data={"answer": CANARY})
    anna.post("draft", held.id, data={"answer": "  ", "note": ""})
    assert not Draft.objects.exists()


def test_a_colleague_has_a_draft_of_their_own(anna: At, ben: At, held) -> None:
    anna.post("draft", held.id, data={"answer": CANARY})
    ben.post("draft", held.id, data={"note": "Ben's"})
    assert CANARY not in ben.page("report", held.id)
    assert "Ben&#x27;s" in ben.page("report", held.id)
    assert CANARY in anna.page("report", held.id)


def test_a_draft_outlives_the_session(anna: At, team, sit, held) -> None:
    anna.post("draft", held.id, data={"answer": CANARY})
    anna.client.cookies.clear()
    assert CANARY in sit(team.anna).page("report", held.id)


def test_a_draft_copied_to_another_report_does_not_open(anna: At, held) -> None:
    other = bring_in("Tjetër.")
    anna.post("draft", held.id, data={"note": CANARY})
    Draft.objects.update(report_id=other.id)
    assert CANARY not in anna.page("report", other.id)


def test_a_draft_of_an_erased_report_cannot_be_opened_by_anybody(anna: At, held) -> None:
    anna.post("draft", held.id, data={"answer": CANARY})
    actions.erase_by_desk(held.id, keyring=anna.ring, now=timezone.now())
    assert anna.post("draft", held.id, data={"answer": "x"}).status_code == 404
    assert anna.get("report", held.id).status_code == 404


def test_a_template_joins_what_was_typed(anna: At, held) -> None:
    page = anna.told("put_template", held.id, data={"template": "thanks", "answer": "Përshëndetje nga unë."})
    answer = re.search(r'<textarea[^>]*name="answer"[^>]*>(.*?)</textarea>', page, re.DOTALL)[1]
    assert answer.startswith("\nPërshëndetje nga unë.\n\n")
    assert "nuk është faji yt" in answer, "in the reporter's language, not the analyst's"


def test_no_template_chosen_is_said_and_loses_nothing(anna: At, held) -> None:
    page = anna.told("put_template", held.id, data={"template": "", "answer": CANARY})
    assert "Choose a template first." in page
    assert CANARY in page


def test_the_page_s_script_gets_a_template_as_plain_text(anna: At, held) -> None:
    response = anna.get("template_text", "threats", "mk")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Не плаќај" in response.content.decode()
    assert anna.get("template_text", "threats", "xx").status_code == 404
    assert anna.get("template_text", "nonsense", "mk").status_code == 404


def test_an_answer_sent_to_a_screen_that_had_locked_is_given_back_after_unlocking(anna: At, held) -> None:
    from besa.node.platform import cookies
    from besa.node.reports.models import Message
    from besa.node.reports.tests.conftest import PASSWORD

    del anna.client.cookies[cookies.name("keys")]
    response = anna.post("answer", held.id, data={"answer": CANARY, "submission": "0" * 32, "labels_were": ""})
    assert "/account/unlock" in response["Location"]
    assert not Message.objects.exists()
    resumed = anna.client.post("/staff/account/unlock", {"password": PASSWORD, "next": f"/staff/reports/{held.id}"})
    page = resumed.content.decode()
    assert CANARY in page
    assert f'action="/staff/reports/{held.id}/answer"' in page
    sent = anna.post("answer", held.id, data={"answer": CANARY, "submission": "0" * 32, "labels_were": ""})
    assert sent.status_code == 302
    assert Message.objects.count() == 1
