#!/bin/sh
# Reads three exports of an invented clinician and writes the report. Open it to change what `make demo-audit` shows.
# Usage: tools/demo_audit.sh .venv/bin/circumspect, in the folder of the repository. It asks nothing and needs neither
# network nor keyring: the vault is made anew each time, and its passphrase stands in a file beside it.
set -eu

circumspect=$1
exports=examples/exports
profile="$exports/circumspect.toml"
report=build/demo-report.html
revealed=build/demo-report-with-names.html
export CIRCUMSPECT_VAULT=build/demo-vault
export CIRCUMSPECT_PASSPHRASE_FILE=build/demo-passphrase.txt

# `audit` answers 1 where something would block. Here that is what it is for, and no failure.
read_export() {
    echo
    "$circumspect" audit "$exports/$1" --account "$2" --profile "$profile" || test $? -eq 1
}

mkdir -p build
rm -rf build/demo-vault build/demo-passphrase.txt "$report" "$revealed"
(umask 077 && echo "four words for demonstration" >build/demo-passphrase.txt)

echo "Dana Reyes, LCSW, is invented, and so is everyone in these exports."
echo
echo "A vault, and the client list in it:"
"$circumspect" vault create >/dev/null
"$circumspect" roster import "$exports/clients.csv" --yes

echo
echo "Three exports, as the platforms give them:"
began=$(date +%s)
read_export instagram business
read_export facebook personal
read_export google-business business
echo
echo "The three were read in $(($(date +%s) - began)) seconds, with the trained reader."

# sed reads to the end, so that the list is never cut off while it is written; it ends with how many there are.
echo
echo "The work list, its first and its last lines:"
"$circumspect" audit list | sed -n '1,12p;$p'

echo
"$circumspect" audit report --output "$report" --profile "$profile"
"$circumspect" audit report --output "$revealed" --reveal --profile "$profile" >/dev/null
echo "The same with names and words, which are invented here: $revealed"
echo "The report is here: $report"
