"""Reply templates speak every reporter's language, name the country's numbers, and leave visible blanks."""

from __future__ import annotations

import re

import pytest

from besa.node.desk.replies import BadTemplate, _read, blanks, template, templates
from besa.node.platform import country
from besa.node.platform.languages import CODES

EVERY = [(one.id, language) for one in templates() for language in CODES]
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")


def test_there_are_templates_for_what_happens_most() -> None:
    wanted = {"thanks", "safe_now", "one_detail", "threats", "block_report", "removal", "referral", "closing"}
    assert wanted <= {one.id for one in templates()}


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_it_is_whole_in_every_language(name: str, language: str) -> None:
    here = country.load("al")
    text = template(name).written(language, here)
    assert len(text) > 100
    assert "{" not in text, "every number is filled in or a blank"
    assert bool(_CYRILLIC.search(text)) is (language in ("mk", "sr"))
    paragraphs = {len(text.split("\n\n")) for text in template(name).text.values()}
    assert len(paragraphs) == 1, "the same thing in every language"


@pytest.mark.parametrize("name", [one.id for one in templates()])
def test_the_blanks_and_numbers_are_the_same_in_every_language(name: str) -> None:
    texts = template(name).text.values()
    assert len({text.count("[") for text in texts}) == 1
    assert len({tuple(sorted(re.findall(r"\{\w+\}", text))) for text in texts}) == 1


@pytest.mark.parametrize("name", [one.id for one in templates()])
def test_serbian_in_latin_letters_is_serbian_letter_for_letter(name: str) -> None:
    cyrillic, latin = template(name).text["sr"], template(name).text["sr-latn"]
    roman = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"
    pairs = dict(zip("абвгдђежзијклљмнњопрстћуфхцчџш", roman.split(), strict=True))
    assert "".join(pairs.get(letter, letter) for letter in cyrillic.lower()) == latin.lower()


@pytest.mark.parametrize("code", country.choices())
def test_the_numbers_are_the_country_s_own(code: str) -> None:
    here = country.load(code)
    text = template("closing").written("en", here)
    known = here.first("child_helpline")
    assert (known[0].number in text) if known else ("[helpline]" in text)


def test_what_is_still_to_fill_in_is_found_in_any_language() -> None:
    assert blanks(template("one_detail").text["mk"]) == ("[твоето прашање]",)
    assert blanks("nothing [here] to fill in") == ()


def test_no_template_asks_for_pictures_or_blames() -> None:
    english = " ".join(one.text["en"] for one in templates()).lower()
    assert "send us the picture" not in english
    assert "not your fault" in english
    assert "do not pay" in english


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("id: closing", "id: other"), "rename the file"),
        (("doors: any", "doors: nobody"), "must be one of"),
        (("{helpline}", "{hotline}"), "there is no {hotline}"),
        (("order: 11\n", ""), "needs exactly"),
    ],
)
def test_a_template_with_a_mistake_is_refused_by_name(tmp_path, change: tuple[str, str], said: str) -> None:
    from besa.node.desk import replies

    source = next(iter(replies.__path__)) + "/closing.yaml"
    file = tmp_path / "closing.yaml"
    with open(source, encoding="utf-8") as good:
        file.write_text(good.read().replace(*change), encoding="utf-8")
    with pytest.raises(BadTemplate, match=re.escape(said)):
        _read(file)
