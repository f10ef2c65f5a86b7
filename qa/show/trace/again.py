"""What became of a matrix that was checked again, as JSON and for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from qa.result import Language, to_json
from qa.show.text import verdict_label
from qa.trace.again import OUTCOMES, Again, AgainOutcome, Fate, FateKind

_OUTCOMES: Mapping[Language, Mapping[AgainOutcome, str]] = {
    "zh": {"lost": "失去依据", "contradicted": "变为矛盾", "gained": "缺口已补", "changed": "结论有变",
           "same": "结论未变"},
    "en": {"lost": "lost its support", "contradicted": "now contradicted", "gained": "gap closed",
           "changed": "changed", "same": "as before"},
}  # fmt: skip
_FATES: Mapping[Language, Mapping[FateKind, str]] = {
    "zh": {"kept": "条文未变", "reworded": "条文已修改", "removed": "条文已删除"},
    "en": {"kept": "clause unchanged", "reworded": "clause reworded", "removed": "clause removed"},
}
_TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {"broken": "已接受的依据不再成立", "none": "（无）"},
    "en": {"broken": "an accepted link is broken", "none": "(none)"},
}


def again_record(one: Again) -> dict[str, object]:
    """Return the object that is printed as one line of JSON."""
    return {
        "number": one.row.number,
        "where": one.row.where,
        "statement": one.row.statement,
        "before": one.row.verdict,
        "outcome": one.outcome,
        "broken": one.broken,
        "because": [_fate_record(fate) for fate in one.fates],
        "decision": one.row.person.decision,
        "note": one.row.person.note,
        "owner": one.row.person.owner,
        **to_json(one.verdict),
    }


def _fate_record(fate: Fate) -> dict[str, object]:
    now = fate.now
    return {
        "kind": fate.kind,
        "clause_id": fate.cited.clause_id,
        "ref": fate.cited.ref,
        "text": fate.cited.quote,
        "now": None
        if now is None
        else {"clause_id": now.clause_id, "ref": now.ref, "text": now.text},
        "changes": [
            {"kind": w.kind, "old": w.old.of(fate.cited.quote), "new": w.new.of(now.text)}
            for w in fate.words
            if now is not None
        ],
    }


def again_lines(found: Sequence[Again], lang: Language) -> Iterator[str]:
    """Yield the sums, then every statement whose verdict or support changed."""
    counts = Counter(one.outcome for one in found)
    yield "  ".join(f"{_OUTCOMES[lang][outcome]} {counts[outcome]}" for outcome in OUTCOMES)
    for one in found:
        moved = any(fate.kind != "kept" for fate in one.fates)
        if one.outcome == "same" and not one.broken and not moved:
            continue
        before, now = (verdict_label(v, lang) for v in (one.row.verdict, one.verdict.verdict))
        verdicts = before if before == now else f"{before} → {now}"
        yield f"{_OUTCOMES[lang][one.outcome]}  {one.row.where}: {one.row.statement}"
        yield f"    {verdicts}"
        yield from (f"    {line}" for line in again_reasons(one, lang))


def again_reasons(one: Again, lang: Language) -> list[str]:
    """Return why a statement is to be looked at again: what became of the clauses that it rested on."""
    none = _TEXTS[lang]["none"]
    lines = [_TEXTS[lang]["broken"]] if one.broken and one.decision == "accepted" else []
    for fate in one.fates:
        if fate.kind == "kept":
            continue
        words = [
            f"{w.old.of(fate.cited.quote) or none} → {w.new.of(fate.now.text) or none}"
            for w in fate.words
            if fate.now is not None
        ]
        where = fate.cited.ref or fate.cited.quote[:20]
        lines.append("  ".join([_FATES[lang][fate.kind], where, *words]))
    return lines
