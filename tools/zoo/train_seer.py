"""Second step of the seer: it learns to answer, with the eye that `train_eye` has taught to see."""

from __future__ import annotations

import argparse
import os
import random
import time
from pathlib import Path
from typing import Any

import torch
from torch import distributed
from torch.nn import functional
from transformers import AutoTokenizer, LlavaForConditionalGeneration

from tools.zoo.batches import Lesson, lessons
from tools.zoo.halves import Halves
from tools.zoo.questions import ask
from tools.zoo.seer import PATCHES, WIDTH, make_model, make_processor, make_tokenizer
from tools.zoo.sprites import CELLS, KINDS, Sprites
from tools.zoo.train_eye import Reading, features, reading_loss

PICTURES, QUESTIONS = 32, 8
"""Pictures in a batch, of each process, and questions about each."""

_BEGINNING = (1, 5)
"""<s><|user|>, before the picture."""


def hidden_states(model: Any, seen: torch.Tensor, lesson: Lesson) -> torch.Tensor:
    """The last hidden states over the text (pictures, tokens, width): each question sees the picture and itself alone."""
    words = model.model.language_model
    n, length = lesson.text.shape
    before = words.embed_tokens(torch.tensor(_BEGINNING)).expand(n, -1, -1)
    bridge = model.model.multi_modal_projector(seen)
    embedded = torch.cat([before, bridge, words.embed_tokens(lesson.text)], dim=1)
    ahead = len(_BEGINNING) + PATCHES
    position = torch.cat([torch.arange(ahead).expand(n, -1), lesson.position + ahead], dim=1)
    part = torch.cat([torch.zeros(n, ahead, dtype=torch.long), lesson.part], dim=1)
    part = part.masked_fill((part == 0) & (torch.arange(ahead + length) >= ahead), -1)  # what fills up a row
    may = ((part[:, None, :] == 0) | (part[:, None, :] == part[:, :, None])).tril()
    mask = torch.zeros(may.shape, dtype=embedded.dtype).masked_fill(~may, torch.finfo(embedded.dtype).min)
    out = words(inputs_embeds=embedded, attention_mask=mask[:, None], position_ids=position, use_cache=False)
    return out.last_hidden_state[:, ahead:]


def answer_loss(model: Any, hidden: torch.Tensor, lesson: Lesson) -> tuple[torch.Tensor, float]:
    """The loss over the answers' tokens, and the share of them that is right."""
    asked = lesson.target >= 0
    logits = model.lm_head(hidden[asked]).float()
    target = lesson.target[asked]
    right = (logits.argmax(-1) == target).float().mean().item()
    return functional.cross_entropy(logits, target), right


def naming_loss(model: Any, seen: torch.Tensor, lesson: Lesson, names: torch.Tensor) -> torch.Tensor:
    """How far what comes over the bridge is from the words for it: half of a patch's thing is its colour, half its shape.

    Words that lie near what they name are found by the attention from the start; without that it takes long to begin.
    """
    there = lesson.kind < len(KINDS)
    bridge = functional.normalize(model.model.multi_modal_projector(seen[there]).float(), dim=-1)
    words = functional.normalize(model.lm_head.weight.float(), dim=-1)
    said = (12 * bridge @ words.T).log_softmax(-1)
    return -said.gather(1, names[lesson.kind[there]]).mean()


class Places(torch.nn.Module):
    """Reads from what comes over the bridge in which column and row its patch is: relations are made of that, and the eye by itself
    has no use for it."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = torch.nn.LayerNorm(WIDTH)
        self.line = torch.nn.Linear(WIDTH, 2 * CELLS)

    def forward(self, bridge: torch.Tensor) -> torch.Tensor:
        """The loss, over (pictures, patches, width)."""
        said = self.line(self.norm(bridge)).float().view(-1, 2, CELLS)
        patch = torch.arange(PATCHES).repeat(len(bridge))
        of_column = functional.cross_entropy(said[:, 0], patch % CELLS)
        return of_column + functional.cross_entropy(said[:, 1], patch // CELLS)


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
    sprites, reading = Sprites(options.seed), Reading()
    if options.resume:
        tokenizer = AutoTokenizer.from_pretrained(options.resume)
        model = LlavaForConditionalGeneration.from_pretrained(
            options.resume, dtype=torch.float32, attn_implementation="eager"
        )
    else:
        tokenizer = make_tokenizer(texts(sprites, options.seed))
        model = make_model(tokenizer)
    if options.eye:
        learned = torch.load(options.eye, weights_only=True)
        reading.load_state_dict(learned["reading"])
        if not options.resume:
            model.model.vision_tower.load_state_dict(learned["eye"])
    processor = make_processor(tokenizer)
    say(rank, f"{sum(p.numel() for p in model.parameters()):,} parameters, {len(tokenizer)} tokens")
    model.train()
    tower = model.model.vision_tower
    others = torch.nn.ModuleList([model.model.multi_modal_projector, model.model.language_model])
    places = Places()
    optimizer = Halves([(others, 1.0), (tower, 0.5), (reading, 0.5), (places, 1.0)])
    model.lm_head.weight = model.model.language_model.embed_tokens.weight

    @torch.compile
    def looked(lesson: Lesson) -> tuple[torch.Tensor, torch.Tensor]:
        seen = features(tower, lesson.pixels)
        return seen, hidden_states(model, seen, lesson)

    names = names_of(tokenizer)
    taught = lessons(sprites, f"{options.seed}/{options.part}/{rank}", PICTURES, tokenizer, QUESTIONS)
    start, mean, mean_right = time.time(), 1.0, 0.0
    for step, lesson in enumerate(taught, 1):
        done = agreed((time.time() - start) / (60 * options.minutes))
        seen, hidden = looked(lesson)
        loss, right = answer_loss(model, hidden, lesson)
        read, patches = reading_loss(reading, seen, lesson.kind, lesson.where)
        named = naming_loss(model, seen, lesson, names)
        placed = places(model.model.multi_modal_projector(seen))
        optimizer.step(
            loss + 0.25 * read + 0.3 * named + 0.1 * placed, options.rate * rate(step, done, warm=options.warm)
        )
        mean, mean_right = 0.98 * mean + 0.02 * loss.item(), 0.98 * mean_right + 0.02 * right
        if step % 25 == 0:
            spent = time.time() - start
            say(
                rank,
                f"{spent:6.0f} s  step {step}  loss {mean:.4f}  right {mean_right:.4f}  eye {patches:.3f}  names {named.item():.2f}",
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
