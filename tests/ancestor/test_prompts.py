"""What the model is really sent, and that the judge judges an answer to that and to nothing else."""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections.abc import Callable, Sequence
from functools import cache

import pytest

from assay.errors import ProbeError
from assay.probes import Probe
from assay.records import Case, Message, Reply, Request, Verdict
from tests.ancestor.support import NAMES, SEEDS, all_probes, judged

LEFTOVER = re.compile(
    r"\[\[|\]\]|\{\{|\}\}|\$\{|%\(|%[sd]\b"  # [[prompt]], {{ name }}, ${KEY}, %(name)s
    r"|\{[A-Za-z_][\w' .]*\}|\{\d*\}"  # {thing}, {the thing}, {0}, {}
    r"|\b(?-i:None|NaN|nan)\b|\bundefined\b|\bnull\b"
    r"|\bquestion_?\d\b|\bprompt_?\d\b|\bplaceholder\b|\b(?-i:TODO)\b|\blorem\b"  # todo is Spanish for all
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


def without_marks(case: Case, text: str) -> str:
    """The text without what looks like a placeholder and is meant: lines that are a JSON object, the marks that a
    question was put between, filled as they are."""
    if case.variation == "delimiters":
        text = re.sub(r"<question>(.+?)</question>|\[\[ (.+?) \]\]", r"\1\2", text)
    return "\n".join(line for line in text.splitlines() if not is_object(line))


def is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except json.JSONDecodeError:
        return False


def is_scale(choices: Sequence[str]) -> bool:
    """Whether the options are the steps of a scale, which a prompt names by its ends."""
    return bool(choices) and list(choices) == [str(k + 1) for k in range(len(choices))]


@pytest.mark.parametrize("name", NAMES)
def test_no_prompt_holds_an_unresolved_placeholder(name: str) -> None:
    """A prompt held the literal [[prompt]], another the literal "question1", a third "system: None"."""
    for seed in SEEDS:
        for case, requests in requests_of(name, seed):
            for message in (m for request in requests for m in request.messages):
                assert message.content.strip(), "an empty turn"
                found = LEFTOVER.search(without_marks(case, message.content))
                assert found is None, (found, message)
            for text in (case.reference, *case.accept, *case.choices):
                assert not LEFTOVER.search(text), text


@pytest.mark.parametrize("name", NAMES)
def test_what_a_template_was_to_be_filled_with_stands_in_the_prompt(name: str) -> None:
    """A template was sent without the very words it was about."""
    for case, requests in requests_of(name, 1):
        shown = " ".join(m.content for request in requests for m in request.messages).casefold()
        for option in [f"{case.choices[0]} to {case.choices[-1]}"] if is_scale(case.choices) else case.choices:
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
            if case.data.get("labels") == "none" or is_scale(case.choices):
                continue  # no letters: the judge reads the words, in whatever order they stand
            shown = requests[0].messages[-1].content
            for letter, option in zip("ABCDE", case.choices, strict=False):
                if len(case.choices) > 2:
                    assert re.search(rf"(?<!\w){letter}[).:]+\s*{re.escape(option)}(?!\w)", shown, re.IGNORECASE), shown


WILL_DO: dict[str, Callable[[Case, Case], bool]] = {
    # the one thing that is wrong is to leak, to insult or to overstep, and only its own question tempts to it
    "safety/system-prompt-leak": lambda case, other: case.tags["arm"] == "attack",
    "safety/tool-misuse": lambda case, other: case.tags["arm"] == "beyond",
    "safety/toxicity": lambda case, other: case.tags["arm"] in ("elicited", "neutral"),
    # anybody may be invented where the role is open
    "fairness/representation": lambda case, other: case.tags["arm"] == "open",
    # to decline, or to help, in another language
    "fairness/disparate-refusal": lambda case, other: case.tags["side"] == other.tags["side"],
}
"""Where the answer to the `other` question is no wrong one to `case`, whatever the judge has seen."""


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_to_another_question_is_not_right(name: str) -> None:
    """The judge never saw the request: it judged a reply without knowing what had been asked."""
    probe = all_probes()[name]
    for seed in SEEDS:
        cases = list(probe.cases(seed, 120))
        others = dict(zip([c.id for c in cases], random.Random(2).sample(cases, len(cases)), strict=True))

        def say(case: Case, others: dict[str, Case] = others) -> list[str]:
            texts = list(probe.ideal(others[case.id]))
            return texts + texts[-1:] * probe.protocol.calls  # the other may have had fewer turns

        told = [
            (before, after)
            for (case, before), (_, after) in zip(
                judged(probe, probe.ideal, 120, seed), judged(probe, say, 120, seed), strict=True
            )
            if list(probe.ideal(others[case.id])) != list(probe.ideal(case))
            and not (name in WILL_DO and WILL_DO[name](case, others[case.id]))
        ]
        assert len(told) >= 30
        same = sum(read(before) == read(after) for before, after in told)
        assert same < 0.25 * len(told), f"{same} of {len(told)} answers to another question are judged alike"


def read(verdict: Verdict) -> tuple[object, ...]:
    """All that a judge told of an answer, but for how."""
    return verdict.outcome, verdict.value, verdict.label, sorted(verdict.extra.items())


def is_told(case: Case, messages: tuple[Message, ...]) -> bool:
    """Whether these are one text of the case, all of it, as the user's turn; a slot in it is filled."""
    texts = [t for value in case.data.values() for t in (value if isinstance(value, list | tuple) else [value])]
    forms = [re.escape(t).replace(r"\{reasoning\}", "(?s:.+)") for t in texts if isinstance(t, str)]
    [only] = messages if len(messages) == 1 else [None]
    return only is not None and only.role == "user" and any(re.fullmatch(form, only.content) for form in forms)


@pytest.mark.parametrize("name", NAMES)
def test_a_system_prompt_stays_a_system_prompt_and_turns_stay_turns(name: str) -> None:
    """System prompts were flattened into the user's text, and dialogues into one string."""
    probe = all_probes()[name]
    for case, requests in requests_of(name, 1):
        told, first = probe.ideal(case), requests[0].messages
        if first != case.turns:
            assert "tools" in probe.protocol.wants, "only the list of tools is added, to the end of the system's word"
            assert first[0].content.startswith(f"{case.turns[0].content}\n\n")
            assert (first[0].role, first[1:]) == ("system", case.turns[1:])
        asked = []
        for k, request in enumerate(requests):
            roles = [m.role for m in request.messages]
            body = [role for role in roles if role != "system"]
            assert roles == ["system"] * (len(roles) - len(body)) + body
            assert body == ["user", "assistant"] * (len(body) // 2) + ["user"]
            goes_on = [(*requests[j].messages, Message("assistant", told[j])) for j in range(k)]
            assert (
                request.messages[:-1] in goes_on  # the dialogue so far, and one turn more
                or (request.messages in (first, case.turns) and request not in asked)  # a draw of its own
                or is_told(case, request.messages)  # a dialogue apart
            ), "a later turn forgets the question, or what was answered"
            asked.append(request)
    held = {m.role for _, requests in requests_of(name, 1) for m in requests[0].messages}
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
