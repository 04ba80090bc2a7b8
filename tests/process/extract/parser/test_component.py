import hashlib

import pytest

from process.extract.pipeline import MODEL

PINNED = {
    "parser.onnx": "5e48988dbcc25a85d4a0bb902530d731d69ea41f3386347d6565c35b1e68cb96",
    "relations.onnx": "91c624350d79d8bec8f09547a42dd05f5825109c7c5bad025a2eae3b34654122",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}


@pytest.mark.parametrize(("name", "sha256"), PINNED.items())
def test_model_file_is_the_pinned_one_and_named_in_its_card(name, sha256):
    assert hashlib.sha256((MODEL / name).read_bytes()).hexdigest() == sha256
    assert sha256 in (MODEL / "README.md").read_text(encoding="utf-8")


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


def test_parse_does_not_depend_on_the_neighbours_in_a_stream(nlp):
    texts = ["Peace talks failed.", "The president of the country refused to say more about it." * 20, "Yes."]

    alone = [nlp(text).to_json() for text in texts]

    assert [doc.to_json() for doc in nlp.pipe(texts)] == alone
    assert [doc.to_json() for doc in nlp.pipe(texts[::-1])] == alone[::-1]


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
