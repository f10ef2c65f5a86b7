"""Which word of force, if any, governs a part of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from index.runtime.patterns import regex
from qa.duties.bodies import is_body, leading_body
from qa.duties.modality import Modality, governs, modalities
from qa.duties.parts import Parts
from qa.duties.subject import agent, assigned_to, meant, named_before, without_adverbs

_ALSO = regex(r"(?:也|还|亦)(?:均|都)?$")
# What another document says is no duty of this one.
_REPORTED = regex(r"(?:》|决定|会议|纲要|讲话)[^，。；]{0,12}(?:提出|指出|强调|要求|规定|明确)$")
# 投保机构应当交纳的保费，…: which premium is meant.
_DUE = regex(r"[\u4e00-\u9fff]{2}的[^的]{1,10}$")


@dataclass(frozen=True, slots=True)
class So:
    """What of the sentence was read so far.

    Attributes:
        opened: Whether a duty is open.
        binding: Whether one has been laid on somebody since the last semicolon.
        subject: The subject of the parts before.
    """

    opened: bool
    binding: bool
    subject: str | None


def governing_word(parts: Parts, number: int, so: So) -> Modality | None:
    """Return the word of force that governs a part, if one does."""
    words = parts.words(number)
    if number and _REPORTED.search(parts.words(number - 1)):
        return None
    for word in modalities(words):
        # A word within a phrase that is spoken of hides nothing after it.
        if not governs(words, word) or _goes_on(words, word, so) or _homeless(words, word, so):
            continue
        return None if _says_which(parts, number, word) else word
    return None


def _goes_on(words: str, word: Modality, so: So) -> bool:
    """Tell whether a word goes on with the duty that is open: 也可以…, 应当…，鼓励…."""
    before, after = words[: word.at.start], words[word.at.end :]
    if leading_body(before):
        return False
    if word.force == "may" and _ALSO.search(before):
        return so.opened and agent(after) is None
    return word.force == "encouraged" and so.binding


def _homeless(words: str, word: Modality, so: So) -> bool:
    """Tell whether a word that needs a subject has none."""
    before = words[: word.at.start]
    if word.force == "assigned":
        return assigned_to(before, so.subject) is None
    return word.words == "有权" and named_before(before) is None


def _says_which(parts: Parts, number: int, word: Modality) -> bool:
    """Tell whether a word only says which ones are meant: 依法应当停止取水的工程，应当…."""
    words = parts.words(number)
    before, after = words[: word.at.start], words[word.at.end :]
    follows = parts.words(number + 1)
    if _DUE.fullmatch(after) and follows:
        return True
    if not before or is_body(without_adverbs(before)) or not meant(after):
        return False
    return parts.opens_with_force(number + 1) or follows.endswith("的")
