"""Second step of the seer: it learns to answer, with the eye that `train_eye` has taught to see."""

from __future__ import annotations

import argparse
import os
import random
import time
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import distributed
from torch.nn import functional
from transformers import AutoTokenizer, LlavaForConditionalGeneration

from tools.zoo.batches import Lesson, lessons
from tools.zoo.halves import Halves
from tools.zoo.precision import HALF
from tools.zoo.questions import ask
from tools.zoo.seer import PATCHES, WIDTH, make_model, make_processor, make_tokenizer
from tools.zoo.sprites import KINDS, Sprites
from tools.zoo.train_eye import features

PICTURES = 16
"""Pictures in a batch, of each process."""

_BEGINNING = (1, 5)
"""<s><|user|>, before the picture."""

_AHEAD = len(_BEGINNING) + PATCHES
"""Tokens before the text."""


class Thought(NamedTuple):
    """What goes on over the text (pictures, tokens, ...): the hidden states before the first and after each layer, and by layer how
    much each head looks at what."""

    hidden: list[torch.Tensor]
    looks: list[torch.Tensor]


def think(model: Any, bridge: torch.Tensor, lesson: Lesson) -> Thought:
    """Each question sees the picture and itself alone."""
    words = model.model.language_model
    n, length = lesson.text.shape
    before = words.embed_tokens(torch.tensor(_BEGINNING)).expand(n, -1, -1)
    embedded = torch.cat([before, bridge, words.embed_tokens(lesson.text)], dim=1)
    position = torch.cat([torch.arange(_AHEAD).expand(n, -1), lesson.position + _AHEAD], dim=1)
    part = torch.cat([torch.zeros(n, _AHEAD, dtype=torch.long), lesson.part], dim=1)
    part = part.masked_fill((part == 0) & (torch.arange(_AHEAD + length) >= _AHEAD), -1)  # what fills up a row
    may = ((part[:, None, :] == 0) | (part[:, None, :] == part[:, :, None])).tril()
    mask = torch.zeros(may.shape, dtype=embedded.dtype).masked_fill(~may, torch.finfo(embedded.dtype).min)
    out = words(
        inputs_embeds=embedded,
        attention_mask=mask[:, None],
        position_ids=position,
        use_cache=False,
        output_attentions=True,
        output_hidden_states=True,
    )
    return Thought(
        [states[:, _AHEAD:] for states in out.hidden_states], [looks[:, :, _AHEAD:] for looks in out.attentions]
    )


def answer_loss(model: Any, hidden: torch.Tensor, lesson: Lesson) -> tuple[torch.Tensor, float, float]:
    """The loss over the answers' tokens; the share of them that is right, and that of the answers about relations alone."""
    asked = lesson.target >= 0
    logits = model.lm_head(hidden[asked]).float()
    target = lesson.target[asked]
    right = (logits.argmax(-1) == target).float()
    related = lesson.names[asked][:, 0] >= 0
    return functional.cross_entropy(logits, target), right.mean().item(), right[related].mean().item()


def naming_loss(model: Any, bridge: torch.Tensor, lesson: Lesson, names: torch.Tensor) -> torch.Tensor:
    """How far what comes over the bridge is from the words for it: half of a patch's thing is its colour, half its shape.

    Words that lie near what they name are found by the attention from the start; without that it takes long to begin.
    """
    there = lesson.kind < len(KINDS)
    seen = functional.normalize(bridge[there].float(), dim=-1)
    words = functional.normalize(model.lm_head.weight.float(), dim=-1)
    said = (12 * seen @ words.T).log_softmax(-1)
    return -said.gather(1, names[lesson.kind[there]]).mean()


def looking_loss(looks: list[torch.Tensor], lesson: Lesson) -> tuple[torch.Tensor, torch.Tensor]:
    """How far the attention is from what relations are made of: from the end of a name to the thing, in the first head of the second
    layer; from the end of a question to the ends of both its names, in the first two heads of the third. The last layer is left
    to hold the two places against what was asked.

    The answers alone do not teach it: whether a relation holds is as often yes as no for each place and for each word, so that
    nothing is gained before all of it is known.
    """
    named, asked = lesson.patch >= 0, lesson.names[..., 0] >= 0
    at_things = looks[1][:, 0][named].gather(1, len(_BEGINNING) + lesson.patch[named][:, None])
    at_names = looks[2][:, :2].transpose(1, 2)[asked].gather(2, _AHEAD + lesson.names[asked][..., None])
    return tuple(-seen.float().clamp_min(1e-6).log().mean() for seen in (at_things, at_names))


class Places(torch.nn.Module):
    """Reads where in the picture a thing is, from -1 to 1, off the bridge and, two layers of words later, off the end of its name; and a
    layer later, off the end of a question, on which side of the second thing that it names the first stands."""

    def __init__(self) -> None:
        super().__init__()
        self.norms = torch.nn.ModuleList(torch.nn.LayerNorm(WIDTH) for _ in range(3))
        self.lines = torch.nn.ModuleList(torch.nn.Linear(WIDTH, 2) for _ in range(3))

    def forward(self, bridge: torch.Tensor, thought: Thought, lesson: Lesson) -> list[torch.Tensor]:
        """The three losses."""
        there, named, asked = lesson.kind < len(KINDS), lesson.patch >= 0, lesson.names[..., 0] >= 0
        spots = lesson.where[named.nonzero()[:, 0], lesson.patch[named]]
        row = asked.nonzero()[:, :1]
        pairs = lesson.where[row, lesson.patch[row, lesson.names[asked]]]
        after = (pairs[:, 0] > pairs[:, 1]).float()
        return [
            functional.smooth_l1_loss(self._read(0, bridge[there]), lesson.where[there], beta=0.1),
            functional.smooth_l1_loss(self._read(1, thought.hidden[2][named]), spots, beta=0.1),
            functional.binary_cross_entropy_with_logits(self._read(2, thought.hidden[3][asked]), after),
        ]

    def _read(self, k: int, states: torch.Tensor) -> torch.Tensor:
        said: torch.Tensor = self.lines[k](self.norms[k](states))
        return said.float()


def names_of(tokenizer: Any) -> torch.Tensor:
    """(kinds, 2): the tokens of each kind's colour and shape, within a sentence."""
    first = [[tokenizer.encode(f" {word}", add_special_tokens=False)[0] for word in kind] for kind in KINDS]
    return torch.tensor(first)


def texts(sprites: Sprites, seed: int, n: int = 12000) -> list[str]:
    rng = random.Random(f"texts/{seed}")
    found = []
    for _ in range(n // 6):
        sketch = sprites.sketch(rng)
        for _ in range(6):
            asked = ask(rng, sketch)
            found += [asked.question, asked.answer]
    return found


def learn(options: argparse.Namespace) -> None:
    """Train until the minutes are over, and keep a checkpoint every hundred steps."""
    rank = together()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    sprites = Sprites(options.seed)
    if options.resume:
        tokenizer = AutoTokenizer.from_pretrained(options.resume)
        model = LlavaForConditionalGeneration.from_pretrained(
            options.resume, dtype=torch.float32, attn_implementation="eager"
        )
    else:
        tokenizer = make_tokenizer(texts(sprites, options.seed))
        model = make_model(tokenizer)
    tower = model.model.vision_tower
    if options.eye:
        tower.load_state_dict(torch.load(options.eye, weights_only=True)["eye"])
    tower.to(HALF).requires_grad_(False)
    processor = make_processor(tokenizer)
    say(rank, f"{sum(p.numel() for p in model.parameters()):,} parameters, {len(tokenizer)} tokens")
    model.train()
    learning = torch.nn.ModuleList([model.model.multi_modal_projector, model.model.language_model])
    places = Places()
    optimizer = Halves([(learning, 1.0), (places, 1.0)])
    model.lm_head.weight = model.model.language_model.embed_tokens.weight

    @torch.compile
    def thinking(lesson: Lesson) -> tuple[torch.Tensor, Thought]:
        with torch.no_grad():
            seen = features(tower, lesson.pixels)
        bridge = model.model.multi_modal_projector(seen)
        return bridge, think(model, bridge, lesson)

    names = names_of(tokenizer)
    taught = lessons(sprites, f"{options.seed}/{options.part}/{rank}", PICTURES, tokenizer)
    start, means = time.time(), [1.0, 0.0, 0.5]
    for step, lesson in enumerate(taught, 1):
        done = agreed((time.time() - start) / (60 * options.minutes))
        bridge, thought = thinking(lesson)
        loss, right, related = answer_loss(model, thought.hidden[-1], lesson)
        named = naming_loss(model, bridge, lesson, names)
        seen, known, sided = places(bridge, thought, lesson)
        at_things, at_names = looking_loss(thought.looks, lesson)
        optimizer.step(
            loss + 0.3 * named + 2 * (seen + known) + 0.5 * sided + 0.2 * (at_things + at_names),
            options.rate * rate(step, done, warm=options.warm),
        )
        means = [0.98 * mean + 0.02 * now for mean, now in zip(means, (loss.item(), right, related), strict=True)]
        if step % 25 == 0:
            say(
                rank,
                f"{time.time() - start:6.0f} s  step {step}  loss {means[0]:.4f}  right {means[1]:.4f}  relations {means[2]:.3f}  "
                f"names {named.item():.2f}  places {seen.item():.3f} {known.item():.3f}  sides {sided.item():.3f}  looks {at_things.item():.2f} {at_names.item():.2f}",
            )
        if (step % 100 == 0 or done >= 1) and rank == 0:
            save(model, processor, options.out)
        if done >= 1:
            break


def rate(step: int, done: float, *, warm: int = 200) -> float:
    """The learning rate as a share of the highest: warm up, stay, and come down over the last 40 % of the time."""
    return min(1.0, step / warm) * max(0.02, min(1.0, (1 - done) / 0.4))


def together() -> int:
    """Join the processes that `torchrun` started, if it did; gives this one's number."""
    if "RANK" not in os.environ:
        return 0
    distributed.init_process_group("gloo")
    return distributed.get_rank()


def agreed(done: float) -> float:
    """The first process's clock, for all."""
    if not distributed.is_initialized():
        return done
    clock = torch.tensor(done)
    distributed.broadcast(clock, 0)
    return clock.item()


def say(rank: int, text: str) -> None:
    if rank == 0:
        print(text, flush=True)


def save(model: Any, processor: Any, folder: Path) -> None:
    """As a checkpoint in 16 bits."""
    model.save_pretrained(folder, state_dict={k: v.to(torch.float16) for k, v in model.state_dict().items()})
    processor.save_pretrained(folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--eye", type=Path, help="what tools.zoo.train_eye has kept")
    parser.add_argument("--resume", type=Path, help="go on with this checkpoint")
    parser.add_argument("--part", type=int, default=0, help="another number gives other pictures")
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--warm", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    learn(parser.parse_args())
