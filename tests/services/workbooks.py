"""Opens the workbooks that the program writes as another program would, changes one cell, and holds a lint to it.

    python3 tests/services/workbooks.py PROGRAM FILING...

`openpyxl` has to be there."""

import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import openpyxl

WRONG = "フロッピィ"
# It knows no print area of whole columns, which grow with the rows.
warnings.filterwarnings("ignore", message="Print area")


def run(program, *arguments):
    """Runs the program: status and output."""
    done = subprocess.run([program, "--lang", "ja", *map(str, arguments)], capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def expect(value, *what):
    """Ends the run where something does not hold."""
    if not value:
        sys.exit("workbooks.py: " + " ".join(map(str, what)))


def texts(book):
    return {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}


def check(program, filing, folder):
    path = folder / f"{filing.stem}.xlsx"
    status, _, error = run(program, "workbook", filing, "-o", path)
    expect(status == 0, filing, error)
    book = openpyxl.load_workbook(path)
    title = next(line.split(":", 1)[1].strip().strip("\"'") for line in filing.read_text().splitlines() if line.startswith("title:"))
    expect(title in texts(book), path, "does not say", title)
    steps = book["手順"]
    headings = {cell.value: cell for cell in steps[1]}
    for heading in ["流れ", "番号", "動作", "媒体"]:
        expect(heading in headings, path, "has no column", heading)
    expect(headings["媒体"].comment is not None, path, "does not say what 媒体 means")
    offered = {str(cells).split(":")[0] for rule in steps.data_validations.dataValidation for cells in rule.sqref.ranges}
    for heading in ["流れ", "動作", "媒体", "行う関係者"]:
        expect(f"{headings[heading].column_letter}2" in offered, path, "offers nothing for", heading)
    names = {name for sheet in book for name in [sheet.title]}
    expect("選択肢" in names and book["選択肢"].sheet_state == "hidden", path, "has no hidden lists")
    # What it saves without a change says the same.
    saved = folder / f"{filing.stem}-saved.filing.xlsx"
    book.save(saved)
    status, out, error = run(program, "diff", filing, saved, "--format", "json")
    expect(status == 0 and json.loads(out)["summary"]["changes"] == 0, saved, "says something else:", out, error)
    # One cell is changed, and told.
    cell = steps.cell(row=3, column=headings["媒体"].column)
    cell.value = WRONG
    changed = folder / f"{filing.stem}-changed.filing.xlsx"
    book.save(changed)
    status, out, error = run(program, "lint", changed, "--isolated", "--format", "json")
    expect(status == 1, changed, "ended with", status, error)
    findings = json.loads(out)["filings"][0]["findings"]
    told = [it["location"] for it in findings if it["rule"] == "unknown-value" and WRONG in it["message"]]
    places = [(it["sheet"], it["cell"]) for it in told]
    expect(places == [("手順", cell.coordinate)], changed, "is told at", places, "instead of", cell.coordinate)


def main():
    program, *filings = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for filing in filings:
            check(program, Path(filing), Path(folder))
    print(f"openpyxl reads and saves {len(filings)} workbooks")


main()
