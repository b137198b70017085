"""While the node rests the proxy shows a calm page: in every language, with numbers to call, asking nobody anything."""

from __future__ import annotations

import base64
import hashlib
import re
import stat
from pathlib import Path

import pytest
from django.utils import translation

from besa.node.faces import resting_pages
from besa.node.platform import country, environment, languages


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("proxy") / "besa"
    assert resting_pages.write(made) == 2 * len(languages.CODES)
    return made


def html(folder: Path, name: str) -> str:
    return (folder / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", languages.CODES)
def test_a_page_speaks_its_language_and_names_the_numbers_of_the_country(folder: Path, code: str) -> None:
    page = html(folder, f"public/{code}")
    assert f'<html lang="{languages.html_tag(code)}">' in page
    with translation.override(code):
        assert f"<h1>{translation.gettext('We will be back soon')}</h1>" in page
    here = country.load(environment.current().country)
    numbers = here.first("emergency", "child_helpline", "police")
    assert numbers
    for number in numbers:
        assert f'href="tel:{number.tel}"' in page
    assert f'href="{here.exit_url}"' in page, "one can leave"


@pytest.mark.parametrize("face", ["public", "staff"])
@pytest.mark.parametrize("code", languages.CODES)
def test_a_page_asks_nobody_anything(folder: Path, face: str, code: str) -> None:
    page = html(folder, f"{face}/{code}")
    assert not re.search(r"<(script|img|iframe|form|object|embed|video|audio)\b|@import|url\(|\son\w+=|\sstyle=", page)
    assert re.findall(r"<link[^>]*>", page) == ['<link rel="icon" href="data:,">']
    assert "default-src 'none'" in page
    [style] = re.findall(r"<style>(.*?)</style>", page, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page, "the browser takes this style and no other"


def test_colleagues_are_shown_no_way_that_their_site_does_not_have(folder: Path) -> None:
    assert re.findall(r'<a [^>]*href="([^"]*)"', html(folder, "staff/en")) == []


def test_every_user_may_read_the_pages_and_new_ones_replace_them(folder: Path) -> None:
    page = folder / "public" / "sq.html"
    page.write_text("old", encoding="utf-8")
    resting_pages.write(folder)
    assert "<h1>" in page.read_text(encoding="utf-8")
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*.html")} == {0o644}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, page.parent)} == {0o755}
    assert not list(folder.rglob("*.part"))
