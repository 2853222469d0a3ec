"""The results of benches: the one in the middle, kept, and compared with another run."""

import pytest

from tests.bench.results import Result, far_off, keep, kept, worse


def test_of_several_runs_the_one_in_the_middle_is_told_with_their_spread():
    runs = [Result.of(value, "ms", 10) for value in (30, 20, 24, 40)]

    assert Result.median(runs) == Result(24, "ms", 10, 2.4, 0.833)


def test_an_aim_that_one_run_misses_is_missed():
    runs = [Result.of(value, "letters", 8, is_met=value < 8) for value in (7, 7, 8)]

    assert not Result.median(runs).is_met
    assert Result.median(runs[:2]).is_met


def test_what_is_kept_is_read_again(tmp_path):
    results = {"agenda_150": Result(51.6, "ms", 3.8, 13.579, 0.2)}
    keep(tmp_path / "results.json", results)

    assert kept(tmp_path / "results.json") == results


@pytest.mark.parametrize("text", ["", "[]", '{"agenda_150": 3}', '{"agenda_150": {"ms": 3}}'])
def test_another_file_is_none_of_results(tmp_path, text):
    (tmp_path / "other.json").write_text(text)

    with pytest.raises(ValueError):
        kept(tmp_path / "other.json")


def test_worse_is_what_moved_by_more_than_either_run_s_spread():
    before = {
        "steady": Result(10, "ms", 5, 2.0, 0.2),
        "slower": Result(10, "ms", 5, 2.0, 0.2),
        "once": Result(10, "ms", 5, 2.0),
        "fewer": Result(100, "votes/s", 200, 0.5, 0.1),
        "more": Result(100, "votes/s", 200, 0.5, 0.1),
        "gone": Result(1, "ms", 1, 1.0),
    }
    after = {
        "steady": Result(12, "ms", 5, 2.4, 0.1),
        "slower": Result(13, "ms", 5, 2.6, 0.1),
        "once": Result(11.5, "ms", 5, 2.3),
        "fewer": Result(80, "votes/s", 200, 0.4, 0.1),
        "more": Result(200, "votes/s", 200, 1.0, 0.1),
        "new": Result(1, "ms", 1, 1.0),
    }

    assert worse(before, after) == [
        "fewer: ratio 0.50 → 0.40, spread 10%",
        "once: ratio 2.00 → 2.30, spread 10%",
        "slower: ratio 2.00 → 2.60, spread 20%",
    ]


def test_far_off_is_above_its_bound_or_below_it_where_more_is_better():
    results = {"agenda_150": Result(10, "ms", 1, 10.0), "votes_150": Result(50, "votes/s", 100, 0.5)}

    assert far_off(results, {"agenda_150": 10.0, "votes_150": 0.5}) == []
    assert far_off(results, {"agenda_150": 9.9, "votes_150": 0.51}) == ["agenda_150", "votes_150"]
