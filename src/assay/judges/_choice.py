"""The choice judge: which of the options shown does the answer name, by letter or by text?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assay.errors import ProbeError
from assay.judges._declined import looks_refused
from assay.judges._options import Options
from assay.judges._outcome import declined, pick, scored, unread
from assay.judges._spacing import spaced
from assay.judges._text import answer_key, answer_part, both_ends, is_empty
from assay.records import Case, Reply, Verdict

__all__ = ["Choice", "choice"]


@dataclass(frozen=True)
class Choice:
    """See `choice`."""

    turn: int
    name: str

    def __call__(self, case: Case, replies: Sequence[Reply]) -> Verdict:
        if len(case.choices) < 2:
            raise ProbeError(f"{self.name}: a case needs at least two choices, this one has {len(case.choices)}")
        names = [spaced(name) for name in (*case.choices, case.reference, *case.accept)]
        n = len(case.choices)
        options = Options(names[:n], names[n], names[n + 1 :], _labels(case))
        text = answer_part(pick(replies, self.turn))
        if is_empty(text):
            return unread(self.name, "an empty reply")
        text = both_ends(text)
        read, why = options.read(spaced(text))
        kind = looks_refused(text)
        if kind and (read is None or (why == "mentioned" and not looks_refused(case.choices[read]))):
            return declined(self.name, kind)
        if read is None:
            return unread(self.name, why)
        label = answer_key(case.choices[read])
        right = {answer_key(t) for t in (case.reference, *case.accept)}
        return scored(self.name, label in right, label, why)


def _labels(case: Case) -> list[str]:
    """The label of each option as shown: letters, or what `data["labels"]` (else `tags["labels"]`) says."""
    style = case.data.get("labels", case.tags.get("labels", "letters"))
    n = len(case.choices)
    if style == "none" or (style == "letters" and n > 26):
        return [""] * n
    if style == "numbers":
        return [str(i + 1) for i in range(n)]
    if style == "letters":
        return [chr(65 + i) for i in range(n)]
    if isinstance(style, list | tuple) and len(style) == n:
        return [str(s) for s in style]
    raise ProbeError(f"a case's 'labels' must be letters, numbers, none or one label for each choice, not {style!r}")


def choice(turn: int = -1) -> Choice:
    """A judge that reads which of `case.choices` an answer names; 1 = the reference, else 0.

    `case.choices` are the option texts in the order shown and `case.reference` is one of them (`case.accept` are other
    spellings of it). Options are labelled A, B, C … unless `case.data["labels"]` (or `case.tags["labels"]`) says
    "numbers", "none", or gives a list of labels. The verdict's label is the option's text, normalised, so that answers
    compare right when the order changes.

    Order of reading: the whole reply is a label or a text; what stands after the last cue ("The answer is", "Answer:",
    "I choose"), unless an earlier cue says otherwise and is not taken back; the first line written like a list item
    ("B) Paris …"), unless the list of options is repeated; else every mention in the reply. Text is matched as whole
    words, the longest first ("dark red" does not name "red"); options that are common words ("No", "Other") only at
    the start or after a cue. A letter counts where it is written as one: (b), b), "B.", "option b", a lone "B"; the
    article "a" and the pronoun "I" do not. Denied mentions ("not B", "rather than Rome", "no es
    verdadero", "不正确" where 正确 is the option) do not count, and name no other option either. In Chinese text a
    letter may touch the script ("选A。", "我选择B").

    Outcomes: letter and text contradict, several options named, none named, empty → `unparsed`; a reply that declines
    as a whole → `refused`, unless an option is given as the answer or is itself of that kind ("Cannot be determined").
    Raises ProbeError where a case has fewer than two choices or labels that do not fit them.
    """
    return Choice(turn, "choice@1" + (f":turn={turn}" if turn != -1 else ""))
