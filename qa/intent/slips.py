"""Typing slips in the words of asking: metnion, articel, 第三张, 提没提道.

The words of the documents are put right by the documents (``qa.ask.retrieval.spelling``); those that people
ask with stand in none.
"""

from __future__ import annotations

from collections.abc import Callable

from rapidfuzz.distance import OSA

from index.runtime.patterns import regex
from qa.ask.retrieval.spelling import is_slip
from qa.result import Language

_ASKING_WORDS = (
    "mention mentions mentioned mentioning article articles chapter chapters section sections paragraph "
    "paragraphs heading headings subsection outline content contents structure summary summarize summarise "
    "figure figures number numbers target targets indicator indicators quantitative numerical percentage "
    "percentages deadline deadlines document anything something anywhere published released effective "
    "attachment attachments appendix"
)
_ASKING = frozenset(_ASKING_WORDS.split())
# One edit makes too many short words into others.
_WORD = regex("[a-z]{6,}")
# 章 and 张, 节 and 结 sound alike and are typed for each other; the second only where it can be no count.
_ZH_SLIPS = (
    (regex(r"(第[0-9零〇一二三四五六七八九十百]{1,4})张(?=$|[讲说写的都是有里中,，。、\s内主第])"), r"\1章"),
    (regex(r"(第[0-9零〇一二三四五六七八九十百]{1,4})[结接](?=$|[讲说写的都是里中,，。、\s内主])"), r"\1节"),
    (regex(r"(?<=[几少])张(?=$|[,，。、\s都分])"), "章"),
    (regex(r"题没题|提没题|题没提"), "提没提"),
    (regex(r"提道|(?<![问标主课议话])题到"), "提到"),
    (regex(r"(?<=有没有)(?:讲道|说道)"), "说到"),
    (regex(r"目路|木录"), "目录"),
    (regex(r"附近(?=[一二三四五六七八九0-9])"), "附件"),
)  # fmt: skip


def without_slips(text: str, lang: Language, knows: Callable[[str], bool]) -> str:
    """Return a question in lower case with the words of asking as they are meant.

    Args:
        text: The question.
        lang: Its language.
        knows: Tells whether the documents have a word; what they have is no slip.
    """
    if lang == "zh":
        for slip, meant in _ZH_SLIPS:
            text = slip.sub(meant, text)
        return text

    return _WORD.sub(lambda match: _meant(match.group(), knows), text)


def _meant(word: str, knows: Callable[[str], bool]) -> str:
    """Return the one word of asking that a word is a slip of; the word itself where it is none."""
    if word in _ASKING or knows(word):
        return word
    near = [other for other in _ASKING if abs(len(other) - len(word)) <= 1 and is_slip(word, other)]
    near = [other for other in near if OSA.distance(word, other, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else word
