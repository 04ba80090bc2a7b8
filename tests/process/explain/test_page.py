"""The page stands on its own, whatever an article holds."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

from process.explain.page import render_page
from process.extract.analysis import Analysis, Attribution, Candidate, Naming, Sentence
from process.extract.reason import Reason, Why
from stancewatch.contracts import Actor, Article, Span, Stance

MOMENT = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)
EVIL = '<script>alert("1")</script> & "<img src=x onerror=y>" \u202eabc\u2066\u200b \ud83d \x1b[31m'


def whole(text):
    return Span(start=0, end=len(text), text=text)


def analyse(text):
    actor = Actor(id="valley", name=EVIL, kind="state")
    candidate = Candidate(
        cue=whole(text), issue="peace", stance=Stance.FAVOR, rule="model", holder=actor, reason=Reason(Why.NOBODY, EVIL)
    )
    return Analysis(
        Article(id="a", title=EVIL, text=text, published_at=MOMENT, retrieved_at=MOMENT, content_sha256="0"),
        sentences=(Sentence(whole(text), elsewhere=EVIL),),
        namings=(Naming(Span(start=0, end=2, text=text[:2]), actor),),
        attributions=(Attribution(whole(text), (actor,), is_quote=True),),
        candidates=(candidate,),
    )


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen, self.attributes = [], set(), set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def read(page):
    tags = Tags()
    tags.feed(page)
    tags.close()
    assert tags.open == []
    return tags


def test_page_is_well_formed_and_nothing_of_the_article_becomes_markup():
    tags = read(render_page([analyse(EVIL), analyse("We want peace.")]))

    assert not tags.seen & {"script", "img", "link", "iframe", "object", "base", "form", "a"}
    assert not {name for name in tags.attributes if name.startswith("on") or name in {"src", "href", "style"}}


def test_page_loads_nothing_and_can_be_written():
    page = render_page([analyse(EVIL)])

    assert not re.search(r"url\(|@import|https?:", page)
    assert "default-src 'none'" in page
    page.encode("utf-8")


def test_writing_direction_stays_in_the_words_of_the_article():
    page = render_page([analyse(EVIL)])

    assert not set(page) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\x1b")
    assert page.count("<bdi") == page.count("</bdi>") > 3


def test_actors_and_cues_are_marked_where_they_do_not_overlap():
    text = "The Valley wants peace."
    valley = Actor(id="valley", name="The Valley", kind="state")
    cue = Span(start=17, end=22, text="peace")
    analysis = Analysis(
        Article(id="a", text=text, published_at=MOMENT, retrieved_at=MOMENT, content_sha256="0"),
        sentences=(Sentence(whole(text)),),
        namings=(Naming(Span(start=0, end=10, text=text[:10]), valley), Naming(cue, valley)),
        candidates=(Candidate(cue=cue, issue="peace", stance=Stance.FAVOR, rule="model", holder=valley),),
    )

    assert '<mark class="actor">The Valley</mark> wants <mark>peace</mark>.' in render_page([analysis])


def test_page_without_articles_is_a_page():
    assert read(render_page([])).seen >= {"html", "body"}
