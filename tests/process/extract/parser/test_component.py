import pytest
import spacy
from spacy.util import load_model_from_config

from process.extract.parser.component import OnnxParser

TEXTS = [
    "The mayor rejected the plan. Ms Novak said: “We won\u2019t sign.”",
    "",
    "  \n",
    "Anna Novak lives in Vienna.\n\nShe works for a bank\u2014so she says!",
]


def bytes_of(doc):
    return doc.to_bytes(exclude=["tensor", "user_data"])


def test_saved_pipeline_loads_again_and_gives_the_same_parse(nlp, tmp_path):
    nlp.to_disk(tmp_path / "saved")

    again = spacy.load(tmp_path / "saved")

    assert [bytes_of(doc) for doc in again.pipe(TEXTS)] == [bytes_of(nlp(text)) for text in TEXTS]
    assert again.meta == nlp.meta


def test_pipeline_from_bytes_gives_the_same_parse_and_can_be_saved(nlp, tmp_path):
    again = load_model_from_config(nlp.config).from_bytes(nlp.to_bytes())

    again.to_disk(tmp_path / "saved")

    assert [bytes_of(doc) for doc in again.pipe(TEXTS)] == [bytes_of(nlp(text)) for text in TEXTS]
    assert bytes_of(spacy.load(tmp_path / "saved")(TEXTS[0])) == bytes_of(nlp(TEXTS[0]))


def test_component_can_be_saved_onto_itself(nlp, tmp_path):
    nlp.get_pipe("onnx_parser").to_disk(tmp_path)
    again = OnnxParser(nlp.vocab).from_disk(tmp_path)

    again.to_disk(tmp_path)

    assert again.to_bytes() == nlp.get_pipe("onnx_parser").to_bytes()


def test_component_without_a_model_says_how_to_get_one(nlp):
    with pytest.raises(ValueError, match=r"no model is loaded; use spacy\.load"):
        OnnxParser(nlp.vocab)(nlp.make_doc("Talks failed."))


def test_missing_file_is_named(nlp, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"labels\.json"):
        OnnxParser(nlp.vocab).from_disk(tmp_path)


def test_prediction_leaves_the_doc_as_it_is(nlp):
    doc = nlp.make_doc("Talks failed.")

    nlp.get_pipe("onnx_parser").predict(doc)

    assert not doc.has_annotation("DEP")


def test_paragraph_is_parsed_as_if_it_stood_alone(nlp):
    paragraphs = ["Peace talks failed.", "The minister said that she would “never” sign such a text.", "Yes."]

    together = nlp("\n".join(paragraphs))

    words = [(token.text, token.dep_, token.head.text, token.tag_) for token in together if not token.is_space]
    alone = [(t.text, t.dep_, t.head.text, t.tag_) for paragraph in paragraphs for t in nlp(paragraph)]
    assert words == alone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor rejected the plan.",
            [("The", "mayor", "det"), ("mayor", "rejected", "nsubj"), ("rejected", "rejected", "ROOT"),
             ("the", "plan", "det"), ("plan", "rejected", "obj"), (".", "rejected", "punct")],
        ),
        (
            "She said that talks would resume.",
            [("She", "said", "nsubj"), ("said", "said", "ROOT"), ("that", "resume", "mark"),
             ("talks", "resume", "nsubj"), ("would", "resume", "aux"), ("resume", "said", "ccomp"),
             (".", "said", "punct")],
        ),
    ],
)  # fmt: skip
def test_sentence_gets_its_tree(nlp, text, expected):
    assert [(token.text, token.head.text, token.dep_) for token in nlp(text)] == expected


def test_names_and_sentences_are_found(nlp):
    doc = nlp("Anna Novak lives in Vienna. She works for a bank.")

    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Anna Novak", "PERSON"), ("Vienna", "LOC")]
    assert [sent.text for sent in doc.sents] == ["Anna Novak lives in Vienna.", "She works for a bank."]


def test_lemmas_come_from_the_table_or_the_rule(nlp):
    assert [token.lemma_ for token in nlp("They were talking.")] == ["they", "be", "talk", "."]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "word " * 600, "x" * 30_000, "“" * 500, "👍🏽 \u202e\u200b" * 40, "A\n\n\nB", "\t\tA b\n c."],
)
def test_odd_text_is_parsed_whole(nlp, text):
    doc = nlp(text)

    assert doc.text == text
    assert sum(len(sent) for sent in doc.sents) == len(doc)
    assert list(doc.ents) == list(doc.ents)


def test_name_that_white_space_cuts_is_no_error(nlp):
    doc = nlp("President Volodymyr\n\nZelenskyy said so. Sergei  \n Lavrov disagreed.")

    assert all(entity.text for entity in doc.ents)


@pytest.mark.parametrize("words", [468, 470, 505, 510, 511, 512, 539, 542, 1100])
def test_a_paragraph_of_any_length_is_parsed(nlp, words):
    doc = nlp("ukraine " * words)

    assert len(doc) == words
    assert all(token.head is not None for token in doc)
