import pytest

from process.extract.english.actor_words import load_actor_words
from process.extract.naming.outsiders import is_outsider

NAME = ("Jo", "Dow")


@pytest.fixture
def outside(nlp):
    """Return whether Jo Dow is introduced as an outsider by a text."""

    def find(text):
        doc = nlp(text)
        start = next(token.i for token in doc if token.text == "Dow")
        return is_outsider(doc, start - 1, start + 1, load_actor_words())

    return find


@pytest.mark.parametrize(
    "text",
    [
        "The former Danish ambassador to Poland Jo Dow wants a truce.",
        "Jo Dow, a former commander of the army, wants a truce.",
        "Ex NATO official Jo Dow wants a truce.",
        "Jo Dow, who served as Spain's ambassador in Riga, wants a truce.",
        "Jo Dow, who also served as the Spanish ambassador to Latvia, wants a truce.",
        "Jo Dow, the Spanish ambassador to Latvia under President Roe, wants a truce.",
        "His lawyer, Jo Dow, said that the sanctions must go.",
        "The sanctions must go, said Jo Dow, a lawyer for the banker.",
        "The banker's lawyer Jo Dow said that the sanctions must go.",
    ],
)
def test_who_once_served_or_pleads_for_somebody_is_an_outsider(outside, text):
    assert outside(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Danish ambassador to Poland Jo Dow wants a truce.",
        "The former prime minister Jo Dow wants a truce.",
        "Senator Jo Dow told a former ambassador that he wants a truce.",
        "Jo Dow, a senator, told the former ambassador that he wants a truce.",
        "Jo Dow, a lawyer and a member of parliament, wants a truce.",
        "Jo Dow wants a truce.",
        "Lawyer Jo Dow wants a truce.",
        "Defence Minister Jo Dow, a former officer, wants a truce.",
        "Jo Dow, the former general who is now president, wants a truce.",
        "Jo Dow, who then told an aide to write it down, wants a truce.",
    ],
)
def test_who_holds_or_held_an_office_of_power_is_none(outside, text):
    assert not outside(text)
