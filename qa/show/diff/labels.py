"""Words for changes between two editions, in two languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from index.document.corpus import Clause
from qa.diff.change import KINDS, Change, EditionText, Kind
from qa.diff.words import ChangeKind
from qa.result import Language
from qa.show.text import section_label

_KINDS: Mapping[Language, Mapping[Kind, str]] = {
    "zh": {"kept": "未变", "moved": "移动", "reworded": "修改", "added": "新增", "removed": "删除"},
    "en": {"kept": "kept", "moved": "moved", "reworded": "reworded", "added": "added",
           "removed": "removed"},
}  # fmt: skip
_WORDS: Mapping[Language, Mapping[ChangeKind, str]] = {
    "zh": {"number": "数值", "bound": "限度", "date": "日期", "body": "主体", "modality": "约束力",
           "scope": "范围", "words": "文字"},
    "en": {"number": "number", "bound": "bound", "date": "date", "body": "body",
           "modality": "force", "scope": "scope", "words": "words"},
}  # fmt: skip
TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "修订对照", "old": "旧版", "new": "新版", "kind": "变化", "number": "序号",
        "old_place": "原条款", "new_place": "新条款", "changes": "改动", "renumbered": "序号变动",
        "moved": "位置变动", "conforming": "只随条文序号改动引用", "yes": "是", "summary": "概况",
        "count": "条数",
        "none": "（无）", "times": "（{n}处）", "show": "显示", "nothing": "两个版本的文字没有差别。",
    },
    "en": {
        "title": "Editions compared", "old": "Old edition", "new": "New edition",
        "kind": "Change", "number": "no.",
        "old_place": "old place", "new_place": "new place", "changes": "what changed",
        "renumbered": "renumbered", "moved": "moved",
        "conforming": "only references follow the new numbers", "yes": "yes", "summary": "Summary",
        "count": "clauses", "none": "(none)", "times": " ({n} times)", "show": "Show",
        "nothing": "The two editions have the same words.",
    },
}  # fmt: skip


def kind_label(kind: Kind, lang: Language) -> str:
    """Return what became of a clause, in a word."""
    return _KINDS[lang][kind]


def words_label(kind: ChangeKind, lang: Language) -> str:
    """Return what kind of words changed, in a word."""
    return _WORDS[lang][kind]


def place_of(clause: Clause, lang: Language) -> str:
    """Return where a clause stands: its reference, else its headings."""
    return clause.ref or section_label(clause.section, "stated", lang)


def counts(changes: Sequence[Change]) -> dict[Kind, int]:
    """Return how many changes there are of each kind, those included of which there is none."""
    found = Counter(change.kind for change in changes)
    return {kind: found[kind] for kind in KINDS}


def remarks(change: Change, lang: Language) -> list[str]:
    """Return what else there is to say of a change: renumbered, moved, conforming."""
    texts = TEXTS[lang]
    said = {
        "renumbered": change.renumbered,
        "moved": change.moved and change.kind != "moved",
        "conforming": change.conforming,
    }
    return [texts[name] for name, holds in said.items() if holds]


def heading_of(old: EditionText, new: EditionText) -> str:
    """Return what is compared: the names of both editions."""
    return f"{old.name} → {new.name}"
