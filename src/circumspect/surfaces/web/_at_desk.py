"""The services' own sentences, said at the desk: they name commands and options, which no page has.

Open it when a service's message names a command: the page shows the words on the right instead.
"""

from __future__ import annotations

# What a service says → what stands for it on a page; longer ones first where one holds another.
_SAID_HERE = (
    ("Add the date with `circumspect roster edit`", "Add the date to your client list, on the page My practice"),
    ("Begin with `circumspect roster import FILE`", "Begin with your client list, on the page My practice"),
    ("comes in with: circumspect roster import FILE", "comes in on the page My practice"),
    ("with: circumspect screen -", "on the page Requests"),
    ("; see docs/guides/roster.md", ""),
    (": --direction request, follower, following, friend or suggested", ": choose it above and screen the list again"),
    ("--column: a column can be", "A column can be"),
    ("by its number: --column 1=handle --column 2=name", "by its number, under “Which column is which”"),
    (
        "; --column named another, or none that says who somebody is",
        "; the ones that you named say of nobody who it is",
    ),
    ("and name one list in it", "and choose one list in it"),
    ("say who decides: --by and a name", "say who decides"),
    ("asks for a reason: --because", "asks for a reason"),
    ("give a second name with --second", "give a second name"),
    ("--second must be another person than --by", "the second name must be another person's than the first"),
    ("--by holds", "“Who decides” holds"),
    ("--second holds", "“Who else agreed” holds"),
    ("Make one with: circumspect vault create", "Make one on the page My practice, under Vault"),
    (
        "Name another folder with --vault; to put a backup in its place, use: circumspect vault restore FILE --replace",
        "To put a backup in its place, open the page My practice, Vault",
    ),
    ("use: circumspect vault restore FILE --replace", "bring a backup back on the page My practice, under Vault"),
    ("with: circumspect vault restore FILE --replace", "on the page My practice, under Vault"),
    ("Use: circumspect vault unlock", "Unlock it on the page Vault"),
    ("see `circumspect log verify`", "press “Verify” on the page Record"),
)


def at_desk(words: str) -> str:
    """Say a service's sentence as it reads at the desk: pages in the place of commands, with a capital and a stop."""
    for said, here in _SAID_HERE:
        words = words.replace(said, here)
    words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "?", "”")) else f"{words}."
