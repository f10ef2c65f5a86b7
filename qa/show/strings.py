"""Every word of the web page that is neither a document's nor the visitor's, in both languages."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from qa.result import Language

_PLACE: Mapping[Language, int] = {"zh": 0, "en": 1}


@functools.cache
def _words() -> Mapping[str, tuple[str, str]]:
    text = files("qa.show.page").joinpath("data", "words.toml").read_text("utf-8")
    return {
        f"{group}.{name}": (chinese, english)
        for group, words in tomllib.loads(text).items()
        for name, (chinese, english) in words.items()
    }


def word(key: str, lang: Language, **values: object) -> str:
    """Return the words named ``key`` (group.name), their blanks filled in with ``values``."""
    text = _words()[key][_PLACE[lang]]
    return text.format(**values) if values else text


def all_words() -> Mapping[str, tuple[str, str]]:
    """Return all words by key, Chinese and English: what the scripts of the page are given."""
    return _words()
