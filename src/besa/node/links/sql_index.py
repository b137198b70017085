"""The index of what can be compared, in tables, with a memory for one batch: read once, written in bulk at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from besa.core.linking import Imprint, Seen
from besa.core.linking import Sighting as Mark
from besa.node.links.models import Held, Sighting, Sketch, Token
from besa.node.links.vertices import report_id
from besa.node.platform import bulk
from besa.node.platform.batching import batched

Holders = dict[int, tuple[int, ...]]
_EMPTY = Imprint(())
_NOWHERE: Holders = {}


class SqlIndex:
    """Serves `besa.core.linking.Index` to whoever has the turn. Nothing is written before `flush`."""

    def __init__(self) -> None:
        self._times: dict[bytes, int] = {}
        self._where: dict[bytes, Holders] = {}
        self._imprints: dict[int, Imprint] = {}
        self._added: dict[int, Imprint] = {}
        self._removed: set[int] = set()
        self._changed: set[bytes] = set()
        self._fresh: dict[bytes, Holders] = {}  # where tokens stand that is not written yet
        self._counted: set[bytes] = set()  # tokens that have a row

    def holds(self, reports: Iterable[int]) -> set[int]:
        """Which of these reports are in the index."""
        wanted = set(reports)
        ids = [report_id(report) for report in wanted - self._removed]
        found = Held.objects.filter(pk__in=ids).values_list("pk", flat=True)
        return {pk.int for pk in found} | (wanted & self._added.keys())

    def add(self, report: int, imprint: Imprint) -> None:
        """Keep what stands in a report that the index does not hold yet."""
        self._added[report] = self._imprints[report] = imprint
        roles: dict[bytes, set[int]] = {}
        for token, _, role in imprint.sightings:
            roles.setdefault(token, set()).add(role)
        self._load_times(roles)
        for token, here in roles.items():
            self._times[token] += 1
            self._changed.add(token)
            self._fresh.setdefault(token, {})[report] = tuple(sorted(here))
            if token in self._where:
                self._where[token][report] = self._fresh[token][report]
            elif self._times[token] == 1:
                self._where[token] = dict(self._fresh[token])

    def remove(self, report: int) -> None:
        """Forget a report; nothing happens if it is not there."""
        if not self.holds((report,)):
            return
        tokens = {one.token for one in self.imprints((report,))[report].sightings}
        self._load_times(tokens)
        if self._added.pop(report, None) is None:
            self._removed.add(report)
        self._imprints[report] = _EMPTY
        for token in tokens:
            self._times[token] -= 1
            self._changed.add(token)
            for places in (self._fresh, self._where):
                if token in places:
                    places[token].pop(report, None)

    def seen(self, tokens: Iterable[bytes], *, most: int) -> Mapping[bytes, Seen]:
        """For each token how often it stands, and where if that is in at most `most` reports. Unseen: Seen(0, {})."""
        wanted = set(tokens)
        self._load_times(wanted)
        self._load_where({token for token in wanted if 0 < self._times[token] <= most})
        times = self._times
        return {
            token: Seen(times[token], self._where.get(token, _NOWHERE) if times[token] <= most else _NOWHERE)
            for token in wanted
        }

    def imprints(self, reports: Iterable[int]) -> Mapping[int, Imprint]:
        """What stands in each of the reports; an empty Imprint for one that is not there."""
        wanted = set(reports)
        self._load_imprints(wanted)
        return {report: self._imprints.get(report, _EMPTY) for report in wanted}

    def flush(self) -> None:
        """Write what was added and removed since the last time."""
        gone = [(report_id(report),) for report in self._removed]
        for model in (Held, Sighting, Sketch):
            bulk.delete(model, ("report",), gone)
        new = [(report_id(report), imprint) for report, imprint in self._added.items()]
        bulk.insert(Held, ("report",), ((pk,) for pk, _ in new))
        marks = ((pk, *one) for pk, imprint in new for one in sorted(set(imprint.sightings)))
        bulk.insert(Sighting, ("report", "token", "sort", "role"), marks)
        bulk.insert(Sketch, ("report", "signature"), ((pk, each) for pk, imprint in new for each in imprint.sketches))
        changed = sorted(self._changed)
        counts = [(token, self._times[token]) for token in changed if self._times[token]]
        bulk.insert(Token, ("token", "times"), (one for one in counts if one[0] not in self._counted))
        known = (one for one in counts if one[0] in self._counted)
        bulk.insert(Token, ("token", "times"), known, replacing=("token",))
        bulk.delete(Token, ("token",), ((token,) for token in changed if not self._times[token]))
        self._counted.difference_update(changed)
        self._counted.update(token for token, _ in counts)
        for written in (self._added, self._removed, self._changed, self._fresh):
            written.clear()

    def _load_times(self, tokens: Iterable[bytes]) -> None:
        missing = {token for token in tokens if token not in self._times}
        if missing:
            self._times.update(dict.fromkeys(missing, 0))
            for some in batched(missing):
                for token, times in Token.objects.filter(pk__in=some).values_list("token", "times"):
                    self._times[bytes(token)] = times
                    self._counted.add(bytes(token))

    def _load_where(self, tokens: set[bytes]) -> None:
        missing = {token for token in tokens if token not in self._where}
        if not missing:
            return
        self._where.update({token: dict(self._fresh.get(token, ())) for token in missing})
        for some in batched(missing):
            rows = Sighting.objects.filter(token__in=some).order_by("role").values_list("token", "report", "role")
            for token, report, role in rows:
                if report.int not in self._removed:
                    holders = self._where[bytes(token)]
                    holders[report.int] = (*holders.get(report.int, ()), role)

    def _load_imprints(self, reports: set[int]) -> None:
        # What was added in this turn is here already, so nothing has to be written before it is read.
        for some in batched(report for report in reports if report not in self._imprints):
            self._load_some([report_id(report) for report in some])

    def _load_some(self, ids: list[UUID]) -> None:
        marks: dict[UUID, list[Mark]] = {pk: [] for pk in ids}
        rows = Sighting.objects.filter(report__in=ids).values_list("token", "report", "sort", "role")
        for token, report, sort, role in rows:
            marks[report].append(Mark(bytes(token), sort, role))
        sketches: dict[UUID, list[bytes]] = {pk: [] for pk in ids}
        for report, signature in (
            Sketch.objects.filter(report__in=ids).order_by("id").values_list("report", "signature")
        ):
            sketches[report].append(bytes(signature))
        for pk in ids:
            self._imprints[pk.int] = Imprint(tuple(sorted(marks[pk])), tuple(sketches[pk]))
