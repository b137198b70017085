"""Phone numbers. Canonical: E.164 (+355691234567). A number without a country is kept in every reading that can be."""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

import phonenumbers
import re2
from phonenumbers import PhoneMetadata

from besa.core.identifiers import plans, web
from besa.core.identifiers.profiles import phone_at
from besa.core.identifiers.scanning import Scanned, Stretch
from besa.core.identifiers.values import Reading

# The letter O stands for a nought where a figure follows it.
_PATTERN = re2.compile(r"(?:\+ ?|\(\+? ?)?[oO]?\d(?:[oO]{0,2}[ \t().\-/]{0,3}[oO]{0,2}\d){4,60}")
_FIGURES = re.compile(r"[+(]{0,2}[\doO \t().\-/+]{5,}")
_MOST_GROUPS = 12
_GROUP = re.compile(r"[+(]?[\doO][\doO().\-/]*")
# Figures that are no number: dates, times, years, and the four-figure groups of cards and report codes.
_NO_NUMBER = re.compile(
    r"(?<!\d)(?:\d{1,2}([./ -])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2}(?: \d{1,2}\b)?"
    r"|\d{1,2}[.:]\d\d ?[-/] ?\d{1,2}[.:]\d\d|(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d|\d{4}(?:[ -]\d{4}){3,})(?!\d)"
)
_RUN = re2.compile(r"\d[\d./ :\-]{4,}\d")
# Of figures as they are written, only the figures.
_ONLY_FIGURES = {ord("o"): "0", ord("O"): "0"} | dict.fromkeys(map(ord, " \t().-/+"))
_CALLED = re.compile(
    r"(?:tel|telefon\w*|тел|телефон\w*|nr|num\w*|numër\w*|broj\w*|број\w*|бр|cel\w*|mob\w*|моб\w*|phone|viber\w*|"
    r"вибер\w*|whats\w*|вотсап\w*|call|zovi\w*|pozovi\w*|thirr\w*|merr\w*|ѕвони\w*|јави\w*|javi\w*|kontakt\w*|контакт\w*)"
    r"[^\w\n]{0,4}(?:\w{1,12}[^\w\n]{1,3}){0,2}$",
    re.IGNORECASE,
)


def found_in(scanned: Scanned, regions: tuple[str, ...]) -> Iterator[Stretch]:
    """Every number in a plain text."""
    masked = _without_dates(scanned)
    for start, end in candidates(masked):
        said = cache(partial(called, masked.text, start))
        for first, last, found in numbers_in(scanned.text[start:end], regions, called=said):
            yield start + first, start + last, found


def candidates(scanned: Scanned) -> Iterator[tuple[int, int]]:
    """Ranges of plain text without dates that may be numbers."""
    text = scanned.text
    for start, end in scanned.spans(_PATTERN):
        if start and (text[start - 1].isalnum() or text[start - 1] in "@#_$.%&="):
            continue
        if end < len(text) and (text[end].isalnum() or text[end] in "@_%€$"):
            continue
        yield start, end


def _without_dates(scanned: Scanned) -> Scanned:
    """With commas for figures that are no number. They stand within one run of figures and the signs between them."""
    text = scanned.text
    parts: list[str] = []
    last = 0
    for start, end in scanned.spans(_RUN):
        run = text[start : end + 1]  # whether a letter follows matters
        if (masked := _NO_NUMBER.sub(_commas, run)) != run:
            parts += (text[last:start], masked)
            last = min(end + 1, len(text))
    return Scanned("".join((*parts, text[last:]))) if parts else scanned


def _commas(found: re.Match[str]) -> str:
    return "," * len(found.group())


def numbers_in(written: str, regions: tuple[str, ...], *, called: Callable[[], bool]) -> list[Stretch]:
    """The numbers inside a run of figures: the run itself if it is valid, else group after group."""
    if whole := readings(written, regions, called=called, valid=True):
        return [(0, len(written), whole)]
    groups = [match.span() for match in _GROUP.finditer(written)]
    found: list[Stretch] = []
    at = 0
    while at < len(groups):
        start, behind = groups[at][0], at + 1
        for to in range(min(len(groups), at + _MOST_GROUPS), at, -1):
            end = groups[to - 1][1]
            if end - start == len(written):
                continue  # the whole run, and it is none
            if valid := readings(written[start:end], regions, called=called, valid=True):
                found.append((start, end, valid))
                behind = to
                break
        at = behind
    return found or [(0, len(written), readings(written, regions, called=called))]


def surely() -> bool:
    """Whoever types a number into a search box means one."""
    return True


def readings(
    written: str, regions: tuple[str, ...], *, called: Callable[[], bool] = surely, valid: bool = False
) -> tuple[Reading, ...]:
    """Every number the text can be; with `valid`, only numbers that a country's plan knows.

    `called`: whether figures with neither 0 nor + in front may be a number of the regions; asked only for such.
    """
    written = written.strip()
    if "/" in written and "." in written and not _FIGURES.fullmatch(written) and (address := web.read(written)):
        return of_address(address)
    digits = written.replace("(0)", "").translate(_ONLY_FIGURES)
    if not 6 <= len(digits) <= 17 or not _FIGURES.fullmatch(written) or _NO_NUMBER.search(written):
        return ()
    if digits.startswith("00") or written.lstrip("( ").startswith("+"):
        return _international(digits.removeprefix("00"), valid=valid)
    with_country = () if digits.startswith("0") else _international(digits, of=regions, valid=True)
    if with_country or not (digits.startswith("0") or called()):
        return with_country
    return _national(digits, regions, valid=valid)


def of_address(address: web.WebAddress) -> tuple[Reading, ...]:
    """The number that a web address holds (wa.me/355…)."""
    digits = phone_at(address)
    return _international(digits) if digits else ()


def called(text: str, start: int) -> bool:
    """Whether the words before `start` speak of a phone."""
    return bool(_CALLED.search(text[max(0, start - 40) : start]))


def _international(digits: str, *, of: tuple[str, ...] = (), valid: bool = False) -> tuple[Reading, ...]:
    """The number whose country code the digits begin with; with `of`, only one of these regions."""
    # A text of lone figures has tens of thousands of runs to try, and parsing each takes seconds: look first.
    if of and not digits.startswith(plans.country_codes(of)):
        return ()
    parted = plans.split(digits)
    if parted is None:
        return ()
    plan = plans.of_code(parted[0])
    if plan is None:
        return _by_library(digits, of, valid=valid)
    if of and plan.region not in of:
        return ()
    significant = plan.significant(parted[1])
    fits = plan.exists(significant) if valid else plan.possible(significant)
    return (Reading("phone", f"+{plan.code}{significant}", plan.region),) if fits else ()


def _by_library(digits: str, of: tuple[str, ...], *, valid: bool) -> tuple[Reading, ...]:
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return ()
    if not (phonenumbers.is_valid_number(number) if valid else phonenumbers.is_possible_number(number)):
        return ()
    region = phonenumbers.region_code_for_number(number) or ""
    if of and region not in of:
        return ()
    return (_reading(number, region),)


def _national(digits: str, regions: tuple[str, ...], *, valid: bool) -> tuple[Reading, ...]:
    """A number as dialled inside a country: the regions where it is valid, else those where its length is right."""
    certain: list[Reading] = []
    possible: list[Reading] = []
    likely = not valid and digits.startswith("0") and 9 <= len(digits) <= 10
    for region in regions:
        plan = plans.of_region(region)
        if plan is None or digits.startswith(plan.code) or plan.abroad.match(digits):
            _national_by_library(digits, region, certain, possible, likely=likely)
        elif _fits(plan, digits):
            significant = plan.significant(digits)
            if plan.exists(significant):
                certain.append(Reading("phone", f"+{plan.code}{significant}", region))
            elif likely and plan.possible(significant):
                possible.append(Reading("phone", f"+{plan.code}{significant}", region))
    return tuple(dict.fromkeys(certain or possible))


def _national_by_library(
    digits: str, region: str, certain: list[Reading], possible: list[Reading], *, likely: bool
) -> None:
    if not _fits_metadata(region, digits):
        return
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return
    if phonenumbers.is_valid_number_for_region(number, region):
        certain.append(_reading(number, region))
    elif likely and phonenumbers.is_possible_number(number):
        possible.append(_reading(number, region))


def _fits(plan: plans.Plan, digits: str) -> bool:
    """A quick look at the length, which spares most of the slow ones."""
    if len(digits) in plan.lengths:
        return True
    return bool(plan.dialled and digits.startswith(plan.dialled) and len(digits) - len(plan.dialled) in plan.lengths)


def _fits_metadata(region: str, digits: str) -> bool:
    """As above, for a country without a simple plan."""
    metadata = PhoneMetadata.metadata_for_region(region)
    if metadata is None or metadata.general_desc is None:
        return False
    lengths, prefix = metadata.general_desc.possible_length, metadata.national_prefix or ""
    return len(digits) in lengths or bool(prefix and digits.startswith(prefix) and len(digits) - len(prefix) in lengths)


def _reading(number: phonenumbers.PhoneNumber, region: str) -> Reading:
    canonical = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Reading("phone", canonical, region)
