"""Hours, parts of a day, ordinals and days of a month without its name. The report is of Saturday 24 September 2016."""

import pytest

from test_times import read


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("At dawn shells hit the town.", "2016-09-24"),
        ("The blast occurred at 10:30 a.m. near kilometre 15.", "2016-09-24"),
        ("Jets came at about 2 pm.", "2016-09-24"),
        ("The council meets at 1900 GMT.", "2016-09-24"),
        ("Throughout the day snipers fired.", "2016-09-24"),
        ("This day the enemy launched four raids.", "2016-09-24"),
        ("On the 12th, the army came.", "2016-09-12"),
        ("They left on the 27th and returned.", "2016-08-27"),
        ("Fighting went on for the third day running.", "2016-09-22..2016-09-24"),
        ("Mortars fell for a sixth straight night.", "2016-09-19..2016-09-24"),
        ("The siege is now in its seventh week.", "2016-08-13..2016-09-24"),
        ("A convoy left on Wed. with aid.", "2016-09-21"),
        ("The bomb fell shortly before 9pm on Wednesday.", "2016-09-21"),
        ("The bomb fell at 8:30 a.m. on Wednesday.", "2016-09-21"),
        ("Some 160,000 fled in April and May.", "2016-04-01..2016-05-31"),
        ("They held it from March to June 2015.", "2015-03-01..2015-06-30"),
        ("Fighting flared in November and December.", "2015-11-01..2015-12-31"),
        ("Jets hit the town during the night.", "2016-09-23..2016-09-24"),
        ("A delegation is to meet them on Friday.", "2016-09-30"),
    ],
)
def test_hours_ordinals_and_days_of_the_month(text: str, days: str) -> None:
    assert [one[1] for one in read(text)] == [days]


def test_an_hour_is_of_the_day_told_before_it() -> None:
    assert read("Shells fell on Tuesday. At 15:20 jets came.") == [
        ("on Tuesday", "2016-09-20"),
        ("At 15:20", "2016-09-20"),
    ]
