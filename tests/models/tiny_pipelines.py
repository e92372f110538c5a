"""Pipelines of diffusers of some kilobytes, freshly initialised and saved as the library saves them: one of each sort that tests ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.models.tiny import words

__all__ = ["FILMS", "PAINTERS", "animate_diff", "instruct_pix2pix", "stable_diffusion"]

_BLOCK = {"block_out_channels": (32, 64), "layers_per_block": 1, "norm_num_groups": 32}


def _tokenizer() -> Any:
    found = words()
    found.model_max_length = 24
    return found


def _clip(width: int = 32) -> Any:
    from transformers import CLIPTextConfig, CLIPTextModel

    config = CLIPTextConfig(
        vocab_size=len(words()),
        hidden_size=width,
        intermediate_size=37,
        projection_dim=width,
        num_attention_heads=2,
        num_hidden_layers=1,
        max_position_embeddings=24,
        pad_token_id=0,
        bos_token_id=1,
        eos_token_id=2,
    )
    return CLIPTextModel(config).eval()


def _t5() -> Any:
    from transformers import T5Config, T5EncoderModel

    config = T5Config(vocab_size=len(words()), d_model=32, d_kv=16, d_ff=37, num_layers=1, num_heads=2)
    return T5EncoderModel(config).eval()


def _vae(channels: int = 4, *, widths: tuple[int, ...] = (32, 64), **more: Any) -> Any:
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=widths,
        layers_per_block=1,
        norm_num_groups=widths[0],
        down_block_types=["DownEncoderBlock2D"] * len(widths),
        up_block_types=["UpDecoderBlock2D"] * len(widths),
        latent_channels=channels,
        sample_size=32,
        **more,
    )


def _unet(channels: int = 4) -> Any:
    from diffusers import UNet2DConditionModel

    return UNet2DConditionModel(
        **_BLOCK,
        sample_size=16,
        in_channels=channels,
        out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=32,
        attention_head_dim=8,
    )


def _checker() -> Any:
    """A filter that holds every picture for unfit."""
    import torch
    from diffusers.pipelines.stable_diffusion import StableDiffusionSafetyChecker
    from transformers import CLIPConfig

    part = {"hidden_size": 32, "intermediate_size": 37, "num_attention_heads": 2, "num_hidden_layers": 1}
    config = CLIPConfig(projection_dim=32, text_config=part, vision_config=part | {"image_size": 32, "patch_size": 16})
    checker = StableDiffusionSafetyChecker(config)
    torch.nn.init.constant_(checker.concept_embeds_weights, -2.0)
    return checker.eval()


def stable_diffusion(folder: Path, *, blocks: bool = False) -> Path:
    """Words to pictures; `blocks` adds a filter that stops every one."""
    from diffusers import DDIMScheduler, StableDiffusionPipeline
    from transformers import CLIPImageProcessorPil

    square = {"height": 32, "width": 32}
    StableDiffusionPipeline(
        vae=_vae(),
        text_encoder=_clip(),
        tokenizer=_tokenizer(),
        unet=_unet(),
        scheduler=DDIMScheduler(clip_sample=False, steps_offset=1),
        safety_checker=_checker() if blocks else None,
        feature_extractor=CLIPImageProcessorPil(size=square, crop_size=square) if blocks else None,
        requires_safety_checker=blocks,
    ).save_pretrained(folder)
    return folder


def instruct_pix2pix(folder: Path) -> Path:
    """A picture and what to change of it to a picture; its scheduler adds noise at every step."""
    from diffusers import EulerAncestralDiscreteScheduler, StableDiffusionInstructPix2PixPipeline

    StableDiffusionInstructPix2PixPipeline(
        vae=_vae(),
        text_encoder=_clip(),
        tokenizer=_tokenizer(),
        unet=_unet(8),
        scheduler=EulerAncestralDiscreteScheduler(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)
    return folder


def pixart(folder: Path) -> Path:
    """A transformer over latents, with T5 as its encoder."""
    from diffusers import DDIMScheduler, PixArtAlphaPipeline, PixArtTransformer2DModel

    transformer = PixArtTransformer2DModel(
        sample_size=32,
        num_layers=1,
        patch_size=2,
        attention_head_dim=8,
        num_attention_heads=2,
        caption_channels=32,
        in_channels=4,
        cross_attention_dim=16,
        out_channels=8,
        use_additional_conditions=False,
    )
    PixArtAlphaPipeline(
        transformer=transformer,
        vae=_vae(widths=(8, 8, 8, 8)),
        text_encoder=_t5(),
        tokenizer=_tokenizer(),
        scheduler=DDIMScheduler(),
    ).save_pretrained(folder)
    return folder


def flux(folder: Path) -> Path:
    """Flow matching, with two encoders."""
    from diffusers import FlowMatchEulerDiscreteScheduler, FluxPipeline, FluxTransformer2DModel

    transformer = FluxTransformer2DModel(
        patch_size=1,
        in_channels=4,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=32,
        pooled_projection_dim=32,
        axes_dims_rope=(4, 4, 8),
    )
    FluxPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=_vae(1, shift_factor=0.0, use_quant_conv=False, use_post_quant_conv=False),
        text_encoder=_clip(),
        tokenizer=_tokenizer(),
        text_encoder_2=_t5(),
        tokenizer_2=_tokenizer(),
        transformer=transformer,
    ).save_pretrained(folder)
    return folder


def animate_diff(folder: Path) -> Path:
    """Words to a film, frame by frame."""
    from diffusers import AnimateDiffPipeline, DDIMScheduler, MotionAdapter

    motion = MotionAdapter(
        block_out_channels=(32, 64),
        motion_layers_per_block=1,
        motion_norm_num_groups=2,
        motion_num_attention_heads=4,
        use_motion_mid_block=False,
    )
    AnimateDiffPipeline(
        vae=_vae(),
        text_encoder=_clip(),
        tokenizer=_tokenizer(),
        unet=_unet(),
        motion_adapter=motion,
        scheduler=DDIMScheduler(clip_sample=False, steps_offset=1),
    ).save_pretrained(folder)
    return folder


def wan(folder: Path) -> Path:
    """Words to a film, whole: a transformer over latents of space and time."""
    from diffusers import AutoencoderKLWan, FlowMatchEulerDiscreteScheduler, WanPipeline, WanTransformer3DModel

    transformer = WanTransformer3DModel(
        patch_size=(1, 2, 2),
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=16,
        out_channels=16,
        text_dim=32,
        freq_dim=256,
        ffn_dim=32,
        num_layers=1,
        cross_attn_norm=True,
        rope_max_seq_len=32,
    )
    vae = AutoencoderKLWan(
        base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
    )
    WanPipeline(
        tokenizer=_tokenizer(),
        text_encoder=_umt5(),
        vae=vae,
        scheduler=FlowMatchEulerDiscreteScheduler(shift=7.0),
        transformer=transformer,
        transformer_2=None,
    ).save_pretrained(folder)
    return folder


def _umt5() -> Any:
    from transformers import UMT5Config, UMT5EncoderModel

    config = UMT5Config(vocab_size=len(words()), d_model=32, d_kv=16, d_ff=37, num_layers=1, num_heads=2)
    return UMT5EncoderModel(config).eval()


PAINTERS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "stable-diffusion": (stable_diffusion, "steps=2&size=32"),
    "pixart": (pixart, "steps=2&guidance=2"),
    "flux": (flux, "steps=2&size=16"),
}
"""Pipelines from words to pictures, each with parameters that make it quick."""

FILMS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "animate-diff": (animate_diff, "steps=2&size=32&frames=3"),
    "wan": (wan, "steps=2&size=16&frames=5"),
}
"""Pipelines from words to films."""
