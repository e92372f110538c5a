"""Writes a LLaVA checkpoint of transformers as the two GGUF files that llama.cpp takes: the language model and its eye.

The names of metadata and tensors are those of llama.cpp's own converter.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gguf
import msgspec
import numpy as np
from safetensors.numpy import load_file

__all__ = ["eye_of", "language_of"]

_TEXT, _EYE, _PROJECTOR = "language_model.", "vision_tower.", "multi_modal_projector."


def language_of(checkpoint: Path, path: Path) -> Path:
    """The language model alone, of the llama family, with its byte-level BPE and its chat template."""
    config = _json(checkpoint, "config")["text_config"]
    heads = config["num_attention_heads"]
    out = gguf.GGUFWriter(path, "llama")
    out.add_name("llava")
    out.add_context_length(config["max_position_embeddings"])
    out.add_embedding_length(config["hidden_size"])
    out.add_block_count(config["num_hidden_layers"])
    out.add_feed_forward_length(config["intermediate_size"])
    out.add_head_count(heads)
    out.add_head_count_kv(config["num_key_value_heads"])
    out.add_rope_dimension_count(config["head_dim"])
    out.add_layer_norm_rms_eps(config["rms_norm_eps"])
    _add_tokenizer(out, checkpoint)
    known = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, config["num_hidden_layers"])
    for name, tensor in _tensors(checkpoint, _TEXT):
        rotated = name.endswith(("q_proj.weight", "k_proj.weight"))
        out.add_tensor(_named(known, name), _interleaved(tensor, heads) if rotated else tensor)
    return _written(out, path)


def eye_of(checkpoint: Path, path: Path) -> Path:
    """The eye (SigLIP) and the projector into the language model's space, as llama.cpp calls it an mmproj."""
    config, picture = _json(checkpoint, "config"), _json(checkpoint, "processor_config")["image_processor"]
    eye = config["vision_config"]
    layers = eye["num_hidden_layers"]
    out = gguf.GGUFWriter(path, "clip")
    out.add_clip_has_vision_encoder(True)
    out.add_clip_projector_type("mlp")
    out.add_vision_image_size(eye["image_size"])
    out.add_vision_patch_size(eye["patch_size"])
    out.add_vision_embedding_length(eye["hidden_size"])
    out.add_vision_feed_forward_length(eye["intermediate_size"])
    out.add_vision_projection_dim(config["text_config"]["hidden_size"])
    out.add_vision_block_count(layers)
    out.add_vision_head_count(eye["num_attention_heads"])
    out.add_vision_attention_layernorm_eps(eye["layer_norm_eps"])
    out.add_vision_image_mean(picture["image_mean"])
    out.add_vision_image_std(picture["image_std"])
    out.add_vision_use_gelu(True)
    out.add_array("clip.vision.feature_layer", [layers])  # the last one; LLaVA's own are the last but one
    known = gguf.get_tensor_name_map(gguf.MODEL_ARCH.MMPROJ, layers)
    for name, tensor in _tensors(checkpoint, _EYE):
        if "post_layernorm" not in name:  # of the pooled picture, which LLaVA does not look at
            out.add_tensor(_named(known, f"vision_tower.vision_model.{name}"), tensor)
    for name, tensor in _tensors(checkpoint, _PROJECTOR):
        number = {"linear_1": 0, "linear_2": 2}[name.partition(".")[0]]
        out.add_tensor(f"mm.{number}.{name.rpartition('.')[2]}", tensor)
    return _written(out, path)


def _add_tokenizer(out: gguf.GGUFWriter, checkpoint: Path) -> None:
    tokenizer = _json(checkpoint, "tokenizer")
    vocabulary = tokenizer["model"]["vocab"]
    special = {token["id"] for token in tokenizer["added_tokens"]}
    ids = {token["content"]: token["id"] for token in tokenizer["added_tokens"]} | vocabulary
    words = sorted(ids, key=ids.__getitem__)
    control, normal = int(gguf.TokenType.CONTROL), int(gguf.TokenType.NORMAL)
    out.add_tokenizer_model("gpt2")
    out.add_tokenizer_pre("gpt-2")
    out.add_token_list(words)
    out.add_token_types([control if ids[word] in special else normal for word in words])
    out.add_token_merges([" ".join(pair) for pair in tokenizer["model"]["merges"]])
    out.add_bos_token_id(ids["<s>"])
    out.add_eos_token_id(ids["</s>"])
    out.add_pad_token_id(ids["<pad>"])
    out.add_add_bos_token(False)  # the template writes it
    out.add_chat_template((checkpoint / "chat_template.jinja").read_text())


def _tensors(checkpoint: Path, part: str) -> Iterator[tuple[str, Any]]:
    for name, tensor in load_file(checkpoint / "model.safetensors").items():
        if name.startswith(part):
            yield name.removeprefix(part), tensor.astype(np.float32)


def _named(known: gguf.TensorNameMap, name: str) -> str:
    found = known.get_name(name, try_suffixes=(".weight", ".bias"))
    assert found is not None, name
    return found


def _interleaved(weight: Any, heads: int) -> Any:
    """Rows in the order that llama.cpp turns them in: the two halves of each head alternate."""
    return weight.reshape(heads, 2, -1, weight.shape[1]).swapaxes(1, 2).reshape(weight.shape)


def _json(checkpoint: Path, name: str) -> Any:
    return msgspec.json.decode((checkpoint / f"{name}.json").read_bytes())


def _written(out: gguf.GGUFWriter, path: Path) -> Path:
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()
    return path
