import gzip

import pytest

from training.parser.conllu import Word, read_conllu, split_paragraphs, split_token

TREEBANK = """\
# newdoc id = first
# sent_id = a
# newpar
# text = They don\u2019t.
1	They	they	PRON	PRP	Case=Nom	3	nsubj	_	_
2-3	don\u2019t	_	_	_	_	_	_	_	SpaceAfter=No
2	do	do	AUX	VBP	_	3	aux	_	_
3	n't	not	PART	RB	_	0	root	_	_
4	.	.	PUNCT	.	_	3	punct	_	_

# sent_id = b
1	Yes	yes	INTJ	UH	_	0	root	_	_

# sent_id = c
# newpar
1	No	no	INTJ	UH	_	0	root	_	_

# newdoc id = second
# sent_id = d
1	Fine	fine	ADJ	JJ	Degree=Pos	0	root	_	_
1.1	it	it	PRON	PRP	_	_	_	_	_
"""


@pytest.fixture
def documents(tmp_path):
    path = tmp_path / "bank.conllu.gz"
    path.write_bytes(gzip.compress(TREEBANK.encode()))
    return read_conllu(path)


def test_documents_and_paragraphs_are_told_apart(documents):
    assert [document.id for document in documents] == ["first", "second"]
    assert [[s.id for s in paragraph] for paragraph in split_paragraphs(documents[0])] == [["a", "b"], ["c"]]


def test_words_of_one_token_share_its_letters_and_its_blank(documents):
    words = documents[0].sentences[0].words

    assert [(word.form, word.is_before_space) for word in words] == [
        ("They", True), ("do", False), ("n\u2019t", False), (".", True),
    ]  # fmt: skip


def test_heads_are_places_and_the_root_is_its_own(documents):
    assert [word.head for word in documents[0].sentences[0].words] == [2, 2, 2, 2]


def test_empty_nodes_are_no_words(documents):
    assert documents[1].sentences[0].forms == ["Fine"]


def test_words_that_are_not_the_letters_of_their_token_are_refused():
    words = [Word("will", is_before_space=True), Word("not", is_before_space=True)]

    with pytest.raises(ValueError, match="are not the letters of"):
        split_token("won't", words, is_before_space=True)


def test_file_of_another_format_is_refused(tmp_path):
    (tmp_path / "x.conllu").write_text("1\tThey\n\n", encoding="utf-8")

    with pytest.raises(ValueError, match="10 columns"):
        read_conllu(tmp_path / "x.conllu")
