"""The same tables in SQLite: shows that SQL can serve linking, and what a node's models must be able to answer."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from besa.core.linking import LAYERS, Imprint, Seen, Sighting

_TABLES = """
CREATE TABLE sighting (token BLOB, report INTEGER, sort INTEGER, role INTEGER, UNIQUE (token, report, sort, role));
CREATE INDEX sighting_report ON sighting (report);
CREATE TABLE sketch (report INTEGER, signature BLOB);
CREATE INDEX sketch_report ON sketch (report);
CREATE TABLE tie (layer TEXT, one BLOB, other BLOB, points INTEGER, PRIMARY KEY (layer, one, other));
CREATE TABLE place (layer TEXT, vertex BLOB, region INTEGER, PRIMARY KEY (layer, vertex));
CREATE INDEX place_region ON place (layer, region);
CREATE TABLE part (layer TEXT, region INTEGER, part INTEGER, vertex BLOB);
CREATE TABLE regions (number INTEGER PRIMARY KEY AUTOINCREMENT);
"""


_LAYERS = {str(layer): layer for layer in LAYERS}


def database():
    """A new database in memory."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(_TABLES)
    return connection


class SqlIndex:
    def __init__(self, connection) -> None:
        self._sql = connection.execute
        self._many = connection.executemany

    def add(self, report, imprint) -> None:
        if self._sql("SELECT 1 FROM sighting WHERE report = ?", (report,)).fetchone():
            raise ValueError("the index holds this report already: remove it first")
        rows = [(each.token, report, each.sort, each.role) for each in set(imprint.sightings)]
        self._many("INSERT INTO sighting VALUES (?, ?, ?, ?)", rows)
        self._many("INSERT INTO sketch VALUES (?, ?)", [(report, each) for each in imprint.sketches])

    def remove(self, report) -> None:
        self._sql("DELETE FROM sighting WHERE report = ?", (report,))
        self._sql("DELETE FROM sketch WHERE report = ?", (report,))

    def seen(self, tokens, *, most):
        found = {}
        for token in tokens:
            (times,) = self._sql("SELECT COUNT(DISTINCT report) FROM sighting WHERE token = ?", (token,)).fetchone()
            holders = {}
            if times <= most:
                rows = self._sql("SELECT report, role FROM sighting WHERE token = ? ORDER BY role", (token,))
                for report, role in rows:
                    holders[report] = (*holders.get(report, ()), role)
            found[token] = Seen(times, holders)
        return found

    def imprints(self, reports):
        found = {}
        for report in reports:
            rows = self._sql("SELECT token, sort, role FROM sighting WHERE report = ? ORDER BY 1, 2, 3", (report,))
            sketches = self._sql("SELECT signature FROM sketch WHERE report = ? ORDER BY rowid", (report,))
            found[report] = Imprint(tuple(Sighting(*row) for row in rows), tuple(each for (each,) in sketches))
        return found


def _packed(vertex):
    return b"t" + vertex if isinstance(vertex, bytes) else b"r" + vertex.to_bytes(16, "big")


def _unpacked(blob):
    return blob[1:] if blob[:1] == b"t" else int.from_bytes(blob[1:], "big")


class SqlTies:
    def __init__(self, connection) -> None:
        self._sql = connection.execute

    def expect(self, *, ties=(), places=()) -> None:
        pass

    def of(self, layer, vertex):
        rows = self._sql("SELECT other, points FROM tie WHERE layer = ? AND one = ?", (str(layer), _packed(vertex)))
        return {_unpacked(other): points for other, points in rows}

    def all_of(self, report):
        rows = self._sql("SELECT layer, other, points FROM tie WHERE one = ?", (_packed(report),))
        found = defaultdict(dict)
        for layer, other, points in rows:
            found[_LAYERS[layer]][_unpacked(other)] = points
        return found

    def put(self, layer, report, other, points) -> None:
        one, another = _packed(report), _packed(other)
        for pair in ((one, another), (another, one)):
            self._sql("INSERT OR REPLACE INTO tie VALUES (?, ?, ?, ?)", (str(layer), *pair, points))

    def cut(self, layer, report, other) -> None:
        one, another = _packed(report), _packed(other)
        for pair in ((one, another), (another, one)):
            self._sql("DELETE FROM tie WHERE layer = ? AND one = ? AND other = ?", (str(layer), *pair))

    def region(self, layer, vertex):
        row = self._sql("SELECT region FROM place WHERE layer = ? AND vertex = ?", (str(layer), _packed(vertex)))
        return next((region for (region,) in row), None)

    def members(self, layer, region):
        rows = self._sql("SELECT vertex FROM place WHERE layer = ? AND region = ?", (str(layer), region))
        return frozenset(_unpacked(vertex) for (vertex,) in rows)

    def size(self, layer, region):
        return len(self.members(layer, region))

    def new_region(self, layer):
        return self._sql("INSERT INTO regions DEFAULT VALUES").lastrowid

    def move(self, layer, vertices, region) -> None:
        for vertex in vertices:
            old = self.region(layer, vertex)
            self._sql("DELETE FROM place WHERE layer = ? AND vertex = ?", (str(layer), _packed(vertex)))
            if region is not None:
                self._sql("INSERT INTO place VALUES (?, ?, ?)", (str(layer), _packed(vertex), region))
            if old is not None and not self.members(layer, old):
                self.part(layer, old, ())

    def web(self, layer, region):
        return {vertex: self.of(layer, vertex) for vertex in self.members(layer, region)}

    def parts(self, layer, region):
        rows = self._sql("SELECT part, vertex FROM part WHERE layer = ? AND region = ?", (str(layer), region))
        found = defaultdict(set)
        for number, vertex in rows:
            found[number].add(_unpacked(vertex))
        return tuple(frozenset(found[number]) for number in sorted(found))

    def part(self, layer, region, parts) -> None:
        self._sql("DELETE FROM part WHERE layer = ? AND region = ?", (str(layer), region))
        for number, part in enumerate(parts):
            for vertex in part:
                self._sql("INSERT INTO part VALUES (?, ?, ?, ?)", (str(layer), region, number, _packed(vertex)))
