"""Alter one number, year, unit, bound or body in true sentences of the plan, and see what is caught.

Usage: python benchmarks/check_alterations.py [--lang zh|en]
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from index.edition import read_pairs
from index.shipped import SHIPPED_PLAN
from index.store.folder import EDITION
from qa.open import open_pipeline
from qa.pipeline import Pipeline

_SEED = 7
_SHORT_NAME = 2
_BOUNDS = {
    "zh": [("不低于", "不高于"), ("超过", "低于"), ("以上", "以下"), ("达到", "不超过"), ("至少", "至多"),
           ("不少于", "不多于"), ("达到", "不足")],
    "en": [("not less than", "not more than"), ("more than", "less than"), ("over", "under"),
           ("at least", "at most"), ("no less than", "no more than"), ("reach", "stay below"),
           ("exceed", "stay below")],
}  # fmt: skip
_UNITS = {
    "zh": [("分钟", "小时"), ("件", "万件"), ("%", "‰"), ("年", "个月"), ("星级", "级"), ("公里", "米"),
           ("级", "星级"), ("万", "亿")],
    "en": [("minute", "hour"), ("percent", "per thousand"), ("%", " people"), ("years", "months"),
           ("star", "tier"), ("kilometre", "metre")],
}  # fmt: skip
_NUMBER = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)?(?![0-9.]|号)")
# Numerals in words beside a word that they count.
_NUMERAL = {
    "zh": re.compile(r"[二三四五六七八九](?=星级|级|层|个|大|轴|组团|山|廊)"),
    "en": re.compile(
        r"\b(?:two|three|four|five|six|seven)\b(?=[ -](?:star|tier|level|cluster|industr|mountain))"
    ),
}  # fmt: skip
_NUMERALS = {"zh": "二三四五六七八九", "en": ["two", "three", "four", "five", "six", "seven"]}


def alterations(
    sentence: str, lang: str, names: Mapping[str, Sequence[str]], draw: random.Random
) -> Iterator[tuple[str, str]]:
    """Yield (kind, altered sentence), one change each.

    Args:
        sentence: A true sentence.
        lang: Its language.
        names: Bodies and places of the plan by kind; one is put in place of another of its kind.
        draw: Picks what is put in.
    """
    for match in _NUMBER.finditer(sentence):
        old = match.group()
        year = re.fullmatch(r"20[0-9]{2}", old) is not None
        change = draw.choice([-3, -2, 2, 3, 5]) if year else draw.choice([2, 5, 7, 13])
        new = str(int(old) + change) if "." not in old else f"{float(old) + change:g}"
        yield ("year" if year else "number"), _put(sentence, match, new)
    for match in _NUMERAL[lang].finditer(sentence):
        other = draw.choice([word for word in _NUMERALS[lang] if word != match.group()])
        yield "numeral", _put(sentence, match, other)
    for kind, pairs in (("bound", _BOUNDS[lang]), ("unit", _UNITS[lang])):
        for old, new in pairs:
            # A unit or bound counts beside a number only; a year is a date, not a length of time.
            beside = re.search(
                rf"{re.escape(old)}\s?[0-9]"
                if kind == "bound"
                else rf"(?<![0-9]{{3}})[0-9]\s?-?{re.escape(old)}",
                sentence,
            )
            if beside:
                yield kind, _put(sentence, beside, beside.group().replace(old, new))
    longest = sorted({name for group in names.values() for name in group}, key=len, reverse=True)
    word = r"\b(?:{})\b" if lang == "en" else "(?:{})"
    for match in re.finditer(word.format("|".join(map(re.escape, longest))), sentence):
        for kind, group in names.items():
            if match.group() in group:
                # A name that is part of the other, or of the sentence, might say the same.
                others = [n for n in group if n not in sentence and match.group() not in n]
                yield kind, _put(sentence, match, draw.choice(others))
                break


def _put(sentence: str, match: re.Match[str], new: str) -> str:
    return sentence[: match.start()] + new + sentence[match.end() :]


def glossary_names(lang: str) -> dict[str, list[str]]:
    """Return the bodies and places of the plan's glossary in one language, with full names only."""
    path = SHIPPED_PLAN.parent / EDITION / "glossary.csv"
    kinds, english = read_pairs(path, "zh", "kind"), read_pairs(path, "zh", "en")
    found: dict[str, list[str]] = {"body": [], "place": []}
    for term, kind in kinds.items():
        name = term if lang == "zh" else english[term][0]
        proper = len(name) > _SHORT_NAME if lang == "zh" else name[:1].isupper()
        if kind and kind[0] in found and proper:
            found[kind[0]].append(name)
    return found


def measure(pipeline: Pipeline, lang: str) -> None:
    """Print what share of altered sentences is caught and of true ones kept."""
    draw = random.Random(_SEED)  # noqa: S311  # nothing secret
    names = glossary_names(lang)
    kind_of_view = "sentence" if lang == "zh" else "english"
    sentences = [v.text for v in pipeline.clause_index.views if v.kind == kind_of_view]
    caught: Counter[str] = Counter()
    made: Counter[str] = Counter()
    started = time.perf_counter()
    lost = [v.claim for v in pipeline.check_each(sentences) if v.verdict != "supported"]
    seconds = (time.perf_counter() - started) / len(sentences) * 200
    missed: list[str] = []
    changed = [pair for sentence in sentences for pair in alterations(sentence, lang, names, draw)]
    verdicts = pipeline.check_each([altered for _, altered in changed])
    for (kind, altered), verdict in zip(changed, verdicts, strict=True):
        made[kind] += 1
        if verdict.verdict == "contradicted":
            caught[kind] += 1
        else:
            missed.append(f"{kind}: {altered}")
    total = sum(made.values())
    share = sum(caught.values()) / total
    print(f"{lang}: altered sentences caught {share:.1%} (n={total})")
    for kind, count in made.items():
        print(f"  {kind}: {caught[kind]} of {count}")
    print(f"{lang}: true sentences kept {1 - len(lost) / len(sentences):.1%} (n={len(sentences)})")
    print(f"{lang}: 200 statements take {seconds:.1f} s")
    for line in missed[:40]:
        print("  missed", line)


def main() -> None:
    """Measure one language, or both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=["zh", "en"])
    chosen = parser.parse_args().lang
    pipeline = open_pipeline()
    for lang in [chosen] if chosen else ["zh", "en"]:
        measure(pipeline, lang)


if __name__ == "__main__":
    main()
