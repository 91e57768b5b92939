"""The tables of names load, refuse what is half right, and know the relations that screening stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from circumspect.rulebook.cache import SHIPPED
from circumspect.rulebook.names import KINDS, WORDS, load_names
from circumspect.rulebook.problems import RulebookError

if TYPE_CHECKING:
    from pathlib import Path

    from circumspect.domain.names import NameTables

TABLES = ("surnames.tsv", "given.tsv", "nicknames.tsv", "surname-variants.tsv")


@pytest.fixture(scope="module")
def names() -> NameTables:
    """Give the shipped tables."""
    return load_names(SHIPPED)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Give a folder of packs with a few names; tests break one file of it."""
    folder = tmp_path / "names"
    folder.mkdir()
    (folder / "surnames.tsv").write_text("# what\nsmith\t8282.0\nnull\t24.3\n", encoding="utf-8")
    (folder / "given.tsv").write_text("# what\nmary\t9000.0\n", encoding="utf-8")
    (folder / "nicknames.tsv").write_text("# what\nwilliam\tbill\t1\n# more\nwilliam\tliam\t0.5\n", encoding="utf-8")
    (folder / "surname-variants.tsv").write_text("lee\ti\t0.58\n", encoding="utf-8")
    (folder / WORDS).write_text("".join(f"{kind}: [word, other]\n" for kind in KINDS), encoding="utf-8")
    return tmp_path


def _problem(root: Path) -> str:
    """Load, and give the one problem as `file:line: text`."""
    with pytest.raises(RulebookError) as caught:
        load_names(root)
    assert len(caught.value.problems) == 1
    return str(caught.value)


def test_small_tables_come_out_as_written(small: Path) -> None:
    """Counts are numbers, relations go both ways with their strength, and no chain is followed."""
    found = load_names(small)
    assert found.surnames == {"smith": 8282.0, "null": 24.3}
    assert found.nicknames == {
        "william": {"bill": 1.0, "liam": 0.5},
        "bill": {"william": 1.0},
        "liam": {"william": 0.5},
    }
    assert found.surname_variants == {"lee": {"i": 0.58}, "i": {"lee": 0.58}}
    assert found.words["kin"] == {"word", "other"}


@pytest.mark.parametrize(
    "line",
    ["smith", "Smith\t3.0", "smi th\t3.0", "smith\t3", "smith\t-3.0", "smith\t3.0\t4", "", "é\t1.0", "smith\tnan"],
)
@pytest.mark.parametrize("table", TABLES[:2])
def test_a_line_that_is_no_count_is_named(small: Path, table: str, line: str) -> None:
    """A malformed count gives its file and line, and not what stands there."""
    path = small / "names" / table
    path.write_text(f"# what\nann\t1.0\n{line}\nbea\t1.0\n", encoding="utf-8")
    assert _problem(small).startswith(f"names/{table}:3: is not a name in small letters")


@pytest.mark.parametrize(
    "line",
    [
        "ann",
        "ann\tbea",
        "ann\tbea\t0.2",
        "ann\tbea\t1.5",
        "ann\tbea\t2",
        "Ann\tbea\t1",
        "ann\tbea\t1\tx",
        "ann bea 1",
        "",
        " ann\tbea\t1",
    ],
)
@pytest.mark.parametrize("table", TABLES[2:])
def test_a_line_that_is_no_pair_is_named(small: Path, table: str, line: str) -> None:
    """A malformed relation, or a strength outside 0.3 to 1, gives its file and line."""
    (small / "names" / table).write_text(f"# what\ncid\tdee\t1\n{line}\n", encoding="utf-8")
    assert _problem(small).startswith(f"names/{table}:3: is not two names in small letters")


def test_what_stands_twice_is_refused(small: Path) -> None:
    """A name counted twice, a pair written twice either way round, and a name paired with itself are errors."""
    folder = small / "names"
    (folder / "nicknames.tsv").write_text("ann\tbea\t1\ncid\tdee\t1\nbea\tann\t0.5\n", encoding="utf-8")
    assert _problem(small).startswith("names/nicknames.tsv:3: this pair stands further up")
    (folder / "nicknames.tsv").write_text("ann\tbea\t1\ncid\tcid\t1\n", encoding="utf-8")
    assert _problem(small).startswith("names/nicknames.tsv:2: both names are the same")
    (folder / "given.tsv").write_text("# what\nann\t1.0\nbea\t1.0\nann\t2.0\n", encoding="utf-8")
    assert _problem(small).startswith("names/given.tsv:4: this name stands further up")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("content", [b"", b"ann", b"# what\nann\t1", b"\xff\xfe\x00a", b"# what\r\nann\t1.0\r\n"])
def test_a_damaged_table_is_refused(small: Path, table: str, content: bytes) -> None:
    """An empty, cut off, wrongly encoded or CRLF table is never read as a short one."""
    (small / "names" / table).write_bytes(content)
    assert _problem(small).startswith(f"names/{table}:")


@pytest.mark.parametrize("file", [*TABLES, WORDS])
def test_a_missing_file_is_named(small: Path, file: str) -> None:
    """A table that is not there is said, with what to do."""
    (small / "names" / file).unlink()
    assert _problem(small) == f"names/{file}:1: cannot be read: No such file or directory; install circumspect again"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kin:", "kith:", ":5: 'kith' is missing or unknown"),
        ("titles: [word, other]", "titles: word", ":1: is not a list of words"),
        ("titles: [word, other]", "titles: []", ":1: is not a list of words"),
        ("fillers: [word, other]", "fillers: [word, 7]", ":4: is not a word in small ASCII letters"),
        ("fillers: [word, other]", "fillers: [word, It's]", ":4: is not a word in small ASCII letters"),
        ("fillers: [word, other]", "fillers: [word, word]", ":4: 'word' stands here twice"),
        ("kin:", "titles:", ":5: 'titles' stands here twice"),
        ("titles: [", "titles: [[", "is not YAML"),
    ],
)
def test_words_are_checked(small: Path, old: str, new: str, says: str) -> None:
    """A misspelt or missing kind, a word that is none, and YAML that is broken give file and line."""
    path = small / "names" / WORDS
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load_names(small)
    assert f"names/{WORDS}" in str(caught.value)
    assert says in str(caught.value)


def test_the_shipped_tables_are_whole(names: NameTables) -> None:
    """Both tables hold 20,000 names; Null is a surname, and a row of the census that is none is not."""
    assert (len(names.surnames), len(names.given)) == (20_000, 20_000)
    assert 8_000 < names.surnames["smith"] < 8_500
    assert names.surnames["null"] > 20
    assert "allothernames" not in names.surnames
    assert names.surnames["smith"] > names.surnames["nguyen"] > names.surnames["null"]
    assert names.given["michael"] > names.given["siobhan"] > 0
    assert all(0 < count < 20_000 for table in (names.surnames, names.given) for count in table.values())


def test_repr_is_short(names: NameTables) -> None:
    """The tables do not spill into a log."""
    assert repr(names) == "NameTables(20000 surnames, 20000 given names)"


@pytest.mark.parametrize(
    ("one", "others"),
    [
        ("william", "bill liam will"),
        ("elizabeth", "liz beth betty elisabeth"),
        ("katherine", "kate katie catherine kathryn"),
        ("mary", "maria molly polly"),
        ("jose", "pepe ze chepe joseph"),
        ("francisco", "paco pancho chico"),
        ("guadalupe", "lupita lupe"),
        ("ignacio", "nacho"),
        ("jesus", "chuy chucho"),
        ("guillermo", "memo"),
        ("roberto", "beto"),
        ("eduardo", "lalo edu dudu"),
        ("enrique", "kike quique"),
        ("graciela", "chela"),
        ("concepcion", "concha"),
        ("teresa", "maite tere"),
        ("giuseppe", "beppe peppe"),
        ("aleksandr", "sasha alexander"),
        ("mikhail", "misha"),
        ("maria", "masha"),
        ("ivan", "vanya john"),
        ("evgeny", "zhenya eugene"),
        ("olga", "olya"),
        ("katarzyna", "kasia"),
        ("jiri", "jirka"),
        ("istvan", "pisti"),
        ("konstantinos", "kostas gus"),
        ("mohammed", "muhammad mohamed mhmd mo"),
        ("yousef", "yusuf joseph"),
        ("aisha", "ayesha"),
        ("yitzchak", "isaac itzik"),
        ("shlomo", "solomon"),
        ("lakshmi", "laxmi"),
        ("siobhan", "shivaun"),
        ("sean", "shawn shaun"),
        ("eoin", "owen"),
        ("stephen", "steven"),
        ("brittany", "britney"),
        ("caitlin", "kaitlyn"),
        ("adelaide", "addy"),
        ("madison", "maddie"),
        ("mackenzie", "kenz"),
        ("jackson", "jax"),
        ("oluwaseun", "seun"),
        ("johannes", "hans"),
        ("cornelis", "kees"),
        ("lars", "lasse"),
    ],
)
def test_names_that_go_together(names: NameTables, one: str, others: str) -> None:
    """A name leads to its short forms and spellings, and they lead back with the same strength."""
    for other in others.split():
        assert other in names.nicknames[one], other
        assert names.nicknames[other][one] == names.nicknames[one][other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("john", "jane"),
        ("john", "james"),
        ("mary", "martha"),
        ("anna", "emma"),
        ("aaron", "erin"),
        ("jose", "jorge"),
        ("maria", "marcus"),
        ("michael", "michelle"),
        ("daniel", "danielle"),
        ("bill", "fred"),
        ("bill", "liam"),
        ("robert", "roberta"),
        ("julia", "jill"),
        ("lisa", "liz"),
        ("ali", "omar"),
        ("misha", "masha"),
        ("paul", "polly"),
        ("susan", "hannah"),
        ("amanda", "samantha"),
        ("karen", "sharon"),
        ("mark", "mike"),
    ],
)
def test_names_that_do_not(names: NameTables, one: str, other: str) -> None:
    """Two people's names do not become one."""
    assert other not in names.nicknames.get(one, {})


def test_a_weak_relation_is_weak(names: NameTables) -> None:
    """What is usual weighs more than what is rare or shared by many names."""
    assert names.nicknames["william"]["bill"] == 1
    assert names.nicknames["mary"]["maria"] < 0.6
    assert names.nicknames["john"]["ivan"] < 0.6
    assert names.nicknames["michael"]["miguel"] < names.nicknames["michael"]["mike"]
    assert names.surname_variants["smith"]["schmidt"] < names.surname_variants["smith"]["smyth"]


@pytest.mark.parametrize(
    ("one", "others"),
    [
        ("wang", "wong"),
        ("zhang", "chang cheung"),
        ("chen", "chan tan"),
        ("li", "lee"),
        ("liu", "lau"),
        ("lee", "yi rhee i"),
        ("park", "pak bak"),
        ("choi", "choe"),
        ("jung", "jeong chung"),
        ("kim", "gim"),
        ("sato", "satoh"),
        ("ono", "ohno"),
        ("nguyen", "nguen"),
        ("mueller", "muller"),
        ("kowalski", "kowalska"),
        ("ivanov", "ivanova"),
        ("georgiadis", "georgiades"),
        ("mcdonald", "macdonald"),
        ("obrien", "brien"),
        ("stjohn", "saintjohn"),
        ("saint", "st"),
        ("ibn", "bin"),
        ("dejong", "dejonge"),
        ("vandyke", "vandyk"),
        ("gonzalez", "gonzales"),
        ("cohen", "kohn"),
        ("chaudhry", "chowdhury"),
        ("hussein", "hossain"),
        ("diallo", "jalloh"),
    ],
)
def test_family_names_in_other_spellings(names: NameTables, one: str, others: str) -> None:
    """A family name leads to the ways it is written, and back."""
    for other in others.split():
        assert other in names.surname_variants[one], other
        assert one in names.surname_variants[other]


@pytest.mark.parametrize(
    ("one", "other"), [("smith", "jones"), ("wang", "li"), ("kim", "lee"), ("garcia", "martinez"), ("brown", "white")]
)
def test_family_names_that_are_two(names: NameTables, one: str, other: str) -> None:
    """Frequent names of one language stay apart."""
    assert other not in names.surname_variants.get(one, {})


@pytest.mark.parametrize(
    ("kind", "these", "not_these"),
    [
        ("titles", "dr mr mrs lic prof sister", "dean chan grace"),
        ("suffixes", "jr ii md phd esq lcsw", "do ma"),
        ("particles", "de la van der al bin mac", "santos ash"),
        ("fillers", "its itsme the real official not im iam xx yo hey thatgirl mama daddy", "grace rose jesus maria"),
        ("kin", "mama mom dad wife husband tia", "anna nina herman"),
    ],
)
def test_words_beside_names(names: NameTables, kind: str, these: str, not_these: str) -> None:
    """Each kind holds its words, and not what most people have for a name."""
    assert set(these.split()) <= names.words[kind]
    assert not set(not_these.split()) & names.words[kind]
