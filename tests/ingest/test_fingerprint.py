import pytest

from ingest.fingerprint import MAKER, WORDS, Fingerprint, make_fingerprint, split_words
from tests.ingest.factories import make_prose, make_sentences


def fingerprint_of(text: str) -> Fingerprint:
    return make_fingerprint(split_words(text))


def test_the_same_words_give_the_same_fingerprint_whatever_their_case_blanks_and_punctuation() -> None:
    text = make_prose(1)

    assert fingerprint_of(text) == fingerprint_of(text.upper().replace("\n", "  ").replace(".", " !"))


def test_texts_share_as_much_of_it_as_of_their_runs_of_words() -> None:
    own, other = make_sentences(1, 30), make_sentences(2, 30)
    text = fingerprint_of(" ".join(own))

    assert text.share(fingerprint_of(" ".join(other))) < 0.05
    assert text.share(fingerprint_of(" ".join(own[:20]))) == pytest.approx(2 / 3, abs=0.1)
    assert text.share(fingerprint_of(" ".join(own[:20] + other[:10]))) == pytest.approx(1 / 2, abs=0.1)


def test_texts_that_share_half_are_found_by_a_band() -> None:
    found = 0
    for seed in range(100):
        shared, own, other = make_sentences(seed, 20), make_sentences(seed + 1000, 10), make_sentences(seed + 2000, 10)
        one, two = fingerprint_of(" ".join(shared + own)), fingerprint_of(" ".join(shared + other))
        found += not set(one.bands()).isdisjoint(two.bands())

    assert found >= 99


def test_what_is_past_the_limit_does_not_count() -> None:
    words = [f"w{number}" for number in range(WORDS)]

    assert make_fingerprint([*words, "more"]) == make_fingerprint(words)
    assert make_fingerprint(words).words == WORDS


def test_it_comes_back_from_a_message_as_it_was() -> None:
    made = fingerprint_of(make_prose(1))

    assert Fingerprint.decode(made.encode()) == made
    assert len(made.encode()) < 200


@pytest.mark.parametrize(
    "encoded",
    [
        "",
        "x",
        "rensa0-5-128-1:3:AAAA",
        f"{MAKER}:3:AAAA",
        f"{MAKER}:x:AAAA",
        f"{MAKER}:3:?",
        f"{MAKER}:3:é",
        f"{MAKER}:3",
    ],
)
def test_what_another_maker_made_counts_as_none(encoded: str) -> None:
    assert Fingerprint.decode(encoded) is None


def test_fingerprints_stay_what_they_are_from_one_version_to_the_next() -> None:
    """They are kept for weeks: a change must change MAKER too."""
    made = fingerprint_of("Kyiv wants talks before a truce, and Moscow wants a truce before talks.")

    assert (MAKER, made.words, made.values[:8].hex()) == ("rensa2-5-128-1", 13, "d03e4da3d9655ae7")


@pytest.mark.parametrize("words", ["9" * 5000, "\u0664", "-1", ""])
def test_a_count_that_is_none_makes_none(words: str) -> None:
    values = make_fingerprint(["one"]).encode().rpartition(":")[2]

    assert Fingerprint.decode(f"{MAKER}:{words}:{values}") is None
