"""One decision for a bundle: shown first, then each report alone, wholly or not at all, with its own marks."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.utils import timezone

from besa.node.desk import actions
from besa.node.desk.models import Batch, BatchLine
from besa.node.desk.tests.conftest import At, marks
from besa.node.desk.tests.referred import link, source, take_in, viral, written
from besa.node.links.queries import bundles_of
from besa.node.reports import actions as reports
from besa.node.reports.models import Access, Label, Report

__all__ = ["source", "take_in"]


@pytest.fixture
def bundle(anna: At, take_in) -> str:
    """Ten reports with the same file, all of them read as repeats; the token they share."""
    take_in(written([viral(n) for n in range(10)]))
    link()
    Report.objects.update(novelty=0, urgency=0)
    (found, *_) = bundles_of(Report.objects.first().pk, keyring=anna.ring)
    return found.token.hex()


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def _codes() -> tuple[str, str]:
    from besa.core.casework import Outcome, code_list

    return code_list("labels").codes[0].code, next(iter(Outcome)).value


def finish(at: At, token: str, **data: object) -> str:
    """Begin a batch and go on until its end; the page of the end."""
    page = at.told("bundle", token, data={"sure": "1", **data})
    while "data-go-on" in page:
        page = at.told("go_on", Batch.objects.latest("begun_at").pk)
    return page


def test_the_page_of_a_report_leads_to_its_bundle(anna: At, bundle: str) -> None:
    assert f"bundles/{bundle}" in anna.page("report", Report.objects.first().pk)
    page = words(anna.page("bundle", bundle))
    assert "10 reports with the same file" in page


def test_a_preview_counts_and_does_nothing(anna: At, ben: At, bundle: str) -> None:
    taken, urgent = Report.objects.order_by("reference")[:2]
    reports.claim(taken.pk, keyring=ben.ring, now=timezone.now())
    Report.objects.filter(pk=urgent.pk).update(urgency=3)
    before = marks()
    page = words(anna.client.post(f"/staff/bundles/{bundle}", {"labels": [_codes()[0]]}).content.decode())
    assert "This would be done to 8 reports" in page
    assert "In a colleague&#x27;s hands" in page
    assert "a person reads each of them" in page
    assert marks() == before
    assert not Batch.objects.exists()


def test_each_report_is_labelled_with_marks_of_its_own_and_given_back(anna: At, bundle: str) -> None:
    label, _ = _codes()
    page = finish(anna, bundle, labels=[label])
    assert "10 of 10 reports are done." in words(page)
    for row in Report.objects.all():
        assert list(Label.objects.filter(report=row).values_list("code", flat=True)) == [label]
        assert marks(row.pk)[-3:] == ["reports.report.claimed", "reports.report.classified", "reports.report.returned"]
        assert row.claimed_by_id is None


def test_labels_that_stand_are_kept(anna: At, bundle: str) -> None:
    from besa.core.casework import code_list

    first, second = (code.code for code in code_list("labels").codes[:2])
    row = Report.objects.first()
    reports.claim(row.pk, keyring=anna.ring, now=timezone.now())
    reports.classify(row.pk, frozenset({first}), keyring=anna.ring, now=timezone.now())
    finish(anna, bundle, labels=[second])
    assert set(Label.objects.filter(report=row, ended_at=None).values_list("code", flat=True)) == {first, second}
    row.refresh_from_db()
    assert row.claimed_by_id == anna.ring.staff_id


def test_closing_closes_each_with_its_outcome(anna: At, bundle: str) -> None:
    _, outcome = _codes()
    finish(anna, bundle, outcome=outcome, urgency="1")
    assert set(Report.objects.values_list("state", "outcome", "urgency")) == {("closed", outcome, 1)}
    assert words(anna.page("batch", Batch.objects.get().pk)).count("Closed:") == 1


def test_what_moved_on_between_is_left_and_said_and_nothing_is_half_done(anna: At, ben: At, bundle: str) -> None:
    label, outcome = _codes()
    ids = list(Report.objects.values_list("pk", flat=True))
    decision = actions.Decision(labels=frozenset({label}), outcome=outcome)
    batch = actions.begin_batch(
        ids, decision, token=bytes.fromhex(bundle), also_new=False, keyring=anna.ring, now=timezone.now()
    )
    reports.claim(ids[3], keyring=ben.ring, now=timezone.now())
    actions.go_on(batch, keyring=anna.ring, now=timezone.now(), enough=lambda: False)
    assert BatchLine.objects.get(report=ids[3]).why == "taken"
    assert not Label.objects.filter(report=ids[3]).exists()
    assert Report.objects.filter(state="closed").count() == 9
    assert "In a colleague" in anna.page("batch", batch)


def test_going_on_in_slices_does_each_report_once(anna: At, bundle: str) -> None:
    label, _ = _codes()
    ids = list(Report.objects.values_list("pk", flat=True))
    batch = actions.begin_batch(
        ids,
        actions.Decision(labels=frozenset({label})),
        token=bytes.fromhex(bundle),
        also_new=False,
        keyring=anna.ring,
        now=timezone.now(),
    )
    for done in range(1, 11):
        actions.go_on(batch, keyring=anna.ring, now=timezone.now(), enough=lambda: True)
        assert BatchLine.objects.filter(state="done").count() == done
    before = marks()
    actions.go_on(batch, keyring=anna.ring, now=timezone.now(), enough=lambda: True)
    assert marks() == before


def test_what_is_new_stays_out_unless_somebody_read_it(anna: At, bundle: str) -> None:
    label, _ = _codes()
    new = Report.objects.first()
    Report.objects.filter(pk=new.pk).update(novelty=3)
    finish(anna, bundle, labels=[label])
    assert not Label.objects.filter(report=new).exists()
    finish(anna, bundle, labels=[label], also_new="1")
    assert Label.objects.filter(report=new).exists()


def test_an_empty_decision_is_asked_for(anna: At, bundle: str) -> None:
    response = anna.client.post(f"/staff/bundles/{bundle}", {})
    assert "Choose a label, an urgency or how it ended." in response.content.decode()


def test_walls_hold_for_bundles_and_batches(anna: At, ben: At, cara: At, team, bundle: str) -> None:
    assert cara.get("bundle", bundle).status_code == 404
    assert anna.get("bundle", "zz").status_code == 404
    hidden = Report.objects.first().pk
    Report.objects.filter(pk=hidden).update(desk_id=team.police)
    Access.objects.filter(report=hidden).update(desk_id=team.police)
    page = finish(anna, bundle, labels=[_codes()[0]])
    assert "9 of 9 reports are done." in words(page)
    batch: UUID = Batch.objects.get().pk
    assert ben.get("batch", batch).status_code == 404
    assert ben.post("go_on", batch).status_code == 404
    assert not Label.objects.filter(report=hidden).exists()
