"""How sure it is that the best clauses answer a question: a calibrated probability.

A support vector machine over signals that a person can read: scores, margins, agreement of the
views, terms of the question that no clause has, the kind of answer that is asked for and whether
the best clauses hold one, numbers and places that the plan does not have. Where the corpus brings a
model trained on its own questions (``refusal.npz`` in its edition), what the question is about
counts too: its vector, and what of it the best view leaves unexplained.

``python -m eval.fit_refusal`` trains both models.
"""

from __future__ import annotations

import functools
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.build import ClauseIndex
from index.errors import InputError
from index.terms import terms
from index.views import ENGLISH, GLOSS, PLAIN_EN, PLAIN_ZH, SENTENCE
from qa.answer_kind import answer_kinds, holds_kind
from qa.places import places_in
from qa.retrieve import LEXICAL, Ranking

Vector = npt.NDArray[np.float64]

MODEL_FILE = "refusal.npz"
_GENERIC = Path(__file__).parent / "data" / MODEL_FILE
_NUMBERS = ("gamma", "intercept", "slope", "offset", "threshold")
# Beyond these log-odds a probability is 0 or 1 to the last digit shown.
_MOST_ODDS = 30.0
# Clauses that are looked at together: an answer may stand in more than one.
_LOOKED_AT = 3
# English says the same in about three times as many characters.
_ENGLISH_LENGTH = 0.35
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}")


@dataclass(frozen=True)
class RefusalModel:
    """A support vector machine with a Gaussian kernel, its outcome calibrated (Platt, 1999).

    Attributes:
        encoder: Encoder whose vectors it was trained on; empty for one that uses none.
        names: Names of the signals, in the order of the columns.
        means: float64 (d,), means of the columns in training.
        scales: float64 (d,), what a column is divided by after that.
        support: float64 (m, d), the training questions that hold the boundary, scaled.
        coefficients: float64 (m,), their weights; positive speaks for an answer.
        gamma: Width of the kernel exp(-gamma |x - y|^2).
        intercept: Added to the weighted sum of kernels.
        slope: Confidence is the logistic function of slope * sum + offset.
        offset: See ``slope``.
        threshold: The confidence below which a question is refused.
    """

    encoder: str
    names: tuple[str, ...]
    means: Vector
    scales: Vector
    support: Vector
    coefficients: Vector
    gamma: float
    intercept: float
    slope: float
    offset: float
    threshold: float

    def confidence(self, signals: Mapping[str, float], vector: Vector) -> float:
        """Return the probability that the question is answered, 0 to 1.

        Args:
            signals: By name, as ``SignalReader.signals`` gives them.
            vector: What ``SignalReader.vector`` gives; used by models trained on vectors only.
        """
        unknown = [name for name in self.names if name not in signals]
        values = [signals.get(name, 0.0) for name in self.names]
        row = np.asarray([*values, *vector] if self.encoder else values, dtype=np.float64)
        if unknown or len(row) != len(self.means):
            message = (
                f"The refusal model knows {len(self.means)} signals, {', '.join(unknown) or 'all'} "
                f"of them not among the {len(row)} that there are; run python -m eval.fit_refusal."
            )
            raise InputError(message)
        odds = self.slope * self.decide(row) + self.offset
        return float(1 / (1 + np.exp(-np.clip(odds, -_MOST_ODDS, _MOST_ODDS))))

    def decide(self, row: Vector) -> float:
        """Return on which side of the boundary a row of signals lies, and how far from it."""
        apart = self.support - (row - self.means) / self.scales
        kernels = np.exp(-self.gamma * np.einsum("ij,ij->i", apart, apart))
        return float(kernels @ self.coefficients + self.intercept)

    def save(self, path: Path) -> None:
        """Write the model: plain arrays, nothing pickled."""
        numbers = [getattr(self, name) for name in _NUMBERS]
        with path.open("wb") as stream:
            np.savez_compressed(
                stream,
                encoder=np.asarray(self.encoder),
                names=np.asarray(self.names),
                means=self.means.astype(np.float32),
                scales=self.scales.astype(np.float32),
                # Half precision moves no confidence by more than 0.002.
                support=self.support.astype(np.float16),
                coefficients=self.coefficients.astype(np.float32),
                numbers=np.asarray(numbers, dtype=np.float64),
            )


def load_refusal_model(path: Path | None, encoder: str) -> RefusalModel:
    """Return the model at ``path`` if it is one for ``encoder``, else the generic one.

    Raises:
        InputError: The file is not a model.
    """
    if path is not None and path.is_file():
        model = _read(path)
        if model.encoder in {"", encoder}:
            return model
    return _read(_GENERIC)


def _read(path: Path) -> RefusalModel:
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            numbers = dict(zip(_NUMBERS, arrays["numbers"].tolist(), strict=True))
            model = RefusalModel(
                encoder=str(arrays["encoder"]),
                names=tuple(str(name) for name in arrays["names"]),
                means=arrays["means"].astype(np.float64),
                scales=arrays["scales"].astype(np.float64),
                support=arrays["support"].astype(np.float64),
                coefficients=arrays["coefficients"].astype(np.float64),
                **numbers,
            )
        problem = _problem(model)
    # What numpy and zipfile raise for files that are not theirs or not whole.
    except (
        *(OSError, ValueError, KeyError, TypeError, EOFError, AttributeError),
        *(RuntimeError, zipfile.BadZipFile, zlib.error),
    ) as error:
        message = f"{path} is not a refusal model ({error}); run python -m eval.fit_refusal."
        raise InputError(message) from error
    if problem:
        message = f"{path} is not a refusal model ({problem}); run python -m eval.fit_refusal."
        raise InputError(message)
    return model


def _problem(model: RefusalModel) -> str:
    """Return what does not fit in a model, or nothing."""
    columns, rows = len(model.means), len(model.coefficients)
    if model.scales.shape != (columns,) or model.support.shape != (rows, columns):
        return f"{model.support.shape} numbers for {rows} rows of {columns} signals"
    parts = (model.means, model.scales, model.support, model.coefficients)
    numbers = [getattr(model, name) for name in _NUMBERS]
    if not all(np.isfinite(part).all() for part in (*parts, np.asarray(numbers))):
        return "a number is not finite"
    return "" if model.scales.all() else "a scale is 0"


class SignalReader:
    """Reads off a ranking what speaks for and against an answer."""

    def __init__(self, clause_index: ClauseIndex) -> None:
        self._clause_index = clause_index
        self._views: dict[int, list[str]] = defaultdict(list)
        for view in clause_index.views:
            self._views[view.position].append(view.text)

    def signals(self, ranking: Ranking) -> dict[str, float]:
        """Return the signals by name."""
        query, order, scores = ranking.query, ranking.order, ranking.scores
        best = int(order[0])

        def margin(rank: int) -> float:
            return float(scores[best] - scores[order[min(rank, len(order) - 1)]])

        words = "\n".join(self._clause_index.clauses[p].text for p in order[:_LOOKED_AT])
        signals = {
            "score": float(scores[best]),
            "dense": float(ranking.dense[best]),
            "spread": float(ranking.dense.std()),
            "margin_2": margin(1),
            "margin_6": margin(5),
            "margin_21": margin(20),
            "closest_view": float(ranking.similar.max()),
            "agreeing_views": float(sum(v.argmax() == best for v in ranking.signals.values())),
            "bm25": float(ranking.signals[LEXICAL][best]),
            "bm25_most": float(ranking.signals[LEXICAL].max(initial=0.0)),
            "chinese": float(query.lang == "zh"),
            "length": len(query.normal) * (1.0 if query.lang == "zh" else _ENGLISH_LENGTH),
            "terms": float(len(set(query.terms))),
        }
        for kind in (SENTENCE, ENGLISH, GLOSS, PLAIN_ZH, PLAIN_EN):
            values = ranking.signals.get(kind)
            signals[f"view_{kind}"] = 0.0 if values is None else float(values[best])
        signals |= self._term_signals(ranking, words)
        for kind, asked in answer_kinds(query.normal.lower(), query.lang).items():
            signals[f"asks_{kind}"] = float(asked)
            signals[f"lacks_{kind}"] = float(asked and not holds_kind(kind, words))
        return signals

    def _term_signals(self, ranking: Ranking, words: str) -> dict[str, float]:
        """Return how far the terms, numbers and names of the question stand in the best clauses."""
        query, lexical = ranking.query, self._clause_index.lexical
        weight = {term: lexical.idf(term) for term in set(query.terms)}
        total = sum(weight.values()) or 1.0
        views = [text for p in ranking.order[:_LOOKED_AT] for text in self._views[int(p)]]
        there = set(terms("\n".join([words, *views])))
        numbers = set(_NUMBER.findall(query.normal))
        names = _NAME.findall(query.text) if query.lang == "en" else []
        whole = self._whole_text
        return {
            "covered": sum(w for term, w in weight.items() if term in there) / total,
            "unknown": sum(w for term, w in weight.items() if term not in lexical) / total,
            "unknown_terms": float(sum(term not in lexical for term in weight)),
            "strange_number": float(any(number not in words for number in numbers)),
            "unseen_number": float(any(number not in whole for number in numbers)),
            "unseen_name": float(any(name not in whole for name in names)),
            "unseen_place": float(any(place not in whole for place in places_in(query.normal))),
        }

    @functools.cached_property
    def _whole_text(self) -> str:
        """Everything that the corpus and its edition say, for looking single words up."""
        documents = (document.text for document in self._clause_index.documents)
        return "\n".join([*documents, *(view.text for view in self._clause_index.views)])

    def vector(self, ranking: Ranking, query_vector: Vector) -> Vector:
        """Return what a question is about, and what of it the closest view leaves unexplained.

        Args:
            ranking: The ranking of the question.
            query_vector: float64 (dim,), the centred vector of the question.

        Returns:
            float64 (2 * dim,).
        """
        row = int(ranking.similar.argmax())
        closest = self._clause_index.dense.vector(row).astype(np.float64)
        return np.concatenate([query_vector, query_vector - ranking.similar[row] * closest])
