"""Which year a target is of: named in its sentence, in one before it, or in a heading."""

from __future__ import annotations

from dataclasses import dataclass

from index.patterns import regex

_YEAR = "(?P<year>(?:19|20)[0-9]{2})年"
# 到2025年，…。 governs the sentences that follow in its paragraph; …目标是： those below it.
_GOVERNS = regex(
    rf"^(?:[（(]?[一二三四五六七八九十0-9]{{1,3}}[)）、.]\s*)?(?:到|至|力争|争取|预计|展望|在|"
    rf"力争到|争取到|确保到|[—-])*{_YEAR}(?:底|末|前|上半年|全年)*(?:[，,：:]|"
    rf"[^，。；]{{0,24}}(?:目标|任务|安排|指标|要求))"
)
_IN_TITLE = regex(_YEAR.replace("?P<year>", ""))
_RANGE = regex(r"[0-9]{4}\s*(?:年)?\s*[—–\-~至到]+\s*[0-9]{4}")


@dataclass
class YearScope:
    """The year that governs what is read next; fed sentence by sentence."""

    paragraph: int | None = None
    section: int | None = None

    def enter_section(self, titles: str) -> None:
        """Begin a section: its innermost heading with a single year gives one."""
        self.paragraph = None
        years = set(_IN_TITLE.findall(titles))
        self.section = int(years.pop()) if len(years) == 1 and not _RANGE.search(titles) else None

    def enter_paragraph(self) -> None:
        """Begin a paragraph."""
        self.paragraph = None

    def read(self, sentence: str) -> None:
        """Take in a sentence: what it says of a year holds for those after it."""
        found = _GOVERNS.match(sentence)
        if found is None:
            return
        self.paragraph = int(found["year"])
        if sentence.endswith(("：", ":")):
            self.section = self.paragraph

    def year(self) -> int | None:
        """Return the year that holds now."""
        return self.paragraph or self.section
