"""Alter one number, year, unit, bound or body in true sentences of the plan, and see what is caught.

Usage: python benchmarks/check_alterations.py [--lang zh|en]
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator

from qa.pipeline import Pipeline, open_pipeline

_SEED = 7
_BOUNDS = {
    "zh": [("不低于", "不高于"), ("超过", "低于"), ("以上", "以下"), ("达到", "不超过")],
    "en": [("not less than", "not more than"), ("more than", "less than"), ("over", "under")],
}
_UNITS = {
    "zh": [("分钟", "小时"), ("件", "万件"), ("%", "‰"), ("年", "个月")],
    "en": [("minute", "hour"), ("percent", "per thousand"), ("%", " people"), ("years", "months")],
}
_BODIES = {
    "zh": ["商务部", "教育部", "省商务厅", "省科技厅", "新加坡", "香港", "上海证券交易所",
           "广州市人民政府", "国务院", "澳门", "深圳证券交易所"],
    "en": ["Ministry of Commerce", "Ministry of Education", "Singapore", "Hong Kong",
           "Shanghai Stock Exchange", "State Council", "Macao", "Shenzhen Stock Exchange"],
}  # fmt: skip
_NUMBER = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)?(?![0-9.]|号)")


def alterations(sentence: str, lang: str, draw: random.Random) -> Iterator[tuple[str, str]]:
    """Yield (kind, altered sentence), one change each."""
    for match in _NUMBER.finditer(sentence):
        old = match.group()
        year = re.fullmatch(r"20[0-9]{2}", old) is not None
        change = draw.choice([-3, -2, 2, 3, 5]) if year else draw.choice([2, 5, 7, 13])
        new = str(int(old) + change) if "." not in old else f"{float(old) + change:g}"
        yield (
            ("year" if year else "number"),
            sentence[: match.start()] + new + sentence[match.end() :],
        )
    for kind, pairs in (("bound", _BOUNDS[lang]), ("unit", _UNITS[lang])):
        for old, new in pairs:
            # A unit or bound counts beside a number only.
            beside = re.search(
                rf"{re.escape(old)}\s?[0-9]" if kind == "bound" else rf"[0-9]\s?-?{re.escape(old)}",
                sentence,
            )
            if beside:
                altered = beside.group().replace(old, new)
                yield kind, sentence.replace(beside.group(), altered, 1)
    for body in _BODIES[lang]:
        if body in sentence:
            other = draw.choice([b for b in _BODIES[lang] if b not in sentence])
            yield "body", sentence.replace(body, other)


def measure(pipeline: Pipeline, lang: str) -> None:
    """Print what share of altered sentences is caught and of true ones kept."""
    draw = random.Random(_SEED)  # noqa: S311  # nothing secret
    kind_of_view = "sentence" if lang == "zh" else "english"
    sentences = [v.text for v in pipeline.clause_index.views if v.kind == kind_of_view]
    caught: Counter[str] = Counter()
    made: Counter[str] = Counter()
    kept = 0
    started = time.perf_counter()
    for sentence in sentences:
        kept += pipeline.check(sentence).verdict == "supported"
    seconds = (time.perf_counter() - started) / len(sentences) * 200
    missed: list[str] = []
    for sentence in sentences:
        for kind, altered in alterations(sentence, lang, draw):
            made[kind] += 1
            if pipeline.check(altered).verdict == "contradicted":
                caught[kind] += 1
            else:
                missed.append(f"{kind}: {altered}")
    total = sum(made.values())
    share = sum(caught.values()) / total
    print(f"{lang}: altered sentences caught {share:.1%} (n={total})")
    for kind, count in made.items():
        print(f"  {kind}: {caught[kind]} of {count}")
    print(f"{lang}: true sentences kept {kept / len(sentences):.1%} (n={len(sentences)})")
    print(f"{lang}: 200 statements take {seconds:.1f} s")
    for line in missed[:20]:
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
