import logging
import sys

import pytest

from process.extract.nlp import make_nlp, make_small_nlp


@pytest.fixture(scope="module")
def small():
    return make_small_nlp()


def test_without_onnxruntime_the_small_pipeline_reads_and_one_warning_says_so(monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    with caplog.at_level(logging.WARNING):
        nlp = make_nlp()

    assert [token.lemma_ for token in nlp("The talks failed.")] == ["the", "talk", "fail", "."]
    assert "onnx_parser" not in nlp.pipe_names
    (record,) = caplog.records
    assert "onnxruntime cannot be imported" in record.message
    assert "small pipeline" in record.message
    assert "pip install onnxruntime" in record.message


def test_with_onnxruntime_no_one_is_warned(caplog):
    assert make_nlp(threads=2).get_pipe_config("onnx_parser")["threads"] == 2
    assert caplog.records == []


@pytest.mark.parametrize(
    "text", ["", " \n ", "\n\nA", "One\n\nTwo\nThree. Four.", "word " * 600, "👍🏽 \u202e\u200b" * 40]
)
def test_small_pipeline_reads_odd_text_whole(small, text):
    doc = small(text)

    assert doc.text == text
    assert sum(len(sent) for sent in doc.sents) == len(doc)


def test_small_pipeline_lets_no_sentence_reach_over_a_paragraph(small):
    sentences = [sent.text.strip() for sent in small("Talks on peace\n\nThe minister refused to go").sents]

    assert sentences == ["Talks on peace", "The minister refused to go"]


def test_both_pipelines_cut_the_same_words(nlp, small):
    text = "“We won\u2019t go,” said the U.S.-Russia envoy\u2014re-elected in 2024 for $300bn."

    assert [token.text for token in nlp(text)] == [token.text for token in small(text)]
