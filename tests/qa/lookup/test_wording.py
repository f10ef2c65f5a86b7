"""Of a library not all is read to find a word; what is found is what reading everything finds."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import build
from index.clause_index import ClauseIndex
from index.dictionary.words import document_words
from index.document.corpus import Document
from index.document.normal import normal_text
from index.views import CLAUSE, GLOSS, PIECE
from qa.lookup.concordance.mention import Mentions
from qa.lookup.concordance.wording import Wording
from qa.lookup.keys import KeyText, key_of
from qa.lookup.variants import shortened
from qa.lookup.variants.aligned import Aligned
from qa.lookup.variants.english import Translator
from qa.lookup.variants.names import document_names
from qa.lookup.variants.shortened import full_names
from tests.fakes import FakeEncoder

# Written in every way that a word is found in: quoted, spaced, in other characters, in Latin letters.
SENTENCES = (
    "湖区培育“独角兽”企业和瞪羚企业。",
    "發展電動車産業，建設充 電\n站。",
    "乡镇企业信用信息公示系统（以下简称公示系统）由乡镇维护。",
    "推广ＡＩ与区块链技术（BT）。",
    "渡口设置视频监控；渡运公司公布票价。",
    "水上救援由海事机构负责，医疗救护由医院负责。",
    "门诊药品费用增幅下降，日间手术占比提高。",
)
TERMS = (
    "独角兽企业", "电动车", "充电站", "公示系统", "乡企", "ai", "区块链", "链", "渡口公布", "业和", "bt",
)  # fmt: skip
ENGLISH = ("drug costs", "day surgery", "unicorn companies", "hospital", "price of water", "ferry")


def index_of(texts: list[str], left_out: tuple[str, ...] = ()) -> ClauseIndex:
    """Return the index of documents of an article each."""
    documents = [
        Document(f"{n}.txt", f"{n}.txt", f"第{n}号规定\n第一条　{text}\n")
        for n, text in enumerate(texts)
    ]
    return build(documents, FakeEncoder(), left_out=left_out)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), st.sampled_from(TERMS))
def test_the_same_places_as_by_reading_every_clause(texts: list[str], term: str) -> None:
    held = index_of(texts)
    keys = [key_of(normal_text(term))]
    expected = [
        (clause.clause_id, spans)
        for clause in held.clauses
        if (spans := KeyText(clause.text).find(keys))
    ]
    found = Mentions(held).find(keys)
    assert [(one.clause.clause_id, one.marks) for one in found] == expected


@pytest.mark.parametrize("left_out", [(), (GLOSS, PIECE), (CLAUSE,)])
def test_texts_are_those_of_the_clauses(left_out: tuple[str, ...]) -> None:
    held = index_of(list(SENTENCES), left_out)
    wording = Wording(held)
    assert list(wording.clauses) == [normal_text(clause.text) for clause in held.clauses]
    assert wording.text.split("\n") == [*wording.clauses, *held.title_texts]
    assert wording.holds("独角兽企业")
    assert not wording.holds("企业渡口")
    limited = held.limited_to(["4.txt"])
    assert any("渡口" in text for text in Wording(limited).clauses)
    assert not Wording(limited).holds("独角兽")


@pytest.mark.parametrize("term", TERMS)
def test_names_are_those_of_all_the_text(term: str) -> None:
    wording = Wording(index_of(list(SENTENCES)))
    key = key_of(term)
    assert document_names(key, wording.around(key)) == document_names(key, wording.text)


def test_a_short_name_is_looked_for_where_all_its_characters_are() -> None:
    text = "\n".join(map(normal_text, SENTENCES))
    spoken = {term for sentence in SENTENCES for term in itertools.combinations(sentence[:14], 2)}
    for first, other in sorted(spoken):
        if not all("\u3400" <= character <= "\u9fff" for character in (first, other)):
            continue
        term, found = first + other, dict[str, int]()
        for at in (n for n, character in enumerate(text) if character == first):
            for run in shortened._runs(term, text, at):  # what is looked through less
                found[run] = found.get(run, 0) + 1
        kept = [run for run in found if shortened._is_like(term, run)]
        assert full_names(term, text) == tuple(sorted(kept, key=lambda r: (-found[r], r))[:3])


@pytest.mark.parametrize("term", ENGLISH)
def test_english_is_looked_for_where_it_may_be_said(
    term: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [normal_text(text) for text in SENTENCES]
    monkeypatch.setattr("qa.lookup.variants.aligned._MANY", 0)
    some = Aligned(texts).forms(term)
    monkeypatch.setattr(Aligned, "_near", lambda self, _: self._texts)
    assert some == Aligned(texts).forms(term)
    # Lines of other words change nothing.
    words = document_words(texts, {})
    mine = [text for text in texts if "费用" in text or "医院" in text or "手术" in text]
    if term in {"drug costs", "day surgery", "hospital"}:
        assert Translator(words, "\n".join(texts)).forms(term) == Translator(
            words, "\n".join(mine)
        ).forms(term)
