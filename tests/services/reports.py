"""Reads the reports that the program writes as other programs would: SARIF by its published schema and by the texts that
its places hold, JUnit's XML by a library for it.

    python3 tests/services/reports.py PROGRAM SCHEMA_OF_SARIF

`jsonschema` and `junitparser` have to be there. A character is what Python takes for one: a Unicode scalar value."""

import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

import jsonschema
import junitparser

ROOT = pathlib.Path(__file__).parents[2]
# In front of a place on its line: outside of the plane that two bytes hold.
MARK = "𠮷"


def lint(program, form, folder):
    run = [program, "lint", "--isolated", "--today", "2026-11-20", "--format", form, "."]
    done = subprocess.run(run, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode in (0, 1) and not done.stderr, done
    return done.stdout


def marked(text):
    """A filing with `MARK` in front of every text: what stands behind it on a line has moved."""
    return text.replace("title: ", f"title: {MARK}").replace("name: ", f"name: {MARK}")


def cut(lines, place):
    """What a place holds, by lines and columns from 1."""
    begin, end = place["startLine"] - 1, place["endLine"] - 1
    if begin == end:
        return lines[begin][place["startColumn"] - 1 : place["endColumn"] - 1]
    return "\n".join([lines[begin][place["startColumn"] - 1 :], *lines[begin + 1 : end], lines[end][: place["endColumn"] - 1]])


def main():
    program, schema = pathlib.Path(sys.argv[1]).resolve(), json.loads(pathlib.Path(sys.argv[2]).read_text())
    validator = jsonschema.validators.validator_for(schema)(schema)
    folder = pathlib.Path(tempfile.mkdtemp())
    plain, moved = folder / "plain", folder / "番号 付き#1"
    for source in sorted(ROOT.glob("examples/**/*.filing.yaml")):
        text = source.read_text(encoding="utf-8")
        for into, text in ((plain, text), (moved, marked(text))):
            target = into / source.relative_to(ROOT / "examples")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    held, behind = {}, 0
    for into in (plain, moved):
        log = json.loads(lint(program, "sarif", into))
        for error in validator.iter_errors(log):
            sys.exit(f"not as the schema asks: {error.json_path}: {error.message}")
        files = json.loads(lint(program, "json", into))["filings"]
        suites = list(junitparser.JUnitXml.fromstring(lint(program, "junit", into).encode()))
        assert len(suites) == len(files)
        for suite, file in zip(suites, files):
            errors = sum(one["severity"] == "error" for one in file["findings"])
            assert (suite.tests, suite.failures) == (max(len(file["findings"]), 1), errors), file["path"]
        report = [(file["path"], one) for file in files for one in file["findings"]]
        results = log["runs"][0]["results"]
        assert len(results) == len(report) > 300
        for result, (path, finding) in zip(results, report):
            place = result["locations"][0]["physicalLocation"]
            uri = urllib.parse.unquote(place["artifactLocation"]["uri"])
            assert into / uri == into / path, (uri, path)
            lines = (into / uri).read_text(encoding="utf-8").split("\n")
            region, location = place["region"], finding["location"]
            assert [region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")] == [
                location[key] for key in ("line", "column", "end_line", "end_column")
            ]
            behind += MARK in lines[region["startLine"] - 1][: region["startColumn"] - 1]
            key = (uri, result["ruleId"], result["partialFingerprints"]["sekisho/v1"], region["startLine"])
            held.setdefault(key, []).append(cut(lines, region).replace(MARK, ""))
    # The words of a text may change what is found in it; what is found in both has to hold the same text.
    both = [texts for texts in held.values() if len(texts) > 1]
    assert len(both) > 300 and behind > 5, (len(both), behind)
    for texts in both:
        assert len(set(texts)) == 1, texts
    print(f"{len(both)} places hold the same text with {MARK} on their lines and without, {behind} of them behind it")


if __name__ == "__main__":
    main()
