"""What stands on every page and belongs to none: running heads and feet, page numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index.runtime.patterns import regex

# — 3 —, 第3页, 第 3 页 共 10 页, Page 3 of 10, 3/10; what browsers print above and below a page.
PAGE_NUMBER = regex(
    r"[—–\-－─·•~～\s]*[—–\-－─·•~～]\s*(?:[0-9０-９]{1,4}|[ivxlcIVXLC]{1,6})\s*[—–\-－─·•~～]+\s*"
    r"|第\s*[0-9０-９一二三四五六七八九十百零〇]{1,5}\s*页(?:\s*[,，/（(]?\s*共\s*[0-9０-９一二三四五六七八九十百]{1,5}\s*页\s*[）)]?)?"
    r"|(?:[Pp]age|PAGE)\s*[0-9]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?"
    r"|(?:(?:https?|file)://\S+\s+)?[0-9]{1,4}\s*/\s*[0-9]{1,4}"
    r"|[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4},?\s+[0-9]{1,2}:[0-9]{2}(?:\s?[AP]M)?(?:\s.*)?"
)
BARE_NUMBER = regex(r"[0-9０-９]{1,4}|[ivxlc]{1,6}")
_DIGITS = regex("[0-9０-９]+")
# How many lines at the top and at the bottom of a page may be running heads or feet.
EDGE = 3
# A running head stands on this share of the pages, or of those with odd or with even numbers.
_SHARE = 0.4
_FEWEST_PAGES = 2
LONGEST_TITLE = 60
# What ends a title; where a running head repeats the title, the title itself is kept.
TITLE = regex(
    "(?:条例|办法|规定|细则|规则|方案|规划|纲要|计划|意见|通知|决定|公告|通告|公报|报告|批复|函|标准|规范|法|章程|指南|手册)"
    "(?:[（(][^）)]*[）)])?$"
)


def key_of(words: str) -> str:
    """Return what running heads share from page to page: all but figures and spaces."""
    return _DIGITS.sub("#", "".join(words.split()))


def find_furniture(
    pages: Sequence[Sequence[str]], looks: Sequence[Sequence[str]] | None = None
) -> set[tuple[int, int]]:
    """Return which lines of which pages are running heads, running feet or page numbers.

    Args:
        pages: The lines of each page, in order, blank ones left out.
        looks: What else the lines of a running head share, such as the size of their characters.
    """
    found: set[tuple[int, int]] = set()
    edges = [_edges(len(lines)) for lines in pages]
    keys = [[key_of(words) for words in lines] for lines in pages]
    if looks is not None:
        keys = [
            [f"{key}\0{look}" for key, look in zip(line, looks[page], strict=True)]
            for page, line in enumerate(keys)
        ]
    numbers = _numbers(pages, edges)
    found |= numbers
    counts: Counter[str] = Counter()
    for page in range(len(pages)):
        # Once a page: a line that stands twice on one page is no running head for that.
        counts.update({keys[page][row] for row in edges[page]})
    wanted = max(_FEWEST_PAGES, _SHARE * len(pages))
    if len(pages) > 1:
        running = {
            key
            for key, count in counts.items()
            if count >= wanted and _may_run(key.partition("\0")[0])
        }
        for page in range(len(pages)):
            found |= {(page, row) for row in _reach(keys[page], edges[page], running, page, found)}
    # Where the looks are known, a title looks otherwise than the running head that repeats it.
    return found if looks is not None else _keep_title(pages, found, numbers)


def _may_run(words: str) -> bool:
    """Tell whether words may be a running head: more than a sign, and no piece of a sentence."""
    return 1 < len(words) <= LONGEST_TITLE and not set(words) & set("，。；！？")


def _edges(size: int) -> list[int]:
    return sorted({*range(min(EDGE, size)), *range(max(0, size - EDGE), size)})


def _reach(
    keys: Sequence[str],
    edge: Sequence[int],
    running: set[str],
    page: int,
    found: set[tuple[int, int]],
) -> set[int]:
    """Return the running lines of a page: those at its edge with nothing else outside of them."""
    size, reached = len(keys), set()
    for rows in ([r for r in edge if r < EDGE], [r for r in reversed(edge) if r >= size - EDGE]):
        for row in rows:
            if (page, row) not in found and keys[row] not in running:
                break
            reached.add(row)
    # A page on which there is nothing else has these words for its own.
    return reached if len(reached) < size else set()


def _numbers(
    pages: Sequence[Sequence[str]], edges: Sequence[Sequence[int]]
) -> set[tuple[int, int]]:
    """Return the lines that are page numbers: by their form, or because they count the pages."""
    found: set[tuple[int, int]] = set()
    bare: dict[int, list[tuple[int, int]]] = {}
    for page, lines in enumerate(pages):
        for row in edges[page]:
            if row not in {0, len(lines) - 1} and (page, row) not in found:
                outer = {0, 1, len(lines) - 2}
                if row not in outer:
                    continue
            words = lines[row].strip()
            if PAGE_NUMBER.fullmatch(words):
                found.add((page, row))
            elif BARE_NUMBER.fullmatch(words) and words[0].isdigit():
                bare.setdefault(int(words) - page, []).append((page, row))
    for places in bare.values():
        if len({page for page, _ in places}) >= _FEWEST_PAGES:
            found.update(places)
    return found


def _keep_title(
    pages: Sequence[Sequence[str]], found: set[tuple[int, int]], numbers: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Keep the first line of the first page where it is the title that is repeated as the head."""
    kept = set()
    for row in range(min(EDGE, len(pages[0])) if pages else 0):
        words = pages[0][row]
        place = (0, row)
        if place in found - numbers and TITLE.search(words):
            rest = pages[0][row + 1 : row + 1 + EDGE]
            if not any(TITLE.search(line) for line in rest):
                kept.add(place)
    return found - kept
