"""The files that a comparison of editions is written to."""

from __future__ import annotations

import json
from collections.abc import Sequence

from qa.diff.change import Change, EditionText
from qa.result import Language
from qa.show.diff.page import diff_page
from qa.show.diff.record import change_record
from qa.show.diff.sheet import diff_book

SUFFIXES = (".html", ".xlsx", ".json")


def diff_file(
    suffix: str, old: EditionText, new: EditionText, changes: Sequence[Change], lang: Language
) -> bytes:
    """Return what a file of one of ``SUFFIXES`` holds."""
    if suffix == ".xlsx":
        return diff_book(changes, lang)
    if suffix == ".html":
        return diff_page(old, new, changes, lang).encode("utf-8", "replace")
    records = [change_record(change) for change in changes]
    return json.dumps(records, ensure_ascii=False, indent=1).encode("utf-8", "replace")
