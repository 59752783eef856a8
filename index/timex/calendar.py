"""The words of the calendar, in one place: months, weekdays, numbers, parts of periods, as tables and patterns."""

from __future__ import annotations

from datetime import date

from index.words.lists import grouped, listed

MONTHS: dict[str, int] = {name: number for number, names in enumerate(grouped("calendar.months"), 1) for name in names}
MONTH_NAMES = tuple(name.capitalize() for name in MONTHS if len(name) > 4 or name in {"may", "june", "july"})
WEEKDAYS = listed("calendar.weekdays")
# These are verbs or nouns in lower case, and names in upper case: they need a number or a preposition beside them.
AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "jan", "august", "dec", "sep"})

NUMBERS: dict[str, int] = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
} | {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30}
TENS: dict[str, int] = {
    word: 10 * number
    for number, word in enumerate(("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 1)
}
DECADES: dict[str, int] = {word.removesuffix("y") + "ies": number for word, number in TENS.items() if number > 10}
ONES = "one|two|three|four|five|six|seven|eight|nine"
ORDINALS: dict[str, int] = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
SEASONS: dict[str, tuple[int, int]] = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}

# Whole days between the anchor and the day meant.
DEICTIC: dict[str, int] = {
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "yesterday": -1,
    "last night": -1,
    "last evening": -1,
    "the previous evening": -1,
    "the previous night": -1,
    "the day before": -1,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "until the evening": 0,
    "right now": 0,
    "currently": 0,
    "nowadays": 0,
    "these days": 0,
    "now": 0,
    "tomorrow": 1,
}

# Of the deictic words, those that speak of a time around the anchor and not of its day.
PRESENT = frozenset({"right now", "currently", "nowadays", "these days", "now"})

MONTH = (
    r"(?:(?:"
    + "|".join(name.lower() for name in MONTH_NAMES)
    + r")\b|(?:"
    + "|".join(sorted((name for name in MONTHS if name.capitalize() not in MONTH_NAMES), key=len, reverse=True))
    + r")\b\.?)"
)
WEEKDAY = r"(?:" + "|".join(WEEKDAYS) + r")"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:1[0-9]|20)\d\d"
DASH = r"[-–—]"
NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
UNIT = r"(?:day|week|fortnight|month|quarter|year|decade|centur(?:y|ies)|hour|minute)"

# Weekdays in these names do not say when anything happened.
WEEKDAY_NAMES_BEFORE = frozenset(
    {"good", "black", "ash", "super", "bloody", "easter", "palm", "holy", "cyber", "whit", "shrove", "maundy", "giving", "every", "each"}
)
WEEKDAY_NAMES_AFTER = frozenset({"times", "telegraph", "express", "mirror", "mail", "herald", "post", "world", "night", "people", "sun"})

# "the 12th" is a day of the month only when one of these, or punctuation, follows; otherwise it is "the 12th meeting".
AFTER_A_DAY = (
    "a an the of in at to on for with by as when where while and but he she it they we his her their its there "
    "was were will would is are had has did said respectively between after before from during"
).split()
# A number in front of one of these is a quantity, not a year.
COUNTED = (
    "people|persons?|men|women|children|troops|soldiers|servicemen|members|families|houses|homes|jobs|cars|vehicles|tons?|tonnes|"
    "met(?:er|re)s?|kilomet(?:er|re)s?|km|miles|hectares|acres|megawatts|mw|dollars|euros|pounds|roubles|rubles|yuan|yen|percent|"
    "per\\s+cent|times|points|units|buildings|cases|deaths|hours|employees|workers|students|patients|copies|pages|items|million|billion"
)


def day_words(day: date) -> str:
    """A day as `20 January 2022`: English whatever the locale of the program says, for it stands in what is embedded and hashed."""
    return f"{day.day} {month_words(day)}"


def month_words(day: date) -> str:
    """The month of a day as `January 2022`."""
    return f"{month_name(day)} {day.year}"


def month_name(day: date) -> str:
    """The month of a day as `January`."""
    return MONTH_NAMES[day.month - 1]


def weekday_name(day: date) -> str:
    """The weekday of a day as `Monday`."""
    return WEEKDAYS[day.weekday()].capitalize()
