"""Topic lines: short sentences that only name what the next ones are about."""

from __future__ import annotations

# A topic line (知识创造新高地。) is short, has no comma, and says what the next sentences are about.
_MAX_TOPIC = 22


def is_topic(sentence: str) -> bool:
    """Tell whether a sentence only names what the next ones are about."""
    return (
        len(sentence) <= _MAX_TOPIC
        and sentence.endswith(("。", "：", "."))
        and not any(mark in sentence for mark in "，；,;")
    )
