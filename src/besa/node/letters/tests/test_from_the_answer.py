"""From the answer to a letter: it is written by the authority that asked, to the State that was read about."""

from __future__ import annotations

import re
from dataclasses import replace

from besa.node.jurisdiction import actions as jurisdiction
from besa.node.letters.tests.conftest import NOW, At, facts


def chosen(page: str) -> list[str]:
    boxes = re.findall(r'<input type="radio"[^>]+>', page)
    return [value for box in boxes if " checked" in box for value in re.findall(r'value="([^"]+)"', box)]


def test_the_authority_that_the_case_names_writes(anna: At, team) -> None:
    case = replace(facts(), issuer="rs")
    one = jurisdiction.describe(case, desk_id=team.hotline, keyring=team.anna, now=NOW)
    assert '<option value="rs" selected>' in anna.page("choose", one)
    assert '<option value="al" selected>' in anna.page("choose", one, query="?issuer=al")


def test_the_letter_goes_to_the_state_that_one_read_about(anna: At, one) -> None:
    answer = anna.client.get(f"/staff/jurisdiction/{one}").content.decode()
    links = re.findall(r'href="([^"]+\?letter=[^"]+)"', answer)
    assert links
    for link in links:
        page = anna.client.get(link.replace("&amp;", "&")).content.decode()
        letter, side = re.search(r"letter=(\w+)&amp;issuer=al&amp;to=(\w*)", link).groups()  # type: ignore[union-attr]
        [value] = chosen(page)
        assert value.endswith(f":{side}"), (letter, side, value)
