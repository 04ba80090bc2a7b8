"""A position says whether its sentence stands in what the article copies or updates."""

import pytest

OLD = "Ukraine has accepted a ceasefire."
TEXT = f"{OLD} Poland backs sanctions on Russia if Kyiv asks for them."
NEW = (len(OLD) + 1, len(TEXT))
IF = (TEXT.index("if Kyiv"), len(TEXT))


@pytest.mark.parametrize(
    ("added", "carried"), [(None, []), ((), ["Poland", "Ukraine"]), ((NEW,), ["Ukraine"]), ((IF,), ["Ukraine"])]
)
def test_a_sentence_without_additions_is_carried(extractor, make_article, added, carried):
    article = make_article(TEXT).model_copy(update={"copy_of": "b", "added": added})

    positions = extractor.extract(article)
    assert {one.holder.name for one in positions} == {"Poland", "Ukraine"}
    assert sorted(one.holder.name for one in positions if one.is_carried) == carried
