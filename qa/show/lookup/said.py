"""What is said before the quotes of what was looked up, and how much of it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.lookup.reply import Reply
from qa.result import Citation, Language


@dataclass(frozen=True, slots=True)
class Said:
    """What is said before the quotes.

    Attributes:
        lead: One sentence or two.
        lines: A list below it, for those who read text: headings, figures, cells.
    """

    lead: str = ""
    lines: str = ""

    @property
    def text(self) -> str:
        """Both, as text."""
        return f"{self.lead}\n{self.lines}" if self.lines else self.lead


def shown(reply: Reply, citations: Sequence[Citation], skip: int, lang: Language) -> str:
    """Return which of the places are shown, where that is not all of them."""
    if len(citations) == reply.total:
        if reply.request.more:
            return say(lang, "没有更多了，都在这里：", " There are no more; these are all:")
        return ""
    first, last = skip + 1, skip + len(citations)
    return say(lang, "以下是第 {a}—{b} 处：", " Numbers {a} to {b}:", a=first, b=last)


def say(lang: Language, zh: str, en: str, **values: object) -> str:
    """Return a sentence in a language, its values filled in."""
    return (zh if lang == "zh" else en).format(**values)
