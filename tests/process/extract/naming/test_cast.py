"""Whom words mean: each line is a construction, read by the parser that ships."""

import pytest

from process.extract.english.lexicon import load_lexicon
from process.extract.naming.cast import Cast
from process.extract.naming.mentions import MentionFinder
from process.extract.parser.appositions import APPOSITIONS
from process.extract.voices.attribution import Voices
from stancewatch.contracts import Actor


@pytest.fixture(scope="module")
def finder(desk):
    return MentionFinder(desk)


@pytest.fixture
def meant(nlp, desk, finder):
    """Return the names of the actors that the last occurrence of a word means in a text."""

    def find_meant(text, word, title=""):
        doc = nlp(text)
        cast = Cast(doc, finder.find(doc, title), desk=desk, lexicon=load_lexicon())
        token = [token for token in doc if token.text == word][-1]
        return [actor.name for actor in cast.actors_of(token)]

    return find_meant


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Putin told Trump by phone that he wanted a truce.", "he", "Vladimir Putin"),
        ("Zelensky spoke in Kyiv. Kallas met him. He wants a truce.", "him", "Volodymyr Zelenskyy"),
        ("Trump praised the call. Putin's reaction was sober. He wants talks.", "He", "Vladimir Putin"),
        ("Starmer met Kallas in London. She wants a truce.", "She", "Kaja Kallas"),
        ("In his speech, Macron backed the truce.", "his", "Emmanuel Macron"),
        ("The official said that he [Lavrov] wants talks.", "he", "Sergei Lavrov"),
        ("The Kremlin wants talks. It rejects a truce.", "It", "Russia"),
        ("Umerov spoke first. According to Ushakov, that is what he called a truce.", "he", "Yuri Ushakov"),
        ("Putin met Medvedev. Putin has badgered Medvedev and has threatened to fire him.", "him", "Dmitry Medvedev"),
        ('Lula met the press. "Zelensky and Putin should embrace," he concluded.', "he", "Luiz Inácio Lula da Silva"),
        ("Russia spoke. The Brazilian paper asks for a truce. It bars sanctions.", "It", "Brazil"),
        ("Brazilian officials met Ukraine, but they were haggling.", "they", "Brazil"),
    ],
)
def test_pronoun_means_the_most_salient_that_it_fits(meant, text, word, expected):
    assert meant(text, word) == [expected]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The EU met the G7 in Evian. The Group wants a truce.", "Group", "G7"),
        ("Riyadh will host Ukraine. The Kingdom offered its help.", "Kingdom", "Saudi Arabia"),
        ("NATO and the EU met. The alliance rejects a truce.", "alliance", "NATO"),
        ("Mohammed bin Salman met Zelensky. He said that the Kingdom offered its help.", "Kingdom", "Saudi Arabia"),
    ],
)
def test_noun_means_whom_the_desk_says_it_calls_so(meant, text, word, expected):
    assert meant(text, word) == [expected]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The Hungarian premier rejects sanctions.", "premier", "Viktor Orbán"),
        ("Putin arrived. The Russian leader rejects a truce.", "leader", "Vladimir Putin"),
        ("Latvian Defence Minister Andris Vilks came. The Latvian minister wants a truce.", "minister", "Andris Vilks"),
        (
            "Boris Johnson met Starmer. The former prime minister wants more weapons.",
            "minister",
            "Boris Johnson",
        ),
        ("Lula landed in Beijing. The Brazilian wants talks.", "Brazilian", "Luiz Inácio Lula da Silva"),
    ],
)
def test_description_means_who_holds_the_office_or_the_passport(meant, text, word, expected):
    assert meant(text, word) == [expected]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Merz spoke in Berlin. His government backs sanctions.", "government", ["Germany"]),
        ("Meloni spoke in Rome. Her office rejects the plan.", "office", ["Italy"]),
        ("The Danish and Dutch governments send jets.", "governments", ["Denmark", "Netherlands"]),
        ("A spokesman for Graham wants sanctions.", "spokesman", ["Lindsey Graham"]),
        ("Putin's government rejects a truce.", "government", ["Russia"]),
    ],
)
def test_government_office_and_spokesman_are_whose_they_are(meant, text, word, expected):
    assert meant(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Macron met Starmer in Paris. The two leaders back a truce.", "leaders", ["Emmanuel Macron", "Keir Starmer"]),
        ("Putin called Trump. Both presidents want talks.", "presidents", ["Vladimir Putin", "Donald Trump"]),
        ("Norway met Sweden in Oslo. Both countries want talks.", "countries", ["Sweden", "Norway"]),
    ],
)
def test_two_and_both_mean_the_last_two(meant, text, word, expected):
    assert sorted(meant(text, word)) == sorted(expected)


def test_who_says_a_quotation_is_not_he_in_it(nlp, desk, finder):
    doc = nlp('Trump called for a truce. Rubio met the press. "He wants a deal," Rubio told reporters.')
    cast = Cast(doc, finder.find(doc), desk=desk, lexicon=load_lexicon())
    cast.hear(Voices(doc, cast, load_lexicon()).speakers_at)

    pronoun = next(token for token in doc if token.text == "He")
    assert [actor.name for actor in cast.actors_of(pronoun)] == ["Donald Trump"]


def test_office_that_is_anothers_is_no_office_of_a_person(meant):
    text = "Andrii Yermak, Head of the Office of the President, was there. The President of Ukraine wants a truce."
    assert meant(text, "President") == ["Volodymyr Zelenskyy"]


def test_somebody_new_is_nobody_of_the_desk_but_speaks_for_the_state(meant):
    assert meant("Fidan spoke. A senior Turkish diplomat rejected sanctions.", "diplomat") == ["Turkey"]


def test_holder_of_an_office_that_two_have_is_the_last_named(meant):
    assert meant("Kellogg drew a map. The US special envoy wants a truce. Witkoff left.", "envoy") == ["Keith Kellogg"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Scholz stood in Rostock. The German chancellor wants a truce.", "Olaf Scholz"),
        ("Former chancellor Olaf Scholz stood in Rostock. The German chancellor wants a truce.", "Friedrich Merz"),
        ("Merz met Scholz in Rostock. The German chancellor wants a truce.", "Friedrich Merz"),
    ],
)
def test_an_older_text_names_who_held_the_office_then(meant, text, expected):
    assert meant(text, "chancellor")[-1:] == [expected]


def test_pm_means_who_is_prime_minister(meant):
    assert meant("Tusk arrived. The PM rejected sanctions.", "PM") == ["Donald Tusk"]


NEWCOMER = "Ilze Kalva was on her way home from Ventspils."


def test_office_of_a_state_means_the_last_named_of_whom_nothing_tells_whom_they_are_of(meant):
    text = f"{NEWCOMER} The Latvian ambassador wants a truce."

    assert meant(text, "ambassador") == ["Ilze Kalva"]
    assert meant(f"{text} Her country will send weapons.", "country") == ["Latvia"]


@pytest.mark.parametrize(
    "text",
    [
        f"{NEWCOMER} Estonian Finance Minister Jaan Tamm came. The Latvian ambassador wants a truce.",
        f"{NEWCOMER} Then Macron spoke. The Latvian ambassador wants a truce.",
        f"{NEWCOMER} A Latvian envoy wants a truce.",
        "Ilze Kalva told the Latvian ambassador of a truce.",
    ],
)
def test_office_of_a_state_does_not_mean_who_is_of_another_or_named_beside_it(meant, text):
    word = "envoy" if "A Latvian" in text else "ambassador"

    assert "Ilze Kalva" not in meant(text, word)


@pytest.mark.parametrize("name", ["Jan Kosta, for Latvia,", "Jan Kosta of Latvia"])
def test_whom_somebody_speaks_for_can_follow_the_name(meant, name):
    assert meant(f"{name} said it was late. His country had never refused to talk.", "country") == ["Latvia"]


def test_two_without_two_named_is_nobody(meant):
    assert meant("Macron spoke. The two leaders back a truce.", "leaders") == []


def test_canonical_name_is_the_fullest_of_the_article(meant):
    assert meant("Jan Nowicki came to Kyiv. Jan Maria Nowicki spoke. Nowicki wants talks.", "Nowicki") == [
        "Jan Maria Nowicki"
    ]


def test_two_people_of_one_surname_stay_two(meant):
    text = "Karl Lindqvist rejects the truce. Later Anna Lindqvist came. Lindqvist wants talks."

    assert meant(text, "Karl") == ["Karl Lindqvist"]
    assert meant(text, "Lindqvist") == ["Anna Lindqvist"]


def test_surname_of_the_desk_means_another_whom_alone_the_text_names_in_full(meant):
    assert meant("Irena Merz, a farmer, came. Merz wants talks.", "Merz") == ["Irena Merz"]
    assert meant("Merz came. His namesake Irena Merz did too. Merz wants talks.", "Merz") == ["Friedrich Merz"]


def test_affiliation_of_a_person_outside_the_desk_is_read_from_the_text(nlp, finder):
    mentions = finder.find(nlp("Finnish Interior Minister Matti Korpela backs the sanctions."))

    assert [(one.actor.name, one.actor.affiliation) for one in mentions if one.actor.kind == "person"] == [
        ("Matti Korpela", "finland")
    ]


def test_lone_surname_that_nothing_explains_is_a_stranger_counted_once(nlp, finder):
    mentions = finder.find(nlp("Mr Kowalski rejects the truce. President Kowalski wants talks in Kyiv."))

    assert mentions.unexplained == ("Kowalski",)
    assert mentions.strangers == {one.actor for one in mentions if one.actor.kind == "person"}


def test_title_names_its_actors_in_its_own_order(nlp, finder):
    mentions = finder.find(
        nlp("Jan Kowalski met Emmanuel Macron in Kyiv."), "Kowalski tells Macron of a Russian offer to Kyiv"
    )

    assert [one.name for one in mentions.titled] == ["Jan Kowalski", "Emmanuel Macron", "Ukraine"]


def test_title_names_whom_the_text_below_explains(nlp, finder):
    known = Actor(id="jan-kowalski", name="Jan Kowalski", kind="person")

    mentions = finder.find(nlp("Kowalski in Kyiv for talks"), known=[known])

    assert known in [one.actor for one in mentions]
    assert not mentions.strangers


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Moldova wants in. Its president flew to Brussels.", "president", "Maia Sandu"),
        ("Putin waited. His foreign minister spoke for him.", "minister", "Sergei Lavrov"),
        ("Poland votes in May. Their prime minister is silent.", "minister", "Donald Tusk"),
    ],
)
def test_office_of_a_state_that_a_pronoun_means_is_who_holds_it(meant, text, word, name):
    assert meant(text, word) == [name]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("President Kowalski", ["Kowalski"]),
        ("Latvia's interior minister", []),
        ("The Latvian interior minister", []),
        ("The weather", ["Emmanuel Macron"]),
    ],
)
def test_pronoun_after_somebody_unknown_is_nobody_who_is_known(meant, who, expected):
    assert meant(f"Macron spoke on Monday. {who} disagreed. He wants talks.", "He") == expected


@pytest.mark.parametrize(
    "text",
    [
        "KYIV, May 3 (Reuters) - The truce holds. Reuters said so.",
        "MOSCOW, May 3. /TASS/. The truce holds, TASS reported.",
        "The truce holds, Interfax reported, and Kyodo wants talks.",
    ],
)
def test_agency_is_nobody(nlp, finder, text):
    assert [one.actor.name for one in finder.find(nlp(text)) if one.actor.kind != "state"] == []


def test_place_of_a_dateline_is_no_actor(nlp, finder):
    assert list(finder.find(nlp("Washington, May 3 (AP) - The truce holds."))) == []


@pytest.mark.parametrize("beginning", ["Kyiv (Ukraine) (AFP) - ", "KYIV — "])
def test_country_of_a_dateline_is_no_actor(nlp, finder, beginning):
    assert list(finder.find(nlp(f"{beginning}The truce holds."))) == []


@pytest.mark.parametrize("beginning", ["Keir Starmer (Labour) - ", "Keir Starmer (pictured) – "])  # noqa: RUF001
def test_somebody_named_before_a_dash_is_no_place_of_a_dateline(nlp, finder, beginning):
    assert finder.find(nlp(f"{beginning}the prime minister rejects the truce."))[0].actor.name == "Keir Starmer"


def test_brackets_that_complete_a_name_belong_to_it(meant):
    assert meant("[Czech Interior Minister Pavel] Hradil wants talks, he said.", "Hradil") == ["Pavel Hradil"]


@pytest.mark.parametrize(("party", "names"), [("the Left party", []), ("the house", ["Bundestag"])])
def test_a_party_with_a_name_of_its_own_is_not_the_body_last_named(meant, party, names):
    text = f"The Bundestag voted on the delivery of missiles to Ukraine, and {party} rejected it."

    assert meant(text, party.split()[-1]) == names


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Lavrov spoke. The head of the Greek Catholic Church, Jan Kos, wants a truce.", "head", ["Jan Kos"]),
        ("The leader of Podemos, Maria Lang, met Putin. She wants a truce.", "She", ["Maria Lang"]),
        ("The mayor of Lviv, Jan Kos, met Putin in Minsk.", "mayor", ["Jan Kos"]),
    ],
)
def test_name_between_commas_is_who_holds_the_office_before_it(meant, text, word, expected):
    assert meant(text, word) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The leaders of Moldova, Jan Kos, and Armenia met.",
        "The head of the office, Jan Kos, Maria Lang and Karl Berg met.",
        "An aide of the president, Jan Kos, wants a truce.",
    ],
)
def test_name_in_a_list_or_after_two_offices_is_left_where_it_is(nlp, text):
    with nlp.select_pipes(disable=APPOSITIONS):
        parsed = nlp(text)

    assert [token.head.i for token in nlp(text)] == [token.head.i for token in parsed]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The Swiss People's Party rejects the sanctions.", "Party", "Swiss People's Party"),
        ("The Russian Orthodox Church blessed the war.", "Church", "Russian Orthodox Church"),
        ("The Russian Foreign Ministry rejects a truce.", "Ministry", "Russia"),
    ],
)
def test_adjective_in_the_name_of_a_body_that_acts_for_no_state_is_no_state(meant, text, word, expected):
    assert meant(text, word) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Israeli-Russian businessman Lev Gorin sued. Gorin's legal team spoke.", []),
        ("Israeli-Russian businessman Lev Gorin sued. His team spoke.", ["Lev Gorin"]),
        ("French politician Marine Le Pen sued. Le Pen's defence team spoke.", []),
    ],
)
def test_who_speaks_for_a_private_person_or_in_court_speaks_for_no_state(meant, text, expected):
    assert meant(text, "team") == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Kos met Macron, Starmer and Merz. The three leaders left.", "leaders", "Macron Starmer Merz"),
        ("Macron phoned Starmer and Merz from Paris. The three leaders want talks.", "leaders", "Macron Starmer Merz"),
        ("Macron, Starmer and Merz wrote to Putin. The trio wants talks.", "trio", "Macron Starmer Merz"),
        ("Witkoff and Kushner saw Umerov. The pair called for a truce.", "pair", "Witkoff Kushner"),
        ("Witkoff and Kushner saw Umerov. The two want a truce.", "two", "Witkoff Kushner"),
        ("Trump and Putin spoke. Both agreed to meet.", "Both", "Trump Putin"),
        (
            "Latvia, Sweden, Norway and Poland wrote to Kyiv. All four want a truce.",
            "four",
            "Latvia Sweden Norway Poland",
        ),
        (
            "Latvia, Sweden and Norway wrote to Kyiv. The three countries want a truce.",
            "countries",
            "Latvia Sweden Norway",
        ),
        ("The kings of Latvia, Sweden and Norway met. The three heads of state left.", "heads", "Latvia Sweden Norway"),
        ("Senators Jan Kos and Eva Mets wrote a letter. The senators want a truce.", "senators", "Kos Mets"),
        ("G7 foreign ministers met Trump. The ministers want a truce.", "ministers", "G7"),
        ("Macron and Merz met. European leaders came too. The leaders want a truce.", "leaders", "leaders"),
        ("Norwegian and Danish leaders want a truce.", "leaders", "Norway Denmark"),
        ("The leaders of Latvia, Sweden and Norway want a truce.", "leaders", "Latvia Sweden Norway"),
        ("The Baltic states want a truce.", "states", "Estonia Latvia Lithuania"),
        ("Baltic foreign ministers want a truce.", "ministers", "Estonia Latvia Lithuania"),
        ("House Republicans refuse to vote.", "Republicans", "Republicans"),
    ],
)
def test_plural_means_those_named_together(meant, text, word, expected):
    assert [name.rsplit(maxsplit=1)[-1] for name in meant(text, word)] == expected.split()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Macron and Merz met. Two ministers resigned.", "ministers"),
        ("Macron and Merz met. The three leaders left.", "leaders"),
        ("Macron and Merz met. Some leaders want a truce.", "leaders"),
        ("Danish business leaders want a truce.", "leaders"),
        ("Oslo works with Moscow and Kyiv for as long as the two wish it.", "two"),
        ("Trump and Putin are known. The two of them ought to meet.", "two"),
        ("A summit with Danish leaders was put off.", "leaders"),
        ("Macron saw Jan Kos. The senators want a truce.", "senators"),
        ("Baltic farmers want a truce.", "farmers"),
        ("The presidents of Harvard and Yale want a truce.", "presidents"),
    ],
)
def test_plural_of_others_means_nobody(meant, text, word):
    assert meant(text, word) == []


def test_they_behind_two_states_are_both(find):
    found = find("France and Germany said they would send weapons to Ukraine.")

    assert sorted(holder for holder, _, _ in found) == ["France", "Germany"]


def test_a_minister_is_no_observer_and_an_institutes_president_is_one(find):
    minister = find("Foreign Minister Jo Dow, a professor of law, said that sanctions on Russia must stay.")
    president = find("Peace Institute president Jo Dow, an analyst, said that sanctions on Russia must stay.")

    assert [holder for holder, _, _ in minister] == ["Jo Dow"]
    assert president == []
