"""A folder with a checkpoint of transformers or diffusers: whether it can be used at all, before anything heavy is imported, and
what it is.

Only weights in safetensors are read, never a pickle, and no code that a folder brings is run.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

from assay.errors import MissingExtraError, ModelError, reason
from assay.models._store import file_sha256
from assay.records import Kind, digest
from assay.uri import ModelURI

__all__ = ["Config", "Pipeline", "find_snapshot", "folder_sha256", "read_config", "read_pipeline"]

_PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl")
_KEPT = (".json", ".safetensors", ".jinja", ".txt", ".model")
"""What belongs to a checkpoint: configuration, weights, chat template, vocabulary."""

_FILMS = re.compile(
    r"video|animat|2v|i2vgen|world|^(?:allegro|anyflow|consisid|cosmos(?!2Text)|helios|latte|ltx|mochi|pia|skyreels|wan)",
    re.IGNORECASE,
)
_EDITS = re.compile(r"pix2pix|edit|kontext|img2img|image2image|2img|i2i|fill|inpaint|upscale", re.IGNORECASE)
"""What the names of diffusers' classes say of what they are for."""

_COMMIT = re.compile(r"^[0-9a-f]{40}$")


class Config(msgspec.Struct, frozen=True):
    """What a checkpoint's `config.json` tells: `kind` is `vlm` where it has an eye."""

    kind: Kind
    model_type: str


def read_config(folder: Path, said: str) -> Config:
    """What lies in `folder`. Raises ModelError, begun with `said`, where it is no checkpoint that can be used."""
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "does not exist"
        raise ModelError(f"{said}: {folder} {what}; give the folder of a checkpoint (config.json and *.safetensors)")
    config = _read_json(folder / "config.json", said)
    names = sorted(file.name for file in folder.iterdir())
    if not any(name.endswith(".safetensors") for name in names):
        pickles = [name for name in names if name.endswith(_PICKLES)]
        if pickles:
            raise ModelError(
                f"{said}: its weights are in {pickles[0]} only, a pickle, which can run code when it is read; "
                "save them as safetensors: model.save_pretrained(FOLDER)"
            )
        raise ModelError(f"{said}: {folder} has no weights: no *.safetensors")
    model_type = config.get("model_type")
    if not isinstance(model_type, str):
        raise ModelError(f"{said}: {folder / 'config.json'} names no model_type: it is no transformers checkpoint")
    if "auto_map" in config:
        raise ModelError(f"{said}: the model needs code of its own (auto_map in config.json), and assay runs none")
    sees = any(key in config for key in ("vision_config", "image_token_id", "image_token_index"))
    return Config("vlm" if sees else "llm", model_type)


class Pipeline(msgspec.Struct, frozen=True):
    """What the `model_index.json` of a pipeline tells: the name of its class."""

    name: str

    @property
    def kind(self) -> Kind:
        """What the class is made for, by its name."""
        return "video" if _FILMS.search(self.name) else "edit" if _EDITS.search(self.name) else "t2i"


def read_pipeline(folder: Path, said: str) -> Pipeline:
    """What pipeline lies in `folder`. Raises ModelError, begun with `said`, where it is none that can be used."""
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "does not exist"
        raise ModelError(f"{said}: {folder} {what}; give the folder of a pipeline (with a model_index.json)")
    index = _read_json(folder / "model_index.json", said)
    name = index.get("_class_name")
    if isinstance(name, list):
        raise ModelError(f"{said}: the pipeline needs code of its own ({name[0] if name else ''}), and assay runs none")
    if not isinstance(name, str):
        raise ModelError(f"{said}: {folder / 'model_index.json'} names no _class_name: it is no pipeline of diffusers")
    for part, source in index.items():
        if not isinstance(source, list) or len(source) != 2 or not isinstance(source[0], str):
            continue  # a setting, or a part that is left out
        own = folder / part
        if (own / f"{source[0]}.py").exists() or (folder / f"{source[0]}.py").exists():
            raise ModelError(f"{said}: its {part} needs code of its own ({source[0]}.py), and assay runs none")
        names = sorted(file.name for file in own.iterdir()) if own.is_dir() else []
        pickles = [name for name in names if name.endswith(_PICKLES)]
        if pickles and not any(name.endswith(".safetensors") for name in names):
            raise ModelError(
                f"{said}: the weights of its {part} are in {pickles[0]} only, a pickle, which can run code when it is read; "
                "save them as safetensors: pipeline.save_pretrained(FOLDER)"
            )
    return Pipeline(name)


def find_snapshot(uri: ModelURI, revision: str) -> Path:
    """The folder of a hub's model at one commit, downloaded where it is not in the hub's cache yet; without pickles and code.

    A pipeline of diffusers is taken without the weights beside its folders, which are all of it once more in one file, and without
    copies of less precision. Raises ModelError where the revision is no commit (a branch may hold other weights tomorrow), or nothing can be fetched.
    """
    name, said = uri.name, str(uri)
    if not _COMMIT.match(revision):
        raise ModelError(
            f"{said}: there is no folder {name}; a hub's model needs its commit, 40 hex digits: "
            f"{uri.scheme}:{name}?revision=COMMIT"
        )
    try:
        from huggingface_hub import snapshot_download
    except ModuleNotFoundError:
        raise MissingExtraError(said, "torch") from None
    parts = uri.scheme == "diffusers"
    options: dict[str, Any] = {
        "revision": revision,
        "allow_patterns": [*(f"*/*{suffix}" for suffix in _KEPT), "model_index.json"]
        if parts
        else [f"*{suffix}" for suffix in _KEPT],
        "ignore_patterns": ["*.fp16.*", "*.non_ema.*"] if parts else None,
    }
    try:
        try:
            return Path(snapshot_download(name, **options, local_files_only=True))
        except OSError:
            return Path(snapshot_download(name, **options))
    except Exception as error:  # the hub's client raises what its HTTP library, the disk or the server says
        raise ModelError(f"{said}: the hub's model cannot be fetched ({_first_line(error)})") from None


def folder_sha256(folder: Path) -> str:
    """SHA-256 over the names and hashes of all files of a checkpoint, those in its folders too, 64 hex digits."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in _KEPT)
    return digest([[file.relative_to(folder).as_posix(), file_sha256(file)] for file in files])


def _read_json(file: Path, said: str) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(file.read_bytes())
    except FileNotFoundError:
        raise ModelError(f"{said}: {file.parent} is no checkpoint: it has no {file.name}") from None
    except OSError as error:
        raise ModelError(f"{said}: cannot read {file} ({reason(error)})") from None
    except msgspec.DecodeError as error:
        raise ModelError(f"{said}: {file} is damaged ({error})") from None
    if not isinstance(found, dict):
        raise ModelError(f"{said}: {file} is damaged: it holds no object")
    return found


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
