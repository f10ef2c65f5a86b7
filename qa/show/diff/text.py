"""Changes between two editions for a person at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qa.diff.change import Change
from qa.result import Language
from qa.show.diff.labels import TEXTS, counts, kind_label, place_of, remarks, words_label


def change_lines(changes: Sequence[Change], lang: Language) -> Iterator[str]:
    """Yield the counts, then every change that is one; what was kept as it is is not told."""
    found = counts(changes)
    yield "  ".join(f"{kind_label(kind, lang)} {count}" for kind, count in found.items())
    told = [change for change in changes if change.kind != "kept" or change.renumbered]
    if not told:
        yield TEXTS[lang]["nothing"]
    for change in told:
        places = [place_of(c, lang) for c in (change.old, change.new) if c is not None]
        notes = (
            "，".join(remarks(change, lang)) if lang == "zh" else ", ".join(remarks(change, lang))
        )
        head = f"{kind_label(change.kind, lang)}  {' → '.join(dict.fromkeys(places))}".rstrip()
        yield (
            f"{head}（{notes}）"
            if notes and lang == "zh"
            else f"{head} ({notes})"
            if notes
            else head
        )
        if change.kind == "reworded":
            for words in change_words(change, lang):
                yield f"    {words}"
        elif change.kind in {"added", "removed"} and (clause := change.new or change.old):
            yield f"    {clause.text}"


def change_words(change: Change, lang: Language) -> list[str]:
    """Return what changed in a clause, a line each: 数值：10万元 → 20万元; the same in two places once."""
    if change.old is None or change.new is None:
        return []
    none = TEXTS[lang]["none"]
    mark = "：" if lang == "zh" else ": "
    lines = Counter(
        f"{words_label(words.kind, lang)}{mark}{words.old.of(change.old.text) or none} → "
        f"{words.new.of(change.new.text) or none}"
        for words in change.words
    )
    times = TEXTS[lang]["times"]
    return [line if n == 1 else line + times.format(n=n) for line, n in lines.items()]
