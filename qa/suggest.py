"""Questions that a document does answer: made from it, and asked before they are shown."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from index.corpus import Clause
from index.errors import YinjuError
from index.patterns import regex
from qa.result import Answer, Language

if TYPE_CHECKING:
    from qa.pipeline import Pipeline

# Shown to a visitor in each language, and instead of a question that is refused.
_WELCOME = 4
_INSTEAD = 2
# So many are made and asked for each that is shown; a document of which more fail has no questions.
_TRIES = 4
# Titles of this length say what stands below them and can be asked for.
_SHORTEST, _LONGEST = 4, 24
_FORMS: dict[Language, str] = {
    "zh": "关于{}，有什么要求？",
    "en": "What is said about {}?",
}
_GENERAL = regex("^(?:总则|附则|总体要求|指导思想|基本原则|保障措施|组织实施|发展目标|附件.*)$")

_known: WeakKeyDictionary[Pipeline, tuple[tuple[Language, str], ...]] = WeakKeyDictionary()


def answerable(pipeline: Pipeline) -> tuple[tuple[Language, str], ...]:
    """Return questions that the documents of ``pipeline`` answer, each with its language.

    Made once for a pipeline: from the titles of its sections, spread over the whole of it.
    """
    found = _known.get(pipeline)
    if found is None:
        topics = list(_topics(pipeline.clause_index.clauses))
        spread = topics[:: max(1, len(topics) // (_WELCOME * 2))]
        titles = pipeline.clause_index.titles
        questions: list[tuple[Language, str]] = []
        for lang in ("zh", "en"):
            made = _questions(spread, titles.get if lang == "en" else None, lang)
            questions += [(lang, q) for q in _answered(pipeline, made, _WELCOME)]
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
    titles = pipeline.clause_index.titles
    made = _questions(_topics(near), titles.get if answer.lang == "en" else None, answer.lang)
    return list(_answered(pipeline, (q for q in made if q != answer.question), _INSTEAD))


def _topics(clauses: Iterable[Clause]) -> Iterator[str]:
    """Yield the titles of the innermost headings, each once, in reading order."""
    seen: set[str] = set()
    for clause in clauses:
        titles = [heading.title for heading in clause.path if heading.title] or [
            title for title in (clause.section.chapter_title, clause.section.section_title) if title
        ]
        for title in reversed(titles):
            if _SHORTEST <= len(title) <= _LONGEST and not _GENERAL.match(title):
                if title not in seen:
                    seen.add(title)
                    yield title
                break


def _questions(
    topics: Iterable[str], translate: Callable[[str], str | None] | None, lang: Language
) -> Iterator[str]:
    for topic in topics:
        said = topic if translate is None else translate(topic)
        if said:
            yield _FORMS[lang].format(said if lang == "zh" else said[0].lower() + said[1:])


def _answered(pipeline: Pipeline, questions: Iterable[str], n: int) -> Iterator[str]:
    """Yield the first ``n`` questions that are answered."""
    asked = itertools.islice(questions, n * _TRIES)
    return itertools.islice((q for q in asked if _is_answered(pipeline, q)), n)


def _is_answered(pipeline: Pipeline, question: str) -> bool:
    try:
        return pipeline.ask(question, k=1).answered
    except YinjuError:
        return False
