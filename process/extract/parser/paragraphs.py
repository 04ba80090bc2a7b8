"""A spaCy component that lets a sentence begin with each paragraph, for a parser that was trained on single ones."""

from spacy.language import Language
from spacy.tokens import Doc

PARAGRAPHS = "paragraphs"


@Language.component(PARAGRAPHS, assigns=["token.is_sent_start"])
def start_sentences(doc: Doc) -> Doc:
    """Return the Doc with a sentence begun after each line end; where others begin is left open."""
    for token in doc[1:]:
        before = token.nbor(-1)
        if before.is_space and "\n" in before.text:
            token.is_sent_start = True
    return doc
