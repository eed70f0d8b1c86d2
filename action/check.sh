#!/usr/bin/env bash
# Checks filings for action.yml, from whose variables it takes everything. What judges is the base's, wherever there is one:
# no change can turn its own check green.
set -euo pipefail
unset CDPATH

reports=$RUNNER_TEMP/sekisho-reports
base=$RUNNER_TEMP/sekisho-base
rm -rf "$reports" "$base"
mkdir -p "$reports/diagrams" "$base"

# The step that passes or fails comes last, so that what there is to see is kept.
fail() {
  echo "::error::Sekisho: $1"
  printf 'status=2\nreports=%s\n' "$reports" >> "$GITHUB_OUTPUT"
  exit 0
}

# A path as seen from the repository; one outside is none of what changed.
here=$(pwd -P)
relative() {
  local at
  if [ -d "$1" ]; then
    at=$(cd -- "$1" && pwd -P)
  else
    at=$(cd -- "$(dirname -- "$1")" 2> /dev/null && pwd -P)/$(basename -- "$1")
  fi
  case "$at" in
    "$here") echo . ;;
    "$here"/*) echo "${at#"$here"/}" ;;
    *) return 1 ;;
  esac
}

if inside=$(relative "$FILINGS"); then
  FILINGS=$inside
elif [ -n "$BASE" ]; then
  fail "the path has to be in the repository, to be compared with another commit"
fi

judge=$here
compared=
if [ -n "$BASE" ]; then
  if commit=$(git rev-parse --verify --quiet --end-of-options "$BASE^{commit}"); then
    git archive "$commit" | tar -x -C "$base"
    compared=1
  else
    echo "::warning::Sekisho: $BASE is not here to compare with; set fetch-depth: 0 for the checkout"
  fi
fi
# Without a base, as after a push, what is here judges; where the base is lacking, neither does.
case "$SETTINGS" in
  base)
    if [ -n "$compared" ]; then
      judge=$base
    elif [ -n "$BASE" ]; then
      judge=
    fi
    ;;
  head) ;;
  *) fail "the input “settings” is base or head" ;;
esac

picture=(--lang "$LANGUAGE" --findings)
change=(--lang "$LANGUAGE" --format markdown)
lint=(lint --lang "$LANGUAGE")
if [ -n "$POLICY" ]; then
  if inside=$(relative "$POLICY"); then
    POLICY=$judge/$inside
    [ -n "$judge" ] && [ -d "$POLICY" ] || fail "there are no packs in $inside; with “settings: head”, those of the change judge"
  fi
  lint+=(--policy "$POLICY")
  picture+=(--policy "$POLICY")
  change+=(--policy "$POLICY")
fi
settings=(--isolated)
if [ -n "$judge" ]; then settings=(--base "$judge"); fi
if [ -n "$PROFILE" ]; then settings+=(--profile "$PROFILE"); fi
lint+=("${settings[@]}")
picture+=("${settings[@]}")
change+=("${settings[@]}")

# What the base has as well is known. Where it has no filing yet, all is new.
known=()
if [ -n "$compared" ]; then
  if [ -e "$base/$FILINGS" ]; then
    (cd "$base" && "$SEKISHO" "${lint[@]}" --write-baseline "$reports/known.json" -- "$FILINGS" > /dev/null 2>&1) || true
  fi
  if [ -f "$reports/known.json" ]; then known=(--baseline "$reports/known.json"); fi
  # That something was mended is a note, and no reason to fail.
  if [ "$FAIL_ON" = note ]; then known+=(--extend-ignore baseline-unused); fi
fi

# Configuration and packs are those of the folder that judges; what it has and the change has not is told.
status=0
"$SEKISHO" "${lint[@]}" ${known[@]+"${known[@]}"} --fail-on "$FAIL_ON" --format github \
  --format "sarif=$reports/findings.sarif" --format "markdown=$reports/findings.md" \
  --format "junit=$reports/junit.xml" -- "$FILINGS" || status=$?

# A picture or a comparison that cannot be made leaves the check what it is.
find "$FILINGS" \( -iname '*.filing.yaml' -o -iname '*.filing.yml' -o -iname '*.filing.xlsx' -o -iname '*.filing.xlsm' \) -type f \
  -not -path '*/.*' -not -name '~$*' -print0 | sort -z | while IFS= read -r -d '' filing; do
  to=$reports/diagrams/${filing#./}
  mkdir -p "$(dirname "$to")"
  since=()
  if [ -f "$base/$filing" ]; then
    since=(--since "$base/$filing")
    cmp -s "$base/$filing" "$filing" || "$SEKISHO" diff "${change[@]}" -- "$base/$filing" "$filing" >> "$reports/changes.md"
  fi
  "$SEKISHO" diagram "${picture[@]}" ${since[@]+"${since[@]}"} -o "${to%.filing.yaml}.svg" -- "$filing"
done || true

# A summary may hold a mebibyte: of what is longer it shows the beginning, in whole lines.
longest=400000
case "$LANGUAGE" in
  en) rest='This is the beginning only. The whole is among the reports' ;;
  *) rest='ここまでが初めの部分です。全文は保存した結果にあります' ;;
esac
for page in findings.md changes.md; do
  [ -f "$reports/$page" ] || continue
  {
    if [ "$(wc -c < "$reports/$page")" -gt "$longest" ]; then
      head -c "$longest" "$reports/$page" | sed '$d'
      printf '\n\n> **%s: `%s`**\n' "$rest" "$page"
    else
      cat "$reports/$page"
    fi
    echo
  } >> "$GITHUB_STEP_SUMMARY"
done
{
  echo "status=$status"
  echo "reports=$reports"
  if [ -f "$reports/findings.sarif" ]; then echo "sarif=$reports/findings.sarif"; fi
} >> "$GITHUB_OUTPUT"
