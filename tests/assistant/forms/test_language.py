"""A question in another language is known as that, and an English one with foreign names never is."""

from __future__ import annotations

import pytest

from assistant.forms.language import code_of, language_of, most_common


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Combien de maisons ont été détruites ?", "French"),
        ("qui est le maire", "French"),
        ("Wie viele Menschen wohnen in Velden?", "German"),
        ("Wer ist der Bürgermeister?", "German"),
        ("¿Quién es el alcalde de Velden?", "Spanish"),
        ("Chi è il sindaco?", "Italian"),
        ("Quem é o presidente da câmara?", "Portuguese"),
        ("Wie is de burgemeester van Velden?", "Dutch"),
        ("Kto jest burmistrzem?", "Polish"),
        ("Vem är borgmästaren?", "Swedish"),
        ("Кто мэр города?", "Russian"),
        ("Хто є мером міста?", "Ukrainian"),
        ("Ποιος είναι ο δήμαρχος;", "Greek"),
        ("誰が市長ですか", "Japanese"),
        ("市长是谁", "Chinese"),
        ("pourquoi ?", "French"),
    ],
)
def test_another_language_is_known(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Ursula von der Leyen",
        "De la Rue",
        "Corriere della Sera",
        "who is Lula da Silva?",
        "what did Le Monde report",
        "Was Mario Draghi in Rom?",
        "what is Die Linke",
        "Los Angeles",
        'who said "nous ne sommes pas d\'accord avec vous"?',
        "die",
        "no",
        "",
        "42?",
        "Lavrov Лавров press conference",
    ],
)
def test_an_english_question_with_foreign_names_is_english(text: str) -> None:
    assert language_of(text) == "English"


def test_the_languages_of_an_archive_are_given_or_told_from_its_texts() -> None:
    texts = [
        ("de", "Anything"),
        (None, "The mayor said that the wall was not hurt."),
        ("de-AT", ""),
        (None, "Wer hat das gesagt? Das ist es."),
    ]
    assert most_common(texts) == ["German", "English"]
    assert code_of("German") == "de"
