"""The gap map: counts for every colleague; the own State's list for its lawyers, with purpose, quota and a mark."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from besa.core.jurisdiction import current
from besa.core.jurisdiction.gaps import read_axes, surveying
from besa.core.sealing import SecretKey
from besa.node.faces.cli import main
from besa.node.jurisdiction import gap_map_actions as actions
from besa.node.jurisdiction import gap_map_commands, selfchecks
from besa.node.jurisdiction import gap_map_queries as queries
from besa.node.jurisdiction.gap_map_forms import PurposeForm
from besa.node.jurisdiction.gap_map_models import GapMap, GapMapUse
from besa.node.jurisdiction.gap_map_values import (
    OF_ONE_PERSON,
    OF_THE_NODE,
    NoMap,
    NoPurpose,
    NotForYou,
    QuotaUsed,
)
from besa.node.jurisdiction.tests.conftest import At
from besa.node.law import queries as law
from besa.node.people.keyring import Keyring, keyring_of
from besa.node.people.models import Staff
from besa.node.platform import ledger
from besa.node.platform.models import LedgerEntry
from besa.node.platform.selfcheck import FAILS, OK, WARNING

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WORDS = "For the bill on acts abroad, file 12/2026."


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A map of two acts and few scenes: what is tried here is who sees it."""
    axes = read_axes()
    scene = {"child_age": (13, 15), "offender_age": (40,), "organised_group": (True,), "material": ("real",)}
    small = replace(axes, scene=scene, ways=axes.ways[:1], whereabouts=axes.whereabouts[:1])
    monkeypatch.setattr(surveying, "read_axes", lambda: small)
    monkeypatch.setattr(actions, "_at_work", None)
    of_law = current()
    two = replace(of_law.acts, by_code={code: of_law.acts.by_code[code] for code in ("abuse", "access")})
    monkeypatch.setattr(law, "current", lambda: replace(of_law, acts=two))


@pytest.fixture
def hire(db: None) -> Callable[..., Keyring]:
    def hired(username: str, **roles: bool) -> Keyring:
        person = Staff.objects.create(
            username=username, display_name=username.title(), pseudonym=f"s-{username}", secret_sealed=b"",
            kdf_salt=b"", created_at=NOW, **roles,
        )  # fmt: skip
        return keyring_of(person, SecretKey.generate())

    return hired


@pytest.fixture
def lejla(hire: Callable[..., Keyring]) -> Keyring:
    return hire("lejla", is_lawyer=True)


@pytest.fixture
def barrister(ben: At) -> At:
    """Ben, who is a lawyer, too."""
    Staff.objects.filter(pk=ben.ring.staff_id).update(is_lawyer=True)
    return ben


_once: dict[str, object] = {}


@pytest.fixture
def made(db: None) -> GapMap:
    """A map, made by the worker the first time and the same row from then on."""
    actions.want(now=NOW)
    if not _once:
        while actions.work_on(now=NOW):
            pass
        _once.update(GapMap.objects.values("done", "made_on", "aggregate", "own").get())
    GapMap.objects.update(**_once)
    return GapMap.objects.get()


def opened(by: Keyring, *, now: datetime = NOW) -> object:
    return actions.open_own(purpose="reform", words=WORDS, keyring=by, now=now)


class TestMaking:
    def test_nothing_is_made_until_somebody_asks(self, db: None) -> None:
        assert actions.work_on(now=NOW) is False
        assert queries.newest() is None
        assert queries.progress() is None

    def test_it_is_made_in_turns_that_tell_how_far_it_is(self, db: None) -> None:
        actions.want(now=NOW)
        seen = []
        while actions.work_on(now=NOW, turn=0.0):
            seen.append(queries.progress())
        assert seen == sorted(seen)  # type: ignore[type-var]
        assert len(seen) > 10
        assert queries.progress() == 1000
        found = queries.newest()
        assert found is not None
        assert found.version == law.version()
        assert found.aggregate.count("who.combinations")

    def test_a_second_worker_leaves_it_to_the_first_until_that_is_silent(
        self, db: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        actions.want(now=NOW)
        actions.work_on(now=NOW, turn=0.0)
        monkeypatch.setattr(actions, "_at_work", None)  # another process knows nothing of the first
        assert actions.work_on(now=NOW + timedelta(seconds=30), turn=0.0) is False
        assert actions.work_on(now=NOW + timedelta(minutes=3), turn=0.0) is True

    def test_a_map_of_another_law_goes_when_the_new_one_is_there(self, made: GapMap, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        monkeypatch.setattr(law, "version", lambda: "another")
        actions.want(now=NOW + timedelta(days=1))
        found = queries.newest()
        assert found is not None
        assert found.version == made.version
        while actions.work_on(now=NOW + timedelta(days=1)):
            pass
        assert [row.version for row in GapMap.objects.all()] == ["another"]

    def test_only_the_own_states_list_is_kept(self, made: GapMap) -> None:
        assert made.own is not None
        assert made.own["state"] == "al"
        assert {cell["name"].partition(".")[0] for cell in made.own["cells"]} == {"al"}

    def test_an_aggregate_holds_no_code_and_no_name_of_a_state(self, made: GapMap) -> None:
        told = json.dumps(made.aggregate)
        states = current().states
        assert not re.findall(rf'"(?:{"|".join(states)})[".]', told)
        assert not [state.name for state in states.values() if state.name in told]


class TestOpening:
    def test_a_lawyer_opens_it_with_a_purpose_and_a_mark(self, made: GapMap, lejla: Keyring) -> None:
        use = opened(lejla)
        (row,) = GapMapUse.objects.all()
        assert (row.pk, row.staff_id, row.at, row.purpose, row.words) == (use, lejla.staff_id, NOW, "reform", WORDS)
        (mark,) = ledger.history(f"gap-map-use-{row.pk.hex}")
        assert mark.verb == "jurisdiction.map.opened"

    @pytest.mark.parametrize("roles", [{}, {"is_administrator": True}, {"is_auditor": True}])
    def test_nobody_else_opens_it(self, made: GapMap, hire: Callable[..., Keyring], roles: dict[str, bool]) -> None:
        with pytest.raises(NotForYou):
            opened(hire("ben", **roles))
        assert not GapMapUse.objects.exists()

    @pytest.mark.parametrize(("purpose", "words"), [("reform", ""), ("reform", "   ...   "), ("curiosity", WORDS)])
    def test_no_purpose_no_list(self, made: GapMap, lejla: Keyring, purpose: str, words: str) -> None:
        with pytest.raises(NoPurpose):
            actions.open_own(purpose=purpose, words=words, keyring=lejla, now=NOW)

    def test_a_day_has_three_openings_for_one_person(self, made: GapMap, lejla: Keyring) -> None:
        for hour in range(OF_ONE_PERSON):
            opened(lejla, now=NOW + timedelta(hours=hour))
        with pytest.raises(QuotaUsed) as used:
            opened(lejla, now=NOW + timedelta(hours=5))
        assert used.value.again == NOW + timedelta(days=1)
        assert queries.left(staff_id=lejla.staff_id, now=NOW + timedelta(hours=5)) == 0
        opened(lejla, now=NOW + timedelta(days=1, minutes=1))

    def test_a_month_has_thirty_for_all_together(self, made: GapMap, hire: Callable[..., Keyring]) -> None:
        for number in range(OF_THE_NODE):
            by = hire(f"lawyer{number}", is_lawyer=True) if number % OF_ONE_PERSON == 0 else by  # noqa: F821
            opened(by, now=NOW + timedelta(minutes=number))
        with pytest.raises(QuotaUsed) as used:
            opened(hire("one_more", is_lawyer=True), now=NOW + timedelta(days=2))
        assert used.value.of_node
        assert len(ledger.history(f"gap-map-use-{GapMapUse.objects.first().pk.hex}")) == 1  # type: ignore[union-attr]

    def test_without_a_map_there_is_nothing_to_open(self, lejla: Keyring) -> None:
        with pytest.raises(NoMap):
            opened(lejla)

    def test_a_use_opens_the_list_for_its_own_person_and_an_hour(
        self, made: GapMap, lejla: Keyring, hire: Callable[..., Keyring]
    ) -> None:
        use = opened(lejla)
        other = hire("vesna", is_lawyer=True)
        soon, late = NOW + timedelta(minutes=59), NOW + timedelta(minutes=61)
        assert queries.use_open_to(use, staff_id=lejla.staff_id, now=soon)  # type: ignore[arg-type]
        assert queries.use_open_to(use, staff_id=lejla.staff_id, now=late) is None  # type: ignore[arg-type]
        assert queries.use_open_to(use, staff_id=other.staff_id, now=soon) is None  # type: ignore[arg-type]

    def test_a_list_of_another_state_is_not_told_after_the_node_moved(
        self, made: GapMap, lejla: Keyring, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(queries, "own_state", lambda: "rs")
        assert queries.own_list(made.version) is None
        with pytest.raises(NoMap):
            opened(lejla)


class TestSelfCheck:
    @pytest.fixture(autouse=True)
    def used(self, made: GapMap, lejla: Keyring) -> None:
        opened(lejla)
        assert set(grades().values()) == {OK}

    @pytest.mark.parametrize(
        "hidden",
        [
            lambda: GapMapUse.objects.all().delete(),
            lambda: GapMapUse.objects.update(at=NOW - timedelta(days=2)),
            lambda: GapMapUse.objects.update(words="For something quite different."),
            lambda: GapMapUse.objects.update(version="other"),
            lambda: GapMapUse.objects.create(staff=Staff.objects.get(), at=NOW, purpose="reform", words=WORDS),
            lambda: LedgerEntry.objects.filter(verb=actions.OPENED).delete(),
        ],
    )
    def test_an_opening_written_past_the_ledger_or_taken_away_is_found(self, hidden: Callable[[], object]) -> None:
        hidden()
        assert grades()["Own State's list of gaps, ledger"] == FAILS

    def test_an_opening_put_on_somebody_else_is_found(self, hire: Callable[..., Keyring]) -> None:
        GapMapUse.objects.update(staff_id=hire("vesna", is_lawyer=True).staff_id)
        assert grades()["Own State's list of gaps, ledger"] == FAILS

    def test_the_list_of_a_node_that_was_moved_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(queries, "own_state", lambda: "rs")
        assert grades()["Own State's list of gaps"] == WARNING


def grades() -> dict[str, str]:
    return {one.subject: one.grade for one in selfchecks.openings(SimpleNamespace(now=NOW))}


class TestNoOtherWay:
    """No question "where is it best" can be put together from what there is to ask."""

    def test_no_address_of_the_map_takes_a_state_or_an_outcome(self) -> None:
        found = [pattern for pattern in _patterns(get_resolver().url_patterns) if "gap" in str(pattern.name)]
        assert {str(pattern.name) for pattern in found} == {
            "gap_map", "gap_map_make", "gap_map_before", "gap_map_own",
        }  # fmt: skip
        taken = {name for pattern in found for name in pattern.pattern.converters}
        assert taken == {"use_id"}

    def test_what_is_added_to_an_address_changes_nothing(self, made: GapMap, ben: At) -> None:
        def shown(query: str) -> str:
            return ben.page("gap_map", query=query).partition("<main")[2].partition("</main>")[0]

        plain = shown("")
        for query in ("?state=rs", "?of=al&sort=who.nobody", "?order=-share&act=abuse", "?country=fr&format=json"):
            assert shown(query) == plain

    def test_the_form_asks_what_for_and_nothing_else(self) -> None:
        assert set(PurposeForm().fields) == {"purpose", "words"}

    def test_the_queries_take_no_state(self) -> None:
        for query in (queries.newest, queries.progress, queries.own_state, queries.own_list, queries.uses):
            assert not {"state", "code", "of"} & set(query.__annotations__)


def _patterns(found: list[URLPattern | URLResolver]) -> list[URLPattern]:
    patterns: list[URLPattern] = []
    for one in found:
        patterns += _patterns(one.url_patterns) if isinstance(one, URLResolver) else [one]
    return patterns


class TestPages:
    def test_a_colleague_asks_for_the_map_and_reads_the_counts(self, ben: At) -> None:
        assert "No map of this law was made yet." in ben.page("gap_map")
        assert "is being made: 0 %" in ben.told("gap_map_make")
        while actions.work_on(now=NOW):
            pass
        page = ben.page("gap_map")
        assert "Shares count combinations, not real cases" in page
        assert page.count("<svg") > 20
        assert "style=" not in page
        assert not re.findall(rf"\b(?:{'|'.join(current().states)})\.[a-z]", page)
        told = re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition("</main>")[0])
        assert not [state.name for state in current().states.values() if state.name in told]

    def test_a_lawyer_without_a_desk_is_shown_where_they_are(self, made: GapMap, lejla: Keyring, sit) -> None:  # type: ignore[no-untyped-def]
        Staff.objects.update(must_change_password=False)
        places = sit(lejla).page("gap_map").partition('class="places"')[2].partition("</nav>")[0]
        assert re.search(r'aria-current="page">Across borders', places)

    def test_a_map_of_an_older_law_says_so(self, made: GapMap, ben: At) -> None:
        GapMap.objects.update(version="older")
        assert "The law has changed since this map was made." in ben.page("gap_map")

    def test_a_colleague_who_is_no_lawyer_is_refused_the_list(self, made: GapMap, ben: At, lejla: Keyring) -> None:
        use = opened(lejla)
        assert ben.get("gap_map_before").status_code == 403
        assert ben.post("gap_map_before", data={"purpose": "reform", "words": WORDS}).status_code == 403
        assert ben.get("gap_map_own", use).status_code == 403
        assert GapMapUse.objects.count() == 1

    def test_a_lawyer_says_what_for_and_reads_the_own_list(self, made: GapMap, barrister: At) -> None:
        page = barrister.page("gap_map_before")
        assert "You may open it 3 times today." in page
        refused = barrister.post("gap_map_before", data={"purpose": "reform", "words": "short"})
        assert refused.status_code == 422
        assert not GapMapUse.objects.exists()
        listed = barrister.told("gap_map_before", data={"purpose": "reform", "words": WORDS})
        assert "Albania" in listed
        assert WORDS in listed
        other = [state for code, state in current().states.items() if code != "al"]
        told = re.sub(r"<[^>]+>", " ", listed.partition("<main")[2].partition("</main>")[0])
        assert not [state.name for state in other if state.name in told]
        assert WORDS in barrister.page("gap_map_before")

    def test_a_browser_that_looks_ahead_and_a_used_up_day_open_nothing(self, made: GapMap, barrister: At) -> None:
        use = GapMapUse.objects.create(
            staff_id=barrister.ring.staff_id, at=timezone.now() - timedelta(hours=2), purpose="reform", words=WORDS,
            version=made.version,
        )  # fmt: skip
        assert barrister.get("gap_map_own", use.pk).status_code == 302
        for _time in range(OF_ONE_PERSON - 1):
            barrister.told("gap_map_before", data={"purpose": "lookup", "words": WORDS})
        fresh = GapMapUse.objects.order_by("-at").first()
        assert fresh is not None
        assert barrister.get("gap_map_own", fresh.pk, **{"Sec-Purpose": "prefetch"}).status_code == 204
        refused = barrister.post("gap_map_before", data={"purpose": "lookup", "words": WORDS})
        assert refused.status_code == 422
        assert "as often as you may" in refused.content.decode()
        assert GapMapUse.objects.count() == OF_ONE_PERSON


class TestCommand:
    def test_it_takes_no_state_no_law_and_no_case(self) -> None:
        assert {option.name for option in gap_map_commands.gaps.params} == {"as_json", "recalled"}

    @pytest.mark.parametrize("arguments", [[], ["--json"], ["--recalled"]])
    def test_it_prints_counts_and_no_state(self, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        of_law = current()
        few_acts = replace(of_law.acts, by_code={code: of_law.acts.by_code[code] for code in ("abuse",)})
        monkeypatch.setattr(gap_map_commands, "current", lambda: replace(of_law, acts=few_acts))
        told = CliRunner().invoke(main, ["jurisdiction", "gaps", *arguments])
        assert told.exit_code == 0, told.output
        assert "combinations" in told.output
        assert not [state.name for state in of_law.states.values() if state.name in told.output]
        assert not re.findall(rf"\b(?:{'|'.join(of_law.states)})\.[a-z]", told.output)
        if "--json" in arguments:
            assert json.loads(told.output)["states"] == len(of_law.states)
