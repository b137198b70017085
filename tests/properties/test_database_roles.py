"""On PostgreSQL each process works under a role of its own, and the database refuses it everything else."""

from __future__ import annotations

import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from besa.node.faces import database_roles
from tests.journeys.people import totp
from tests.node import PASSWORD, Node, free_port
from tests.phone import Page, Phone

pytestmark = pytest.mark.only_on("postgresql")

OWN = "krejt tjeter fjalekalim 2027"


@dataclass
class Roles:
    """A node whose roles are made; `as_role` is the same node with the database seen by one of them."""

    node: Node
    prefix: str
    started: list[Node] = field(default_factory=list)

    def url(self, role: str) -> str:
        return urlsplit(self.node.settings["BESA_DATABASE_URL"])._replace(netloc=f"{self.prefix}{role}@").geturl()

    def as_role(self, role: str, face: str = "") -> Node:
        port = free_port()
        settings = {**self.node.settings, "BESA_DATABASE_URL": self.url(role), "BESA_FACE": face or role}
        settings["BESA_ORIGIN"] = f"http://127.0.0.1:{port}"
        return replace(self.node, port=port, settings=settings)

    def serve(self, role: str) -> Node:
        node = self.as_role(role)
        node.log.write_bytes(b"")  # each test looks at its own failures; who still writes appends
        node.serve(face=role, processes=1)
        self.started.append(node)
        return node

    def may(self, role: str, statement: str) -> bool:
        """Whether the role may do it; whatever it does is rolled back."""
        with psycopg.connect(self.url(role)) as connection:
            try:
                connection.execute(statement.encode())
            except InsufficientPrivilege:
                return False
            finally:
                connection.rollback()
        return True


@pytest.fixture(scope="module")
def roles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Roles]:
    node = Node.make(tmp_path_factory.mktemp("roles"))
    made = Roles(node, f"t{secrets.token_hex(3)}-")
    node.run("roles", "--prefix", made.prefix, "--apply")
    try:
        yield made
    finally:
        for started in made.started:
            started.kill()
        _forget(made)
        node.close()


def _forget(roles: Roles) -> None:
    names = ", ".join(f'"{roles.prefix}{role}"' for role in database_roles.ROLES)
    with psycopg.connect(roles.node.settings["BESA_DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"DROP OWNED BY {names} CASCADE".encode())
        connection.execute(f"DROP ROLE {names}".encode())


def test_the_public_face_takes_a_report_shows_it_takes_more_and_erases_it(roles: Roles) -> None:
    node = roles.serve("public")
    with Phone(node.origin) as phone:
        code = phone.report("Vetëm roli publik, 069 212 3456", files={"a.txt": b"x" * 3000})
        page = phone.open(code)
        assert "Vetëm roli publik" in page.text
        page = phone.submit(page, page.form("text"), text="Edhe diçka.")
        assert "Edhe diçka." in page.text, (page.status, page.text[:300])
        page = phone.get("messages/open/delete/") if "open/delete" in page.html else _erase_page(phone, page)
        page = phone.submit(page, page.forms[0], **_ticked(page))
        assert page.status == 200
    assert "failure" not in node.said()


def _erase_page(phone: Phone, page: Page) -> Page:
    link = re.search(r'href="([^"]*(?:delete|erase)[^"]*)"', page.html)
    assert link, page.html
    return phone.get(link.group(1))


def _ticked(page: Page) -> dict[str, str]:
    return dict.fromkeys(re.findall(r'type="checkbox" name="(\w+)"', page.html), "on")


def test_colleagues_sign_in_read_and_answer_under_the_staff_role(roles: Roles) -> None:
    public, staff = roles.serve("public"), roles.serve("staff")
    with Phone(public.origin) as phone, Phone(staff.origin) as desk:
        code = phone.report("Një fjalë për tavolinën")
        page = desk.get("/staff/account/sign-in")
        page = _signed_in(desk, desk.submit(page, page.form("login"), login="anna", password=PASSWORD))
        assert page.url.endswith("/staff/queue"), (page.url, page.text[:500])
        page = desk.get(_first(r'href="(/staff/[^"]*[0-9a-f-]{36}[^"]*)"', page.html))
        assert "Një fjalë" in page.text
        page = _pressed(desk, page, "claim")
        page = _pressed(desk, page, "note", note="Për kolegët")
        page = _pressed(desk, page, "answer", answer="Mirë që shkrove.")
        assert "Mirë që shkrove." in phone.open(code).text
    assert "failure" not in staff.said()


def _pressed(desk: Phone, page: Page, act: str, **typed: str) -> Page:
    """Press a button of the report's page, which names its own address."""
    form = page.form("submission")
    form.action = _first(rf'formaction="([^"]*/{act})"', page.html)
    page = desk.submit(page, form, ("pressed", act), **typed)
    assert page.status == 200, (act, page.text[:500])
    return page


def _first(pattern: str, html: str) -> str:
    found = re.search(pattern, html)
    assert found, html[:3000]
    return found.group(1)


def _signed_in(desk: Phone, page: Page) -> Page:
    """The first sign-in: one's own password, the authenticator app, the spare codes."""
    for _ in range(8):
        old = next((f for f in page.forms if any(n in f.values for n in ("old", "old_password", "oldpassword"))), None)
        if old:
            boxes = {n: PASSWORD if n.startswith("old") else OWN for n in old.values if n not in _HIDDEN}
            page = desk.submit(page, old, **boxes)
        elif 'class="secret"' in page.html:
            secret = re.sub(r"<[^>]+>|\s", "", _first(r'class="secret"[^>]*>(.*?)</', page.html))
            page = desk.submit(page, page.form("code"), code=totp(secret))
        elif "/factors/app" in page.html:
            page = desk.get(_first(r'href="([^"]*/factors/app)"', page.html))
        else:
            page = desk.get("/staff/queue")
            break
    return page


_HIDDEN = ("csrfmiddlewaretoken", "next")


def test_the_worker_does_every_job_under_its_role(roles: Roles) -> None:
    node = roles.as_role("worker")
    done = subprocess.run(
        [sys.executable, "-c", _EVERY_JOB], env=node.environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "intake.purge" in done.stdout, done.stdout
    with (node.home.parent / "worker.log").open("wb") as log:
        worker = subprocess.Popen(
            [sys.executable, "-m", "besa.node.faces.cli", "worker"], env=node.environ, stdout=log, stderr=log
        )
    try:
        _until(lambda: (node.home / "worker.heartbeat").exists() and not _waiting(roles))
    finally:
        worker.terminate()
        worker.wait(20)
    assert "failed" not in (node.home.parent / "worker.log").read_text()
    assert "contradictions" not in roles.as_role("worker").run("ledger", "verify").lower().replace("no contr", "")


_EVERY_JOB = """
from besa.node.faces.cli import set_up_django; set_up_django()
from uuid import uuid4
from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from besa.node.platform import jobs
assert settings.INSTALLED_APPS.count("besa.node.desk") and settings.INSTALLED_APPS.count("besa.node.intake")
autodiscover_modules("tasks")
for kind, handler in jobs._HANDLERS.items():
    handler(**({"file": str(uuid4())} if kind == "reports.destroy_file" else {}))
    print(kind)
"""


def _waiting(roles: Roles) -> bool:
    with psycopg.connect(roles.node.settings["BESA_DATABASE_URL"]) as connection:
        row = connection.execute("SELECT count(*) FROM platform_ledgerentry WHERE sequence IS NULL").fetchone()
    return bool(row and row[0])


def _until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)


def test_partners_are_shown_the_ledger_under_their_role(roles: Roles) -> None:
    node = roles.serve("partners")
    for path in ("/partners/ledger/checkpoint", "/partners/ledger/keys"):
        assert httpx.get(f"{node.origin}{path}").status_code in (200, 404), path
    assert httpx.get(f"{node.origin}/partners/ledger/keys").status_code == 200
    assert "failure" not in node.said()


def test_a_backup_is_made_and_verified_under_its_role(roles: Roles, tmp_path: Path) -> None:
    told = roles.as_role("backup", "all").run("backup", "--to", str(tmp_path), "--verify")
    assert "Verified by restoring" in told


ALL = ("public", "staff", "partners", "worker", "backup")
REFUSED = [
    # Whoever has taken over the public face learns nothing of colleagues, and no word that only the desk has.
    ("public partners worker", "SELECT secret_sealed FROM people_staff"),
    ("public partners worker", "SELECT username FROM people_staff"),
    ("public partners worker", "SELECT sealed FROM people_grant"),
    ("public partners worker", "SELECT session_data FROM people_session"),
    ("public partners worker", "SELECT data FROM mfa_authenticator"),
    ("public partners worker", "SELECT recovery_sealed FROM people_deskkey"),
    ("public partners worker", "SELECT sealed_text FROM reports_note"),
    ("public partners worker", "SELECT sealed_reason FROM reports_referralout"),
    ("public partners worker", "SELECT sealed FROM reports_access"),
    ("public partners", "SELECT token FROM reports_sighting"),
    ("public partners worker", "SELECT sealed FROM desk_draft"),
    ("staff partners worker", "SELECT sealed FROM intake_pouch"),
    ("staff partners worker", "SELECT sealed FROM reports_reporteraccess"),
    ("partners worker", "SELECT sealed_told FROM reports_report"),
    ("partners worker", "SELECT sealed_text FROM reports_message"),
    # No key is planted, and no mark is read by the public, moved, changed or taken out by anybody.
    ("public partners worker backup", "UPDATE people_deskkey SET public_key = ''"),
    ("staff", "UPDATE people_deskkey SET public_key = ''"),
    ("public staff partners worker backup", "UPDATE people_recovery SET public_key = ''"),
    ("public backup partners", "UPDATE people_desk SET receives_public = false"),
    ("public", "SELECT actor FROM platform_ledgerentry"),
    ("public staff partners backup", "UPDATE platform_ledgerentry SET sequence = NULL"),
    ("public staff partners worker backup", "UPDATE platform_ledgerentry SET actor = 'x'"),
    ("public staff partners worker backup", "DELETE FROM platform_ledgerentry"),
    ("public staff partners backup", "DELETE FROM platform_ledgercheckpoint"),
    ("public staff partners backup", "UPDATE platform_ledgertile SET hashes = ''"),
    # Nobody changes what tables there are.
    *[
        (" ".join(ALL), statement)
        for statement in (
            "CREATE TABLE planted (id int)",
            "CREATE TEMPORARY TABLE planted (id int)",
            "DROP TABLE reports_note",
            "TRUNCATE reports_report CASCADE",
            "ALTER TABLE reports_report DISABLE TRIGGER ALL",
            "CREATE ROLE planted",
            "DELETE FROM reports_report",
            "DELETE FROM django_migrations",
        )
    ],
]


@pytest.mark.parametrize(("who", "statement"), REFUSED, ids=[statement for _, statement in REFUSED])
def test_the_database_refuses_the_rest(roles: Roles, who: str, statement: str) -> None:
    assert [role for role in who.split() if roles.may(role, statement)] == []


def test_the_same_question_has_an_answer_for_whom_it_is(roles: Roles) -> None:
    """So that the refusals above are the database's and not a typing mistake."""
    for role, statement in (
        ("public", "SELECT sealed FROM intake_pouch"),
        ("public", "SELECT public_key_vouch FROM people_deskkey"),
        ("staff", "SELECT secret_sealed FROM people_staff"),
        ("staff", "SELECT sealed_text FROM reports_note"),
        ("worker", "UPDATE platform_ledgerentry SET sequence = NULL"),
        ("partners", "SELECT digest FROM platform_ledgerentry"),
        ("backup", "SELECT sealed_told FROM reports_report"),
    ):
        assert roles.may(role, statement), (role, statement)


def test_another_database_of_the_server_is_closed_to_strangers(roles: Roles) -> None:
    stranger = f"{roles.prefix}stranger"
    with psycopg.connect(roles.node.settings["BESA_DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'CREATE ROLE "{stranger}" LOGIN'.encode())
    try:
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(roles.url("stranger"))
    finally:
        with psycopg.connect(roles.node.settings["BESA_DATABASE_URL"], autocommit=True) as connection:
            connection.execute(f'DROP ROLE "{stranger}"'.encode())


def test_an_upgrade_gives_the_roles_their_rights_again(roles: Roles) -> None:
    owner = roles.node.settings["BESA_DATABASE_URL"]
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f'REVOKE ALL ON intake_pouch FROM "{roles.prefix}public"'.encode())
        connection.execute(f'GRANT SELECT ON people_grant TO "{roles.prefix}public"'.encode())
    assert not roles.may("public", "SELECT sealed FROM intake_pouch")
    roles.node.run("upgrade", face="all")
    assert roles.may("public", "SELECT sealed FROM intake_pouch")
    assert not roles.may("public", "SELECT sealed FROM people_grant")
