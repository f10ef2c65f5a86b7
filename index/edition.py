"""A reading edition: what people who know a document wrote beside it, keyed by its own sentences.

A document may bring a folder ``edition`` with any of these files; without it everything still works.

    sentences.jsonl  {"zh": a sentence, "en": its unofficial English,
                      "plain_zh": [in everyday words, …], "plain_en": [the same in English, …]}
    titles.jsonl     {"zh": a chapter or section title, "en": its English}
    glossary.csv     zh,en,kind: a term, its English renderings separated by " | "

English is shown as a reading aid and never quoted; the everyday lines are searched, never shown.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.document.corpus import Clause
from index.document.split import comparison_key
from index.errors import DocumentError
from index.recipe import EDITION_FILES, edition_sha256

_SENTENCES, _TITLES, _GLOSSARY = EDITION_FILES


@dataclass(frozen=True, slots=True)
class Aid:
    """What an edition has for one sentence."""

    english: str = ""
    plain_zh: tuple[str, ...] = ()
    plain_en: tuple[str, ...] = ()


_NO_AID = Aid()


@dataclass(frozen=True, slots=True)
class Edition:
    """Reading aids by sentence, English by title, renderings by term; empty by default.

    Attributes:
        aids: By the comparison key of a sentence.
        titles: English by Chinese title.
        glossary: English renderings by Chinese term, the usual one first.
        sha256: Of the files; part of what decides an index.
        folder: Where it is, and what else it may bring; None where it is nowhere.
    """

    aids: Mapping[str, Aid] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    glossary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sha256: str = ""
    folder: Path | None = None

    @property
    def name(self) -> str:
        """The name of its folder, by which a document records it."""
        return self.folder.name if self.folder else ""

    def aid_of(self, sentence: str) -> Aid:
        """Return what there is for one sentence; an empty aid where there is nothing."""
        return self.aids.get(comparison_key(sentence), _NO_AID)

    def aids_of(self, clause: Clause) -> list[Aid]:
        """Return the aids of the clause's sentences, in order."""
        return [self.aid_of(span.of(clause.text)) for span in clause.sentences]

    def english_of(self, clause: Clause) -> str:
        """Return the clause in unofficial English, or nothing unless every sentence has it."""
        found = [aid.english for aid in self.aids_of(clause)]
        return " ".join(found) if all(found) else ""


def load_edition(folder: Path) -> Edition:
    """Return the edition in ``folder``; empty where there is no such folder.

    Raises:
        DocumentError: A file is not what the module's description says; names file and line.
    """
    aids = {
        comparison_key(_text(row, "zh", where)): Aid(
            _text(row, "en", where, ""),
            tuple(_texts(row, "plain_zh", where)),
            tuple(_texts(row, "plain_en", where)),
        )
        for where, row in _rows(folder / _SENTENCES)
    }
    titles = {
        _text(row, "zh", where): _text(row, "en", where) for where, row in _rows(folder / _TITLES)
    }
    glossary = read_pairs(folder / _GLOSSARY, "zh", "en")
    kept = folder if folder.is_dir() else None
    return Edition(aids, titles, glossary, edition_sha256(folder), kept)


def read_pairs(path: Path, key: str, values: str) -> dict[str, tuple[str, ...]]:
    """Return a CSV file's column ``values``, split at |, by its column ``key``; empty if absent.

    Raises:
        DocumentError: A column is missing, or the file is not UTF-8.
    """
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            if not {key, values} <= set(reader.fieldnames or ()):
                message = (
                    f"{path} has the columns {reader.fieldnames}; expected {key} and {values}."
                )
                raise DocumentError(message)
            return {
                row[key].strip(): tuple(v.strip() for v in row[values].split("|") if v.strip())
                for row in reader
                if row[key] and row[values]
            }
    except (UnicodeDecodeError, csv.Error) as error:
        raise DocumentError(f"{path} cannot be read as CSV in UTF-8 ({error}).") from error


def _rows(path: Path) -> Iterable[tuple[str, Mapping[str, Any]]]:
    if not path.is_file():
        return
    try:
        # Not splitlines: a sentence may hold U+2028, which ends no line of JSON.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path} is not UTF-8 ({error.reason}).") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise DocumentError(f"{where}: not a JSON object ({error}).") from error
        if not isinstance(row, dict):
            raise DocumentError(f"{where}: expected a JSON object, got {type(row).__name__}.")
        yield where, row


def _text(row: Mapping[str, Any], key: str, where: str, default: str | None = None) -> str:
    value = row.get(key, default)
    if not isinstance(value, str):
        raise DocumentError(f"{where}: expected text for {key!r}, got {value!r}.")
    return value


def _texts(row: Mapping[str, Any], key: str, where: str) -> Sequence[str]:
    values = row.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise DocumentError(f"{where}: expected a list of texts for {key!r}.")
    return values
