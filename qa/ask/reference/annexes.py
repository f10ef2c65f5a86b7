"""What stands in the annexes of documents, where no number says in which."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.document.corpus import Clause, Heading
from index.runtime.patterns import regex

_NAMES = ("附件", "附录", "附表")
_NAMED = regex(
    r"附件|附录|附表|(?:the )?(?:annex(?:es)?|appendix|appendices|attachments?)", re.IGNORECASE
)


def is_annexes(text: str) -> bool:
    """Tell whether words name the annexes and no one of them: 附件, the annex."""
    return _NAMED.fullmatch(text.strip()) is not None


def annexed(clauses: Sequence[Clause], docs: Collection[str] | None = None) -> tuple[Clause, ...]:
    """Return the clauses of annexes; where the text has none, what says which there are."""
    own = [one for one in clauses if docs is None or one.doc_id in docs]
    held = tuple(one for one in own if one.role == "annex" or _is_below(one))
    return held or tuple(one for one in own if one.role == "annexes")


def opens_annex(heading: Heading) -> bool:
    """Tell whether a heading is that of an annex."""
    return heading.label.startswith(_NAMES)


def _is_below(clause: Clause) -> bool:
    return any(map(opens_annex, clause.path))
