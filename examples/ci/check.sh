#!/bin/sh
# 付議書を確かめ、結果を sekisho-reports に書きます。比べる版があれば、その版にもある指摘は「既知」とし、不合格としません。
#
#   ./check.sh フォルダー [比べる版のコミット]
#
# 終了コードは sekisho lint と同じです（0 合格、1 指摘あり、2 確かめられなかった）。
set -eu
filings=${1:?確かめるフォルダーを指定してください}
base=${2:-}
reports=sekisho-reports
rm -rf "$reports"
mkdir "$reports"

if [ -n "$base" ]; then
  before=$(mktemp -d)
  git archive "$base" | tar -x -C "$before"
  # 既知の指摘は、同じ場所の付議書のものだけです。前の版に付議書がなければ、既知の指摘もありません。
  if [ -e "$before/$filings" ]; then
    known=$PWD/$reports/known.json
    (cd "$before" && sekisho lint --isolated --profile strict --fail-on never --write-baseline "$known" "$filings" > /dev/null) || true
  fi
  rm -rf "$before"
fi

set -- lint --isolated --profile strict --format full --format "markdown=$reports/findings.md" --format "junit=$reports/junit.xml" \
  --format "sarif=$reports/findings.sarif"
if [ -f "$reports/known.json" ]; then
  set -- "$@" --baseline "$reports/known.json" --ignore baseline-unused
fi
exec sekisho "$@" "$filings"
