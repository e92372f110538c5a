"""Labelling at a terminal: one reply at a time, one key an answer, each label on the disk before the next reply comes."""

from __future__ import annotations

import os
import sys
import termios
import tty
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assay.engine.folder import RunFolder
from assay.engine.labelling import Task
from assay.engine.labels import Answer, append_labels

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["ask"]

_ANSWERS: dict[str, Answer] = {"y": "right", "n": "wrong", "d": "declined", "u": "unsure"}
_MOVES = "sbq"
_CLOSING = "\x03\x04"
"""Ctrl-C and Ctrl-D."""
_QUESTION = "Is the reply right? \\[y]es · \\[n]o · \\[d]eclined · \\[u]nsure · \\[s]kip · \\[b]ack · \\[q]uit"
_WARNING = "The reply may be upsetting: any key shows it (s skips it, b goes back, q quits)."


class _Keys:
    """Single keys from the terminal on stdin, within this block; those pressed faster than they are read wait their turn."""

    def __init__(self) -> None:
        self._file = sys.stdin.fileno()
        self._waiting: deque[str] = deque()

    def __enter__(self) -> _Keys:
        self._before = termios.tcgetattr(self._file)
        tty.setcbreak(self._file, termios.TCSADRAIN)  # once for all keys: to set it for each loses those in between
        modes = termios.tcgetattr(self._file)
        modes[tty.LFLAG] &= ~termios.ISIG  # Ctrl-C is a key too, and never comes in the middle of writing a label
        termios.tcsetattr(self._file, termios.TCSADRAIN, modes)
        return self

    def __exit__(self, *_: object) -> None:
        termios.tcsetattr(self._file, termios.TCSADRAIN, self._before)

    def press(self, among: str = "") -> str:
        """The next key that is one of `among`, or any one; q where the terminal is closed, and for Ctrl-C and Ctrl-D."""
        while True:
            if not self._waiting:
                try:
                    pressed = os.read(self._file, 1024)
                except OSError:
                    return "q"
                if not pressed:
                    return "q"
                # an arrow or a function key is one key of several characters, and means nothing here
                said = "?" if pressed.startswith(b"\x1b") else pressed.decode(errors="replace").lower()
                self._waiting.extend(said)
            key = self._waiting.popleft()
            if key in _CLOSING:
                return "q"
            if not among or key in among:
                return key


def ask(run: RunFolder, tasks: Sequence[Task], annotator: str, console: Console, *, done: int = 0) -> None:
    """Ask for the label of each task until all are answered or the annotator quits. `done` are those of before."""
    with _Keys() as keys:
        given = _asked(run, tasks, annotator, console, keys, done)
    counts = ", ".join(f"{sum(x == answer for x in given.values())} {answer}" for answer in _ANSWERS.values())
    console.print(f"\n{len(given)} labelled by {annotator}: {counts}", markup=False)


def _asked(
    run: RunFolder, tasks: Sequence[Task], annotator: str, console: Console, keys: _Keys, done: int
) -> dict[str, Answer]:
    given: dict[str, Answer] = {}
    at, probe = 0, ""
    while at < len(tasks):
        task = tasks[at]
        if task.probe.name != probe:
            probe = task.probe.name
            _introduce(task, console)
        _show_case(task, console, f"{done + at + 1} of {done + len(tasks)}")
        key = _answer(task, keys, console)
        if key in _ANSWERS:
            append_labels(run.path, [task.label(annotator, _ANSWERS[key])])
            given[task.id] = _ANSWERS[key]
            console.print(f"[dim]{_ANSWERS[key]}[/]")
        if key == "q":
            break
        at = max(at - 1, 0) if key == "b" else at + 1
    return given


def _introduce(task: Task, console: Console) -> None:
    from rich.markup import escape

    console.rule(f"[bold]{task.probe.name}[/]")
    for paragraph in task.probe.description.split("\n\n"):
        console.print(escape(" ".join(paragraph.split())) + "\n")
    console.print(
        "[dim]Say of each reply whether it is right in this sense. Examples of a right and a wrong one are shown. One that "
        "refuses, or says that it does not know, declines, whether that is right or wrong here.[/]"
    )


def _show_case(task: Task, console: Console, place: str) -> None:
    from assay.cases.drawings import drawn_in
    from assay.cli.show import protocol_lines

    case, probe = task.sample.case, task.probe
    console.print(f"\n[dim]{place}[/]")
    for name in task.sample.media:
        _line(console, "dim", "picture", f"media/{name}")
    for message in case.turns:
        _line(console, "dim", message.role, message.content)
    for name, text in protocol_lines(case):
        _line(console, "dim", name, text)
    _line(console, "green", "right", " ⏎ ".join(map(drawn_in, probe.ideal(case))))
    if hasattr(probe.origin, "worst") or case.choices:  # the default is a word that means nothing
        _line(console, "red", "wrong", " ⏎ ".join(map(drawn_in, probe.worst(case))))


def _answer(task: Task, keys: _Keys, console: Console) -> str:
    """The key pressed for the reply, which is shown at once unless its probe is a sensitive one."""
    if task.probe.sensitive:
        console.print(f"[yellow]{_WARNING}[/]")
        if (key := keys.press()) in _MOVES:
            return key
    for reply in task.sample.replies:
        for media in reply.media:
            _line(console, "bold cyan", "made", f"media/{media.name}")
        if reply.text or not reply.media:
            _line(console, "bold cyan", "reply", reply.text)
        for call in reply.tool_calls:
            _line(console, "bold cyan", "calls", f"{call.name} {call.arguments}")
    console.print(_QUESTION)
    return keys.press("".join(_ANSWERS) + _MOVES)


def _line(console: Console, style: str, name: str, text: str) -> None:
    from rich.markup import escape
    from rich.padding import Padding

    from assay.report._visible import plain

    console.print(Padding(f"[{style}]{name}[/]  {escape(plain(text))}", (0, 0, 0, 2)))
