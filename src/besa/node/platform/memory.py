"""Keep a process of many threads small: few heaps, and large blocks given back as soon as they are free.

Argon2 takes 19 MiB for a moment. glibc gives every thread a heap of its own and learns from the first such block to
keep the next ones; measured under load, four processes then held 655 MB instead of 222 MB.
"""

from __future__ import annotations

import ctypes

_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8
_LARGE = 4 * 1024 * 1024


def keep_small() -> bool:
    """Set it for this process and those it forks; returns whether the C library knows how (glibc does)."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    return bool(mallopt(_M_ARENA_MAX, 2)) and bool(mallopt(_M_MMAP_THRESHOLD, _LARGE))
