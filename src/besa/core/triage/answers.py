"""What triage reads of a report: the coded answers, and the two texts a person may have written."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Answers:
    """Codes as listed in `besa.core.casework`; an empty string is an answer that was not given."""

    door: str = ""
    story: str = ""
    contacts: str = ""
    where: str = ""
    when: str = ""
    age_band: str = ""
    ongoing: str = ""
    before: str = ""
    language: str = ""


TEXTS = ("story", "contacts")
CODED = tuple(field.name for field in fields(Answers) if field.name not in (*TEXTS, "language"))
