"""How a country numbers its phones, from phonenumbers' metadata, in a form that answers in microseconds.

Only for countries whose rules are simple: one country code of their own, a dialling prefix that is plain figures. For
any other country, and for figures that look dialled abroad, `phones` asks the library. A test compares the two.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata
from phonenumbers.phonemetadata import PhoneNumberDesc

_KINDS = (
    "mobile", "fixed_line", "premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan",
    "voicemail",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """`lengths` of possible numbers; `general`: what they look like; `valid`: by length, what really exists.

    `prefix` is taken away when reading; `dialled` is what people dial (the same nearly everywhere).
    `abroad`: what is dialled before a number of another country. `local`: lengths used only inside a town.
    """

    region: str
    code: str
    prefix: str
    dialled: str
    abroad: re.Pattern[str]
    lengths: frozenset[int]
    local: frozenset[int]
    general: re.Pattern[str]
    valid: Mapping[int, re.Pattern[str]]

    def significant(self, digits: str) -> str:
        """The figures behind the dialling prefix, if there is one to take away."""
        if not self.prefix or not digits.startswith(self.prefix):
            return digits
        rest = digits[len(self.prefix) :]
        if self.general.fullmatch(digits) and not self.general.fullmatch(rest):
            return digits
        # Taken away only where what is left is long enough: the library's rule.
        return rest if len(rest) in self.lengths - self.local or len(rest) > max(self.lengths) else digits

    def exists(self, significant: str) -> bool:
        """Whether the plan knows such numbers."""
        valid = self.valid.get(len(significant))
        return bool(valid and valid.fullmatch(significant) and self.general.fullmatch(significant))

    def possible(self, significant: str) -> bool:
        """Whether the length is right."""
        return len(significant) in self.lengths or len(significant) in self.local


@cache
def of_region(region: str) -> Plan | None:
    """The plan of a region (ISO 3166), or None where only the library knows."""
    metadata = PhoneMetadata.metadata_for_region(region)
    if metadata is None or metadata.general_desc is None:
        return None
    prefix = metadata.national_prefix_for_parsing or ""
    simple = not metadata.national_prefix_transform_rule and (not prefix or prefix.isdigit())
    if not simple or metadata.country_code is None or COUNTRY_CODE_TO_REGION_CODE[metadata.country_code][0] != region:
        return None
    kinds = [kind for name in _KINDS if (kind := getattr(metadata, name)) and kind.national_number_pattern]
    lengths = frozenset(metadata.general_desc.possible_length)
    return Plan(
        region=region,
        code=str(metadata.country_code),
        prefix=prefix,
        dialled=metadata.national_prefix or "",
        abroad=re.compile(metadata.international_prefix or "(?!)"),
        lengths=lengths,
        local=frozenset(metadata.general_desc.possible_length_local_only),
        general=re.compile(metadata.general_desc.national_number_pattern or "(?!)"),
        valid={length: found for length in range(2, 18) if (found := _valid(kinds, length))},
    )


@cache
def of_code(code: int) -> Plan | None:
    """The plan of a country code that one country alone has, or None."""
    regions = COUNTRY_CODE_TO_REGION_CODE.get(code, ())
    return of_region(regions[0]) if len(regions) == 1 and regions[0] != "001" else None


def split(digits: str) -> tuple[int, str] | None:
    """The country code that the figures begin with, and the rest; None if there is none."""
    for length in (1, 2, 3):
        if digits[0] != "0" and (code := int(digits[:length])) in COUNTRY_CODE_TO_REGION_CODE:
            return code, digits[length:]
    return None


def _valid(kinds: list[PhoneNumberDesc], length: int) -> re.Pattern[str] | None:
    fitting = [kind for kind in kinds if not kind.possible_length or length in kind.possible_length]
    patterns = dict.fromkeys(kind.national_number_pattern for kind in fitting)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


@cache
def country_codes(regions: tuple[str, ...]) -> tuple[str, ...]:
    """The country codes of these regions."""
    return tuple(str(phonenumbers.country_code_for_region(region)) for region in regions)
