from datetime import date

import pytest

from index.dating.by_name import dated_by_name
from index.types import Article, Basis, Dating

DAY = date(2022, 1, 19)


def article(file: str = "a.txt", url: str | None = None, published: Dating | None = None) -> Article:
    return Article("a1", "Ferry Starts", "The ferry sailed.", file, 0, published or Dating(), url=url)


@pytest.mark.parametrize(
    ("file", "url"),
    [
        ("a.txt", "https://courier.example/news/2022/01/19/ferry-starts"),
        ("a.txt", "https://courier.example/2022-1-19-ferry.html"),
        ("2022-01-19 release.pdf", None),
        ("folder/20220119.txt", None),
    ],
)
def test_a_day_in_the_name_is_inferred_with_its_words(file: str, url: str | None) -> None:
    dating = dated_by_name(article(file, url), alone=True).published
    assert (dating.day, dating.basis) == (DAY, Basis.INFERRED)
    assert dating.evidence[0].start is None and dating.evidence[0].why.endswith("holds this day")


@pytest.mark.parametrize(
    ("file", "url"),
    [
        ("003_b314a8a677142619.txt", None),
        ("20221399.txt", None),
        ("a.txt", "https://courier.example/news/20991231-7.html"),
        ("2022-01-19_to_2022-01-25.txt", None),
        ("report-2022.txt", "https://courier.example/news/123456789"),
    ],
)
def test_what_is_no_single_day_dates_nothing(file: str, url: str | None) -> None:
    assert dated_by_name(article(file, url), alone=True).published == Dating()


def test_a_file_of_many_stories_is_not_dated_by_its_name() -> None:
    assert dated_by_name(article("2022-01-19.txt"), alone=False).published == Dating()


def test_what_is_known_better_stays() -> None:
    stated = Dating(date(2021, 5, 5), date(2021, 5, 5), Basis.STATED)
    assert dated_by_name(article("20220119.txt", published=stated), alone=True).published == stated
    elsewhere = Dating(date(2021, 5, 1), date(2021, 5, 9), Basis.INFERRED)
    assert dated_by_name(article("20220119.txt", published=elsewhere), alone=True).published == elsewhere


def test_an_interval_that_allows_the_day_becomes_the_day() -> None:
    interval = Dating(date(2022, 1, 18), date(2022, 1, 20), Basis.INFERRED)
    assert dated_by_name(article("20220119.txt", published=interval), alone=True).published.day == DAY
