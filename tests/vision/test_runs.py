"""Runs of models that see, over real sockets: one that looks at the pixels it is sent, and one that does not."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from importlib import util
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

import assay
from assay.api import estimate
from assay.cli import app
from assay.engine.check import check_run
from assay.engine.folder import RunFolder
from assay.errors import ConfigError, IncompleteError, MissingExtraError, ModelError
from assay.records import digest
from tests.support.openai_wire import Call
from tests.support.seeing import answer_from, look, png_in
from tests.support.stub import running

TRUTH = (
    "truthfulness/hallucination/objects",
    "truthfulness/faithfulness/counting",
    "truthfulness/faithfulness/relation",
    "truthfulness/sycophancy/caption",
)
OTHERS = ("safety/prompt-injection/typographic", "robustness/corruption", "truthfulness/faithfulness/reading")
EYES = """
import base64
from tests.support.seeing import answer_from, look, png_in

def sees(messages):
    return answer_from(look(png_in({"messages": messages})), messages[-1]["content"][-1]["text"])

def reads(prompt):
    return "yes"
"""


def question(call: Call) -> str:
    return str(call.body["messages"][-1]["content"][-1]["text"])


def sees(call: Call) -> str:
    """Answers from the pixels alone."""
    return answer_from(look(png_in(dict(call.body))), question(call))


def blind(call: Call) -> str:
    """Never looks: a guess among the answers that the question allows."""
    rng = random.Random(question(call) + digest(png_in(dict(call.body))))
    text = question(call)
    if "yes or no" in text or "yes and no" in text:
        return rng.choice(("yes", "no"))
    if " or " in text:
        options = re.findall(
            r"circle|square|triangle|star|cross|heart|diamond|arrow|\d+", text.rpartition("picture")[2]
        )
        return rng.choice(options)
    return str(rng.randint(1, 9))


def headlines(run: assay.Run) -> dict[str, Any]:
    wanted = {(p.name, m.name) for p in run.plan.probes for m in p.metrics if m.headline}
    return {s.probe: s for s in run.scores if s.slice == "all" and (s.probe, s.metric) in wanted}


@pytest.fixture(scope="module")
def seer(tmp_path_factory: pytest.TempPathFactory) -> assay.Run:
    with running(sees) as stub:
        uri = f"openai:eyes?base_url={stub.base_url}"
        return assay.run(
            [*TRUTH, *OTHERS], uri, seed=5, limit=28, output=tmp_path_factory.mktemp("seer") / "run", cache=False
        )


def test_a_model_that_looks_is_right_about_everything_it_can_look_up(seer: assay.Run) -> None:
    found = headlines(seer)
    assert set(found) == {*TRUTH, *OTHERS}
    for name in (*TRUTH, "safety/prompt-injection/typographic"):
        assert found[name].value == 1.0, name
    clean = next(s for s in seer.scores if (s.metric, s.slice) == ("accuracy_clean", "all"))
    assert clean.value == 1.0 > found["robustness/corruption"].value > 0.3, "simple eyes do not see through everything"
    assert found["truthfulness/faithfulness/reading"].value == 0.0, "nor do they read"
    assert {s.kind for s in seer.scores} == {"vlm"}
    assert [m.kind for m in seer.plan.targets] == ["vlm"]
    assert {s.verdict.outcome for s in seer.samples() if s.probe in TRUTH} == {"scored"}


def test_a_model_that_does_not_look_is_at_chance(tmp_path: Path) -> None:
    with running(blind) as stub:
        run = assay.run(
            [*TRUTH, *OTHERS],
            f"openai:blind?base_url={stub.base_url}",
            seed=5,
            limit=90,
            output=tmp_path / "run",
            cache=False,
        )
    for name, score in headlines(run).items():
        chance = score.chance if score.chance is not None else 0.0
        assert score.low <= chance <= score.high, name
        assert score.trust < 0.35, name


def test_each_picture_lies_once_in_the_run_folder_under_its_hash(seer: assay.Run) -> None:
    named = Counter(name for sample in seer.samples() for name in sample.media)
    files = {f.name: f.read_bytes() for f in (seer.path / "media").iterdir()}
    assert set(named) == set(files) and max(named.values()) > 1
    assert all(name == f"{digest(content)}.png" for name, content in files.items())
    assert all(len(sample.media) == 1 for sample in seer.samples())
    assert all(sample.case.turns[0].pictures[0].png == b"" for sample in seer.samples()), (
        "the journal holds no pictures"
    )
    assert check_run(seer.path).code == 0


def test_check_names_a_picture_that_is_gone_or_changed(seer: assay.Run, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    shutil.copytree(seer.path, folder)
    first, second, *_ = sorted((folder / "media").iterdir())
    first.unlink()
    second.write_bytes(b"other")
    found = {f.check: f for f in check_run(folder).findings if f.state == "differs"}
    assert first.name in found["pictures"].said and second.name in found["media"].said


def test_the_report_shows_pictures_within_itself(seer: assay.Run) -> None:
    page = (seer.path / "report.html").read_text()
    assert page.count('<img class="shown" src="data:image/') >= 3 * len(seer.plan.probes)
    assert 'src="media/' not in page and "http" not in page.split("<img", 1)[1].split(">", 1)[0]
    assert 'alt="' in page and "default-src 'none'" in page


def test_the_table_names_the_pictures(seer: assay.Run) -> None:
    import duckdb

    rows = duckdb.sql(f"SELECT media FROM read_parquet('{seer.path}/samples.parquet')").fetchall()
    assert rows and all(len(names) == 1 and names[0].endswith(".png") for (names,) in rows)


def test_replies_about_a_picture_are_cached_by_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "cache"))
    with running(sees) as stub:
        uri = f"openai:eyes?base_url={stub.base_url}"
        for name, seed in (("a", 5), ("b", 5), ("c", 6)):
            assay.run("truthfulness/faithfulness/counting", uri, seed=seed, limit=9, output=tmp_path / name)
        asked = stub.stats().requests
    cached = [[r.cached for s in RunFolder(tmp_path / n).samples() for r in s.replies] for n in "abc"]
    assert [set(each) for each in cached] == [{False}, {True}, {False}]
    assert asked == 18
    assert {f.name for f in (tmp_path / "a/media").iterdir()} == {f.name for f in (tmp_path / "b/media").iterdir()}


def test_a_stopped_run_goes_on_and_keeps_its_kind(tmp_path: Path) -> None:
    with running(sees) as stub:
        uri = f"openai:eyes?base_url={stub.base_url}"
        with pytest.raises(IncompleteError):
            assay.run(list(TRUTH), uri, seed=5, limit=10, output=tmp_path / "run", cache=False, budget_calls=7)
        run = assay.resume(tmp_path / "run")
    assert not run.errors and check_run(run.path).code == 0


def test_a_function_is_shown_pictures_as_openai_writes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "eyes.py").write_text(EYES)
    run = assay.run(
        "truthfulness/faithfulness/relation",
        f"python:{tmp_path}/eyes.py:sees",
        seed=2,
        limit=10,
        output=tmp_path / "run",
    )
    assert headlines(run)["truthfulness/faithfulness/relation"].value == 1.0
    with pytest.raises(ModelError, match="takes a `prompt`, a text: to be shown pictures it must take `messages`"):
        assay.run("vlm", f"python:{tmp_path}/eyes.py:reads", seed=2, limit=5, output=tmp_path / "other")


def test_what_a_model_is_asked_as_follows_from_what_is_named(tmp_path: Path) -> None:
    both = estimate("truthfulness", ["planted:perfect", "planted:perfect?kind=vlm"], seed=1, limit=3)
    assert [m.kind for m in both.targets] == ["llm", "vlm"]
    assert {p.kind for p in both.probes} == {"llm", "vlm"}
    assert {p.kind for p in estimate("truthfulness", "planted:perfect", seed=1, limit=3).probes} == {"llm"}
    mend = r"run what is for kind vlm apart, or name a model again for it: -m 'planted:perfect\?kind=vlm'"
    with pytest.raises(ConfigError, match=mend):
        estimate(["quick", "vlm"], "planted:perfect", seed=1, limit=3)
    with pytest.raises(ConfigError, match="its kind can be llm, not 'vlm'"):
        estimate("vlm", "openai:x?base_url=http://127.0.0.1:1/v1&api=completions&kind=vlm", seed=1, limit=3)
    with pytest.raises(ConfigError, match="a GGUF model sees pictures with its mmproj file alone"):
        estimate("vlm", "llamacpp:smollm2-135m", seed=1, limit=3)


def test_without_pillow_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    known = util.find_spec
    monkeypatch.setattr("assay.cases.pictures.find_spec", lambda name: None if name == "PIL" else known(name))
    with pytest.raises(MissingExtraError, match=r"a probe that shows pictures needs .* pip install 'assay\[vision\]'"):
        estimate("vlm", "planted:perfect", seed=1, limit=3)
    assert estimate("quick", "planted:perfect", seed=1, limit=3).probes


def test_text_probes_and_their_plan_load_no_pillow() -> None:
    code = (
        "import sys; from assay.api import estimate; estimate(['truthfulness'], 'planted:perfect', seed=1, limit=3);"
        "print('PIL' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_show_writes_the_pictures_and_says_them_in_words(tmp_path: Path) -> None:
    args = ["show", "truthfulness/hallucination/objects", "--cases", "7", "--pictures", str(tmp_path / "there")]
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 0
    assert f"pictures are written to {tmp_path / 'there'}" in done.output
    [file] = (tmp_path / "there").iterdir()
    assert f"picture {file.name[:8]}…" in done.output
    found = msgspec.json.decode(CliRunner().invoke(app, [*args, "--json"]).stdout)
    assert found[0]["pictures"] == str(tmp_path / "there")
