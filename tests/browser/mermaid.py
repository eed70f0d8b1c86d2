"""The flowcharts of `sekisho diagram --format mermaid` as a browser draws them: every step and lane is there.

Usage: mermaid.py SEKISHO CHROMIUM MERMAID.JS, from the top of the project, with Playwright for Python.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

from report import HOSTILE

DRAW = """async chart => {
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
  const { svg } = await mermaid.render("chart", chart);
  document.body.innerHTML = svg;
  return document.body.innerText;
}"""


def charts(program, path):
    """The flowcharts of a filing, each with the numbers of its steps."""
    arguments = [program, "diagram", "--lang", "ja", "--today", "2026-11-20", "--format", "mermaid", str(path)]
    done = subprocess.run(arguments, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    found = re.findall(r"^```mermaid\n(.*?)^```\n(.*?)(?=^# |\Z)", done.stdout, re.MULTILINE | re.DOTALL)
    assert found, path
    return [(chart, re.findall(r"^\| ([0-9][^ |]*) \|", table, re.MULTILINE)) for chart, table in found]


def main():
    program, chromium, library = sys.argv[1:4]
    drawn = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        hostile = pathlib.Path(folder) / "hostile.filing.yaml"
        hostile.write_text(HOSTILE, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.add_script_tag(path=library)
        for path in [*sorted(pathlib.Path("examples").rglob("*.filing.yaml")), hostile]:
            for chart, steps in charts(program, path):
                text = page.evaluate(DRAW, chart)
                lanes = chart.count("subgraph ")
                assert steps and lanes == page.locator(".cluster").count(), (path, lanes)
                for step in steps:
                    assert f"({step})" in text, (path, step, text)
                drawn += 1
        assert page.evaluate("window.hit") is None, "a text of the filing ran"
        browser.close()
    print(f"Mermaid: {drawn} flowcharts, every step in them")


if __name__ == "__main__":
    main()
