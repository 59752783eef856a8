from assistant.words.terms import content_words, coverage, names_in, stem, stems, without, words


def test_words_are_folded_as_the_lexical_index_folds_them() -> None:
    assert words("Café NATO’s S-400") == ["cafe", "nato", "s", "s", "400"]


def test_content_words_carry_the_question() -> None:
    assert content_words("How many people did the ferry carry in 2021?") == ["people", "ferry", "carry", "2021"]


def test_single_letters_and_words_about_the_source_carry_nothing() -> None:
    assert content_words("What is the b of plan 5?") == ["plan", "5"]
    assert content_words("According to the article, who sank the ferry?") == ["sank", "ferry"]
    assert content_words("the article") == ["article"]


def test_a_question_of_small_words_keeps_them() -> None:
    assert content_words("what is it") == ["what", "is", "it"]


def test_stems_meet_across_inflection() -> None:
    assert stem("closing") == stem("closed") == stem("closes") == "close"
    assert stem("closing") != stem("clothing")
    assert stem("us") == "us"


def test_what_was_founded_is_not_what_was_found() -> None:
    assert stem("founded") == stem("founder") != stem("found")
    assert not stem("founded").startswith("found")
    assert stems("They found that it was founded") >= {"found", stem("founding")}


def test_coverage_is_a_share_of_weight() -> None:
    assert coverage({"ferri": 3.0, "wall": 1.0}, stems("two ferries")) == 0.75
    assert coverage({}, {"x"}) == 0.0


def test_names_are_found_inside_a_question() -> None:
    assert names_in("Did Ada Brandt open the MS Ottilie in 2021?") == ("Ada Brandt", "MS Ottilie", "2021")
    assert names_in("Which ferry sank?") == ()


def test_an_archive_or_an_article_that_is_asked_about_is_no_source_of_the_answer() -> None:
    assert content_words("Who from the town archive spoke about letters?") == ["town", "archive", "spoke", "letters"]
    assert content_words("Which rule is in the first article of the treaty?") == ["rule", "first", "article", "treaty"]
    assert content_words("How long is the wall according to the article?") == ["long", "wall"]
    assert content_words("As the Velden Post story tells it, how long is the wall?") == ["long", "wall"]


def test_words_are_taken_out_whole_in_capitals_or_not() -> None:
    assert without("How many from the echo in May?", ["the Echo", "May"]).split() == ["How", "many", "from", "in", "?"]
    assert without("the Echoes of 1.5", ["Echo"]) == "the Echoes of 1.5"
