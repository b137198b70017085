"""Which languages there are, where each room keeps its words, and who the rooms are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = ROOT / "src" / "besa"
NODE = SOURCES / "node"
LOCALES = ("sq", "mk", "sr", "sr_Latn", "cnr")
# Words of no room (core's labels, the country packs, what libraries forgot) live where every face finds them.
HOME = "platform"
# Except what one room alone shows.
KEPT_BY = {"besa.core.jurisdiction": "law"}

_SLAVIC = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
# Exactly Django's own formulas: a different one would split the language into two catalogues at run time.
PLURALS = {
    "sq": "nplurals=2; plural=(n != 1);",
    "mk": "nplurals=2; plural=(n % 10 == 1 && n % 100 != 11) ? 0 : 1;",
    "sr": _SLAVIC,
    "sr_Latn": _SLAVIC,
    "cnr": _SLAVIC,
}
NAMES = {
    "sq": "Albanian",
    "mk": "Macedonian",
    "sr": "Serbian",
    "sr_Latn": "Serbian (Latin)",
    "cnr": "Montenegrin",
}


def rooms() -> list[str]:
    """Every room of the node, with or without words."""
    return sorted(folder.name for folder in NODE.iterdir() if (folder / "__init__.py").exists())


def path_of(room: str, locale: str) -> Path:
    return NODE / room / "locale" / locale / "LC_MESSAGES" / "django.po"


def keeper_of(module: str) -> str:
    """The room that keeps the words of a module that is in no room."""
    return next((room for start, room in KEPT_BY.items() if f"{module}.".startswith(f"{start}.")), HOME)
