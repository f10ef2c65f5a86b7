"""The texts that the reader is trained beside: laws and official papers, which are no part of the project.

``eval/sets/train/reader_passages.jsonl`` names each passage that lines were written about, with the text of
those that were made up for it; ``eval/sets/train/README.md`` says how to get the others. A passage is found
by its document and a digest of its text, so that another edition of a law is noticed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from eval.fit.documents import read_rows
from eval.fit.reader.passage import Text, sentences_of
from index.errors import InputError
from index.read.load import load_documents
from index.runtime.patterns import regex

TRAIN = Path(__file__).parents[2] / "sets" / "train"
PASSAGES = TRAIN / "reader_passages.jsonl"
# The file of a folder of laws.
ARTICLES = "clauses.jsonl.gz"
_SPACE = regex(r"\s")
# As many hexadecimal digits of the SHA-256 of a text, white space left out.
_DIGITS = 12
# Lengths of articles that statements are made from.
_LENGTHS = (60, 400)
# Laws that sets of eval/sets/documents, or of those that judge the whole, are about.
_JUDGED = regex(
    "存款保险|地下水管理|排污许可|非银行支付|退役军人安置|信访工作|数据安全法|青藏高原生态|"
    "知识产权保护条例|优化营商环境|双随机|职业教育改革|无废城市|物业管理条例|农民工工资|校车安全|城镇燃气|"
    "旅行社条例|医疗机构管理条例|城镇排水|城市公共交通条例|住房公积金|快递"
)


def read_articles(folder: Path) -> list[dict[str, str]]:
    """Return the articles of the laws in a folder.

    Raises:
        InputError: There are none.
    """
    path = folder / ARTICLES
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            return [json.loads(line) for line in stream]
    except (OSError, EOFError, ValueError) as error:
        raise InputError(
            f"{path} is no file of articles ({error}); eval/sets/train/README.md says how to get it."
        ) from error


def law_texts(articles: Iterable[Mapping[str, str]]) -> list[Text]:
    """Return the articles that statements are made from: none of a law that sets are about."""
    least, most = _LENGTHS
    return [
        _article(row)
        for row in articles
        if least <= len(row["text"]) <= most and not _JUDGED.search(row["doc"])
    ]


def written_texts(
    articles: Iterable[Mapping[str, str]], papers: Path, passages: Path = PASSAGES
) -> dict[int, Text]:
    """Return the passages that lines were written about, by their numbers.

    Raises:
        InputError: A passage is not found.
    """
    rows = list(read_rows(passages))
    own = {row["of"]: Text((), sentences_of(row["text"])) for row in rows if "text" in row}
    wanted = [row for row in rows if "text" not in row]
    known: dict[tuple[str, str], Text] = {}
    names = {row["document"] for row in wanted}
    for row in articles:
        if row["doc"] in names:
            known[row["doc"], digest(row["text"])] = _article(row)
    known |= _lines_of(papers, {row["document"] for row in wanted if "article" not in row})
    found = {row["of"]: known.get((row["document"], row["digest"])) for row in wanted}
    missing = [row for row in wanted if found[row["of"]] is None]
    if missing:
        first = missing[0]
        raise InputError(
            f"{len(missing)} of {len(wanted)} passages of {passages.name} are not in the texts, the "
            f"first 《{first['document']}》{first.get('article', '')}; eval/sets/train/README.md says how "
            "to get them."
        )
    return {of: text for of, text in found.items() if text is not None} | own


def _lines_of(folder: Path, names: set[str]) -> dict[tuple[str, str], Text]:
    """Return the lines of the papers of a folder whose file has one of some names in its own."""
    found = {}
    for path in sorted(folder.iterdir()):
        named = [name for name in names if name in path.stem]
        if not named:
            continue
        for document in load_documents([path]):
            for line in document.text.split("\n"):
                text = Text((), sentences_of(line.strip()))
                found.update({(name, digest(line)): text for name in named})
    return found


def _article(row: Mapping[str, str]) -> Text:
    titles = tuple(row[part].split(" ", 1)[-1] for part in ("chapter", "section"))
    return Text(titles, sentences_of(row["text"].strip()))


def digest(text: str) -> str:
    """Return what tells a passage from others of its document."""
    return hashlib.sha256(_SPACE.sub("", text).encode()).hexdigest()[:_DIGITS]
