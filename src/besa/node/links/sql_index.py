"""The index of what can be compared, in tables, with a memory for one batch: read once, written in bulk at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from besa.core.linking import Imprint, Seen
from besa.node.links.models import Held, Sighting, Token
from besa.node.links.stored import pack, report_bytes, unpack
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
        self._marks_gone: list[tuple[bytes, bytes]] = []

    def holds(self, reports: Iterable[int]) -> set[int]:
        """Which of these reports are in the index."""
        wanted = set(reports)
        found: set[int] = wanted & self._added.keys()
        for some in batched(report_bytes(report) for report in wanted - self._removed):
            found |= {int.from_bytes(pk, "big") for pk in Held.objects.filter(pk__in=some).values_list("pk", flat=True)}
        return found

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
            self._marks_gone += [(token, report_bytes(report)) for token in tokens]
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
        gone = [(report_bytes(report),) for report in self._removed]
        bulk.delete(Sighting, ("token", "report"), self._marks_gone)
        bulk.delete(Held, ("report",), gone)
        new = [(report_bytes(report), imprint) for report, imprint in self._added.items()]
        bulk.insert(Held, ("report", "imprint"), ((stored, pack(imprint)) for stored, imprint in new))
        # In the order of the index: the pages that many rows share are touched once.
        marks = sorted((mark[0], stored, *mark[1:]) for stored, imprint in new for mark in set(imprint.sightings))
        bulk.insert(Sighting, ("token", "report", "sort", "role"), marks)
        changed = sorted(self._changed)
        counts = [(token, self._times[token]) for token in changed if self._times[token] > 1]
        bulk.insert(Token, ("token", "times"), (one for one in counts if one[0] not in self._counted))
        known = (one for one in counts if one[0] in self._counted)
        bulk.insert(Token, ("token", "times"), known, replacing=("token",))
        few = [token for token in changed if self._times[token] < 2 and token in self._counted]
        bulk.delete(Token, ("token",), ((token,) for token in few))
        self._counted.difference_update(few)
        self._counted.update(token for token, _ in counts)
        for written in (self._added, self._removed, self._changed, self._fresh, self._marks_gone):
            written.clear()

    def _load_times(self, tokens: Iterable[bytes]) -> None:
        missing = {token for token in tokens if token not in self._times}
        if not missing:
            return
        for some in batched(missing):
            for token, times in Token.objects.filter(pk__in=some).values_list("token", "times"):
                self._times[bytes(token)] = times
        self._counted |= missing & self._times.keys()
        once = missing - self._times.keys()
        self._load_where(once)
        self._times.update((token, len(self._where[token])) for token in once)

    def _load_where(self, tokens: set[bytes]) -> None:
        missing = {token for token in tokens if token not in self._where}
        if not missing:
            return
        self._where.update({token: dict(self._fresh.get(token, ())) for token in missing})
        for some in batched(missing):
            rows = Sighting.objects.filter(token__in=some).order_by("role").values_list("token", "report", "role")
            for token, stored, role in rows:
                report = int.from_bytes(stored, "big")
                if report not in self._removed:
                    holders = self._where[bytes(token)]
                    holders[report] = (*holders.get(report, ()), role)

    def _load_imprints(self, reports: set[int]) -> None:
        # What was added in this turn is here already, so nothing has to be written before it is read.
        missing = [report for report in reports if report not in self._imprints]
        self._imprints.update(dict.fromkeys(missing, _EMPTY))
        for some in batched(map(report_bytes, missing)):
            for stored, imprint in Held.objects.filter(pk__in=some).values_list("report", "imprint"):
                self._imprints[int.from_bytes(stored, "big")] = unpack(imprint)
