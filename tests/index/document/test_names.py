from __future__ import annotations

import pytest

from index.document.corpus import Document
from index.document.names import find_documents, named_documents
from index.errors import InputError

DOCUMENTS = [
    Document("a.txt", "laws/广东省知识产权保护条例(2022-03-29).txt", "一。"),
    Document("b.txt", "排污许可管理条例.txt", "二。"),
    Document("排污", "other.md", "三。"),
]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("a.txt", ["a.txt"]),
        ("排污", ["排污"]),  # an id comes before a piece of a name
        ("排污许可管理条例.txt", ["b.txt"]),
        ("排污许可管理条例", ["b.txt"]),
        ("《排污许可管理条例》", ["b.txt"]),
        ("OTHER", ["排污"]),
        ("知识产权保护条例", ["a.txt"]),
        ("广东省知识产权保护条例（2022-03-29）", ["a.txt"]),
        ("条例", []),  # too little of a name
        ("管理条例", ["b.txt"]),
        ("渔业法", []),
        ("", []),
        ("《》", []),
    ],
)
def test_names(name: str, ids: list[str]) -> None:
    assert [document.doc_id for document in find_documents(DOCUMENTS, name)] == ids


def test_titles_and_what_people_call_them() -> None:
    titles = {"a.txt": "中华人民共和国渔业法（2013修正）", "b.txt": "渔业法实施细则"}
    for name in ("渔业法", "《中华人民共和国渔业法》", "中华人民共和国渔业法(2013修正)"):
        assert [one.doc_id for one in find_documents(DOCUMENTS, name, titles)] == ["a.txt"]
    assert find_documents(DOCUMENTS, "业法", titles) == []


def test_all_or_one_sentence() -> None:
    assert named_documents(DOCUMENTS, []) == frozenset()
    assert named_documents(DOCUMENTS, ["b.txt", "知识产权保护条例"]) == {"a.txt", "b.txt"}
    with pytest.raises(InputError, match=r"No document other\.txt in the corpus; it has other\.md"):
        named_documents(DOCUMENTS, ["b.txt", "other.txt"])
    with pytest.raises(InputError, match="it has none"):
        named_documents([], ["b.txt"])
