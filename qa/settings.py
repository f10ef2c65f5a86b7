"""What decides an answer and may be set: recorded with every evaluation run."""

from __future__ import annotations

import functools
import json
import math
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, get_type_hints

from index.errors import InputError
from index.location import Location
from index.runtime.home import default_folder
from index.store.choose import store_at
from index.store.folder import SETTINGS
from index.store.protocol import Store
from index.views import CLAUSE, ENGLISH, GLOSS, PIECE, PLAIN_EN, PLAIN_ZH, SENTENCE

if TYPE_CHECKING:
    from pydantic import BaseModel


_WEIGHT = {"ge": 0}


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of retrieval and answering; unknown names are refused.

    Weights are those of the best fixed mix on the training questions (docs/retrieval.md).

    Attributes:
        encoder: Id or folder of a model, or ``default``.
        edition: Use the corpus's reading edition where it has one.
        soft_weight: Of words that mean the same, where there is no edition.
        temperature: Of the softmax over clause scores.
        coverage: Probability that the quotes shown cover.
        reranker: Id or folder of a cross-encoder that orders the nearest clauses; none if empty.
        nli: Id or folder of an NLI cross-encoder for claims; none if empty.
        threshold: Least confidence that is an answer; the model's own if None.
    """

    encoder: str = "default"
    edition: bool = True
    sentence_weight: float = field(default=1.0, metadata=_WEIGHT)
    clause_weight: float = field(default=0.5, metadata=_WEIGHT)
    gloss_weight: float = field(default=0.5, metadata=_WEIGHT)
    english_weight: float = field(default=1.0, metadata=_WEIGHT)
    plain_zh_weight: float = field(default=1.0, metadata=_WEIGHT)
    plain_en_weight: float = field(default=1.0, metadata=_WEIGHT)
    piece_weight: float = field(default=1.0, metadata=_WEIGHT)
    lexical_weight_zh: float = field(default=0.2, metadata=_WEIGHT)
    lexical_weight_en: float = field(default=0.3, metadata=_WEIGHT)
    soft_weight: float = field(default=0.2, metadata=_WEIGHT)
    temperature: float = field(default=0.5, metadata={"gt": 0})
    coverage: float = field(default=0.96, metadata={"gt": 0, "le": 1})
    reranker: str = ""
    nli: str = ""
    threshold: float | None = field(default=None, metadata={"ge": 0, "le": 1})

    @property
    def view_weights(self) -> dict[str, float]:
        """Weights by kind of view."""
        return {
            SENTENCE: self.sentence_weight,
            CLAUSE: self.clause_weight,
            GLOSS: self.gloss_weight,
            ENGLISH: self.english_weight,
            PLAIN_ZH: self.plain_zh_weight,
            PLAIN_EN: self.plain_en_weight,
            PIECE: self.piece_weight,
        }

    @property
    def left_out(self) -> tuple[str, ...]:
        """Kinds of views that weigh nothing, so that a corpus need not have them."""
        return tuple(kind for kind, weight in self.view_weights.items() if not weight)

    def with_changes(self, changes: Mapping[str, object]) -> Self:
        """Return a copy with ``changes``.

        Raises:
            InputError: A name is unknown or a value out of range; says which and what is allowed.
        """
        if all(_fits(name, value) for name, value in changes.items()):
            return replace(self, **changes)  # type: ignore[arg-type]  # each was looked at
        from pydantic import ValidationError

        try:
            given = _model().model_validate({**asdict(self), **changes})
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            known = ", ".join(setting.name for setting in fields(self))
            message = f"The setting {name}: {first['msg'].lower()}; settings are {known}."
            raise InputError(message) from error
        return replace(self, **given.model_dump())


def _fits(name: str, value: object) -> bool:
    """Tell whether a value plainly is one of a setting; of others the slower model says what is wrong.

    A corpus without glosses has settings, and to load what checks any would be a tenth of a cold question.
    """
    setting = _SETTINGS.get(name)
    if setting is None:
        return False
    bounds = setting.metadata
    if not bounds:
        return type(value) is type(setting.default)
    if not isinstance(value, float):
        return False
    return bool(
        value >= bounds.get("ge", -math.inf)
        and value > bounds.get("gt", -math.inf)
        and value <= bounds.get("le", sys.float_info.max)
    )


_SETTINGS = {setting.name: setting for setting in fields(Settings)}


@functools.cache
def _model() -> type[BaseModel]:
    """Return what checks settings that were given; it loads slowly."""
    from pydantic import ConfigDict, Field, create_model

    types = get_type_hints(Settings)
    checked: dict[str, Any] = {
        setting.name: (types[setting.name], Field(setting.default, **setting.metadata))
        for setting in fields(Settings)
    }
    return create_model("Settings", __config__=ConfigDict(extra="forbid"), **checked)


def changed_settings(settings: Settings) -> dict[str, object]:
    """Return the settings that differ from the defaults."""
    defaults = asdict(Settings())
    return {name: value for name, value in asdict(settings).items() if value != defaults[name]}


def load_settings(corpus: Store | Path) -> Settings:
    """Return the settings of a corpus; the defaults where it has none.

    Raises:
        InputError: What is kept is not JSON or something else than settings.
    """
    store = _store(corpus)
    try:
        kept = store.settings()
        values = {} if kept is None else json.loads(kept)
    except ValueError as error:
        where = f"{SETTINGS} of {store.name}"
        raise InputError(f"{where} is not JSON ({error}); delete it for the defaults.") from error
    if not isinstance(values, dict):
        where = f"{SETTINGS} of {store.name}"
        raise InputError(f"{where} holds no JSON object; delete it for the defaults.")
    return Settings().with_changes(values)


def save_settings(corpus: Store | Path, settings: Settings) -> str:
    """Keep with a corpus what differs from the defaults; return where it is kept."""
    changed = json.dumps(changed_settings(settings), indent=2, ensure_ascii=False)
    return _store(corpus).keep_settings(f"{changed}\n")


def save_threshold(corpus: Location | None, threshold: float) -> str:
    """Keep the refusal threshold with the settings of a corpus; return where."""
    store = store_at(default_folder() if corpus is None else corpus)
    settings = load_settings(store).with_changes({"threshold": threshold})
    return save_settings(store, settings)


def _store(corpus: Store | Path) -> Store:
    return store_at(corpus) if isinstance(corpus, Path) else corpus
