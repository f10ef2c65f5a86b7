from __future__ import annotations

import pytest

from index.dictionary.bridge import Bridge, everyday
from index.dictionary.cedict import definitions, dictionary


def test_the_longest_word_that_is_known_wins() -> None:
    bridge = Bridge({"知识": ("knowledge",), "知识城": ("Knowledge City", "the new town")})
    assert bridge.gloss("知识城") == "Knowledge City"
    assert bridge.gloss("知识城", senses=2) == "Knowledge City the new town"
    assert bridge.gloss("知识") == "knowledge"


def test_the_glossary_comes_before_the_dictionary() -> None:
    assert Bridge().gloss("医院") == "hospital"
    assert Bridge({"医院": ("clinic",)}).gloss("医院") == "clinic"


def test_grammar_and_the_unknown_say_nothing() -> None:
    assert Bridge().gloss("的了和与") == ""
    assert Bridge().gloss("，。！") == ""
    assert Bridge().gloss("") == ""
    assert Bridge().gloss("㐀㐁") == ""


def test_latin_words_and_numbers_are_kept() -> None:
    assert Bridge().gloss("建5G医院99.999%") == "establish 5G hospital 99.999%"


@pytest.mark.parametrize("senses", [1, 3])
def test_glosses_are_words_of_english(senses: int) -> None:
    text = Bridge().gloss("建设国际人才自由港，构建绿色能源体系。", senses)
    assert text.isascii()
    assert {"talent", "green", "energy"} <= set(text.split())
    assert "(" not in text


def test_the_dictionary_has_no_notes() -> None:
    meanings = dictionary()
    assert len(meanings) > 50_000
    assert all(meaning for found in meanings.values() for meaning in found)
    assert not any(
        meaning.startswith(("CL:", "surname ", "variant of"))
        for found in meanings.values()
        for meaning in found
    )


def test_words_are_looked_up_as_they_stand_in_the_file() -> None:
    known = dictionary()
    assert known["传统"][0] == "tradition"
    assert known.longest("传") >= len("传统")
    assert known.longest("，") == 0
    assert ("传统" in known, "统传统" in known, "Q" in known) == (True, False, False)
    with pytest.raises(KeyError):
        known["统传统"]
    # What is only a name, or another way to write a word, has no meaning.
    assert all(known[word] for word in known)
    assert "to beat" in definitions()["打"]
    assert "to beat" not in known["打"]
    assert "beat" in known["打"]


def test_everyday_words_for_official_ones() -> None:
    assert everyday("") == ""
    assert everyday("没有这样的词") == ""
    assert everyday("加快轨道交通建设").split()
