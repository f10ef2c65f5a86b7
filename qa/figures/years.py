"""Which year a target is of: named in its sentence, in one before it, or in a heading."""

from __future__ import annotations

from dataclasses import dataclass

from index.runtime.patterns import regex
from qa.amounts.dates import Date, find_dates

_YEAR = "(?P<year>(?:19|20)[0-9]{2})年"
# 具体指标：, 经过五年努力，: may stand before the year that governs.
_LEAD = "(?:[^，。；：:]{2,12}[：:]|(?:经过|通过|用|力争用|再用|争取用)[^，。；：:]{2,16}[，,])?"
# 到2025年，…。 governs the sentences that follow in its paragraph; …目标是： those below it.
_GOVERNS = regex(
    rf"^(?:[（(]?[一二三四五六七八九十0-9]{{1,3}}[)）、.]\s*)?{_LEAD}(?:到|至|力争|争取|预计|展望|在|"
    rf"力争到|争取到|确保到|[—-])*{_YEAR}(?:底|末|前|上半年|全年)*(?:[，,：:]|"
    rf"[^，。；]{{0,24}}(?:目标|任务|安排|指标|要求))"
)
_IN_TITLE = regex(_YEAR.replace("?P<year>", ""))
_RANGE = regex(r"[0-9]{4}\s*(?:年)?\s*[—–\-~至到]+\s*[0-9]{4}")
_TO = regex(r"\s*(?:起|日)?\s*(?:至|到|[—–~～-]{1,2})\s*")
_AIMS = regex("目标|指标|愿景|预期")
# 在2025年基础上翻一番, 比2020年提高: from when it is counted, not by when it holds.
_BASE_BEFORE = regex("(?:比|较|相比于?|相对于?|对比|与|同|以|从|由|自)$")
_BASE_AFTER = regex(
    "(?:年?(?:底|末))?(?:水平|数值?|价格?|实际|不变价)?(?:的?(?:基础上|基数上)|为(?:基期|基准|基数|基础)|相比|"
    "(?:的)?[0-9.]+(?:%|万|亿)?[^，。；]{0,6}(?:提高|增加|提升|增长|下降|降低|减少|扩大)(?:到|至))"
)


def year_of(text: str, at: int) -> int | None:
    """Return the year by which what stands at ``at`` in a sentence holds, where the sentence names one.

    It is the last before it that no comparison names: 2035 of 到2035年，产值比2025年翻一番.
    """
    year = None
    last = None
    for date in find_dates(text):
        if date.at.start >= at:
            break
        lasts, last = last is not None and _lasts(text, last, date), date
        if lasts:
            year = None
            continue
        if date.year is None or _BASE_AFTER.match(text, date.at.end):
            continue
        if not _BASE_BEFORE.search(text[: date.at.start]):
            year = date.year
    return year


def _lasts(text: str, first: Date, last: Date) -> bool:
    """Tell whether two days are the ends of a time over years in which something holds.

    What holds from one day to another is of no year: 2019年1月1日至2020年12月31日，按50%返还.
    """
    between = text[first.at.end : last.at.start]
    over = last.year is not None and first.year != last.year
    return bool(over and first.day and last.day and _TO.fullmatch(between))


@dataclass
class YearScope:
    """The year that governs what is read next; fed sentence by sentence."""

    paragraph: int | None = None
    section: int | None = None
    aims: bool = False
    opens: bool = True

    def enter_section(self, titles: str) -> None:
        """Begin a section: its innermost heading with a single year gives one."""
        self.enter_paragraph()
        years = set(_IN_TITLE.findall(titles))
        self.section = int(years.pop()) if len(years) == 1 and not _RANGE.search(titles) else None
        self.aims = bool(_AIMS.search(titles))

    def enter_paragraph(self) -> None:
        """Begin a paragraph."""
        self.paragraph = None
        self.opens = True

    def read(self, sentence: str) -> None:
        """Take in a sentence: what it says of a year holds for those after it.

        Within a paragraph on something else 到2025年，… tells only of its own sentence.
        """
        opens, self.opens = self.opens, False
        found = _GOVERNS.match(sentence)
        if found is None:
            return
        if opens or self.aims:
            self.paragraph = int(found["year"])
        if sentence.endswith(("：", ":")):
            self.paragraph = self.section = int(found["year"])

    def year(self) -> int | None:
        """Return the year that holds now."""
        return self.paragraph or self.section
