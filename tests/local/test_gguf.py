"""The header of a GGUF file is read as written, and nothing in a file can make the reader fail in another way than
by its one error, or take much memory or time."""

from __future__ import annotations

import struct
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.errors import ModelError
from assay.models._gguf import read_header
from tests.local.gguf import KINDS, array, header, pair, text

GOOD = header(
    pair("general.architecture", "str", "llama"),
    pair("tokenizer.tokens", "array", array(8, 3, text("a") + text("") + text("ĉ"))),
    pair("scores", "array", array(6, 5, struct.pack("<5f", *range(5)))),
    pair("nested", "array", array(9, 2, array(0, 3, b"abc") + array(8, 1, text("x")))),
    pair("general.name", "str", "Ŝmol"),
)


@pytest.fixture
def read(tmp_path):
    """`read(data)` is the header of a file of these bytes."""

    def work(data: bytes):
        path = tmp_path / "model.gguf"
        path.write_bytes(data)
        return read_header(path)

    return work


def refusal(read, data: bytes) -> str:
    with pytest.raises(ModelError) as caught:
        read(data)
    sentence = str(caught.value)
    assert "model.gguf" in sentence
    assert "\n" not in sentence
    return sentence


def test_texts_are_read_and_arrays_are_passed_over(read):
    assert read(GOOD) == {"general.architecture": "llama", "general.name": "Ŝmol"}


@pytest.mark.parametrize("version", [2, 3])
def test_every_kind_of_number_is_read(read, version):
    values = {"u8": 255, "i8": -128, "u16": 65535, "i16": -32768, "u32": 2**32 - 1, "i32": -(2**31), "f32": 0.5,
              "bool": True, "u64": 2**64 - 1, "i64": -(2**63), "f64": 1e300}  # fmt: skip
    assert set(values) == set(KINDS)
    pairs = [pair(f"key.{kind}", kind, value) for kind, value in values.items()]
    assert read(header(*pairs, version=version)) == {f"key.{kind}": value for kind, value in values.items()}


def test_what_follows_the_header_is_not_read(read):
    assert read(GOOD + b"\xff" * 1000) == read(GOOD)


def test_text_that_is_not_utf8_is_read_with_marks(read):
    data = text("k") + struct.pack("<I", 8) + struct.pack("<Q", 2) + b"\xffa"
    assert read(header(data)) == {"k": "\ufffda"}


def test_every_shorter_file_is_told_as_cut_off_or_no_gguf(read):
    for end in range(len(GOOD)):
        sentence = refusal(read, GOOD[:end])
        assert ("no GGUF file" in sentence) == (end < 4), end
        assert ("only part of a file: its header is cut off" in sentence) == (end >= 4), end


@pytest.mark.parametrize("data", [b"", b"GGU", b"ggml" + bytes(100), b"\x80\x04pickle", b"<!DOCTYPE html><html>"])
def test_other_files_are_no_gguf(read, data):
    assert "no GGUF file" in refusal(read, data)


@pytest.mark.parametrize("version", [0, 1, 4, 3 << 24])
def test_other_versions_are_named(read, version):
    assert f"GGUF version {version}" in refusal(read, header(version=version))


HUGE = (2**31, 2**40, 2**63, 2**64 - 1)
ABSURD = {
    "pairs": [header(count=n) for n in HUGE],
    "a key's length": [header(struct.pack("<Q", n), count=1) for n in (*HUGE, 50 << 20)],
    "a text's length": [header(text("k") + struct.pack("<IQ", 8, n)) for n in (*HUGE, 50 << 20)],
    "numbers": [header(pair("k", "array", array(4, n, b"1234"))) for n in HUGE],
    "texts": [header(pair("k", "array", array(8, n, text("a")))) for n in HUGE],
    "arrays": [header(pair("k", "array", array(9, n, array(0, 1, b"a")))) for n in HUGE],
    "arrays in arrays": [header(pair("k", "array", array(9, 1, b"") * 200_000))],
}


@pytest.mark.parametrize("data", [pytest.param(d, id=f"{k} {i}") for k, v in ABSURD.items() for i, d in enumerate(v)])
def test_absurd_lengths_are_told_and_take_no_memory(read, data):
    tracemalloc.start()
    try:
        assert "damaged or only part of a file" in refusal(read, data)
        assert tracemalloc.get_traced_memory()[1] < len(data) + 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", [13, 99, 2**32 - 1])
def test_values_of_no_known_type_are_told(read, kind):
    assert f"unknown type {kind}" in refusal(read, header(text("k") + struct.pack("<I", kind) + bytes(8)))
    assert f"unknown type {kind}" in refusal(read, header(pair("k", "array", array(kind, 1, bytes(8)))))


@given(at=st.integers(4, len(GOOD) - 1), put=st.binary(min_size=1, max_size=12))
def test_any_damage_gives_a_header_or_the_one_error(tmp_path_factory, at, put):
    path = tmp_path_factory.getbasetemp() / "damaged.gguf"
    path.write_bytes(GOOD[:at] + put + GOOD[at + len(put) :])
    try:
        assert isinstance(read_header(path), dict)
    except ModelError as error:
        assert "damaged.gguf" in str(error)


def test_what_is_no_file_is_told(tmp_path):
    with pytest.raises(ModelError, match=r"cannot read .*none\.gguf: No such file"):
        read_header(tmp_path / "none.gguf")
    with pytest.raises(ModelError, match=r"cannot read .*: Is a directory"):
        read_header(tmp_path)


def test_the_embedded_models_header_is_read(embedded):
    found = read_header(embedded)
    assert found["general.architecture"] == "llama"
    assert "<|im_start|>" in found["tokenizer.chat_template"]
    assert "tokenizer.ggml.tokens" not in found
