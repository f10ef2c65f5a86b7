"""The tree of headings, the words at a place and the list of documents, for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from index.clause_index import ClauseIndex, hash_bytes
from index.document.context import row_words
from index.document.corpus import NO_FACTS, Document, Heading
from qa.ask.reference.resolve import Held
from qa.result import Language
from qa.show.text import heading_label

# So many characters of an article say which one it is.
_GLANCE = 28
_INDENT = "  "
_INFERRED: Mapping[Language, str] = {"zh": "（推断）", "en": " (worked out)"}
_FIELDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "body": "制发机关", "number": "文号", "date": "日期", "amended": "最近修改",
        "effective": "施行", "until": "有效期至", "area": "范围",
    },
    "en": {
        "body": "Issued by", "number": "Number", "date": "Date", "amended": "Last amended",
        "effective": "In force from", "until": "Until", "area": "Area",
    },
}  # fmt: skip
_COUNTS: Mapping[Language, str] = {
    "zh": "{characters}字，{clauses}条",
    "en": "{characters} characters, {clauses} clauses",
}


def outline_lines(
    clause_index: ClauseIndex, lang: Language, titles: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Yield the headings of every document, indented by their depth; articles with how they begin."""
    english = (titles or {}) if lang == "en" else {}
    first: dict[Heading, str] = {}
    for clause in clause_index.clauses:
        for heading in clause.path:
            first.setdefault(heading, clause.text)
    several = len(clause_index.documents) > 1
    by_document: dict[str, list[Heading]] = {}
    for heading in clause_index.headings:
        by_document.setdefault(heading.doc_id, []).append(heading)
    for number, document in enumerate(clause_index.documents):
        if several or clause_index.facts.get(document.doc_id, NO_FACTS).title:
            yield from ("",) * bool(number)
            yield clause_index.name_of(document.doc_id)
        for heading in by_document.get(document.doc_id, ()):
            label = heading_label(heading, lang, english)
            if heading.level == "article" and not heading.title:
                label += f" {_glance(first.get(heading, ''))}"
            inferred = _INFERRED[lang] if heading.place == "inferred" else ""
            yield f"{_INDENT * (heading.depth + 1)}{label}{inferred}"


def _glance(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _GLANCE else f"{flat[:_GLANCE]}…"


def place_lines(held: Sequence[Held], clause_index: ClauseIndex, lang: Language) -> Iterator[str]:
    """Yield the words at a place, each clause below the headings that it stands under."""
    last: tuple[Heading, ...] = ()
    english = clause_index.titles if lang == "en" else {}
    doc_id = None
    for one in held:
        clause = one.clause
        if clause.doc_id != doc_id:
            yield from ("",) * (doc_id is not None)
            doc_id = clause.doc_id
            yield clause_index.name_of(doc_id)
        for depth, heading in enumerate(clause.path):
            if heading not in last[: depth + 1]:
                yield f"{_INDENT * (depth + 1)}{heading_label(heading, lang, english)}"
        told = [h.label + h.title for h in clause.path]
        stands = [held.clause.text for held in held if held.clause.path == clause.path]
        topic = clause.topic or ""
        known = topic.rstrip("。") in told or any(topic in text for text in stands)
        last = clause.path
        yield from _words(one, _INDENT * (len(clause.path) + 1), topic="" if known else topic)


def _words(one: Held, indent: str, *, topic: str) -> Iterator[str]:
    clause = one.clause
    if topic and one.part is None:
        yield f"{indent}〔{topic}〕"
    if clause.table is not None:
        yield f"{indent}{row_words(clause)}"
        return
    text = clause.text if one.part is None else one.part.of(clause.text)
    for line in text.splitlines():
        if line.strip():
            yield f"{indent}{line.strip()}"


def document_record(
    document: Document, clause_index: ClauseIndex, lang: Language
) -> dict[str, Any]:
    """Return what there is to know of a document, as it is printed in JSON."""
    facts = clause_index.facts.get(document.doc_id, NO_FACTS)
    return {
        "doc_id": document.doc_id,
        "source": document.source,
        **asdict(facts),
        "kind": document.kind,
        "characters": len(document.text),
        "clauses": len(clause_index.clauses_of(document.doc_id)),
        "sha256": hash_bytes(document.text.encode()),
        "notes": [remark.say(lang) for remark in document.remarks],
    }


def document_lines(record: Mapping[str, Any], lang: Language) -> Iterator[str]:
    """Yield a document for a person: its title, and what it says of itself."""
    yield str(record["title"] or record["source"])
    if record["title"]:
        yield f"{_INDENT}{record['source']}"
    said = [f"{name} {record[key]}" for key, name in _FIELDS[lang].items() if record[key]]
    if said:
        yield f"{_INDENT}{' · '.join(said)}"
    yield f"{_INDENT}{record['kind']} · {_COUNTS[lang].format(**record)}"
    for note in record["notes"]:
        yield f"{_INDENT}! {note}"
