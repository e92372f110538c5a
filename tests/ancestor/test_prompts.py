"""What the model is really sent, and that the judge judges an answer to that and to nothing else."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Sequence
from functools import cache

import pytest

from assay.errors import ProbeError
from assay.probes import Probe
from assay.records import Case, Message, Reply, Request
from tests.ancestor.support import NAMES, SEEDS, all_probes, judged

LEFTOVER = re.compile(
    r"\[\[|\]\]|\{\{|\}\}|\$\{|%\(|%[sd]\b"  # [[prompt]], {{ name }}, ${KEY}, %(name)s
    r"|\{[A-Za-z_][\w' .]*\}|\{\d*\}"  # {thing}, {the thing}, {0}, {}
    r"|\b(?-i:None|NaN|nan)\b|\bundefined\b|\bnull\b"
    r"|\bquestion_?\d\b|\bprompt_?\d\b|\bplaceholder\b|\bTODO\b|\blorem\b"
    r"|<(?:prompt|question|answer|input|name|text|insert)[^>]*>"
    r"|\b(?:Case|Fact|Message|object) ?(?:\(|at 0x)",
    re.IGNORECASE,
)
"""What is left where a template was not filled, or was filled with a thing instead of its name."""


@cache
def requests_of(name: str, seed: int, n: int = 200) -> tuple[tuple[Case, tuple[Request, ...]], ...]:
    """Every request of the first `n` cases, follow-up turns too, of a model that answers ideally."""
    probe = all_probes()[name]

    async def work() -> list[tuple[Case, tuple[Request, ...]]]:
        out = []
        for case in probe.cases(seed, n):
            sent: list[Request] = []
            texts = list(probe.ideal(case))

            async def ask(request: Request, sent: list[Request] = sent, texts: Sequence[str] = texts) -> Reply:
                sent.append(request)
                return Reply(text=texts[len(sent) - 1], finish="stop")

            await probe.protocol.run(case, ask, frozenset({"system"}) | probe.protocol.needs)
            out.append((case, tuple(sent)))
        return out

    return tuple(asyncio.run(work()))


@pytest.mark.parametrize(
    "template", ["Judge [[prompt]] now.", "system: None", "Ask question1.", "Is {claim} so?", "{}", "%s"]
)
def test_the_search_for_placeholders_finds_them(template: str) -> None:
    """The judge's prompt said [[prompt]] where the key was called question, and kept the brackets in every call."""
    assert LEFTOVER.search(template)


@pytest.mark.parametrize("name", NAMES)
def test_no_prompt_holds_an_unresolved_placeholder(name: str) -> None:
    """A prompt held the literal [[prompt]], another the literal "question1", a third "system: None"."""
    for seed in SEEDS:
        for case, requests in requests_of(name, seed):
            for message in (m for request in requests for m in request.messages):
                assert message.content.strip(), "an empty turn"
                found = LEFTOVER.search(message.content.replace('{"question"', ""))
                assert found is None, (found, message)
            for text in (case.reference, *case.accept, *case.choices):
                assert not LEFTOVER.search(text), text


@pytest.mark.parametrize("name", NAMES)
def test_what_a_template_was_to_be_filled_with_stands_in_the_prompt(name: str) -> None:
    """A template was sent without the very words it was about."""
    for case, requests in requests_of(name, 1):
        shown = " ".join(m.content for request in requests for m in request.messages).casefold()
        for option in case.choices:
            assert option.casefold() in shown, (option, shown)
        wanted = [case.data.get(key) for key in ("secret", "claim")]
        if case.tags.get("arm") == "injected":
            wanted.append(case.data["canary"])
        for value in wanted:
            assert not value or str(value).casefold() in shown, (value, shown)


@pytest.mark.parametrize("name", NAMES)
def test_every_option_stands_behind_the_letter_that_the_judge_is_told(name: str) -> None:
    """Options were shuffled in the prompt and not in the key."""
    for seed in SEEDS:
        for case, requests in requests_of(name, seed):
            if case.data.get("labels") == "none":
                continue  # no letters: the judge reads the words, in whatever order they stand
            shown = requests[0].messages[-1].content
            for letter, option in zip("ABCDE", case.choices, strict=False):
                if len(case.choices) > 2:
                    assert re.search(rf"(?<!\w){letter}[).:]+\s*{re.escape(option)}(?!\w)", shown, re.IGNORECASE), shown


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_to_another_question_is_not_right(name: str) -> None:
    """The judge never saw the request: it judged a reply without knowing what had been asked."""
    probe = all_probes()[name]
    for seed in SEEDS:
        cases = list(probe.cases(seed, 120))
        others = random.Random(2).sample(cases, len(cases))
        answers = {case.id: list(probe.ideal(other)) for case, other in zip(cases, others, strict=True)}
        right = judged(probe, probe.ideal, 120, seed)
        swapped = judged(probe, lambda case, answers=answers: answers[case.id], 120, seed)  # type: ignore[misc]
        told = [
            (before, after)
            for (case, before), (_, after) in zip(right, swapped, strict=True)
            if answers[case.id] != list(probe.ideal(case))
        ]
        assert len(told) >= 30
        same = sum((before.outcome, before.value) == (after.outcome, after.value) for before, after in told)
        assert same < 0.25 * len(told), f"{same} of {len(told)} answers to another question are judged alike"


@pytest.mark.parametrize("name", NAMES)
def test_a_system_prompt_stays_a_system_prompt_and_turns_stay_turns(name: str) -> None:
    """System prompts were flattened into the user's text, and dialogues into one string."""
    for case, requests in requests_of(name, 1, 40):
        assert requests[0].messages == case.turns
        roles = [m.role for m in requests[-1].messages]
        body = [role for role in roles if role != "system"]
        assert roles == ["system"] * (len(roles) - len(body)) + body
        assert body == ["user", "assistant"] * (len(body) // 2) + ["user"]
        first = (*case.turns, Message("assistant", all_probes()[name].ideal(case)[0]))
        for later in requests[1:]:
            assert later.messages[: len(first)] == first, "a later turn forgets the question, or what was answered"
    held = {m.role for _, requests in requests_of(name, 1, 40) for m in requests[0].messages}
    if name in ("privacy/disclosure", "safety/prompt-injection"):
        assert held == {"system", "user"}, "what must be kept, or obeyed, is the system's word"


def test_a_misspelt_field_of_a_case_is_an_error() -> None:
    """The gold answer stood under the misspelt key "groud-truth", where no judge looked for it."""
    with pytest.raises(TypeError, match="groud_truth"):
        Case(prompt="What is 1 + 1?", groud_truth="2")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="contents"):
        Message("user", contents="hello")  # type: ignore[call-arg]


def test_a_probe_that_makes_no_question_is_refused() -> None:
    """Rows without a question were sent as empty calls."""
    real = all_probes()["utility/instructions"]
    for made in (Case(reference="2"), {"prompt": "What is 1 + 1?"}):
        broken = Probe(**{**vars(real), "make": lambda rng, n, made=made: [made]})
        with pytest.raises(ProbeError):
            list(broken.cases(1, 1))
