"""What decides an answer and may be set: recorded with every evaluation run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import InputError
from index.store.folder import SETTINGS


class Settings(BaseModel):
    """Settings of retrieval and answering; unknown names are refused.

    Weights are those of the best fixed mix on the training questions (docs/retrieval.md).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    encoder: str = "default"
    edition: bool = Field(True, description="use the corpus's reading edition where it has one")
    sentence_weight: float = Field(1.0, ge=0)
    clause_weight: float = Field(0.5, ge=0)
    gloss_weight: float = Field(0.5, ge=0)
    english_weight: float = Field(1.0, ge=0)
    plain_zh_weight: float = Field(1.0, ge=0)
    plain_en_weight: float = Field(1.0, ge=0)
    lexical_weight_zh: float = Field(0.2, ge=0)
    lexical_weight_en: float = Field(0.3, ge=0)
    temperature: float = Field(0.5, gt=0, description="of the softmax over clause scores")
    coverage: float = Field(0.96, gt=0, le=1, description="probability that the quotes shown cover")
    nli: str = Field(
        "", description="id or folder of an NLI cross-encoder for claims; none if empty"
    )
    threshold: float | None = Field(
        None, ge=0, le=1, description="least confidence that is an answer; the model's own if unset"
    )

    def with_changes(self, changes: Mapping[str, object]) -> Self:
        """Return a copy with ``changes``.

        Raises:
            InputError: A name is unknown or a value out of range; says which and what is allowed.
        """
        try:
            return type(self).model_validate({**self.model_dump(), **changes})
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            known = ", ".join(type(self).model_fields)
            message = f"The setting {name}: {first['msg'].lower()}; settings are {known}."
            raise InputError(message) from error


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
    changed = settings.model_dump(exclude_defaults=True)
    new.write_text(json.dumps(changed, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    new.replace(path)
    return path
