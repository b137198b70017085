"""Every word on every screen is there in every language, says the same thing, and is kind."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import allauth
import django
import pytest
import yaml
from django.test import Client
from django.utils import translation
from tools.catalogues import layout
from tools.catalogues.checking import PLACEHOLDER, problems
from tools.catalogues.compiling import compile_all
from tools.catalogues.files import UNCONFIRMED, read, strings_of, write
from tools.catalogues.layout import LOCALES, path_of, rooms
from tools.catalogues.serbian import latin
from tools.catalogues.sources import borrowed, key_of, of_room, python_strings
from tools.catalogues.updating import update

from besa.core.jurisdiction import current
from besa.node.law.wording import voice
from besa.node.platform import languages

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / "src" / "besa" / "node"


# Words a person in fear should not meet, per language, on the pages of the public face.
BANNED = {
    "en": ("tip", "tips", "submission", "submit", "whistleblower", "whistleblowing", "victim", "pornography", "form"),
    "sq": ("sinjalizues", "viktimë", "viktima", "pornografi", "pornografia", "denonco"),
    "mk": ("укажувач", "жртва", "жртви", "порнографија", "поднесок"),
    "sr": ("узбуњивач", "жртва", "жртве", "порнографија", "поднесак"),
    "sr_Latn": ("uzbunjivač", "žrtva", "žrtve", "pornografija", "podnesak"),
    "cnr": ("uzbunjivač", "zviždač", "žrtva", "žrtve", "pornografija", "podnesak"),
}
# The old term for child sexual abuse material is never used, on any screen.
OLD_TERM = re.compile(
    r"child porn|kiddie|pornografi(a|në)? (e|me) fëmijë|детск\w* порнограф"
    r"|деч[иј]+\w* порнограф|dječ\w* pornograf|deč\w* pornograf",
    re.IGNORECASE,
)


def _catalogues() -> list[tuple[str, str]]:
    return [(room, locale) for room in rooms() for locale in LOCALES if path_of(room, locale).exists()]


class TestCatalogues:
    def test_every_string_is_translated_in_every_language(self) -> None:
        assert problems() == []

    def test_there_is_something_to_translate(self) -> None:
        assert {"intake", "people", "desk", "platform", "reports"} <= {room for room, _ in _catalogues()}
        assert sum(len(of_room(room)) for room in rooms()) > 300

    def test_serbian_in_latin_letters_is_serbian_letter_for_letter(self) -> None:
        for room in rooms():
            cyrillic = {key_of(m): m for m in read(room, "sr") if m.id}
            for message in read(room, "sr_Latn"):
                if message.id:
                    source = cyrillic[key_of(message)]
                    assert strings_of(message) == tuple(latin(text) for text in strings_of(source))

    @pytest.mark.parametrize("locale", ["mk", "sr"])
    def test_cyrillic_words_hold_no_latin_lookalikes(self, locale: str) -> None:
        """A Latin a inside a Cyrillic word looks right and is read wrong by screen readers and searches."""
        mixed = re.compile(r"[а-џѐ-ӿА-Я][a-zA-ZčćžšđČĆŽŠĐ]|[a-zA-ZčćžšđČĆŽŠĐ][а-џѐ-ӿА-Я]")
        wrong = []
        for room in rooms():
            for message in read(room, locale):
                for text in strings_of(message) if message.id else ():
                    plain = PLACEHOLDER.sub(" ", text)
                    wrong += [f"{room}: {text}"] if mixed.search(plain) else []
        assert wrong == []

    @pytest.mark.parametrize("locale", ["mk", "sr"])
    def test_each_alphabet_keeps_its_own_letters(self, locale: str) -> None:
        foreign = {"mk": "ђћщъыэёйЂЋ", "sr": "ѓќѕщъыэёйЃЌЅ"}[locale]
        for room in rooms():
            for message in read(room, locale):
                for text in strings_of(message) if message.id else ():
                    assert not set(text) & set(foreign), f"{room}: {text}"

    def test_montenegrin_is_ijekavian(self) -> None:
        ekavian = re.compile(
            r"\b(dete|deteta|detetu|deca|dece|reč|reči|vreme|mesto|gde|ovde|negde|pre|posle|lepo|bezbedn\w*)\b", re.I
        )
        for room in rooms():
            for message in read(room, "cnr"):
                for text in strings_of(message) if message.id else ():
                    assert not ekavian.search(text), f"{room}: {text}"

    def test_serbian_is_ekavian(self) -> None:
        ijekavian = re.compile(r"\b(дијете|дјец\w*|ријеч\w*|вријеме|мјест\w*|гдје|овдје|прије|послије|нијесмо)\b", re.I)
        for room in rooms():
            for message in read(room, "sr"):
                for text in strings_of(message) if message.id else ():
                    assert not ijekavian.search(text), f"{room}: {text}"

    def test_catalogues_say_who_confirmed_them(self) -> None:
        for room, locale in _catalogues():
            assert '"X-Confirmed-By: ' in path_of(room, locale).read_text(encoding="utf-8")


class TestReplyTemplates:
    """The answers a colleague starts from are whole in every language too."""

    def test_serbian_in_latin_letters_is_serbian_letter_for_letter(self) -> None:
        for file in sorted((NODE / "desk" / "replies").glob("*.yaml")):
            text = yaml.safe_load(file.read_text(encoding="utf-8"))["text"]
            assert text["sr-latn"] == latin(text["sr"]), file.name

    def test_they_speak_of_the_code_as_the_pages_do(self) -> None:
        """`код` also means "at" in Serbian: pages and answers say шифра."""
        for file in sorted((NODE / "desk" / "replies").glob("*.yaml")):
            text = yaml.safe_load(file.read_text(encoding="utf-8"))["text"]
            assert not re.search(r"\bкодом\b|\bkodom\b|твој код\b", text["sr"] + text["cnr"]), file.name


class TestKindWords:
    """What a child meets on the public pages."""

    @pytest.mark.parametrize("locale", BANNED)
    def test_public_pages_hold_no_banned_word(self, locale: str) -> None:
        pattern = re.compile(r"\b(" + "|".join(map(re.escape, BANNED[locale])) + r")\b", re.IGNORECASE)
        said = _public_texts(locale)
        assert said
        assert [text for text in said if pattern.search(text)] == []

    @pytest.mark.parametrize("locale", BANNED)
    def test_no_screen_uses_the_old_term(self, locale: str) -> None:
        said = [text for room in rooms() for text in _texts(room, locale)]
        # The title of a law is quoted as it stands, in every language.
        titles = {voice(locale).free(treaty.name) for treaty in current().treaties.values()}
        assert [text for text in said if OLD_TERM.search(text) and text not in titles] == []

    def test_public_sentences_are_short(self) -> None:
        """Twenty-eight words are the most that one public sentence may have, in any language."""
        long = []
        for locale in BANNED:
            for text in _public_texts(locale):
                sentences = re.split(r"(?<=[.!?:])\s+", text)
                long += [f"{locale}: {sentence}" for sentence in sentences if len(sentence.split()) > 28]
        # The footnote on a designation is quoted from elsewhere and may not be shortened.
        assert [sentence for sentence in long if "1244" not in sentence] == []


@pytest.fixture
def one_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A node of one room with one page and one Python file."""
    room = tmp_path / "garden"
    (room / "templates" / "garden").mkdir(parents=True)
    (room / "__init__.py").touch()
    (room / "templates" / "garden" / "page.html").write_text(
        '{% load i18n %}<p>it\'s {% translate "Good day" %}</p>\n'
        "   {% blocktranslate trimmed count n=n %}\n One {{ name }}\n"
        "{% plural %}\n{{ n }} {{ name }}s\n{% endblocktranslate %}",
        encoding="utf-8",
    )
    (room / "views.py").write_text(
        'from x import gettext, pgettext\ngettext("Hello %(who)s")\npgettext("a month", "May")\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(layout, "NODE", tmp_path)
    return room


def _put(room: str, locale: str, context: str, msgid: str, string: str | tuple[str, ...]) -> None:
    catalogue = read(room, locale)
    message = catalogue.get(msgid, context=context or None)
    message.string = string
    write(room, locale, catalogue)


class TestTool:
    """`make words` on a node of its own."""

    def test_it_finds_what_pages_and_code_say(self, one_room: Path) -> None:
        assert set(of_room("garden")) == {
            ("", "Good day"),
            ("", ("One %(name)s", "%(n)s %(name)ss")),
            ("", "Hello %(who)s"),
            ("a month", "May"),
        }

    def test_it_keeps_translations_and_a_second_run_changes_nothing(self, one_room: Path) -> None:
        update()
        _put("garden", "sr", "", "Good day", "Њен добар дан")
        update()
        before = {file: file.read_bytes() for file in one_room.rglob("*.po")}
        update()
        assert {file: file.read_bytes() for file in one_room.rglob("*.po")} == before
        assert read("garden", "sr").get("Good day").string == "Њен добар дан"
        assert read("garden", "sr_Latn").get("Good day").string == "Njen dobar dan"

    def test_it_drops_what_nobody_says_any_more(self, one_room: Path) -> None:
        update()
        (one_room / "views.py").write_text("", encoding="utf-8")
        assert any("obsolete" in line and "Hello" in line for line in problems())
        update()
        assert read("garden", "mk").get("Hello %(who)s") is None

    def test_it_takes_over_words_known_in_another_room(self, one_room: Path) -> None:
        update()
        _put("garden", "mk", "", "Good day", "Добар ден")
        yard = one_room.parent / "yard"
        yard.mkdir()
        (yard / "__init__.py").write_text('from x import gettext\ngettext("Good day")\n', encoding="utf-8")
        update()
        assert read("yard", "mk").get("Good day").string == "Добар ден"
        _put("yard", "mk", "", "Good day", "Здраво")
        assert any("says it differently" in line for line in problems())

    def test_it_names_each_fault(self, one_room: Path) -> None:
        update()
        assert any(line == "sq garden: untranslated: 'Good day'" for line in problems())
        _put("garden", "sq", "", "Hello %(who)s", "Tungjatjeta %(kush)s")
        assert any("sq garden: placeholders differ (%(who)s became %(kush)s)" in line for line in problems())
        _put("garden", "sr_Latn", "", "Good day", "Dobar dan")
        assert any("sr_Latn garden: is not sr in Latin letters" in line for line in problems())

    def test_who_confirmed_a_catalogue_stays_written(self, one_room: Path) -> None:
        update()
        file = path_of("garden", "sq")
        assert UNCONFIRMED in file.read_text(encoding="utf-8")
        file.write_text(file.read_text(encoding="utf-8").replace(UNCONFIRMED, "A. Reader, 2026"), encoding="utf-8")
        (one_room / "views.py").write_text("", encoding="utf-8")
        update()
        assert "X-Confirmed-By: A. Reader, 2026" in file.read_text(encoding="utf-8")

    def test_what_it_compiles_can_be_read_with_its_plurals(self, one_room: Path) -> None:
        update()
        _put("garden", "sr", "", "One %(name)s", ("Један %(name)s", "%(n)s %(name)sа", "%(n)s %(name)sова"))
        assert compile_all() == len(LOCALES)
        assert compile_all() == 0
        with path_of("garden", "sr").with_suffix(".mo").open("rb") as file:
            read = gettext.GNUTranslations(file)
        assert [read.ngettext("One %(name)s", "%(n)s %(name)ss", n)[:5] for n in (1, 3, 5)] == [
            "Један",
            "%(n)s",
            "%(n)s",
        ]
        assert read.ngettext("One %(name)s", "%(n)s %(name)ss", 11).endswith("ова")

    def test_nothing_there_yet_is_no_mistake(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(layout, "NODE", tmp_path)
        assert compile_all() == 0
        assert problems() == []

    @pytest.mark.parametrize(
        ("cyrillic", "roman"),
        [("Његош", "Njegoš"), ("ЊЕГОШ", "NJEGOŠ"), ("Џеп Љ", "Džep Lj"), ("ИЊ", "INJ"), ("%(name)s Ђ", "%(name)s Đ")],
    )
    def test_serbian_letters_are_turned_exactly(self, cyrillic: str, roman: str) -> None:
        assert latin(cyrillic) == roman


@pytest.mark.django_db
class TestPages:
    """What the compiled catalogues really bring to the screen."""

    @pytest.mark.parametrize("code", languages.CODES)
    def test_the_start_page_speaks_the_language_of_its_address(self, client: Client, code: str) -> None:
        page = client.get(f"/{code}/", headers={"Accept-Language": "de"}).content.decode()
        assert f'<html lang="{languages.html_tag(code)}"' in page
        with translation.override(code):
            for text in ("Who are you?", "I am worried about my child.", "Who reads this?"):
                assert translation.gettext(text) in page
                assert code == "en" or translation.gettext(text) != text

    @pytest.mark.parametrize("code", languages.CODES)
    def test_every_page_offers_every_language_by_its_own_name(self, client: Client, code: str) -> None:
        page = client.get(f"/{code}/").content.decode()
        assert all(name in page for _, name in languages.LANGUAGES)

    @pytest.mark.parametrize("code", [code for code in languages.CODES if code != "en"])
    def test_words_of_the_libraries_are_there_too(self, code: str) -> None:
        with translation.override(code):
            for text in ("This field is required.", "Incorrect code.", "Your password can’t be entirely numeric."):
                assert translation.gettext(text) != text
            assert translation.gettext("January") != "January"

    def test_what_is_borrowed_is_really_said_by_a_library(self) -> None:
        """An upgrade that rewords a string would silently bring English back to our screens."""
        libraries = [Path(django.__file__).parent, Path(allauth.__file__).parent]
        said = {
            key
            for library in libraries
            for file in library.rglob("*.py")
            if "locale" not in file.parts and "gettext" in (text := file.read_text(encoding="utf-8"))
            for key, _ in python_strings(text)
        }
        assert [key for key in borrowed() if key not in said] == []


class TestTemplates:
    @pytest.mark.parametrize("file", sorted(NODE.glob("*/templates/**/*.html")), ids=lambda file: file.name)
    def test_every_word_of_a_page_goes_through_the_catalogues(self, file: Path) -> None:
        assert literal_texts(file.read_text(encoding="utf-8")) == []

    def test_the_checker_sees_a_literal_word(self) -> None:
        assert literal_texts("<p>Hello {{ name }}</p>") == ["Hello"]
        assert literal_texts('<input placeholder="Your name">') == ["Your name"]
        assert literal_texts('{% blocktranslate %}Hello{% endblocktranslate %}<b lang="sq">{{ x }}</b> · 12') == []

    def test_no_label_of_a_form_is_written_outside_the_catalogues(self) -> None:
        wrong = []
        for file in sorted(NODE.glob("*/**/*.py")):
            if {"tests", "migrations"} & set(file.parts):
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.keyword) and node.arg in {"label", "help_text", "verbose_name", "empty_label"}:
                    text = node.value.value if isinstance(node.value, ast.Constant) else ""
                    if isinstance(text, str) and re.search(r"[A-Za-z]{2}", text):
                        wrong.append(f"{file.relative_to(ROOT)}: {node.arg}={text!r}")
        assert [line for line in wrong if "apps.py" not in line] == []


def literal_texts(template: str) -> list[str]:
    """Readable words of a template that are neither translated nor a variable, nor hidden from everybody."""
    text = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", " ", template, flags=re.S)
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", " ", text, flags=re.S)
    text = re.sub(r'<div class="trap".*?</div>', " ", text, flags=re.S)  # a trap for programs; no person meets it
    text = re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.S)
    text = re.sub(r"<(script|style|svg|kbd)\b.*?</\1>", " ", text, flags=re.S)  # kbd: what is printed on a key
    said = re.findall(r'\b(?:placeholder|title|alt|aria-label|aria-description|data-say[\w-]*)="([^"]*)"', text)
    said += re.split(r"<[^>]*>", text)
    plain = (" ".join(re.sub(r"&\w+;", " ", part).split()) for part in said)
    # A name is a name in every language.
    return [part for part in plain if re.search(r"[^\W\d_]{2,}", re.sub(r"\b(Besa|UTC)\b", "", part))]


def _texts(room: str, locale: str) -> list[str]:
    if locale == "en":
        keys = of_room(room)
        return [text for _, ids in keys for text in ((ids,) if isinstance(ids, str) else ids)]
    return [text for message in read(room, locale) if message.id for text in strings_of(message)]


def _public_texts(locale: str) -> list[str]:
    """What the public face shows: the room `intake` and the public templates of `platform`."""
    texts = _texts("intake", locale)
    shown = {key for key, found in of_room("platform").items() if _is_public(found.places)}
    if locale == "en":
        return texts + [text for _, ids in shown for text in ((ids,) if isinstance(ids, str) else ids)]
    return texts + [
        text
        for message in read("platform", locale)
        if message.id and key_of(message) in shown
        for text in strings_of(message)
    ]


def _is_public(places: set[str]) -> bool:
    return any("public" in place or "danger" in place or "platform.country" in place for place in places)
