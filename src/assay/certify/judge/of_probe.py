"""Labelled replies for the judge of any probe, made of its own `ideal` and `worst` answers: the first are positives, the second
negatives, in natural styles (`styles`), and plain under the attacks of the battery."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from assay.certify.judge.attacks import REWRITES
from assay.certify.judge.rows import Material, Row, Truth
from assay.certify.judge.styles import ABROAD, PLAIN, STYLES
from assay.engine.probe_judge import ProbeJudge
from assay.errors import ConfigError
from assay.records import Case
from assay.taxonomy import ENGLISH, LANGUAGES, MAKERS

__all__ = ["material_of_probe"]

_CASES, _DRAWN = 32, 160
"""Cases of a card, and those they are taken from evenly, for neighbours are much alike."""
_FORMAL = ("controllability/constraints", "utility/instructions")
"""Probes about the form of a reply."""
_WITHOUT: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_FORMAL, frozenset({*STYLES, *REWRITES} - {PLAIN, "restyled: thinking aloud"})),
    # it is asked for so many words at most
    "truthfulness/faithfulness/summary": frozenset(
        {"steps before", "reason after", *(name for name in REWRITES if name.startswith(("padding", "verdict")))}
    ),
}
"""Styles and attacks that would make another reply of a good one."""


def material_of_probe(judge: ProbeJudge, seed: int = 1) -> Material:
    """Replies to cases of the judge's probe, of each language that it is asked in. Raises ConfigError where it makes no case
    whose ideal and worst answers its judge tells apart."""
    probe, without = judge.probe, _WITHOUT.get(judge.probe.name, frozenset())
    styles = tuple(style for style in STYLES if style not in without)
    if probe.kind in MAKERS:
        raise ConfigError(
            f"the judge of {probe.name} looks at pictures or films, and such a card is made of replies in words; "
            "what is known of judges that see stands in docs/judge-cards.md"
        )
    each = max(8, _CASES // len(probe.languages))
    cases = [
        (case, _language(case, asked)) for asked in probe.languages for case in _told_apart(judge, seed, each, asked)
    ]
    if not cases:
        raise ConfigError(
            f"the judge of {probe.name} judges its ideal and its worst answers alike in every case: its card would be empty"
        )
    return Material(
        rows=lambda rng: _rows(judge, cases, styles),
        positive="the reply is the ideal one",
        negative="the reply is the worst one",
        population=(
            f"the ideal and the worst replies to {len(cases)} cases that the probe makes, "
            + (
                f"plain and in {len(styles) - 1} other styles"
                if len(styles) > 1
                else "as they are: it is about their form"
            )
        ),
        languages=tuple(dict.fromkeys(language for _, language in cases)),
        spared=tuple(name for name in REWRITES if name in without),
        attacked=lambda row: row.style == PLAIN and row.language == ENGLISH,  # its words are English
        brief=True,
    )


def _told_apart(judge: ProbeJudge, seed: int, n: int, language: str) -> Sequence[Case]:
    found = [c for c in islice(judge.probe.cases(seed, _DRAWN, language=language), _DRAWN) if judge.tells(c)]
    step = max(1, len(found) // n)
    return found[::step][:n]


def _language(case: Case, asked: str) -> str:
    """What its replies are written in, as far as there are styles for it."""
    written = str(case.data.get("written") or case.tags.get("language") or asked)
    return written if written in LANGUAGES else ENGLISH


def _rows(judge: ProbeJudge, cases: Sequence[tuple[Case, str]], styles: Sequence[str]) -> Iterator[Row]:
    for case, language in cases:
        ends: tuple[tuple[Truth, Sequence[str]], ...] = (
            ("positive", judge.probe.ideal(case)),
            ("negative", judge.probe.worst(case)),
        )
        for truth, texts in ends:
            for style in styles:
                yield from _row(case, [STYLES[style](text, language) for text in texts], truth, style, language)
            if len(styles) > 1 and len(texts[-1]) < 200:
                for abroad, frame in ABROAD.items():
                    yield from _row(case, [frame.format(t=text) for text in texts], truth, "sentence", abroad)


def _row(case: Case, said: Sequence[str | None], truth: Truth, style: str, language: str) -> Iterator[Row]:
    texts = [text for text in said if text is not None]
    if texts and len(texts) == len(said):
        *before, last = texts
        yield Row(
            case=case,
            text=last,
            before=tuple(before),
            truth=truth,
            style=style,
            language=language,
            cluster=case.cluster or case.id,
        )
