from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build
from index.embed.encoder import Encoder
from index.read.load import load_documents
from qa.ask.retrieval.expand import Expander
from qa.words.align import content_words

_TEXT = """岸线管理办法

第一条　趸船停泊应当向博物馆报备，每季度清理一次螺旋桨。
"""


@pytest.mark.parametrize("word", ["螺旋桨", "博物馆"])
def test_a_word_that_stands_in_the_document_is_known_whatever_its_length(
    word: str, encoder: Encoder, tmp_path: Path
) -> None:
    path = tmp_path / "shore.txt"
    path.write_text(_TEXT, encoding="utf-8")
    expander = Expander(build(load_documents([path]), encoder))
    words = content_words(word)
    assert [found.text for found in words.words] == [word]
    assert expander.known(words).tolist() == [1.0]
