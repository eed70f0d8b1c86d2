#!/bin/sh
# Commits to a repository whose hook is Sekisho's: a good filing passes, a bad one is kept out.
#
#   tests/services/hook.sh HOOK
#
# pre-commit has to be there, and for the hook sekisho-system the program as well.
set -eu
hook=$1
project=$(cd "$(dirname "$0")/../.." && pwd)
repository=$(mktemp -d)
trap 'rm -rf "$repository"' EXIT
cp -R "$project/examples/ci/." "$repository"
cd "$repository"
git init --quiet
git add --all
git -c user.name=x -c user.email=x@localhost commit --quiet --no-verify --message x
pre-commit try-repo "$project" "$hook" --all-files
sed -i '$d' filings/labels.filing.yaml
git add --all
status=0
said=$(pre-commit try-repo "$project" "$hook") || status=$?
echo "$said"
case "$status:$said" in
  1:*node-terminal-erasure-report*) echo "kept out, as it should be" ;;
  *) echo "status $status: the hook did not say what is wrong" >&2; exit 1 ;;
esac
