from dataclasses import replace

import pytest

from process.extract.english.lexicon import load_lexicon
from process.extract.holders.weigh import Scale, weigh_claims
from process.extract.holders.weights import Weights
from process.extract.sides.belief import Belief
from process.extract.sides.side import Side
from stancewatch.contracts import Actor, Stance

RUSSIA = Actor(id="russia", name="Russia", kind="state")
UKRAINE = Actor(id="ukraine", name="Ukraine", kind="state")
NAMED = {actor.name: actor for actor in (RUSSIA, UKRAINE)}
BELIEF = Belief(bias=0.0, side=1.0, article=0.0, share=1.0, signs=0.0, agrees=2.0)
SCALE = Scale(Weights(0.0, {}), BELIEF, condition=0.5, lexicon=load_lexicon())


def make_side(confidence, *, issue="sanctions", condition=0.0, holders=(("Russia", 0.9), ("Ukraine", 0.1))):
    return Side(issue, Stance.AGAINST, confidence, condition, holders)


@pytest.fixture
def weigh(scene_of):
    def claims(text, *sides):
        found = weigh_claims(scene_of(text), [*sides, *[()] * 9][: text.count(".")], NAMED, SCALE)
        return sorted(found, key=lambda claim: -claim.confidence)

    return claims


def test_model_alone_gives_the_side_to_its_likeliest_holder(weigh):
    claim, *_ = weigh("Moscow told Kyiv that the penalties were an outrage.", (make_side(0.9),))

    assert (claim.holder, claim.issue, claim.stance, claim.rule) == (RUSSIA, "sanctions", Stance.AGAINST, "model")


@pytest.mark.parametrize(
    ("text", "are_joint"),
    [
        ("Moscow and Kyiv both called the plan a fraud.", True),
        ("Moscow called the plan of Kyiv a fraud.", False),
        ("The talks with Moscow and Kyiv were a fraud.", False),
    ],
)
def test_those_of_one_subject_have_the_share_of_the_likeliest_of_them(weigh, text, are_joint):
    first, second = weigh(text, (make_side(0.9),))

    assert (first.confidence == second.confidence) is are_joint


def test_grammar_that_agrees_makes_it_surer_and_is_named(weigh):
    text = "Moscow rejects the ceasefire."
    claim, *_ = weigh(text, (make_side(0.6, issue="ceasefire"),))
    alone, *_ = weigh("Moscow rejects the thing.", (make_side(0.6, issue="ceasefire"),))

    assert claim.rule.startswith("model+grammar:")
    assert claim.confidence > alone.confidence


def test_grammar_alone_is_named_and_believed_less(scene_of):
    belief = replace(BELIEF, bias=7.0, share=0.0)
    claims = weigh_claims(scene_of("Moscow rejects the ceasefire."), [()], NAMED, replace(SCALE, belief=belief))

    assert [claim.rule.split(":")[0] for claim in claims if claim.holder == RUSSIA] == ["grammar"]


def test_condition_is_looked_for_when_the_model_expects_one(weigh):
    text = "Moscow would have it go if the banks were let back in."
    with_one, *_ = weigh(text, (make_side(0.9, condition=0.8),))
    without, *_ = weigh(text, (make_side(0.9, condition=0.1),))

    assert with_one.condition is not None
    assert without.condition is None


def test_who_speaks_for_the_holder_is_told(weigh):
    claim, *_ = weigh("Moscow will not have it, Dmitry Peskov said.", (make_side(0.9),))

    assert claim.speaker is not None
    assert claim.speaker.id == "dmitry-peskov"


def test_who_speaks_together_with_the_holder_is_no_speaker(weigh):
    claim, *_ = weigh("Moscow and Dmitry Peskov said that they will not have it.", (make_side(0.9),))

    assert claim.holder == RUSSIA
    assert claim.speaker is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Moscow would go along with it, but only if the banks were let back in.",
            "only if the banks were let back in",
        ),
        ("Such a thing has his blessing, then, as long as it is someone else's.", "as long as it is someone else's"),
        ("It was a good idea so long as it stayed west of the Dnipro.", "so long as it stayed west of the Dnipro"),
        ("We will be there to keep the peace once a ceasefire holds, he said.", "once a ceasefire holds"),
    ],
)
def test_condition_is_its_clause_and_not_one_word_of_it(nlp, weigh, text, words):
    claim, *_ = weigh(text, (make_side(0.9, condition=0.8),))

    assert claim.condition is not None
    assert nlp(text)[slice(*claim.condition)].text == words


def test_as_long_as_it_takes_is_no_condition(weigh):
    claim, *_ = weigh("Berlin will go on for as long as it takes.", (make_side(0.9, condition=0.8),))

    assert claim.condition is None


def test_what_a_word_refers_to_is_as_sure_as_what_it_means(weigh):
    proposed = Side("ceasefire", Stance.FAVOR, 0.9, 0.0, (("Ukraine", 1.0),))
    text = "Kyiv proposed a ceasefire. Moscow rejected {} offer."
    pointing, plain = (weigh(text.format(word), (proposed,)) for word in ("that", "an"))

    against = [claim for claim in pointing if claim.stance is Stance.AGAINST]
    assert [(claim.holder, claim.issue) for claim in against] == [(RUSSIA, "ceasefire")]
    assert against[0].confidence > 0.9
    assert not [claim for claim in plain if claim.stance is Stance.AGAINST]


def test_who_does_the_same_is_as_sure_and_nobody_else(weigh):
    seen = make_side(0.9, holders=(("Russia", 0.9),))
    claims = weigh("Moscow opposes sanctions, and so does Kyiv, Oslo heard.", (seen,))
    surest = {claim.holder.name: claim.confidence for claim in reversed(claims)}

    assert min(surest["Russia"], surest["Ukraine"]) > 0.9 > surest.get("Norway", 0.0)


def test_two_sides_of_one_phrase_are_as_sure_as_each_other_for_who_takes_them(weigh):
    claims = weigh("Moscow rejected Kyiv's demand for sanctions on Moscow.", (make_side(0.9),))
    favor = [claim for claim in claims if claim.stance is Stance.FAVOR]

    assert favor[0].holder == UKRAINE
    assert all(claim.confidence < favor[0].confidence for claim in favor[1:])
