"""What decides an answer and may be set: recorded with every evaluation run."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, get_type_hints

from index.errors import InputError
from index.home import default_folder
from index.store.folder import SETTINGS

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
    nli: str = ""
    threshold: float | None = field(default=None, metadata={"ge": 0, "le": 1})

    def with_changes(self, changes: Mapping[str, object]) -> Self:
        """Return a copy with ``changes``.

        Raises:
            InputError: A name is unknown or a value out of range; says which and what is allowed.
        """
        if not changes:
            return self
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


@functools.cache
def _model() -> type[BaseModel]:
    """Return what checks settings that were given; most corpora bring none, and it loads slowly."""
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


def load_settings(folder: Path) -> Settings:
    """Return the settings of a corpus folder; the defaults where it has none.

    Raises:
        InputError: The file is not JSON or holds something else than settings.
    """
    path = folder / SETTINGS
    if not path.is_file():
        return Settings()
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{path} is not JSON ({error}); delete it for the defaults.") from error
    if not isinstance(values, dict):
        raise InputError(f"{path} holds no JSON object; delete it for the defaults.")
    return Settings().with_changes(values)


def save_settings(folder: Path, settings: Settings) -> Path:
    """Write what differs from the defaults into the corpus folder; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / SETTINGS
    new = path.with_suffix(".new")
    changed = changed_settings(settings)
    new.write_text(json.dumps(changed, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    new.replace(path)
    return path


def save_threshold(corpus: Path | None, threshold: float) -> Path:
    """Write the refusal threshold into the settings of a corpus; return the file."""
    folder = default_folder() if corpus is None else corpus
    settings = load_settings(folder).with_changes({"threshold": threshold})
    return save_settings(folder, settings)
