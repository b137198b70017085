"""Give the tests a node of their own, keep them off the network, and let nothing be skipped unseen.

The temporary home with real key files is made before Django reads its settings.
"""

from __future__ import annotations

import atexit
import ipaddress
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# No test is timed by the clock: the machine may be busy. Where CI is set, hypothesis has a profile of that kind itself.
if "CI" not in os.environ:
    hypothesis.settings.register_profile("besa", deadline=None)
    hypothesis.settings.load_profile("besa")

for _name in [name for name in os.environ if name.startswith("BESA_") and name != "BESA_DATABASE_URL"]:
    del os.environ[_name]
_home = Path(tempfile.mkdtemp(prefix="besa-test-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["BESA_HOME"] = str(_home)
os.environ["BESA_LOCK_MINUTES"] = "15"
os.environ["DJANGO_SETTINGS_MODULE"] = "besa.node.faces.settings"  # here, not in pyproject.toml: the home comes first
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "1"  # Playwright runs an event loop in the thread the tests use the database in
)

import django  # noqa: E402 - only now may settings be read

from besa.node.faces import new_node  # noqa: E402
from besa.node.platform import environment, home  # noqa: E402

environment.current.cache_clear()
new_node.make_home(kind=home.LIVE, name="test.besa.invalid")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from tests.live import address  # noqa: E402, F401 - a fixture of every browser test

# Static files as a build collects them, but for these tests alone.
settings.STATIC_ROOT = _home / "collected"
call_command("collectstatic", verbosity=0, interactive=False)


class NetworkClosed(RuntimeError):
    """A test reached for an address outside this machine."""


def _only_loopback(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        place, address = arguments
        if place.family in (socket.AF_INET, socket.AF_INET6):
            _refuse_outside(address[0])
    elif event == "socket.getaddrinfo":
        _refuse_outside(arguments[0])


def _refuse_outside(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host or "localhost"
    if name == "localhost" or name.endswith(".localhost"):
        return
    try:
        outside = not ipaddress.ip_address(name).is_loopback
    except ValueError:
        outside = True
    if outside:
        raise NetworkClosed(f"tests talk to this machine only, not to {name}")


# An audit hook sees every socket of this process, whichever library opens it.
sys.addaudithook(_only_loopback)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what has no meaning on this database: that is not skipping, as the suite runs on each."""
    from django.db import connection

    others = [
        item for item in items if (mark := item.get_closest_marker("only_on")) and connection.vendor not in mark.args
    ]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


_SETTINGS: dict[str, str] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Iterator[None]:
    _SETTINGS.clear()
    _SETTINGS.update(_settings_now())
    yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """A test that leaves another setting behind is the one that fails, not whichever comes next."""
    yield
    left = _settings_now()
    if left != _SETTINGS:
        for name in {*left, *_SETTINGS}:
            os.environ.pop(name, None)
        os.environ.update(_SETTINGS)
        pytest.fail(f"the test left {left} in the environment: use monkeypatch, also for what a command sets")


def _settings_now() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith("BESA_")}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, one for all tests of a process: Playwright runs one event loop a process and no second."""
    from playwright.sync_api import expect, sync_playwright
    from tests.slow_line import slowed

    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("there is no Chromium; tools/chromium installs Debian's")
    # --no-sandbox: continuous integration runs as root in a container. The rest keeps the browser from calling home.
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", *quiet]
    expect.set_options(timeout=30_000)  # as long as pages wait: a busy machine is not a fault
    # Once Playwright's event loop runs, Django keeps this thread's connections in another place, and nobody closes the
    # one that was open before: whoever must be alone with the database finds it locked.
    connections.close_all()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield slowed(browser)
        browser.close()


_SKIPPED: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _SKIPPED.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _SKIPPED.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("CI") == "true" and _SKIPPED:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if os.environ.get("CI") == "true" and _SKIPPED:
        terminalreporter.section("skipped, which continuous integration does not allow", sep="=", red=True)
        for name in _SKIPPED:
            terminalreporter.line(name)
