"""Pages for the proxy to show while the node rests (an update, a restart): static, translated, asking nobody anything.

One folder per face, one file per language: FOLDER/public/sq.html, FOLDER/staff/sq.html, ...
"""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

from besa.node.platform import country, environment, languages


def write(folder: Path) -> int:
    """Write every page below `folder`, readable for the proxy's user; an older one is replaced. Returns how many."""
    pages = {
        f"{face}/{code}.html": _page(code, public=face == "public")
        for face in ("public", "staff")
        for code in languages.CODES
    }
    for name, html in pages.items():
        path = folder / name
        for place in (folder, path.parent):
            place.mkdir(parents=True, exist_ok=True)
            place.chmod(0o755)
        part = path.with_suffix(".part")
        part.write_text(html, encoding="utf-8")
        part.chmod(0o644)
        os.replace(part, path)  # the proxy never sees half a page
    return len(pages)


def _page(code: str, *, public: bool) -> str:
    from django.contrib.staticfiles import finders
    from django.template.loader import render_to_string
    from django.utils import translation

    env = environment.current()
    # The pages' own style sheet, within the page: the node that serves it as a file is the one that rests.
    style = Path(str(finders.find("platform/besa.css"))).read_text(encoding="utf-8").strip()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    about = {
        "public": public,
        "language": code,
        "tag": languages.html_tag(code),
        "languages": [(one, languages.html_tag(one), name) for one, name in languages.LANGUAGES],
        "style": style,
        "digest": digest,
        "exit": env.exit_url or country.load(env.country).exit_url,
    }
    with translation.override(code):
        return render_to_string("platform/back_soon.html", about)
