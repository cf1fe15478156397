#!/usr/bin/env bash
# Check an exported case with stock programs only; nothing here is the exporter's code.
#
#   bash audit.sh BAG TRUST [NUMBER:SHA256]
#
# BAG    the exported folder, with its signature (BAG.sig) and time stamps beside it
# TRUST  YOUR folder: allowed_signers, roots/*.pem, between/*.pem, got by another way
#        than the bag came; `-` where you have none
# NUMBER:SHA256  a line of the chain that you noted earlier
#
# Needs bash, coreutils, findutils, awk, jq, ssh-keygen, openssl; rhash and bagit.py
# give second opinions where they are installed. Each step prints PASS, FAIL or NOT
# CHECKED. The last lines count what was checked, so that zero is seen. Ends with 1
# where a step failed.
set -uo pipefail
export LC_ALL=C
CASE_ONLY=0
[ "${1:-}" = --case ] && { CASE_ONLY=1; shift; } # a case's own folder: steps 6 to 8
BAG=$(cd "${1:?folder of the bag}" && pwd) || exit 2
TRUST=${2:--}
NOTED=${3:-}
[ "$TRUST" = - ] || TRUST=$(cd "$TRUST" && pwd) || exit 2
DATA=$BAG
[ -f "$BAG/bagit.txt" ] && DATA=$BAG/data
CHAIN=$DATA/chain.jsonl
WORK=$(mktemp -d) || exit 2
trap 'rm -rf "$WORK"' EXIT
FAILED=0 SEALS=0 STAMPS=0 ANCHORS=0
cd "$BAG" || exit 2

step() { # step NAME COMMAND...
  local name=$1 said
  shift
  if said=$("$@" 2>&1); then
    said=$(printf '%s\n' "$said" | sed -n 's/^# //p' | tail -n 1) # what was counted
    printf 'PASS         %s%s\n' "$name" "${said:+: $said}"
  else
    FAILED=1
    printf 'FAIL         %s\n' "$name"
    printf '%s\n' "$said" | head -n 5 | cut -c1-160 | sed 's/^/               /'
  fi
}
skip() { printf 'NOT CHECKED  %s: %s\n' "$1" "$2"; }
have() { command -v "$1" >/dev/null; }
blob() { printf '%s/blobs/%.2s/%s' "$DATA" "$1" "$1"; }
empty() { ! grep . "$1"; } # passes, printing nothing, where the file has no line
sums() { # sums PROGRAM MANIFEST; bag-relative, as the manifests are
  "$1" -c --quiet --strict "$2" && echo "# $(grep -c . "$2") files"
}
by_rhash() { rhash --sha256 --skip-ok -c manifest-sha256.txt && echo "# $(grep -c . manifest-sha256.txt) files"; }
by_bagit() { bagit.py --quiet --validate . && echo "# $(grep -c . manifest-sha512.txt) files, twice"; }

# 6a V1: UTF-8, a newline at the end, no empty line, none over 64 KiB
lines_whole() {
  [ -s "$CHAIN" ] && iconv -f UTF-8 -t UTF-8 "$CHAIN" >/dev/null &&
    [ -z "$(tail -c 1 "$CHAIN")" ] && ! grep -n '^$' "$CHAIN" &&
    awk 'length($0) > 65535 {print "line " NR " is too long"; e = 1} END {exit e}' "$CHAIN"
}
# 6b V2: canonical JSON. jq escapes DEL, which RFC 8785 does not
canonical() {
  jq -cS . "$CHAIN" >"$WORK/canonical" || return 1
  sed -E 's/(^|[^\\])((\\\\)*)\\u007f/\1\2\x7f/g' "$WORK/canonical" | cmp - "$CHAIN"
}
# 6c V2: no floats and none too large, in what stands outside texts
integers() {
  ! sed -E 's/"([^"\\]|\\.)*"//g' "$CHAIN" | grep -nE '[0-9][.eE]|-0|[0-9]{17}' &&
    jq -n 'reduce (inputs | .. | numbers) as $n (0; if ($n | fabs) < 9007199254740992
      then . else error("too large") end)' "$CHAIN"
}
# 6d V2: the fields of each line, against the table of the format
fields() {
  jq -r --slurpfile table "$TABLE" -f "$FIELDS" "$CHAIN" >"$WORK/fields" &&
    empty "$WORK/fields"
}
# 6e V3 and V4: numbers, and the SHA-256 of the line before; one case
linked() {
  mkdir -p "$WORK/lines" && split -a 7 -d -l 1 "$CHAIN" "$WORK/lines/" &&
    { printf '%064d\n' 0; find "$WORK/lines" -type f -print0 | sort -z |
      xargs -0 sha256sum | cut -c1-64; } >"$WORK/hashes" &&
    head -n -1 "$WORK/hashes" | diff - <(jq -r .prev "$CHAIN") &&
    diff <(jq .seq "$CHAIN") <(seq "$(wc -l <"$CHAIN")") &&
    [ "$(jq -r .case "$CHAIN" | sort -u | wc -l)" = 1 ] &&
    echo "# $(wc -l <"$CHAIN") lines"
}
# 6f V5: nothing is used that no earlier line brought in
used() {
  jq -n -r 'foreach inputs as $line ({known: {}, bad: []};
    .bad = [$line.in[].sha256 as $d | select(.known[$d] | not) | "line \($line.seq) uses \($d)"]
    | reduce $line.out[].sha256 as $d (.; .known[$d] = true); .bad[])' "$CHAIN" \
    >"$WORK/used" && empty "$WORK/used"
}
# 7 V6: every file is named by its own hash and lies where its name says
named() {
  [ -L "$DATA/blobs" ] && { echo "blobs is a link"; return 1; }
  [ -d "$DATA/blobs" ] || return 0
  (cd "$DATA/blobs" && find . ! -type d ! -type f >"$WORK/odd" && empty "$WORK/odd" &&
    find . -type f -print0 | sort -z | xargs -0 -r sha256sum |
    awk '{want = "./" substr($1, 1, 2) "/" $1
      if ($2 != want) {print "BAD " $2; e = 1}} END {print "# " NR " files"; exit e}')
}
# 8 V6: every file the chain names is there with its size, or was withheld under a seal
present() {
  jq -r 'select(.action == "withhold") | .seq as $n | .in[] | "\(.sha256) \($n)"' \
    "$CHAIN" >"$WORK/withheld" || return 1
  local sealed
  sealed=$(jq -rs 'map(select(.action == "seal" and .body.sig) | .body.of) | max // 0' "$CHAIN")
  jq -r '.out[] | "\(.sha256) \(.size)"' "$CHAIN" | sort -u >"$WORK/named" || return 1
  find "$DATA/blobs" -type f -printf '%f %s\n' 2>/dev/null | sort >"$WORK/there"
  comm -23 "$WORK/named" "$WORK/there" | while read -r digest size; do
    line=$(awk -v d="$digest" '$1 == d {n = $2} END {print n + 0}' "$WORK/withheld")
    if [ "$line" -gt 0 ] && [ "$line" -le "$sealed" ] && [ ! -e "$(blob "$digest")" ]; then
      continue
    fi
    echo "missing, or of another size: $digest $size"
  done >"$WORK/missing"
  empty "$WORK/missing" &&
    echo "# $(wc -l <"$WORK/named") named, $(comm -23 "$WORK/named" "$WORK/there" | wc -l) of them withheld"
}
# 0 nothing in the package is a link or a pipe, and nothing lies there that has no place
placed() {
  find . ! -type d ! -type f >"$WORK/odd"
  find . -maxdepth 1 -mindepth 1 ! -name data ! -name bagit.txt ! -name bag-info.txt \
    ! -name manifest-sha256.txt ! -name manifest-sha512.txt \
    ! -name tagmanifest-sha256.txt ! -name tagmanifest-sha512.txt >>"$WORK/odd"
  find data -mindepth 1 -maxdepth 1 ! -name chain.jsonl ! -name blobs ! -name view ! -name trust \
    ! -name AUDIT.md ! -name CERTIFICATION.md ! -name audit.sh ! -name fields.jq \
    ! -name format.json ! -name verify.py >>"$WORK/odd"
  empty "$WORK/odd"
}
# 8a copies for looking at, and files for the steps below, are files of the chain
copies() {
  jq -r '.out[].sha256' "$CHAIN" | sort -u >"$WORK/digests" || return 1
  find "$DATA/view" "$DATA/seals" -type f -print0 2>/dev/null | xargs -0 -r sha256sum |
    sort | awk 'NR == FNR {known[$1] = 1; next} !($1 in known) {print "foreign " $2}' \
      "$WORK/digests" - >"$WORK/foreign"
  empty "$WORK/foreign" && echo "# $(find "$DATA/view" -type f 2>/dev/null | wc -l) copies"
}
# 8b what needs its author's seal has it; listed from the chain, never from the folder
required() {
  comm -23 \
    <(jq -r --slurpfile table "$TABLE" 'select(.action as $a | $table[0].needs_seal | index($a))
      | "\(.seq) \(.actor)"' "$CHAIN" | sort -u) \
    <(jq -r 'select(.action == "seal" and .body.sig) | "\(.body.of) \(.actor)"' "$CHAIN" |
      sort -u) >"$WORK/unsealed"
  empty "$WORK/unsealed" &&
    echo "# $(jq -r --slurpfile table "$TABLE" 'select(.action as $a | $table[0].needs_seal | index($a)) | .seq' "$CHAIN" | wc -l) lines"
}
# 10 every time stamp, over its line, to YOUR roots, at its own time
stamps() {
  cat "$TRUST"/between/*.pem >"$WORK/between.pem" 2>/dev/null
  jq -r 'select(.body.tsr) | .out[] | select(.role == "tsa-certificates") | .sha256' "$CHAIN" |
    while read -r digest; do cat "$(blob "$digest")"; done >>"$WORK/between.pem"
  jq -r 'select(.action == "seal") | .seq as $n | .body.of as $of | (.body.tsr // [])[]
    | "\($n) \($of) \(.)"' "$CHAIN" >"$WORK/stamps" || return 1
  : >"$WORK/times"
  local n of digest bad=0
  while read -r n of digest; do
    sed -n "${of}p" "$CHAIN" >"$WORK/message"
    stamp_holds "$(blob "$digest")" "$WORK/message" || { echo "line $n: $digest"; bad=1; continue; }
    echo "$of $AT" >>"$WORK/times"
  done <"$WORK/stamps"
  [ $bad = 0 ] && echo "# $(wc -l <"$WORK/stamps") time stamps"
}
stamp_holds() { # stamp_holds TOKEN MESSAGE; sets AT to the seconds it states
  local stated root between=()
  stated=$(openssl ts -reply -in "$1" -text 2>/dev/null | sed -n 's/^Time stamp: //p')
  [ -n "$stated" ] && AT=$(date -u -d "$stated" +%s) || return 1
  [ -s "$WORK/between.pem" ] && between=(-untrusted "$WORK/between.pem")
  for root in "$TRUST"/roots/*.pem; do
    openssl ts -verify -data "$2" -in "$1" -CAfile "$root" -attime "$AT" \
      "${between[@]}" >/dev/null 2>&1 && return 0
  done
  return 1
}
# 9 every seal, by YOUR list of keys, at the time a stamp over the seal's line proves
seals() {
  jq -r 'select(.action == "seal" and .body.sig)
    | "\(.seq) \(.actor) \(.body.of) \(.body.sig)"' "$CHAIN" >"$WORK/seals" || return 1
  local n actor of digest at when bad=0
  while read -r n actor of digest; do
    at=$(awk -v n="$n" '$1 >= n && (!t || $2 < t) {t = $2} END {print t}' "$WORK/times")
    when=()
    [ -n "$at" ] && when=("-Overify-time=$(date -u -d "@$at" +%Y%m%d%H%M%S)Z")
    sed -n "${of}p" "$CHAIN" | ssh-keygen -Y verify -f "$TRUST/allowed_signers" \
      -I "$actor" -n evidence-line@imgverify -s "$(blob "$digest")" "${when[@]}" \
      >/dev/null 2>&1 || { echo "line $n: the seal of $actor over line $of"; bad=1; }
  done <"$WORK/seals"
  [ $bad = 0 ] && echo "# $(wc -l <"$WORK/seals") seals"
}
# 9a every witness's receipt that was taken in, by YOUR list, over its line; no witness
# is a person of the case
receipts() {
  jq -r 'select(.action == "receive" and .body.kind == "receipt" and .body.of)
    | "\(.seq) \(.body.by) \(.body.of) \([.out[], .in[]] | map(select(.role == "context"))[0].sha256)"' \
    "$CHAIN" >"$WORK/receipts" || return 1
  jq -r 'select(.action == "enrol") | .body.actor' "$CHAIN" >"$WORK/people"
  local n who of digest bad=0
  while read -r n who of digest; do
    if grep -qxF "$who" "$WORK/people" || [ "$of" -ge "$n" ] ||
      ! sed -n "${of}p" "$CHAIN" | ssh-keygen -Y verify -f "$TRUST/allowed_signers" -I "$who" \
        -n evidence-witness@imgverify -s "$(blob "$digest")" >/dev/null 2>&1; then
      echo "line $n: the receipt of $who over line $of"; bad=1
    fi
  done <"$WORK/receipts"
  [ $bad = 0 ] && echo "# $(wc -l <"$WORK/receipts") receipts"
}
# 11 and 12: the whole package, by the signature and the stamps beside it
bag_signed() {
  local who
  who=$(sed -n 's/^Exported-By: //p' bag-info.txt)
  ssh-keygen -Y verify -f "$TRUST/allowed_signers" -I "$who" -n evidence-bag@imgverify \
    -s "$BAG.sig" <tagmanifest-sha256.txt && echo "# 1 signature of $who"
}
bag_stamped() {
  local token
  for token in "$BAG".*.tsr; do
    stamp_holds "$token" tagmanifest-sha256.txt || { echo "$token"; return 1; }
  done
  echo "# $(ls "$BAG".*.tsr | wc -l) time stamps"
}
# 13 what you noted lies on the chain
noted() { [ "$(sed -n "${NOTED%%:*}p" "$CHAIN" | sha256sum | cut -c1-64)" = "${NOTED#*:}" ] && echo "# 1 line"; }
# 14 the head that the package states is the head of its chain
stated() {
  [ "$(sed -n 's/^Chain-Head: //p' bag-info.txt)" = "$(tail -n 1 "$CHAIN" | sha256sum | cut -c1-64)" ] &&
    [ "$(sed -n 's/^Chain-Length: //p' bag-info.txt)" = "$(wc -l <"$CHAIN")" ]
}

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
TABLE=$HERE/format.json FIELDS=$HERE/fields.jq
have jq || { echo "jq is needed"; exit 2; }
if [ $CASE_ONLY = 0 ]; then
  step "0 nothing is a link, and everything has its place (find)" placed
  [ $FAILED = 0 ] || { echo "Nothing else was looked at: to open a link or a pipe may hang."; exit 1; }
  step "1 sha256sum -c manifest-sha256.txt" sums sha256sum manifest-sha256.txt
  step "2 sha512sum -c manifest-sha512.txt" sums sha512sum manifest-sha512.txt
  step "3 sha256sum -c tagmanifest-sha256.txt" sums sha256sum tagmanifest-sha256.txt
  if have rhash; then
    step "4 rhash -c manifest-sha256.txt" by_rhash
  else skip "4 rhash" "not installed"; fi
  if have bagit.py; then
    step "5 bagit.py --validate" by_bagit
  else skip "5 bagit.py" "not installed"; fi
fi
step "6a whole lines of UTF-8" lines_whole
step "6b canonical JSON (jq)" canonical
step "6c integers only (jq)" integers
step "6d fields of the format (jq)" fields
step "6e numbers and hashes of lines (sha256sum, jq, diff)" linked
step "6f nothing used before it was brought in (jq)" used
step "7 every file is named by its own hash (sha256sum)" named
step "8 every file of the chain is there (jq)" present
if [ $CASE_ONLY = 0 ]; then
  step "8a copies for looking at are files of the chain (sha256sum)" copies
fi
step "8b every verdict, link, review, export ... has its seal (jq)" required
: >"$WORK/times"
if [ "$TRUST" != - ] && ls "$TRUST"/roots/*.pem >/dev/null 2>&1; then
  step "10 every time stamp (openssl ts)" stamps
  STAMPS=$(wc -l <"$WORK/times")
else skip "10 time stamps" "no roots of yours"; fi
if [ "$TRUST" != - ] && [ -f "$TRUST/allowed_signers" ]; then
  step "9 every seal (ssh-keygen)" seals
  SEALS=$(jq -c 'select(.action == "seal" and .body.sig)' "$CHAIN" | wc -l)
  step "9a every receipt of a witness (ssh-keygen)" receipts
else skip "9 seals" "no list of keys of yours"; fi
if [ $CASE_ONLY = 0 ]; then
  if [ "$TRUST" = - ]; then skip "11 signature of the package" "no list of keys of yours"
  else step "11 signature of the package (ssh-keygen)" bag_signed; fi
  if ls "$BAG".*.tsr >/dev/null 2>&1 && [ "$TRUST" != - ]; then
    step "12 time stamps of the package (openssl ts)" bag_stamped
  else skip "12 time stamps of the package" "none there, or no roots of yours"; fi
  step "14 the package states its chain's head" stated
fi
if [ -n "$NOTED" ]; then
  step "13 what you noted lies on the chain (sha256sum)" noted
  ANCHORS=1
else skip "13 what you noted" "nothing was given: the end may have been cut off"; fi
printf 'checked: %s lines, %s files, %s seals, %s time stamps, %s noted outside\n' \
  "$(wc -l <"$CHAIN")" "$(find "$DATA/blobs" -type f | wc -l)" "$SEALS" "$STAMPS" "$ANCHORS"
[ $FAILED = 0 ] || echo "AT LEAST ONE STEP FAILED: do not rely on this record before you know why."
exit $FAILED
