import pytest
from parts import sentences_of

from index.prose.attribution import Manner
from index.prose.people import full_names
from index.prose.speakers import attributions
from index.types import Article, Dating


def said(text: str) -> list[str | None]:
    article = Article("a", "Title", text, "f.txt", 7, Dating())
    sentences = sentences_of(article)
    by_ordinal = {found.ordinal: found.speaker for found in attributions(article, sentences)}
    return [by_ordinal.get(sentence.ordinal) for sentence in sentences]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Harbour director Jonas Lund said the wall would hold.", ["Jonas Lund"]),
        ('"The wall will hold," said harbour director Jonas Lund.', ["Jonas Lund"]),
        ('Harbour director Jonas Lund spoke on Monday. "It will hold," Lund added.', [None, "Jonas Lund"]),
        ('Mayor Ada Brandt said it was late. "We are ready," she added.', ["Ada Brandt", "Ada Brandt"]),
        ('Mayor Ada Brandt said it was late. "We are ready," the mayor stressed.', ["Ada Brandt", "Ada Brandt"]),
        ("According to Mayor Ada Brandt, the bridge is closed.", ["Ada Brandt"]),
        ('"The wall is old. It is weak," Deputy Transport Minister Ada Brandt said.', ["Ada Brandt", "Ada Brandt"]),
        ('"The wall is old.\n\nIt is weak," Ada Brandt said.', ["Ada Brandt", "Ada Brandt"]),
        ("The Oskerby Transport Ministry said the road was open. The ministry added that buses ran.", ["Oskerby Transport Ministry"] * 2),
        ("Ada Brandt: We need a new wall.", ["Ada Brandt"]),
        ("The road was closed on Monday. Rain is expected.", [None, None]),
        ("The treaty gives member states the freedom to act.", [None]),
        ('Ada Brandt said it was late. The ferry left. "We are ready," Jonas Lund said.', ["Ada Brandt", None, "Jonas Lund"]),
        ("The head of the board, Ada Brandt, said the port was full.", ["Ada Brandt"]),
        ("“It is full,” said the head of the port of Oskerby, Ada Brandt.", ["Ada Brandt"]),
        ("The ferry will sail on Monday, said the captain of the Oskerby Queen, Ada Brandt.", ["Ada Brandt"]),
        ("Ada Brandt has dived for thirty years. “It is dark down there,” the 54-year-old said.", [None, "Ada Brandt"]),
        ("Ada Brandt works as a midwife. “They took the house,” the midwife said.", [None, "Ada Brandt"]),
        ("The head of the opposition, Ada Brandt, asked for an inquiry. “Nobody marks his own work,” she said.", [None, "Ada Brandt"]),
        ("Ada Brandt and Jonas Lund disagree. Brandt: “It is late.” Lund: “It is early.”", [None, "Ada Brandt", "Jonas Lund"]),
        ("The ferry will sail, said Ada Brandt, a pilot.", ["Ada Brandt"]),
        ("The ferry will sail, said harbour director Ada Brandt.", ["Ada Brandt"]),
        ('"It is full," said Oskerby Port spokeswoman Ada Brandt.', ["Ada Brandt"]),
        ('"It is full," said Oskerby Port Capt. Ada Brandt on Monday.', ["Ada Brandt"]),
        ('"It is full," Officer Ada Brandt of the Oskerby Coast Guard said.', ["Ada Brandt"]),
        ('"It is full," Ada Brandt, Keeper of the harbours of the Republic of Norland said.', ["Ada Brandt"]),
        ("The fire is out, according to the Oskerby Department of Ports and Ferries.", ["Oskerby Department of Ports and Ferries"]),
        ('"It is full," the press office quoted Ada Brandt as saying.', ["Ada Brandt"]),
        ("The road, Oskerby police said, was closed.", ["Oskerby police"]),
        ("Brandt's office said the road was closed.", ["Brandt's office"]),
        ("Ada Brandt said it was late. The pilots of the researchers left, the researchers said.", ["Ada Brandt", None]),
        ("The Oskerby Port Museum opened. It is old, according to the Norland Sea Museum.", [None, "Norland Sea Museum"]),
        ("Ibran Salo left on Monday. Ibran said it was late.", [None, "Ibran Salo"]),
        ("A guest from Norland said it was late. He said it was dark.", [None, None]),
        ('Ada Brandt said it was late. "It is dark," said an old man. He said it was cold.', ["Ada Brandt", None, None]),
        ('Director A.C. Brandt said it was late. "It is dark," Brandt added.', ["A.C. Brandt"] * 2),
        ("A short statement by the Norland Ports Ministry came out that the road was closed.", ["Norland Ports Ministry"]),
        ('Ada Brandt took the floor in Oskerby: "The wall is old."', ["Ada Brandt"]),
        ('Ada Brandt and Jonas Lund took the floor in Oskerby: "The wall is old."', [None]),
        ('Ada Brandt described the wall as "a ruin".', ["Ada Brandt"]),
        ('Oskerby described the wall as "a ruin".', [None]),  # said of a person, or of nobody
        ("Ibran Salo left on Monday. Ibran Kest stayed. Ibran said it was late.", [None, None, "Ibran"]),
        ("Ada Brandt declared a state of emergency.", [None]),
        ("Ada Brandt answered the long question.", [None]),
        ("Ada Brandt said it was late. The workers' union warned of a strike.", ["Ada Brandt", "workers' union"]),
        ("Ada Brandt said it was late. The MP says it will rain.", ["Ada Brandt"] * 2),
        ("Ada Brandt said it was late. Critics left. They argued that it was early.", ["Ada Brandt", None, None]),
        ("Ada Brandt said it was late. Jonas Lund left the hall. He said it was early.", ["Ada Brandt", None, "Jonas Lund"]),
        (
            "Ada Brandt said it was late. The ferry to the islands left the old harbour in the night with its captain Jonas Lund. "
            "He said it was early.",
            ["Ada Brandt", None, None],  # Lund is not the subject of his sentence, but he may be meant
        ),
        ('Ada Brandt met the crew on Monday. "We are ready," she said.', [None, "Ada Brandt"]),
        ('Ada Brandt met Jonas Lund on Monday. The crew waited. "We are ready," he said.', [None, None, None]),
        ("Ada Brandt said it was late. The Norland Ports Council president said it was early.", ["Ada Brandt", None]),
        ('Ada Brandt said it was late.\n"It is old," the statement says.', ["Ada Brandt", None]),
    ],
)
def test_names_who_says_it(text: str, speakers: list[str | None]) -> None:
    assert said(text) == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('"It is old," Ada Brandt said. "It is weak."\n"It is new," Jonas Lund said.', ["Ada Brandt", "Ada Brandt", "Jonas Lund"]),
        (
            '"It is old," Ada Brandt said. She left. "It is weak."\nJonas Lund said it was new.',
            ["Ada Brandt", None, "Ada Brandt", "Jonas Lund"],
        ),
        (
            'Ada Brandt said "it is old". She left.\n"It is weak."\nThe boat left.',
            ["Ada Brandt", None, None, None],  # a new paragraph: who is quoted in the one before need not be meant
        ),
        ('The boat left.\n"It is old."\nJonas Lund said it was new.', [None, None, "Jonas Lund"]),
        ('"Their “rules” are old.\nThe “new” ones are weak," Ada Brandt said.', ["Ada Brandt", "Ada Brandt"]),
    ],
)
def test_a_quotation_that_names_nobody(text: str, speakers: list[str | None]) -> None:
    assert said(text) == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“The wall is old. It is weak.” ― Ada Brandt\n“It holds.”― Jonas Lund.", ["Ada Brandt", "Ada Brandt", None, "Jonas Lund"]),
        ("“It is late.”\n\n“The wall is old.”\n— Ada Brandt", [None, "Ada Brandt", None]),
        ("The wall is old.\n— Ada Brandt", [None, None]),
    ],
)
def test_a_dash_and_a_name_sign_the_last_quotation(text: str, speakers: list[str | None]) -> None:
    assert said(text) == speakers


def test_a_clause_with_a_subject_of_its_own_does_not_go_on_from_the_last_speaker() -> None:
    told = 'Mayor Ada Brandt said it was "late." Norland branded the new wall an "outlaw in the bay."'
    assert said(told) == ["Ada Brandt", None]
    assert said('Mayor Ada Brandt said it was "late." "The wall is old," she said.') == ["Ada Brandt", "Ada Brandt"]


def test_a_mark_in_brackets_parts_no_name_from_what_is_said_of_it() -> None:
    assert said("Mayor Ada Brandt (D-N.L.), an old member of the panel, said it was late.") == ["Ada Brandt"]


def test_the_headline_says_who_he_is() -> None:
    text = 'Lund Says Wall Holds\n"It will hold," he said. Lund added it was dry.'
    article = Article("a", "Lund Says Wall Holds", text, "f.txt", 0, Dating(), body_start=21)
    assert [found.speaker for found in attributions(article, sentences_of(article))] == ["Lund", "Lund"]


@pytest.mark.parametrize(
    "headline",
    [
        "'NO MONEY LEFT FOR ROADS', WARNS FALK",
        "NO MONEY FOR ROADS, SAYS FALK",
        "FALK WARNS",
        "FALK WARNS OF ROADS\nWITHOUT MONEY",
        "RENATA FALK WARNS",
        "FALK: NO MONEY LEFT",
        "SAYS McFALK",
        "No Money Left for Roads, Warns Falk",
        "No Money, Insists Falk",
    ],
)
def test_the_words_of_a_headline_are_no_name(headline: str) -> None:
    body = "Roads need money. County surveyor Renata Falk asked for more.\nFalk said that 14 bridges would have to wait."
    text = f"{headline}\n\n{body}"
    article = Article("a", " ".join(headline.split()), text, "f.txt", 0, Dating(), body_start=len(headline) + 2)
    last = sentences_of(article)[-1].ordinal
    assert [found.speaker for found in attributions(article, sentences_of(article)) if found.ordinal == last] == ["Renata Falk"]
    assert set(full_names(text).values()) - {"No Money", "Money Left"} == {"Renata Falk"}


def test_the_label_of_a_turn_in_capitals_is_a_name() -> None:
    assert full_names("RENATA FALK:\nThe roads need money, and the bridges too.\nFalk left.") == {"falk": "RENATA FALK"}


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Deputy Transport Minister Ada Brandt said it was late.", "Deputy Transport Minister"),
        ("The Minister of Transport Ada Brandt said it was late.", "Minister of Transport"),
        ("Brandt said it was late. On Monday Capt. Ada Brandt left.", "Capt."),
        ("On Monday Ada Brandt said it was late.", None),
        ("In Oskerby Ada Brandt said it was late.", None),
    ],
)
def test_the_office_as_the_article_gives_it(text: str, office: str | None) -> None:
    article = Article("a", "Title", text, "f.txt", 0, Dating())
    assert attributions(article, sentences_of(article))[0].office == office


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ('"It will hold," Ada Brandt said on Monday as she left the new hall of the harbour with her crew.', Manner.DIRECT),
        ('Ada Brandt, who left the new hall of the harbour with her crew on Monday, said: "It will', Manner.DIRECT),
        ("Ada Brandt called the wall “old, cracked and a danger to every boat in the harbour” on Monday.", Manner.DIRECT),
        ("On Monday Ada Brandt said that the wall was “old, cracked and a danger” to boats.", Manner.REPORTED),
        ('"Calm Water" is a drill of the harbour and its crew, Ada Brandt said on Monday.', Manner.REPORTED),
    ],
)
def test_manner_is_that_of_the_statement(text: str, manner: Manner) -> None:
    article = Article("a", "Title", text, "f.txt", 0, Dating())
    assert attributions(article, sentences_of(article))[0].manner is manner


def test_a_verb_inside_a_quotation_names_nobody_else() -> None:
    assert said('"The minister told us nothing," Ada Brandt said.') == ["Ada Brandt"]


def test_manner_and_span_of_the_words_that_say_so() -> None:
    article = Article("a", "Title", '"It will hold," Jonas Lund said. Jonas Lund said it was dry.', "f.txt", 100, Dating())
    first, second = attributions(article, sentences_of(article))
    assert (first.manner, second.manner) == (Manner.DIRECT, Manner.REPORTED)
    assert article.slice(second.start, second.end) == "Jonas Lund said"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # Whom a pronoun means.
        ("Mr. Lund met Ms. Brandt on Monday. She said it was late.", [None, "Brandt"]),
        ('Ada Brandt said it was late. Spokesman Jonas Lund left. "It is dark," she said.', ["Ada Brandt", None, "Ada Brandt"]),
        ("Ada Brandt said it was late. The pilots asked captain Jonas Lund. He said it was early.", ["Ada Brandt", None, None]),
        ('Ada Brandt opened the hall. She praised the crew. "It is dry," she said.', [None, None, "Ada Brandt"]),
        ("The Oskerby Post met Ada Brandt. He said it was late.", [None, None]),
        ("Guests came to West Norland. He said it was late.", [None, None]),
        ('The chief executive, Ada Brandt, gave no reason. "We have looked at it for months," she said.', [None, "Ada Brandt"]),
        (
            'Ada Brandt sang on Monday. Critics of anti-Lund songs left. "They are unwritten," she said. Jonas Lund was away.',
            [None, None, "Ada Brandt", None],
        ),
        ("Whether Norland comes is open. Ada Brandt left. It is late for Norland, she said.", [None, None, "Ada Brandt"]),
        # Whom an office means: who holds it, if one does.
        (
            'Mayor Ada Brandt opened the hall. Brandt left. Brandt came back. Jonas Lund said it was late. "It is dry," the mayor said.',
            [None, None, None, "Jonas Lund", "Ada Brandt"],
        ),
        ('Sen. Ada Brandt and Sen. Jonas Lund met. Olga Salo said it was late. "It is dry," the senator said.', [None, "Olga Salo", None]),
        # Bodies with whom they belong to, and those who speak for them.
        ("Brannock Ropeworks closed its mill. The company said it was late.", [None, "company (Brannock Ropeworks)"]),
        ("Oskerby police closed the road. Police said it was late.", [None, "Oskerby police"]),
        ("A spokesman for Brannock Ropeworks said it was late. He added it was dark.", ["spokesman for Brannock Ropeworks"] * 2),
        ("Brandt's campaign said it was late.", ["Brandt's campaign"]),
        ('Ada Brandt\'s statement read: "It is late."', ["Ada Brandt"]),
        ("A spokesman for Brannock Ropeworks, Jonas Lund, said it was late.", ["Jonas Lund"]),
        ("Norland's deputy harbour minister, Ada Brandt, said it was late.", ["Ada Brandt"]),
        ('"It is late," said chairman and chief Ada Brandt.', ["Ada Brandt"]),
        ("It was late, according to a Norland fact check.", [None]),
        ("The leader of the Oskerby League, Jonas Lund, warned that it was late.", ["Jonas Lund"]),
        ("Brandt's lawyer, Jonas Lund, said Olga Salo was late.", ["Jonas Lund"]),
        ("Brandt's doctor said it was late.", ["Brandt's doctor"]),
        ('"It is late," said Oskerby resident Ada Brandt.', ["Ada Brandt"]),
        ('"It is late," said former Norland pilot Ada Brandt.', ["Ada Brandt"]),
        ('Ada Brandt attacked the plan, and the crew was "late", according to a copy of the letter.', [None]),
        ('"It is late," Ada Brandt said.\n"It is dark," an unknown source told us.', ["Ada Brandt", None]),
        ('"It is late," said the Rev. Ada Brandt, of Oskerby.', ["Ada Brandt"]),
        ('"It is late," said one Norland source.', [None]),
        ('Ada Brandt said it was late. "It is dark," my father often said. He said it was cold.', ["Ada Brandt", None, None]),
        # Between a name and its verb.
        ('"It is late," Sen. Ada Brandt (D-N.L.) said.', ["Ada Brandt"]),
        ('"It is late," Ada Brandt, D-N.L., said on Monday.', ["Ada Brandt"]),
        ("Ada Brandt, the head of the port, a town of its own, said that it was late.", ["Ada Brandt"]),
        ("Ada Brandt on Monday repeatedly said it was late.", ["Ada Brandt"]),
        # Words of saying of other kinds.
        ('"Why is it late?" Ada Brandt demanded.', ["Ada Brandt"]),
        ('"It is never late enough for us all," Ada Brandt sniffed.', ["Ada Brandt"]),
        ('As Ada Brandt put it, the wall was "a ruin".', ["Ada Brandt"]),
        ('Ada Brandt left the hall before noon, saying, "It is late."', ["Ada Brandt"]),
        ('Ada Brandt is calling the wall "a ruin".', ["Ada Brandt"]),
        ("According to harbour radio host Ada Brandt, it was late.", ["Ada Brandt"]),
        # Of two who speak in a sentence, the one whose words they are.
        ('When Ada Brandt said it was late, Jonas Lund boasted: "We are ready."', ["Jonas Lund"]),
        ('Ada Brandt said that Jonas Lund had called the wall "a ruin".', ["Ada Brandt"]),
        ('"It is late," Ada Brandt told The Oskerby Post.', ["Ada Brandt"]),
        ('After "The Wall," Ada Brandt directed a film.', [None]),
        # Nobody that is known.
        ('"It is late," they said. "It is dark," Ada Brandt said.', [None, "Ada Brandt"]),
        ('"It is late," said the ruling. "It is dark," Ada Brandt said.', [None, "Ada Brandt"]),
        ('"LUND: It is late.\nBRANDT: It is dark.\nLUND: It is dry.\nBRANDT: No."', ["Lund", "Brandt", "Lund", "Brandt"]),
    ],
)
def test_speakers_of_other_news(text: str, speakers: list[str | None]) -> None:
    assert said(text) == speakers


def test_no_speaker_is_carried_over_a_line_between_two_items() -> None:
    assert said('Ada Brandt said it was late.\n\n___\n\n"It is dark," he said.\n\n"It is dry."') == ["Ada Brandt", None, None, None]
