from training.sides.figures import Outcome, compare, f1_of, summarise


def test_labels_are_hit_missed_or_false():
    assert compare({1, 2, 3}, [2, 3, 4]) == Outcome(hit=2, false=1, missed=1)


def test_finding_in_an_article_without_positions_is_an_alarm():
    assert compare((), {1}).is_alarm
    assert not compare({1}, {2}).is_alarm
    assert not compare((), ()).is_alarm


def test_f1_counts_over_all_articles():
    assert f1_of([Outcome(1, 0, 0), Outcome(1, 1, 1)]) == 4 / 6
    assert f1_of([Outcome(0, 0, 0)]) == 0


def test_summary_holds_its_interval_and_is_the_same_each_time():
    outcomes = [Outcome(1, 0, 1), Outcome(2, 1, 0), Outcome(0, 1, 0), Outcome(0, 0, 0)] * 5

    figures = summarise(outcomes)

    assert figures == summarise(outcomes)
    assert figures.interval[0] <= figures.f1 <= figures.interval[1]
    assert (figures.alarms, figures.empty) == (5, 10)
    assert (figures.precision, figures.recall) == (15 / 25, 15 / 20)
