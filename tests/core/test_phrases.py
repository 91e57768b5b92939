"""The phrase language of rule files: what each sign finds and what it leaves."""

from __future__ import annotations

import re

import pytest

from circumspect.core.fold import fold
from circumspect.core.patterns import Part, PatternSet
from circumspect.core.phrases import PhraseError, compile_phrase, words_of

SITES = ("google", "yelp")
LEXICONS = frozenset({"site"})

FINDS = {
    "words in a row": ("leave us a review", ["please leave us a review", "LEAVE US A REVIEW", "leave\nus a review"]),
    "any ending": ("review*", ["reviews", "reviewed", "a review."]),
    "an optional letter": ("clients?", ["client", "clients"]),
    "one of several": ("(my|our) client", ["my client", "our client"]),
    "an optional group": ("(really)? proud", ["proud", "really proud"]),
    "a gap": ("leave ... review", ["leave review", "leave us a really nice review"]),
    "a wider gap": ("leave ...8 review", ["leave us one of those very very nice little review"]),
    "a lexicon": ("on <site>", ["on Google", "on yelp!"]),
    "any word": ("my _ said", ["my nephew said", "my client said"]),
    "the start of a line": ("^ closed", ["closed today", "hello\nclosed today"]),
    "the end of a line": ("closed $", ["we are closed", "we are closed!\nbye"]),
    "an apostrophe": ("don't ask", ["don't ask", "dont ask", "don\u2019t ask"]),
    "a hyphen": ("follow-up", ["follow-up", "follow up", "followup"]),
    "signs": ("⭐⭐⭐", ["⭐⭐⭐", "wow ⭐⭐⭐!"]),
    "an emoji between": ("leave review", ["leave ⭐ review"]),
    "capitals of the author": ("Leave us on Google", ["leave us on google", "Leave us on Google!"]),
    "accents of the author": ("my café", ["my café", "my cafe"]),
    "curly quotes of the author": ("don\u2019t ask", ["don't ask", "don\u2019t ask"]),
}
LEAVES = {
    "words in a row": (
        "leave us a review",
        ["leave us two reviews", "leave us. a review", "leaves us a review", "sleave us a review"],
    ),
    "any ending": ("review*", ["preview"]),
    "an optional letter": ("clients?", ["clientele"]),
    "one of several": ("(my|our) client", ["your client", "gummy client"]),
    "a gap": ("leave ... review", ["leave us one of those very nice little reviews", "leave. Then review"]),
    "a lexicon": ("on <site>", ["on googled", "upon google"]),
    "the start of a line": ("^ closed", ["we closed"]),
    "the end of a line": ("closed $", ["closed today"]),
}


def _parts(phrase: str) -> list[Part]:
    sites = [compile_phrase(site, ()) for site in SITES]
    made = compile_phrase(phrase, LEXICONS)
    parts = [Part("lexicon/site", site.regex, site.shape) for site in sites]
    return [*parts, Part("phrase", made.regex, made.shape)]


def _finds(phrase: str, text: str) -> bool:
    return bool(PatternSet(_parts(phrase), engine="re2").scan(fold(text).text).spans("phrase"))


@pytest.mark.parametrize("case", FINDS)
def test_a_phrase_finds_what_its_author_means(case: str) -> None:
    """Each sign of the phrase language finds what the rule author's guide says."""
    phrase, texts = FINDS[case]
    assert [text for text in texts if not _finds(phrase, text)] == []


@pytest.mark.parametrize("case", LEAVES)
def test_a_phrase_leaves_what_its_author_does_not_mean(case: str) -> None:
    """No sign of the phrase language reaches into other words or over the end of a sentence."""
    phrase, texts = LEAVES[case]
    assert [text for text in texts if _finds(phrase, text)] == []


@pytest.mark.parametrize(
    ("phrase", "says"),
    [
        ("on <nowhere>", "packs/lexicons"),
        ("leave (us", "never closed"),
        ("leave us)", "too many"),
        ("leave | us", "outside brackets"),
        ("...", "no words of its own"),
        ("(really)?", "no words of its own"),
        ("leave a <my site>", "< > go around"),
    ],
)
def test_a_phrase_that_cannot_be_read_says_why(phrase: str, says: str) -> None:
    """The complaint names the phrase and what to do."""
    with pytest.raises(PhraseError, match=re.escape(says)):
        compile_phrase(phrase, LEXICONS)


def test_the_plain_words_of_a_phrase_are_its_vocabulary() -> None:
    """Words of a phrase are restored from masks; signs, gaps and lexicons give none."""
    assert words_of("leave (us|me) a <site> ... review*") == {"leave", "review"}
