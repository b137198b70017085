"""Jobs: work promised inside a transaction and done afterwards by `besa worker`, with retries.

A job is a row written together with what it belongs to, so it exists exactly when that was committed. A worker claims
a due row with one conditional update (safe with many workers), and a job whose worker died is due again when its claim
runs out. Handlers must therefore be repeatable. Payloads carry ids, never content. See docs/adr for why not a broker.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from besa.node.platform.models import Job

log = logging.getLogger("besa.jobs")

Handler = Callable[..., bool | None]
"""A repeated one may return True: there is more to do, and the worker comes back without a pause."""
_HANDLERS: dict[str, Handler] = {}
_REPEATED: dict[str, timedelta] = {}
_CLAIM = timedelta(minutes=5)
_ATTEMPTS = 12


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of `kind`; it gets the job's ids as keyword arguments."""

    def register(function: Handler) -> Handler:
        _HANDLERS[kind] = function
        return function

    return register


def repeat(kind: str, *, every: timedelta) -> None:
    """Have every worker do `kind` (without ids) at least this often; with several workers it may be done more often."""
    _REPEATED[kind] = every


def repeated() -> dict[str, timedelta]:
    """What repeats, and how often."""
    return dict(_REPEATED)


def do(kind: str) -> bool:
    """Do a repeated job now and say whether there is more; whatever breaks is logged and waits for its next turn."""
    try:
        return bool(_HANDLERS[kind]())
    except Exception as error:  # noqa: BLE001 - one failing job never stops the worker
        log.warning("repeated job %s failed with %s", kind, type(error).__name__)
        return False


def enqueue(kind: str, *, now: datetime, after: timedelta = timedelta(0), **ids: str | int) -> None:
    """Promise a job; call it inside the transaction that makes it necessary."""
    Job.objects.create(kind=kind, ids=ids, due=now + after)


def work_once(now: datetime, *, limit: int = 100) -> int:
    """Do up to `limit` due jobs; returns how many were done. One failing job never stops the next."""
    done = 0
    for job in Job.objects.filter(due__lte=now, failed=False).order_by("due", "id")[:limit]:
        # The conditional update is the claim: whoever moves `due` from what we saw owns the job.
        if not Job.objects.filter(pk=job.pk, due=job.due).update(due=now + _CLAIM, attempts=job.attempts + 1):
            continue
        try:
            _HANDLERS[job.kind](**job.ids)
        except Exception as error:  # noqa: BLE001 - whatever breaks, the job is kept and tried again
            _retry(job, now, error)
        else:
            Job.objects.filter(pk=job.pk).delete()
            done += 1
    return done


def _retry(job: Job, now: datetime, error: Exception) -> None:
    attempts = job.attempts + 1
    wait = timedelta(seconds=min(5 * 2**attempts, 6 * 3600))
    with transaction.atomic():
        Job.objects.filter(pk=job.pk).update(due=now + wait, failed=attempts >= _ATTEMPTS)
    log.warning("job %s (%s) failed with %s, attempt %d", job.pk, job.kind, type(error).__name__, attempts)
