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

_EMPTY = Imprint(())


class SqlIndex:
    """Serves `besa.core.linking.Index` to whoever has the turn. Nothing is written before `flush`."""

    def __init__(self) -> None:
        self._times: dict[bytes, int] = {}
        self._where: dict[bytes, set[int]] = {}
        self._imprints: dict[int, Imprint] = {}
        self._added: dict[int, Imprint] = {}
        self._removed: set[int] = set()
        self._changed: set[bytes] = set()
        self._fresh: dict[bytes, set[int]] = {}  # where tokens stand that is not written yet

    def holds(self, reports: Iterable[int]) -> set[int]:
        """Which of these reports are in the index."""
        wanted = set(reports)
        ids = [report_id(report) for report in wanted - self._removed]
        found = Held.objects.filter(pk__in=ids).values_list("pk", flat=True)
        return {pk.int for pk in found} | (wanted & self._added.keys())

    def prepare(self, imprints: Iterable[Imprint], *, most: int) -> None:
        """Look up at once what a batch will ask for."""
        tokens = {each.token for imprint in imprints for each in imprint.sightings}
        # What shares a token is compared, and may have to be tied anew through all that stands in it.
        for _ in range(2):
            self._load_times(tokens)
            self._load_where({token for token in tokens if 0 < self._times[token] <= most})
            reports = {report for token in tokens for report in self._where.get(token, ())}
            self._load_imprints(reports)
            tokens = {each.token for report in reports for each in self._imprints.get(report, _EMPTY).sightings}

    def known(self) -> set[int]:
        """The reports that were looked at so far."""
        return set(self._imprints)

    def add(self, report: int, imprint: Imprint) -> None:
        """Keep what stands in a report that the index does not hold yet."""
        self._added[report] = self._imprints[report] = imprint
        tokens = {one.token for one in imprint.sightings}
        self._load_times(tokens)
        for token in tokens:
            self._times[token] += 1
            self._changed.add(token)
            self._fresh.setdefault(token, set()).add(report)
            if token in self._where:
                self._where[token].add(report)
            elif self._times[token] == 1:
                self._where[token] = {report}

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
                    places[token].discard(report)

    def seen(self, tokens: Iterable[bytes], *, most: int) -> Mapping[bytes, Seen]:
        """For each token how often it stands, and where if that is in at most `most` reports. Unseen: Seen(0, ())."""
        wanted = set(tokens)
        self._load_times(wanted)
        self._load_where({token for token in wanted if 0 < self._times[token] <= most})
        return {
            token: Seen(
                self._times[token], tuple(sorted(self._where.get(token, ()))) if self._times[token] <= most else ()
            )
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
        counts = ((token, self._times[token]) for token in changed if self._times[token])
        bulk.insert(Token, ("token", "times"), counts, replacing=("token",))
        bulk.delete(Token, ("token",), ((token,) for token in changed if not self._times[token]))
        for written in (self._added, self._removed, self._changed, self._fresh):
            written.clear()

    def _load_times(self, tokens: set[bytes]) -> None:
        missing = {token for token in tokens if token not in self._times}
        if missing:
            self._times.update(dict.fromkeys(missing, 0))
            for some in batched(missing):
                for token, times in Token.objects.filter(pk__in=some).values_list("token", "times"):
                    self._times[bytes(token)] = times

    def _load_where(self, tokens: set[bytes]) -> None:
        missing = {token for token in tokens if token not in self._where}
        if not missing:
            return
        self._where.update({token: set(self._fresh.get(token, ())) for token in missing})
        for some in batched(missing):
            for token, report in Sighting.objects.filter(token__in=some).values_list("token", "report"):
                if report.int not in self._removed:
                    self._where[bytes(token)].add(report.int)

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
