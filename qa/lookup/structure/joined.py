"""A place with what follows from acting against it, or with what it punishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.intent.request import Request
from qa.lookup.reply import Passage, Reply
from qa.lookup.structure.sanctions import Sanctions
from qa.result import Intent


def joined(request: Request, passages: Sequence[Passage], sanctions: Sanctions) -> Reply:
    """Return passages with what is asked for beside them; unanswered where nothing punishes what is there.

    Args:
        request: What is asked for.
        passages: What stands at the place.
        sanctions: Of the documents.
    """
    if request.joined == "sanctions":
        found = [s for one in passages for s in sanctions.on(one.clause, one.part)]
        found = found or [s for one in passages for s in sanctions.like(one.clause, one.part)]
        if not found:
            general = sanctions.for_all(passages[0].clause.doc_id)
            return Reply(
                replace(request, intent="content"),
                answered=False,
                confidence=0.0,
                passages=(*map(Passage, general), *passages),
            )
        whole = [*map(Passage, dict.fromkeys(found)), *passages]
    else:
        deeds = [d for one in passages for d in sanctions.deeds_of(one.clause)]
        whole = [*passages, *(Passage(held.clause, held.part) for held in dict.fromkeys(deeds))]
    # What stands elsewhere is quoted too: that is more than what is at the place.
    intent: Intent = "section" if len(whole) == len(passages) else "content"
    return Reply(
        replace(request, intent=intent), answered=True, passages=tuple(whole), total=len(whole)
    )
