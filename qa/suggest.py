"""Questions that a document does answer: made from it, and asked before they are shown."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from index.document.corpus import NO_FACTS, Clause
from index.document.normal import normal_text
from index.errors import YinjuError
from index.runtime.patterns import regex
from qa.result import Answer, Language

if TYPE_CHECKING:
    from qa.pipeline import Pipeline

# Shown to a visitor in each language, and instead of a question that is refused.
_WELCOME = 4
_INSTEAD = 2
# So many are made and asked for each that is shown; a document of which more fail has fewer.
_TRIES = 5
# What is short enough to be read at a glance, and long enough to say something.
_TITLE = (4, 24)
_WHAT = (3, 16)
# A word that stands in more of the clauses than this is what the document is about as a whole.
_EVERYWHERE = 0.25
_PLAIN = regex(r"[\u3400-\u9fff]+")
# How the name of a quantity ends.
_QUANTITY = regex(
    r"[\u3400-\u9fff]+(?:率|比例|占比|比重|规模|总量|数量|面积|金额|总额|里程|人数|水平|强度)"
)
_FORMS: dict[Language, dict[str, str]] = {
    "zh": {
        "figure": "{}是多少？",
        "outline": "一共几章？都讲什么？",
        "section": "“{}”这部分讲什么？",
        "issued": "这是谁发布的？什么时候？",
        "mention": "提到“{}”了吗？",
        "targets": "有哪些量化指标？",
    },
    "en": {
        "outline": "How many chapters are there, and what are they about?",
        "section": "What does the section called {} say?",
        "issued": "Who issued it, and when?",
        "mention": "Is “{}” mentioned?",
        "targets": "List all quantitative targets.",
    },
}

_known: WeakKeyDictionary[Pipeline, tuple[tuple[Language, str], ...]] = WeakKeyDictionary()


def answerable(pipeline: Pipeline) -> tuple[tuple[Language, str], ...]:
    """Return questions that the documents of ``pipeline`` answer, each with its language.

    Made once for a pipeline: of a figure, its structure, a section in its middle, its targets, who
    issued it; whatever of these it has.
    """
    found = _known.get(pipeline)
    if found is None:
        questions: list[tuple[Language, str]] = []
        for lang in ("zh", "en"):
            each = (_answered(pipeline, made, 1) for made in _kinds(pipeline, lang))
            chosen = itertools.islice(itertools.chain.from_iterable(each), _WELCOME)
            questions += [(lang, question) for question in dict.fromkeys(chosen)]
        found = _known[pipeline] = tuple(questions)
    return found


def instead(pipeline: Pipeline, answer: Answer) -> list[str]:
    """Return questions near a refused one that the documents do answer.

    Args:
        pipeline: What refused it.
        answer: The refusal, with what is near.
    """
    clauses = pipeline.clause_index.clause_by_id
    near = [clauses[c.clause_id] for c in answer.citations if c.clause_id in clauses]
    made = itertools.chain(
        _mentions(pipeline, answer), _sections(pipeline, _titles(near), answer.lang)
    )
    return list(_answered(pipeline, (q for q in made if q != answer.question), _INSTEAD))


def _kinds(pipeline: Pipeline, lang: Language) -> Iterator[Iterator[str]]:
    """Yield the questions of each kind that the documents may answer."""
    forms = _FORMS[lang]
    clause_index = pipeline.clause_index
    if lang == "zh":
        yield _figures(pipeline)
    if clause_index.headings:
        yield iter([forms["outline"]])
    titles = list(_titles(clause_index.clauses))
    yield _sections(pipeline, titles[len(titles) // 2 :], lang)
    if pipeline.figures():
        yield iter([forms["targets"]])
    facts = [clause_index.facts.get(d.doc_id, NO_FACTS) for d in clause_index.documents]
    if any(fact.body for fact in facts):
        yield iter([forms["issued"]])
    yield _sections(pipeline, titles, lang)


def _figures(pipeline: Pipeline) -> Iterator[str]:
    """Yield questions for targets whose name says what they are, one place each."""
    seen: set[str] = set()
    for found in pipeline.figures():
        what = found.figure.what
        if _WHAT[0] <= len(what) <= _WHAT[1] and _QUANTITY.fullmatch(what) and what not in seen:
            seen.add(what)
            yield _FORMS["zh"]["figure"].format(what)


def _titles(clauses: Iterable[Clause]) -> Iterator[str]:
    """Yield the titles of the innermost headings, each once, in reading order."""
    seen: set[str] = set()
    for clause in clauses:
        titles = [heading.title for heading in clause.path if heading.title]
        if titles and titles[-1] not in seen and _TITLE[0] <= len(titles[-1]) <= _TITLE[1]:
            seen.add(titles[-1])
            yield titles[-1]


def _sections(pipeline: Pipeline, titles: Iterable[str], lang: Language) -> Iterator[str]:
    english = pipeline.clause_index.titles if lang == "en" else {}
    return (_FORMS[lang]["section"].format(english.get(title, title)) for title in titles)


def _mentions(pipeline: Pipeline, answer: Answer) -> Iterator[str]:
    """Yield a question for a word of the refused one that the documents do have, the rarest first."""
    # Loaded for a refusal only.
    from qa.words.align import content_words

    texts = [clause.text for clause in pipeline.clauses]
    counts: dict[str, int] = {}
    for word in content_words(normal_text(answer.question)).words:
        if len(word.text) > 1 and _PLAIN.fullmatch(word.text):
            counts[word.text] = sum(word.text in text for text in texts)
    for named, count in sorted(counts.items(), key=lambda item: item[1]):
        if 0 < count <= max(1, _EVERYWHERE * len(texts)):
            yield _FORMS[answer.lang]["mention"].format(named)
            return


def _answered(pipeline: Pipeline, questions: Iterable[str], n: int) -> Iterator[str]:
    """Yield the first ``n`` questions that are answered, each once."""
    asked = itertools.islice(dict.fromkeys(questions), n * _TRIES)
    return itertools.islice((q for q in asked if _is_answered(pipeline, q)), n)


def _is_answered(pipeline: Pipeline, question: str) -> bool:
    try:
        answer = pipeline.ask(question, k=1)
    except YinjuError:
        return False
    return answer.answered and not answer.unsure
