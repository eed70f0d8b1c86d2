"""Opens the papers that the program writes as python-docx does, and finds in them what the filings say.

    python3 tests/services/papers.py PROGRAM

`python-docx` has to be there."""

import pathlib
import subprocess
import sys
import tempfile

import docx
from docx.enum.section import WD_ORIENT

ROOT = pathlib.Path(__file__).parents[2]
# By example: how many pages lie across, and texts that stand in cells.
EXPECTED = {
    "000": (1, ["医療法人社団 こころとからだの元氣プラザ（プライバシーマーク取得済み）", "紙及び電磁的媒体（委託先のパソコン、CD-R）"]),
    "001": (10, ["プライバシーマークを取得している事業者", "結合の相手方"]),
    "002": (1, ["資料61-2のとおり", "令和8年7月（予定）から（次年度以降も、同様の外部結合を行う。）"]),
    "003": (1, ["見積もり競争又は入札により、委託事業者を選定する。"]),
    "004": (1, ["プライバシーマークを取得している事業者（入札で決定）"]),
}


def main(program):
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (across, texts) in EXPECTED.items():
            output = pathlib.Path(folder) / f"{name}.docx"
            filing = ROOT / f"examples/shinjuku/{name}.filing.yaml"
            subprocess.run([program, "form", filing, "-o", output], check=True)
            paper = docx.Document(output)
            cells = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
            problems += [f"{name}: no cell says {text}" for text in texts if text not in cells]
            lying = sum(section.orientation == WD_ORIENT.LANDSCAPE for section in paper.sections)
            if lying != across:
                problems.append(f"{name}: {lying} pages lie across, not {across}")
            if len(paper.inline_shapes) != across:
                problems.append(f"{name}: {len(paper.inline_shapes)} pictures, not {across}")
            for section in paper.sections:
                if {section.page_width.mm // 1, section.page_height.mm // 1} != {210, 297}:
                    problems.append(f"{name}: a page is not A4")
        marks = changed(program, pathlib.Path(folder))
        if marks != ["またはウェブ"]:
            problems.append(f"changed words: {marks}")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(EXPECTED)} papers, {len(problems)} problems")
    sys.exit(1 if problems else 0)


def changed(program, folder):
    """Words in bold and underlined in a paper since an older filing."""
    filing = ROOT / "examples/shinjuku/000.filing.yaml"
    older = folder / "old.filing.yaml"
    text = filing.read_text(encoding="utf-8")
    older.write_text(text.replace("電話またはウェブにて日程変更", "電話にて日程変更"), encoding="utf-8")
    output = folder / "since.docx"
    subprocess.run([program, "form", filing, "--since", older, "-o", output], check=True)
    paper = docx.Document(output)
    cells = [cell for table in paper.tables for row in table.rows for cell in row.cells]
    paragraphs = [paragraph for cell in cells for paragraph in cell.paragraphs] + paper.paragraphs
    return [run.text for paragraph in paragraphs for run in paragraph.runs if run.bold and run.underline]


main(sys.argv[1])
