"""Local files as a source: every format, columns by name or mapped, and one sentence with file and line where a row is bad."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pytest

from assay.cases.curate.record import FactRecord, ImageRecord, PersonRecord, QuestionRecord, TextRecord
from assay.cases.curate.store import media_file
from tests.curate.drawn import frozen, read, refusal

ROWS = [
    {"question": "Which river runs through Vienna?", "choices": ["Rhine", "Danube", "Elbe", "Oder"], "answer": 1},
    {"question": "How many legs has a spider?", "choices": ["6", "8", "10", "12"], "answer": "B"},
    {"question": "Which is a prime?", "choices": ["8", "9", "1", "7"], "answer": "7"},
    {"question": "Who wrote Faust?", "answer": "Goethe", "accept": "Johann Wolfgang von Goethe|J. W. Goethe"},
]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def jsonl(path: Path, rows: list[object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_questions_of_a_jsonl_file_have_their_right_answer_however_it_is_given(tmp_path):
    found = {r.question: r for r in read(f"file:{jsonl(tmp_path / 'q.jsonl', ROWS)}?licence=CC0-1.0&language=en")}
    answers = {q: r.answer for q, r in found.items()}
    assert answers == {
        "Which river runs through Vienna?": "Danube",
        "How many legs has a spider?": "8",
        "Which is a prime?": "7",
        "Who wrote Faust?": "Goethe",
    }
    spider = found["How many legs has a spider?"]
    assert spider.distractors == ("6", "10", "12")
    assert found["Who wrote Faust?"].accept == ("Johann Wolfgang von Goethe", "J. W. Goethe")
    assert spider.provenance.url == "file:q.jsonl#line 2"
    assert (spider.provenance.licence, spider.provenance.time, spider.language) == ("CC0-1.0", "", "en")


def test_csv_tsv_and_parquet_give_the_same_records_as_jsonl(tmp_path):
    rows = [
        {"s": "Oslo", "r": "river", "a": "Akerselva, the", "w": "Ado|Corm|Belm"},
        {"s": "Rome", "r": "river", "a": 'the "Tiber"', "w": "Ado|Corm|Belm"},
    ]
    jsonl(tmp_path / "f.jsonl", rows)
    for name, mark in (("f.csv", ","), ("f.tsv", "\t")):
        with (tmp_path / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=mark)
            writer.writeheader()
            writer.writerows(rows)
    duckdb.sql(f"COPY (SELECT * FROM '{tmp_path / 'f.jsonl'}') TO '{tmp_path / 'f.parquet'}'")
    hashes = {
        name: [r.sha256 for r in read(f"file:{tmp_path / name}?subject=s&relation=r&answer=a&alternatives=w")]
        for name in ("f.jsonl", "f.csv", "f.tsv", "f.parquet")
    }
    assert len({tuple(h) for h in hashes.values()}) == 1
    first = next(
        r
        for r in read(f"file:{tmp_path / 'f.csv'}?subject=s&relation=r&answer=a&alternatives=w")
        if r.subject == "Rome"
    )
    assert isinstance(first, FactRecord)
    assert first.alternatives == ("Ado", "Corm", "Belm")


def test_texts_and_people_and_nested_columns_are_read(tmp_path):
    (tmp_path / "tea.md").write_text("\ufeffTea is a drink.\n", encoding="utf-8")
    [text] = read(f"file:{tmp_path / 'tea.md'}")
    assert isinstance(text, TextRecord)
    assert (text.title, text.text) == ("tea", "Tea is a drink.")
    people = jsonl(tmp_path / "p.jsonl", [{"who": "Ada Ruhl", "age": 41, "town": "Belm", "note": None}])
    [person] = read(f"file:{people}?kind=person&name=who")
    assert isinstance(person, PersonRecord)
    assert person.attributes == {"age": "41", "town": "Belm"}
    nested = jsonl(tmp_path / "n.jsonl", [{"data": {"q": "Who wrote Faust?", "answers": {"text": ["Goethe"]}}}])
    [question] = read(f"file:{nested}?question=data.q&answer=data.answers.text.0")
    assert isinstance(question, QuestionRecord)
    assert question.answer == "Goethe"


def test_a_folder_of_images_gives_each_with_its_label_and_keeps_the_file_by_its_hash(tmp_path):
    folder = tmp_path / "pictures"
    (folder / "more").mkdir(parents=True)
    for name, content in (("a.png", PNG + b"a"), ("more/b.jpeg", b"\xff\xd8\xff" + b"b"), ("c.png", PNG + b"c")):
        (folder / name).write_bytes(content)
    (folder / "a.txt").write_text("a red cube\n")
    (folder / "metadata.csv").write_text("file_name,text\nmore/b.jpeg,two cones\n")
    found = {r.title: r for r in read(f"file:{folder}?licence=CC0-1.0")}
    assert all(isinstance(r, ImageRecord) for r in found.values())
    assert {title: r.label for title, r in found.items()} == {"a": "a red cube", "b": "two cones", "c": ""}
    assert media_file(found["a"].media).read_bytes() == PNG + b"a"
    assert found["b"].media.endswith(".jpg")


@pytest.mark.parametrize(
    ("name", "content", "more", "said"),
    [
        ("q.jsonl", '{"question": "Who?", "answer": "Me"}\n{torn\n', "", "q.jsonl, line 2: "),
        ("q.jsonl", '{"question": "Who?", "answer": "Me"}\n\n[1]\n', "", "q.jsonl, line 3: "),
        ("q.jsonl", '{"frage": "Wer?", "antwort": "Ich"}\n', "", "line 1 has the columns frage, antwort"),
        ("q.jsonl", '{"frage": "Wer?", "antwort": "Ich"}\n', "?question=frage&answer=anwort",
         "line 1 has no column 'anwort' (for answer); it has frage, antwort"),
        ("q.jsonl", '{"question": "Who?", "answer": " "}\n', "", "line 1: 'answer' is empty"),
        ("q.jsonl", '{"question": "Who?", "answer": {"a": 1}}\n', "", "is no text"),
        ("q.jsonl", '{"question": "Who?", "answer": 4, "choices": ["a", "b"]}\n', "", "beyond the 2 choices"),
        ("q.jsonl", '{"question": "Who?", "answer": "c!", "choices": ["a", "b"]}\n', "", "is none of the choices"),
        ("q.jsonl", '{"question": "Who?", "answer": "a", "distractors": ["A", "b"]}\n', "", "'A' is right and among the distractors"),
        ("f.jsonl", '{"subject":"x","relation":"y","answer":"z","rarity":"odd"}\n', "", "line 1: "),
        ("q.csv", "question,answer\nWho?,Me\nWhere?\n", "", "line 3 has fewer cells"),
        ("q.csv", "question,answer\nWho?,Me,You\n", "", "line 2 has more cells"),
        ("q.csv", 'question,answer\n"Who?,Me\n', "", "unexpected end of data"),
        ("q.csv", b"question,answer\nWho?,\xff\xfe\n", "", "CSV in UTF-8"),
        ("q.parquet", "no parquet", "", "is no Parquet file"),
        ("q.xlsx", "x", "", "files of type '.xlsx' are not read"),
        ("t.txt", "  \n", "", "'text' is empty"),
        ("t.txt", b"\xff\xfe\x00", "", "is no text to use"),
        ("q.jsonl", "", "", "gave no records"),
        ("q.jsonl", "{}", "?kind=poem", "'poem' is no kind of record"),
        ("q.jsonl", "{}", "?question=a&question=b", "given twice in the source URI"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_one_sentence_that_names_the_place(tmp_path, name, content, more, said):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert said in refusal(f"file:{file}{more}")


def test_folders_and_files_that_are_not_what_they_say_are_named(tmp_path):
    assert "there is no file or folder" in refusal(f"file:{tmp_path / 'none.csv'}")
    (tmp_path / "empty").mkdir()
    assert "holds no images" in refusal(f"file:{tmp_path / 'empty'}")
    (tmp_path / "a.png").write_bytes(b"GIF89a")
    assert "is not the PNG image" in refusal(f"file:{tmp_path}")
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "metadata.jsonl").write_text('{"file_name": "b.png", "text": "x"}\n')
    assert "names 'b.png', which is no image in it" in refusal(f"file:{tmp_path}")
    (tmp_path / "metadata.jsonl").write_text('{"file": "b.png"}\n')
    assert "entry 1: it must have 'file_name'" in refusal(f"file:{tmp_path}")


def test_a_limit_is_noted(tmp_path):
    snapshot = frozen(f"file:{jsonl(tmp_path / 'q.jsonl', ROWS)}?limit=2")
    assert len(snapshot.records) == 2
    assert snapshot.sources[0].notes == ("only the first 2 records were read (limit=2)",)
