"""The words of a Word paragraph as it shows with all changes accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.read.packed.xml import Element, attribute, child, is_on, short, value
from index.read.pieces import Piece, raised
from index.read.word.formula import formula
from index.read.word.styles import Look, Styles, look_of

# What holds words or other holders of words.
_HOLDERS = frozenset(
    {"w:hyperlink", "w:smartTag", "w:customXml", "w:fldSimple", "w:dir", "w:bdo", "w:sdtContent",
     "mc:Choice", "mc:Fallback"}
)  # fmt: skip
# Changes, and what they are counted as; what was moved is counted where it went.
_CHANGES = {"w:ins": "inserted", "w:moveTo": "moved", "w:del": "deleted", "w:moveFrom": ""}
_DRAWINGS = frozenset({"w:drawing", "w:pict", "w:object"})
_FORMULAS = frozenset({"m:oMath", "m:oMathPara"})
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "-"}
_TEXTS = frozenset({"w:t", "w:delText"})
_NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
# Signs of the fonts Symbol and Wingdings that stand for a bullet, a box or a tick.
_SIGNS = {
    "00B7": "•", "006C": "●", "006E": "■", "0075": "◆", "0076": "❖", "00D8": "➢", "00A7": "▪",
    "006F": "□", "00A8": "□", "0071": "□", "00FE": "☑", "0052": "☑", "00FC": "✓", "00FB": "✗",
    "0051": "☒", "0053": "☒", "00FD": "☒", "00B0": "°", "00B1": "±", "00A3": "≤", "00B3": "≥", "00B4": "×",
}  # fmt: skip


@dataclass
class Met:
    """What was met in a file besides its words.

    Attributes:
        counts: How often, by what it is.
        samples: Words that were inserted or deleted, a few.
        notes: References to notes in the order in which they stand: kind and id.
    """

    counts: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[str]] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def sample(self, kind: str, words: str) -> None:
        """Count a change and keep its words as a sample."""
        self.counts[kind] += 1
        kept = self.samples.setdefault(kind, [])
        if words.strip() and len(kept) < 3:  # noqa: PLR2004  # as many as a sentence bears
            kept.append(words.strip()[:20])

    def change(self, kind: str, holder: Element) -> None:
        """Count a row or a cell of a table that was inserted or deleted as a whole."""
        texts = (one.text or "" for one in holder.iter() if short(one.tag) in _TEXTS)
        self.sample(kind, "".join(texts))


class WordReader:
    """Reads the words of paragraphs."""

    def __init__(self, styles: Styles, found: Met) -> None:
        self._styles = styles
        self._found = found
        # Depth of fields whose instruction, not their result, is being read.
        self._instructions: list[bool] = []
        # The smallest of the words of the paragraph read last, in half points.
        self.size = styles.size
        self._sizes: list[int] = []

    def read(self, paragraph: Element, look: Look) -> tuple[list[Piece], list[Element]]:
        """Return the words of a paragraph, and the text boxes that hang on it.

        Args:
            paragraph: A ``w:p``.
            look: Of words that say nothing of theirs.
        """
        pieces: list[Piece] = []
        boxes: list[Element] = []
        self._sizes = []
        for piece in self._within(paragraph, look, boxes):
            if pieces and pieces[-1].kind == piece.kind != "break":
                pieces[-1] = Piece(piece.kind, pieces[-1].text + piece.text)
            else:
                pieces.append(piece)
        self.size = min(self._sizes, default=look.size or self._styles.size)
        return pieces, boxes

    def _within(self, holder: Element, look: Look, boxes: list[Element]) -> Iterator[Piece]:
        before = ""
        for one in holder:
            name = short(one.tag)
            for piece in self._one(one, name, look, boxes, before):
                if piece.kind == "text":
                    before = (before + piece.text)[-8:]
                yield piece

    def _one(
        self, one: Element, name: str, look: Look, boxes: list[Element], before: str
    ) -> Iterator[Piece]:
        if name == "w:r":
            yield from self._run(one, look, boxes, before)
        elif name in _HOLDERS:
            yield from self._within(one, look, boxes)
        elif name in _CHANGES:
            yield from self._changed(one, _CHANGES[name], look, boxes)
        elif name == "w:sdt":
            yield from self._control(one, look, boxes)
        elif name in {"mc:AlternateContent", "w:ruby"}:
            # One way to show the same, and the words without how they are spoken.
            chosen = [child(one, kept) for kept in ("mc:Choice", "mc:Fallback", "w:rubyBase")]
            for holder in [kept for kept in chosen if kept is not None][:1]:
                yield from self._within(holder, look, boxes)
        elif name in _FORMULAS:
            yield Piece("text", formula(one))
        elif name in _DRAWINGS:
            self._drawing(one, boxes)

    def _changed(
        self, one: Element, kind: str, look: Look, boxes: list[Element]
    ) -> Iterator[Piece]:
        """Yield what is left of a change once it is accepted."""
        if kind in {"inserted", "moved"}:
            pieces = list(self._within(one, look, boxes))
            words = "".join(piece.text for piece in pieces if piece.kind == "text")
            self._found.sample(kind, words)
            yield from pieces
        elif kind:
            deleted = "".join(t.text or "" for t in one.iter() if short(t.tag) == "w:delText")
            self._found.sample(kind, deleted)

    def _control(self, control: Element, look: Look, boxes: list[Element]) -> Iterator[Piece]:
        if is_on(child(control, "w:sdtPr"), "w:showingPlcHdr"):
            return  # 单击此处输入文字: nobody has filled it in
        content = child(control, "w:sdtContent")
        if content is not None:
            yield from self._within(content, look, boxes)

    def _run(self, run: Element, look: Look, boxes: list[Element], before: str) -> Iterator[Piece]:
        properties = child(run, "w:rPr")
        style = self._styles.of(value(properties, "w:rStyle")).look
        here = look_of(properties).over(style).over(look)
        pieces = list(self._content(run, look, boxes))
        words = "".join(piece.text for piece in pieces if piece.kind == "text")
        if here.struck or here.hidden:
            if words.strip():
                self._found.sample("struck" if here.struck else "hidden", words)
            yield from (piece for piece in pieces if piece.kind == "skip")
        elif here.raised and words.strip() and all(piece.kind == "text" for piece in pieces):
            yield raised(words, before)
        else:
            if words.strip():
                self._sizes.append(here.size or self._styles.size)
            yield from pieces

    def _content(self, run: Element, look: Look, boxes: list[Element]) -> Iterator[Piece]:
        for one in run:
            name = short(one.tag)
            if name == "w:fldChar":
                self._field(attribute(one, "fldCharType"))
            elif any(self._instructions):
                continue
            elif name == "w:t":
                yield Piece("text", one.text or "")
            elif name in _CHARACTERS:
                yield Piece("text", _CHARACTERS[name])
            elif name in {"w:br", "w:cr"}:
                yield Piece("break", "\n")
            elif name == "w:sym":
                yield Piece("text", _sign(attribute(one, "char") or ""))
            elif name in _NOTES:
                yield from self._note(one, name)
            else:
                self._found.counts["comments"] += name == "w:commentReference"
                yield from self._one(one, name, look, boxes, "")

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._instructions.append(True)
        elif kind == "separate" and self._instructions:
            self._instructions[-1] = False
        elif kind == "end" and self._instructions:
            self._instructions.pop()

    def _note(self, reference: Element, name: str) -> Iterator[Piece]:
        note = (_NOTES[name], attribute(reference, "id") or "")
        if note not in self._found.notes:
            self._found.notes.append(note)
        yield Piece("skip", f"[{self._found.notes.index(note) + 1}]")

    def _drawing(self, drawing: Element, boxes: list[Element]) -> None:
        for one in drawing.iter():
            name = short(one.tag)
            if name == "w:txbxContent":
                if not any(short(above.tag) == "mc:Fallback" for above in _above(one, drawing)):
                    boxes.append(one)
            elif name in {"a:blip", "v:imagedata"}:
                self._found.counts["pictures"] += 1


def _above(element: Element, top: Element) -> Iterator[Element]:
    at = element.getparent()
    while at is not None and at is not top:
        yield at
        at = at.getparent()


def _sign(code: str) -> str:
    return _SIGNS.get(
        "00" + code[-2:].upper() if code.upper().startswith("F0") else code.upper(), "□"
    )
