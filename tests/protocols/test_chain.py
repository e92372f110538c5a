"""A chain of edits: each call is shown what the last one made, also where the run goes on later."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest
from PIL import Image

import assay
from assay.errors import ProbeError
from assay.protocols.chain import chain
from assay.records import Case, Media, Reply, Request

CASE = Case(prompt="first", data={"chain": ["second", "third"]})


def picture(colour: str, format_: str = "PNG") -> Media:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), colour).save(out, format_)
    return Media.of(out.getvalue())


def run(replies: list[Reply], case: Case = CASE) -> tuple[list[Request], list[Reply]]:
    asked: list[Request] = []

    async def ask(request: Request) -> Reply:
        asked.append(request)
        return replies[len(asked) - 1]

    return asked, asyncio.run(chain(3).run(case, ask, frozenset()))


def test_each_instruction_comes_with_the_picture_of_the_reply_before_and_nothing_else() -> None:
    made = [Reply(media=(picture("red"),)), Reply(media=(picture("green", "JPEG"),)), Reply(media=(picture("blue"),))]
    asked, replies = run(made)
    assert replies == made
    assert [[m.content for m in r.messages] for r in asked] == [["first"], ["second"], ["third"]]
    shown = [r.messages[0].pictures[0].png for r in asked[1:]]
    assert shown[0] == made[0].media[0].data
    assert shown[1].startswith(b"\x89PNG") and Image.open(io.BytesIO(shown[1])).getpixel((9, 9))[1] > 100  # type: ignore[index]


@pytest.mark.parametrize(
    "last",
    [
        Reply(text="no"),
        Reply(state="blocked"),
        Reply(state="error", error="gone"),
        Reply(media=(Media.of(b"GIF89a and no more"),)),
    ],
)
def test_it_ends_where_there_is_no_picture_to_go_on_with(last: Reply) -> None:
    asked, replies = run([Reply(media=(picture("red"),)), last])
    assert len(asked) == 2 and replies[-1] == last


def test_more_instructions_than_calls_are_an_error() -> None:
    with pytest.raises(ProbeError, match="leave room for 2"):
        run([Reply(media=(picture("red"),))] * 4, Case(prompt="first", data={"chain": ["a", "b", "c"]}))


def test_a_chain_goes_on_from_the_picture_in_the_run_folder(tmp_path: Path) -> None:
    path = tmp_path / "run"
    done = assay.run(["robustness/edit-chains"], "planted:perfect", output=path, limit=2, seed=3, cache=False)
    values = {s.metric: s.value for s in done.scores if s.slice == "all"}
    assert values["round_trips"] == 1.0 and values["drift"] == 0.0
    journal = path / "journal.jsonl"
    turns = [line for line in journal.read_bytes().splitlines(keepends=True) if b'"t":"turn"' in line]
    assert len(turns) == 8
    journal.write_bytes(b"".join(turns[:2]))  # two replies of a case whose third was not asked yet
    again = assay.resume(path)
    assert {s.metric: s.value for s in again.scores if s.slice == "all"} == values
