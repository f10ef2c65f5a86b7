"""What was found of an answer that something else wrote, as JSON and for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qa.result import Language, to_json
from qa.show.text import verdict_label
from qa.trace.verify import Verified

_TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {"quote": "引文", "statement": "陈述", "found": "逐字相符", "missing": "原文中没有这句话",
           "near": "最接近的原文", "differs": "不同之处", "misplaced": "原文中有，但不在所称的位置",
           "sum": "引文{quotes}处，{right}处逐字相符；陈述{statements}句，{backed}句有依据。"},
    "en": {"quote": "quote", "statement": "statement", "found": "letter by letter in the source",
           "missing": "the source does not have these words", "near": "nearest", "differs": "differs",
           "misplaced": "in the source, but not at the place named",
           "sum": "{right} of {quotes} quotes are in the source letter by letter; "
                  "{backed} of {statements} statements are supported."},
}  # fmt: skip


def verified_record(one: Verified) -> dict[str, object]:
    """Return the object that is printed as one line of JSON."""
    verdict = one.verdict
    return {
        "text": one.piece.text,
        "kind": one.piece.kind,
        "ok": one.ok,
        "found": [[place.span.start, place.span.end] for place in one.found],
        "places": [
            {
                "doc_id": place.document.doc_id,
                "source": place.document.source,
                "start": place.span.start,
                "end": place.span.end,
                "clause_id": place.clause.clause_id if place.clause else None,
                "ref": place.clause.ref if place.clause else "",
            }
            for place in one.found
        ],
        "misplaced": one.misplaced,
        "near": None
        if one.near is None
        else {"clause_id": one.near.clause_id, "text": one.near_words},
        "differs": [
            {"kind": w.kind, "source": w.old.of(one.near_words), "quote": w.new.of(one.piece.text)}
            for w in one.words
        ],
        "verdict": None if verdict is None else verdict.verdict,
        "reasons": [] if verdict is None else list(verdict.reasons),
        "citations": [] if verdict is None else to_json(verdict)["citations"],
    }


def verified_lines(found: Sequence[Verified], lang: Language) -> Iterator[str]:
    """Yield for each quote and statement whether the corpus has it, and the sums."""
    texts = _TEXTS[lang]
    for one in found:
        sign = "✓" if one.ok else "✗"
        yield f"{sign} {texts[one.piece.kind]}  {one.piece.text}"
        if one.verdict is not None:
            yield f"    {verdict_label(one.verdict.verdict, lang)}  {'; '.join(one.verdict.reasons)}"
        elif one.ok:
            place = one.found[0]
            where = place.clause.ref if place.clause and place.clause.ref else place.document.source
            yield f"    {texts['misplaced' if one.misplaced else 'found']}  {where}"
        else:
            yield f"    {texts['missing']}"
            if one.near is not None:
                yield f"    {texts['near']}  {one.near_words}"
    quotes = [one for one in found if one.piece.kind == "quote"]
    statements = [one for one in found if one.piece.kind == "statement"]
    yield texts["sum"].format(
        quotes=len(quotes),
        right=sum(one.ok for one in quotes),
        statements=len(statements),
        backed=sum(one.ok for one in statements),
    )
