from __future__ import annotations

import pytest

from index.errors import InputError
from qa.batch import read_batch


def test_items_keep_order_and_ids() -> None:
    items = read_batch(
        [
            b'\xef\xbb\xbf{"question": "\xe6\xb0\xb4?", "id": "b"}\r\n',
            b"\n",
            '{"question": "power?", "id": 7, "history": ["first?", "then?"], "note": [1]}\n',
            '{"question": "air?", "id": null, "text": 3}',
        ],
        "question",
    )
    assert [item.text for item in items] == ["水?", "power?", "air?"]
    assert [item.id for item in items] == ["b", 7, None]
    assert items[1].history == ["first?", "then?"]


def test_claims() -> None:
    assert read_batch(['{"claim": "x is y"}'], "claim")[0].text == "x is y"
    assert read_batch([], "claim") == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"\xff\xfe", "is not UTF-8"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[1]", 'expected a JSON object with "question"'),
        ('"question"', 'expected a JSON object with "question"'),
        ("null", 'expected a JSON object with "question"'),
        ('{"claim": "x"}', 'expected a JSON object with "question"'),
        ('{"question": 3}', "question: input should be a valid string"),
        ('{"question": null}', "question: input should be a valid string"),
        ('{"question": "x", "id": 1.5}', "id"),
        ('{"question": "x", "id": true}', "id"),
        ('{"question": "x", "history": "y"}', "history"),
        ('{"question": "x", "history": [3]}', r"history\.0"),
        ('{"question": "x", "history": ["?"]}', "is empty"),
        ('{"question": ""}', "is empty"),
        ('{"question": "\\ud800"}', "surrogate"),
        ('{"question": "' + "x" * 2001 + '"}', "2,001 characters"),
    ],
)
def test_a_bad_line_is_named(line: str | bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_batch(['{"question": "fine"}', "", line], "question")
    assert "Line 3" in str(caught.value)
    assert "\n" not in str(caught.value)
