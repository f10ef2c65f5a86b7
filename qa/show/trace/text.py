"""What a person at a terminal is told of a matrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qa.result import Language
from qa.show.trace.columns import sheet_title
from qa.trace.row import TraceMatrix

_UNPLACED: Mapping[Language, str] = {
    "zh": "{n}处人工内容没有对应的行，已保留在“{sheet}”表中：",
    "en": "{n} rows that people wrote in belong to no row any more; they are kept on the sheet {sheet}:",
}


def unplaced_lines(matrix: TraceMatrix, lang: Language) -> Iterator[str]:
    """Yield what of people's writing could not be placed."""
    yield _UNPLACED[lang].format(n=len(matrix.unplaced), sheet=sheet_title("unplaced", lang))
    for one in matrix.unplaced:
        said = (one.person.decision, one.person.note, one.person.owner)
        yield f"    {one.words}: {' / '.join(word for word in said if word)}"
