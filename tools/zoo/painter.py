"""The painter's build: tokenizer, text encoder, UNet and scheduler, put together as a Stable Diffusion pipeline."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, DDPMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

__all__ = [
    "LATENT",
    "TOKENS",
    "make_pipeline",
    "make_scheduler",
    "make_text",
    "make_tokenizer",
    "make_unet",
    "save",
    "tokens",
]

TOKENS, WIDTH = 20, 128
"""Tokens that a caption is filled up to, and numbers in each."""
LATENT = (8, 8, 8)
"""Channels, rows and columns of a picture's latents."""

START, END = "<|startoftext|>", "<|endoftext|>"


def make_tokenizer(texts: Iterable[str]) -> CLIPTokenizer:
    """CLIP's byte pairs learned from `texts`: their words are one token each, and any other English text can still be spelled."""
    found = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    found.normalizer = normalizers.Lowercase()
    found.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    letters = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=900,
        special_tokens=[START, END],
        initial_alphabet=letters,
        end_of_word_suffix="</w>",
        show_progress=False,
    )
    alone = [chr(code) for code in range(33, 127)]  # so that each is known at a word's end too
    found.train_from_iterator([*texts, *alone], trainer)
    learned = json.loads(found.to_str())["model"]
    return CLIPTokenizer(
        vocab=learned["vocab"], merges=[tuple(pair) for pair in learned["merges"]], model_max_length=TOKENS
    )


def make_text(tokenizer: CLIPTokenizer) -> CLIPTextModel:
    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=WIDTH,
        intermediate_size=3 * WIDTH,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=TOKENS,
        projection_dim=WIDTH,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return CLIPTextModel._from_config(config, attn_implementation="eager")


def make_unet(channels: int = LATENT[0]) -> UNet2DConditionModel:
    """Two levels, 8 × 8 and 4 × 4, that both look at the caption and at all of the picture."""
    unet = UNet2DConditionModel(
        sample_size=LATENT[1],
        in_channels=channels,
        out_channels=LATENT[0],
        layers_per_block=1,
        block_out_channels=(72, 96),
        down_block_types=("CrossAttnDownBlock2D",) * 2,
        up_block_types=("CrossAttnUpBlock2D",) * 2,
        cross_attention_dim=WIDTH,
        attention_head_dim=4,
        norm_num_groups=8,
    )
    unet.set_attn_processor(AttnProcessor())  # plain products: in training half as fast again on the processors at hand
    return unet


def make_scheduler() -> DDPMScheduler:
    """Pictures this small have little that repeats itself, so less noise hides them than Stable Diffusion's schedule has; noise that is
    added anew at every step mends what went wrong at an earlier one."""
    return DDPMScheduler(
        num_train_timesteps=1000,
        beta_schedule="squaredcos_cap_v2",
        prediction_type="v_prediction",
        clip_sample=False,
        steps_offset=1,
        timestep_spacing="trailing",
    )


def make_pipeline(
    canvas: AutoencoderKL, text: CLIPTextModel, tokenizer: CLIPTokenizer, unet: UNet2DConditionModel
) -> Any:
    return StableDiffusionPipeline(
        vae=canvas,
        text_encoder=text,
        tokenizer=tokenizer,
        unet=unet,
        scheduler=make_scheduler(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def tokens(tokenizer: CLIPTokenizer, captions: list[str]) -> torch.Tensor:
    """(captions, TOKENS), as the pipeline makes them."""
    found: torch.Tensor = tokenizer(
        captions, padding="max_length", max_length=TOKENS, truncation=True, return_tensors="pt"
    ).input_ids
    return found


def save(pipeline: Any, folder: Path) -> None:
    """A copy of it as a checkpoint in 16 bits, which loads in 32 where nothing else is asked for."""
    copy.deepcopy(pipeline).to(torch.float16).save_pretrained(folder)
    for config in (folder / "model_index.json", *folder.glob("*/config.json")):
        told = json.loads(config.read_text(encoding="utf-8"))
        told.pop("_name_or_path", None)  # where on this machine it was loaded from
        if config.parent.name == "text_encoder":
            # it alone would load in the 16 bits that its file has, which the others do not take
            told["dtype"] = "float32"
        config.write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", encoding="utf-8")
