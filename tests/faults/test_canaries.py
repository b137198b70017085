"""Planted words, numbers, file names, addresses and browsers' names are nowhere in what a thief could copy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.node import PASSWORD, Node
from tests.phone import Phone

SOURCE = "127.77.66.55"
FORWARDED = "203.0.113.77"
WORDS = {
    "story": "KANARITREGIM",
    "contacts": "KANARIKONTAKT",
    "file": "KANARIEMRIFAJLLIT",
    "content": "KANARIPERMBAJTJE",
    "message": "KANARIMESAZH",
    "answer": "KANARIPERGJIGJE",
    "note": "KANARISHENIM",
    "draft": "KANARIDRAFT",
    "path": "KANARIADRESE",
    "wrong code": "KANARIKOD",
    "referral": "KANARIARSYE",
    "agent": "KANARIAGJENT",
    "referer": "KANARIVJENNGA",
    "email": "kanari.kanari@kanari.example",
    "handle": "kanari_i_huaji",
}
PHONE_NUMBER = "692345678"
EVERYTHING = [*WORDS.values(), PHONE_NUMBER, "69 234 5678", SOURCE, FORWARDED]


@pytest.fixture
def planted(node: Node) -> Node:
    """Every canary goes in by the way it would come: report, message, answer, note, mistakes, failures."""
    node.serve(processes=2)
    headers = {
        "User-Agent": f"Mozilla/5.0 ({WORDS['agent']})",
        "X-Forwarded-For": FORWARDED,
        "Forwarded": f"for={FORWARDED}",
        "X-Real-IP": FORWARDED,
        "Referer": f"{node.origin}/{WORDS['referer']}",
    }
    with Phone(node.origin, source=SOURCE, **headers) as phone:
        story = f"{WORDS['story']} 069 234 5678 {WORDS['email']} instagram.com/{WORDS['handle']}"
        code = phone.report(
            story,
            files={f"{WORDS['file']}.txt": (WORDS["content"] + "\n").encode() * 500},
            contacts=f"{WORDS['contacts']} +355 {PHONE_NUMBER}",
        )
        page = phone.open(code)
        phone.submit(page, page.form("text"), text=WORDS["message"])
        for path in (f"/sq/{WORDS['path']}/", f"/{WORDS['path']}", f"/staff/{WORDS['path']}?x={WORDS['path']}"):
            phone.http.get(path)
        page = phone.get("messages/")
        phone.submit(page, page.form("code"), code=WORDS["wrong code"])
        phone.http.post("/sq/questions/what/", data={"story": WORDS["draft"]})  # without the token of our page
        # Answered before it was read, after which a server may hang up: the next request must not go the same way.
        broken = {"Content-Type": "multipart/form-data; boundary=", "Connection": "close"}
        phone.http.post("/sq/questions/files/", content=b"x" + WORDS["draft"].encode(), headers=broken)
        phone.http.post("/staff/", data={"login": WORDS["path"], "password": WORDS["draft"]})
    with Phone(node.origin, source=SOURCE, **headers) as phone:
        page = phone.get("questions/what/?door=child")
        phone.submit(page, page.form("story"), ("go", "next"), story=WORDS["draft"])
    _work(node)
    return node


def _work(node: Node) -> None:
    """What the desk adds: an answer, a note, a referral, a search for every canary."""
    code = """
import os
from datetime import UTC, datetime
from besa.node.people.keyring import keyring_for
from besa.node.reports import actions, queries
from besa.node.reports.models import Report
ring, now = keyring_for("anna", sys.argv[1]), datetime.now(UTC)
pk = Report.objects.values_list("pk", flat=True).get()
opened = actions.open_report(pk, keyring=ring, now=now)
assert sys.argv[2] in opened.told.story
actions.claim(pk, keyring=ring, now=now)
actions.answer(pk, sys.argv[3], keyring=ring, submission=os.urandom(16), now=now)
actions.write_note(pk, sys.argv[4], keyring=ring, now=now)
actions.refer_out(pk, "police", sys.argv[5], keyring=ring, now=now)
assert [hit for hit in queries.by_text(sys.argv[2], keyring=ring) if hit.report_id]
assert queries.by_identifier("+355692345678", keyring=ring) == (pk,)
"""
    node.python(code, PASSWORD, WORDS["story"], WORDS["answer"], WORDS["note"], WORDS["referral"])


def test_nothing_planted_is_in_database_media_or_logs(planted: Node) -> None:
    _nowhere(planted, "while it serves")
    planted.stop()
    _nowhere(planted, "after it stopped")


def test_the_search_itself_would_find_them(planted: Node) -> None:
    planted.stop()
    (planted.home / "left").write_text(f"from {SOURCE}", encoding="utf-8")
    with pytest.raises(AssertionError, match="left"):
        _nowhere(planted, "planted on purpose")


def test_a_copy_without_the_key_files_opens_nothing(node: Node, tmp_path: Path) -> None:
    """The thief even has the code: without the pepper it leads nowhere, and there is no key to guess against."""
    node.serve(processes=1)
    with Phone(node.origin) as phone:
        code = phone.report("tregim")
    node.stop()
    thief = Node(tmp_path / "thief", node.port, dict(node.settings))
    shutil.copytree(node.home, thief.home, ignore=shutil.ignore_patterns("keys"))
    thief.settings["BESA_HOME"] = str(thief.home)
    thief.settings.pop("BESA_KEYS", None)
    if node.on_sqlite:
        thief.settings["BESA_DATABASE_URL"] = f"sqlite:///{thief.home / 'besa.sqlite3'}"
    refused = thief.run("serve", check=False, timeout=30)
    assert "key file" in refused
    # Keys of the thief's own making.
    for key in ("public/pepper", "public/index", "public/django", "staff/django"):
        path = thief.home / "keys" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(32))
    found = thief.python(
        """
from besa.core.sealing import ReportCode
from besa.node.reports import queries
try:
    queries.find_by_code(ReportCode.parse(sys.argv[1]))
    print("OPENED")
except queries.NoSuchReport:
    print("NOTHING")
""",
        code,
    )
    assert found.strip() == "NOTHING"


def _nowhere(node: Node, when: str) -> None:
    for name, data in _copied(node):
        low = data.lower()
        for canary in EVERYTHING:
            for coded in (canary.lower().encode(), canary.lower().encode("utf-16-le")):
                assert coded not in low, f"'{canary}' lies in {name} {when}"


def _copied(node: Node) -> Iterator[tuple[str, bytes]]:
    """Database, write-ahead log, sealed files, archive, logs: everything but the key files."""
    for file in node.home.parent.rglob("*"):
        if file.is_file() and (node.home / "keys") not in file.parents:
            yield str(file.relative_to(node.home.parent)), file.read_bytes()
    url = node.settings["BESA_DATABASE_URL"]
    if node.on_sqlite:
        return
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            rows = connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))).fetchall()
            yield (
                f"table {table}",
                b"\n".join(v if isinstance(v, bytes) else str(v).encode() for row in rows for v in row),
            )
