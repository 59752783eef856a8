"""What is asked about the last answer itself: "source?", "when was that?", "who said that?", "are you sure?", "tell me more"."""

from __future__ import annotations

import re

from assistant.types import Aspect, Form
from index.words.lists import PAST, THIRD, any_of, saying

_POLITE = re.compile(rf"^(?:(?:{any_of('again.before')})\b[\s,.!…-]*)+(?=\w)|[\s,]+(?:{any_of('again.after')})$", re.IGNORECASE)
_PART = rf"the\s+(?:first|second|third|last|other)\s+(?:{any_of('again.parts')})"
_THAT = rf"{any_of('again.it', 'again.pointed')}|{_PART}"
_POINTED = any_of("again.pointed")
_MADE = rf"(?:{saying('any', forms=(PAST, THIRD))}|{any_of('again.made')})"
_OF_THAT = rf"(?:\s+(?:for|of|about|on|behind|to)\s+(?:all\s+)?(?:{_THAT}))?"
_SOURCES = any_of("again.sources")
_PLACES = any_of("again.places")
_YOURS = r"(?:the\s+|your\s+|its\s+|an?\s+)?"
_PLEASE = r"(?:(?:can|could|would)\s+(?:you|u|i|we)\s+(?:please\s+)?)?"
_FORMS = {
    Aspect.SOURCE: (
        rf"(?:(?:what|which|who|where)(?:[’']?s|\s+(?:is|are|was|were))\s+|(?:have\s+you\s+)?got\s+|do\s+you\s+have\s+|any\s+)?{_YOURS}(?:exact\s+)?(?:{_SOURCES}){_OF_THAT}(?:\s+needed)?",
        rf"{_PLEASE}(?:show|give|list|tell|cite|name|see|have)\s+(?:me\s+)?{_YOURS}(?:{_SOURCES}){_OF_THAT}",
        rf"{_PLEASE}(?:show|give|see|open|have)\s+(?:me\s+)?(?:the|that|this)\s+(?:whole\s+|full\s+)?article|prove\s+(?:it|{_THAT})",
        rf"where(?:[’']?s|\s+(?:is|does|did|was|are|do|were))\s+(?:{_THAT}|you|u)\s+(?:all\s+)?(?:come\s+|taken\s+|get\s+|find\s+|read\s+|have\s+)?(?:(?:{_THAT})\s*)?(?:from)?",
        rf"(?:in|from|on)?\s*(?:which|what)\s+(?:{_PLACES})(?:\s+(?:is|was|are|were)\s+(?:{_THAT})(?:\s+(?:in|from|of))?|\s+{_MADE}\s+(?:{_THAT}))?",
        rf"how\s+do\s+you\s+know(?:\s+(?:{_THAT}))?|according\s+to\s+(?:whom|who|what)|says\s+which\s+(?:{_PLACES})|(?:based\s+)?on\s+what(?:\s+basis)?",
        rf"what(?:[’']?s|\s+(?:is|do\s+you|did\s+you))\s+(?:base\s+)?(?:{_THAT})\s+(?:based\s+)?on|what\s+(?:{_SOURCES})\s+(?:is\s+there|do\s+you\s+have){_OF_THAT}",
        rf"(?:what|who)\s+(?:does|is)\s+(?:{_THAT})\s+(?:rest|based)\s+on|can\s+you\s+(?:cite|source)\s+(?:{_THAT})",
    ),
    Aspect.WHEN: (
        rf"when\s+(?:was|is|were|did|are)\s+(?:{_POINTED})(?:\s+(?:said|written|published|reported|printed|stated|announced|happen|from|dated))?",
        rf"when\s+(?:was|is|were)\s+(?:{_THAT}|(?:the|this|that)\s+(?:{_PLACES}))\s+(?:written|published|reported|printed|posted|dated)",
        rf"(?:of|from|on)?\s*(?:what|which)\s+(?:day|date|year|month)(?:\s+(?:was|is|were|are)\s+(?:{_THAT})(?:\s+(?:from|of))?)?",
        rf"how\s+(?:old|recent|current|fresh)\s+(?:is|are|was)\s+(?:{_THAT}|(?:the|this|that)\s+(?:{_PLACES}|info))|(?:from|since)\s+when\s+(?:is|are|was)\s+(?:{_THAT})",
        rf"what(?:[’']s|\s+(?:is|was))\s+the\s+date{_OF_THAT}|is\s+(?:{_THAT})\s+(?:still\s+)?(?:recent|new|old|current|up[\s-]to[\s-]date)|(?:the\s+)?date",
    ),
    Aspect.WHO: (
        rf"(?:who|which\s+\w+)\s+(?:exactly\s+|actually\s+)?(?:has\s+)?(?:{_MADE})\s+(?:you\s+)?(?:{_THAT}|so)(?:\s+first)?",
        rf"who\s+(?:is|was)\s+(?:saying|claiming|reporting|speaking|quoted)(?:\s+(?:{_THAT}))?|says\s+who|who\s+says|who\s+said",
        rf"whose\s+(?:words?|quotes?|quotations?|claims?|statements?)(?:\s+(?:is|are|was|were)\s+(?:{_THAT}))?|who\s+is\s+(?:being\s+)?quoted(?:\s+there)?",
        r"(?:what(?:[’']?s|\s+(?:is|was))\s+)?(?:his|her|their)\s+(?:full\s+)?names?",
        rf"by\s+whom(?:\s+(?:is|was)\s+(?:{_THAT})\s+said)?|who\s+(?:is|was)\s+(?:{_THAT})\s+(?:from|by)",
    ),
    Aspect.SURE: (
        rf"(?:(?:(?:are|r)\s+)?(?:you|u)\s+)?(?:\w+\s+)?(?:{any_of('again.sure')})(?:\s+(?:of|about)\s+(?:{_THAT})|\s+that\s+is\s+(?:right|true|correct))?",
        rf"(?:is|was|are)\s+(?:{_THAT})\s+(?:\w+\s+)?(?:{any_of('again.true')})|really|seriously|true|correct",
        rf"is\s+(?:it|{_THAT})\s+still\s+(?:the\s+case|so|valid)|{_PLEASE}(?:double|cross|re)[-\s]?check(?:\s+(?:{_THAT}))?",
        rf"how\s+(?:{any_of('again.sure')}|{any_of('again.true')})\s+(?:are\s+you|is\s+(?:{_THAT}))(?:\s+(?:of|about)\s+(?:{_THAT}))?",
        rf"can\s+(?:i|we|you)\s+(?:trust|rely\s+on|verify|confirm|prove|check)\s+(?:{_THAT})|(?:did|have)\s+you\s+check(?:ed)?(?:\s+(?:{_THAT}))?",
    ),
    Aspect.MORE: (
        rf"(?:(?:can|could)\s+you\s+)?(?:(?:tell|show|give)\s+(?:me\s+|us\s+)?)?(?:some\s+|a\s+bit\s+|a\s+little\s+|any\s+)?(?:more|further)(?:\s+(?:details?|information|info|context|quotes?|passages?))?{_OF_THAT}",
        rf"(?:(?:is|are)\s+there\s+|do\s+you\s+have\s+|have\s+you\s+got\s+)?(?:anything|something|what)\s+(?:else|more){_OF_THAT}(?:\s+is\s+(?:there|known|said))?",
        rf"{_PLEASE}(?:elaborate|expand|say\s+more){_OF_THAT}|is\s+there\s+more{_OF_THAT}",
        rf"(?:go|carry|read)\s+on|continue|details|in\s+more\s+detail|what\s+(?:else|more)\s+(?:does|do)\s+(?:{_THAT})\s+say",
    ),
}
_PATTERNS = {aspect: re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE) for aspect, forms in _FORMS.items()}

# After "the newest article is ..." it is the article.
_WHAT_IT_SAYS = re.compile(
    rf"what\s+(?:is|was|does|did)\s+(?:{_THAT}|(?:the|this|that)\s+(?:{_PLACES}))\s+(?:all\s+)?(?:about|say|report|tell)(?:\s+us)?"
    rf"|(?:{any_of('asked.requests')})\s+(?:me\s+)?(?:{_THAT}|the\s+(?:{_PLACES}))",
    re.IGNORECASE,
)


def aspect_of(asked: str, form: Form | None = None) -> Aspect | None:
    """What of the last answer, which had that form, a question asks for; None for one that asks the archive."""
    words = " ".join(re.sub(r"[“”\"]", "", asked).split()).strip(" ?.!…,")
    plain = _POLITE.sub("", words)
    while plain != words:
        words, plain = plain, _POLITE.sub("", plain).strip(" ?.!…,")
    if form is Form.ARCHIVE and _WHAT_IT_SAYS.fullmatch(plain):
        return Aspect.MORE
    return next((aspect for aspect, pattern in _PATTERNS.items() if plain and pattern.fullmatch(plain)), None)
