"""Which of the encoder's 250,002 pieces the reader keeps: those of Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from eval.fit.documents import read_rows
from eval.fit.reader.sources import TRAIN
from index.dictionary.cedict import dictionary
from index.embed.bulk.weights import WeightsFile
from index.runtime.patterns import regex

# The special pieces stand first.
_SPECIAL = 4
# Pieces of Chinese characters, digits and signs, and the shortest of Latin letters, which spell any word.
_CHINESE = regex(
    r"[\u2581\u0021-\u0040\u005b-\u0060\u007b-\u007f\u2000-\u206f\u2100-\u22ff\u2460-\u25ff\u3000-\u303f"
    r"\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]+"
)
_SHORT = regex(r"[\u2581!-~]{1,3}")
_WORD = regex(r"[A-Za-z]+")
_ENGLISH = regex(r"[ -~]{3,}")


def kept_pieces(file: WeightsFile) -> list[int]:
    """Return the numbers of the pieces that are kept, in their order.

    Those of English are the ones that the words of the bilingual dictionary and the lines of the training
    sets are cut into.
    """
    from tokenizers import Tokenizer, models, pre_tokenizers

    held = file.read_pieces()
    unigram = models.Unigram(list(zip(held.words, held.scores, strict=True)), unk_id=held.unknown)
    tokenizer = Tokenizer(unigram)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    texts = [*_words(), *_lines(sorted(TRAIN.glob("*.jsonl")))]
    encoded = tokenizer.encode_batch_fast(texts, add_special_tokens=False)
    used = {piece for text in encoded for piece in text.ids}
    return [
        number
        for number, word in enumerate(held.words)
        if number < _SPECIAL or number in used or _CHINESE.fullmatch(word) or _SHORT.fullmatch(word)
    ]


def _words() -> Iterator[str]:
    meanings = {meaning for found in dictionary().values() for meaning in found}
    for word in sorted({word for meaning in meanings for word in _WORD.findall(meaning)}):
        yield from (word, word.lower(), word.capitalize())


def _lines(files: Iterable[Path]) -> Iterator[str]:
    for path in files:
        for row in read_rows(path):
            held = (part for part in row.values() if isinstance(part, str))
            yield from _ENGLISH.findall(" ".join(held))
