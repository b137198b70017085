"""How people write @ and . so that machines do not see them, as parts of patterns and as their undoing."""

import re

_OPEN, _CLOSE = r"[\[({<]", r"[\])}>]"
_AT_WORDS = "at|et|ет|majmun|majmunce|majmunče|majmunche|мајмун|мајмунче"
DOT_WORDS = "dot|pik|pika|pike|pikë|tacka|tačka|tocka|točka|tochka|тачка|точка"
# Bare words ("name at mail dot com") count only next to one another and before a well-known ending.
BARE_ENDINGS = "com|net|org|info|biz|al|mk|rs|me|ba|xyz|ru|de|it|io|co|tv|app|site|online|club"

AT = rf"(?:@| @ |\s?{_OPEN}\s?(?:@|{_AT_WORDS})\s?{_CLOSE}\s?)"
DOT = rf"(?:\.|\s?{_OPEN}\s?(?:\.|{DOT_WORDS})\s?{_CLOSE}\s?)"
BARE_AT = rf"(?: (?:{_AT_WORDS}) )"
BARE_DOT = rf"(?: (?:{DOT_WORDS}) )"
COLON = r"(?: ?: ?|\s?\[:\]\s?)"

# A sign in brackets, whatever it stands for: no address written so is without one.
TRICK = rf"(?:{_OPEN}\s?(?:@|\.|:|{_AT_WORDS}|{DOT_WORDS})\s?{_CLOSE})"

_UNDO_AT = re.compile(rf"\s?{_OPEN}\s?(?:@|{_AT_WORDS})\s?{_CLOSE}\s?| @ |{BARE_AT}", re.IGNORECASE)
_UNDO_DOT = re.compile(rf"\s?{_OPEN}\s?(?:\.|{DOT_WORDS})\s?{_CLOSE}\s?|{BARE_DOT}", re.IGNORECASE)
_UNDO_COLON = re.compile(r"^(h(?:tt|xx|\*\*)ps?|ftp)(?:\s?\[:\]\s?| ?: ?)//", re.IGNORECASE)


def with_dots(text: str) -> str:
    """ "example[.]com" and "example dot com" as "example.com"."""
    return _UNDO_DOT.sub(".", text)


def with_at(text: str) -> str:
    """ "name (at) mail.com" as "name@mail.com"."""
    return _UNDO_AT.sub("@", text)


def with_scheme(text: str) -> str:
    """ "hxxp[:]//" as "http://"."""

    def scheme(found: re.Match[str]) -> str:
        return found.group(1).lower().replace("xx", "tt").replace("**", "tt") + "://"

    return _UNDO_COLON.sub(scheme, text)
