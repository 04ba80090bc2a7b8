"""What an analysis says of an article: everything that became a position, and why the rest did not."""

import pytest

from process.extract.analysis import Unread

TEXT = (
    "Ukraine has accepted a ceasefire. “We need more weapons,” Zelenskyy said. He might back a ceasefire. "
    "Will Hungary accept sanctions on Russia? The river was calm. Ukraine accepted the ceasefire again."
)


def analyse(extractor, article):
    analysis = extractor.analyse(article)
    assert analysis.positions == extractor.extract(article)
    return analysis


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Trump might support a ceasefire.", "speculative: might"),
        ("Ukraine is expected to reject the ceasefire.", "speculative: expected"),
        ("Germany is considering sanctions on Russia.", "speculative: considering"),
        ("If Moscow accepted a ceasefire, Kyiv would follow.", "hypothetical: if"),
        ("Will Putin accept a ceasefire?", "question"),
        ("Peskov denied that Russia had agreed to a ceasefire.", "denied: denied"),
        ("Peskov did not say that Russia wants a ceasefire.", "denied: say"),
        ("The White House backed off its demand for a ceasefire.", "stance given up: backed"),
        ("Several villagers near Kharkiv want a ceasefire.", "holder is nobody: Several villagers"),
        ("The ceasefire talks of Ukraine in Istanbul lasted four hours.", "only mentioned"),
    ],
)
def test_what_is_held_back_has_its_reason(extractor, make_article, text, reason):
    candidates = [one for one in analyse(extractor, make_article(text)).candidates if one.issue != "negotiations"]

    assert {str(one.reason) for one in candidates} == {reason}


def test_every_position_has_its_candidate_and_a_weaker_repeat_is_told(extractor, make_article):
    analysis = analyse(extractor, make_article(TEXT))
    shown = [one for one in analysis.candidates if one.reason is None]

    assert [(one.holder, one.issue, one.stance, one.rule) for one in shown] == [
        (one.holder, one.issue, one.stance, one.rule) for one in analysis.positions
    ]
    assert "shown more clearly by other words" in {str(one.reason) for one in analysis.candidates}


def test_spans_are_the_words_of_the_text_as_it_was_given(extractor, make_article):
    text = f"<p>\u200b{TEXT}</p>"
    analysis = analyse(extractor, make_article(text))
    spans = [one.span for one in (*analysis.sentences, *analysis.namings, *analysis.attributions)]

    assert spans
    for span in [*spans, *(one.cue for one in analysis.candidates)]:
        assert text[span.start : span.end] == span.text


def test_actors_are_told_by_name_and_by_pronoun(extractor, make_article):
    namings = analyse(extractor, make_article(TEXT)).namings

    assert {("Zelenskyy", "volodymyr-zelenskyy"), ("He", "volodymyr-zelenskyy")} <= {
        (one.span.text, one.actor.id) for one in namings
    }


def test_quotations_and_verbs_of_saying_have_their_speakers(extractor, make_article):
    attributions = analyse(extractor, make_article(TEXT)).attributions

    assert [(one.span.text, one.is_quote, [speaker.id for speaker in one.speakers]) for one in attributions] == [
        ("“We need more weapons,”", True, ["volodymyr-zelenskyy"]),
        ("said", False, ["volodymyr-zelenskyy"]),
    ]


@pytest.mark.parametrize(
    ("text", "title", "unread"),
    [
        ("", "Ukraine", Unread.EMPTY),
        (" \n<p> </p>", "Ukraine", Unread.EMPTY),
        ("The orchestra played until midnight.", "Music", Unread.OUTSIDE),
    ],
)
def test_article_that_is_not_read_says_why(extractor, make_article, text, title, unread):
    analysis = analyse(extractor, make_article(text, title))

    assert (analysis.unread, analysis.sentences) == (unread, ())


def test_sentence_about_somewhere_else_names_the_word(extractor, make_article):
    text = "Israel rejects a ceasefire in Gaza. Hamas backs talks."

    assert [one.elsewhere for one in analyse(extractor, make_article(text)).sentences] == ["Israel", "Hamas"]


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("Putin wants to mediate between Yerevan and Baku. Talks could begin soon.", ["Yerevan", "Yerevan"]),
        ("Hamas agreed to what Witkoff has proposed.", ["Hamas"]),
        ("Putin spoke of Gaza and of a ceasefire in Ukraine.", [""]),
    ],
)
def test_another_conflict_leads_away_even_beside_who_has_a_part_in_both(extractor, make_article, text, elsewhere):
    assert [one.elsewhere for one in analyse(extractor, make_article(text)).sentences] == elsewhere


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("Norway will pay for two batteries and for a strike drone.", ""),
        ("The strikes should end, the minister said of the ceasefire.", ""),
        ("The unions want higher pay and more talks.", "unions"),
        ("Trump spoke of his Golden Dome and of peace.", "Golden Dome"),
        ("Trump would keep New START and its ceiling.", "New START"),
    ],
)
def test_words_of_other_news_lead_away_where_they_mean_nothing_else(extractor, make_article, text, elsewhere):
    assert [one.elsewhere for one in analyse(extractor, make_article(text)).sentences] == [elsewhere]
