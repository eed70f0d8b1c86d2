"""The page that has the program within, from a file and without a network: the same findings and files as the program, nothing
asked of anywhere, and hostile files told.

Usage: page.py SEKISHO CHROMIUM PAGE, from the top of the project, with Playwright for Python.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

from playwright.sync_api import sync_playwright

DAY = "2026-11-20"

HOSTILE = {
    "empty.yaml": b"",
    "nothing.xlsx": b"PK\x03\x04",
    "old.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "picture.docx": b"\x89PNG\r\n\x1a\n",
    "nul.yaml": b"a: \0",
    "long.yaml": b"a" * (5 * 1024 * 1024 + 10),
    "deep.yaml": b"[" * 100_000,
    "many.yaml": b"a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]\n",
    "<img src=x onerror=hit()>.yaml": b"sekisho: filing/v1\nid: <script>alert(1)</script>\njurisdiction: '\"><img src=x>'\n",
    "tags.filing.yaml": """\
sekisho: filing/v1
id: hostile
jurisdiction: shinjuku
title: "<script>window.hit=1</script></title></style>"
submitted: 2024-04-01
actors:
  city: { role: principal, name: "<img src=x onerror='window.hit=1'>" }
  acme: { role: agent, name: "</svg><script>window.hit=1</script>" }
data:
  d: { name: "\\" onfocus=\\"window.hit=1", items: ["{{ 7*7 }}", "javascript:window.hit=1"] }
flows:
  - id: f
    title: "]]></desc><script>window.hit=1</script>"
    steps:
      - { id: 1, action: hand-over, actor: city, to: acme, medium: cd-r, data: [d], title: "</text><script>window.hit=1</script>" }
""".encode(),
}


class Reviewer:
    """Somebody at the page."""

    def __init__(self, browser, page):
        self.context = browser.new_context(accept_downloads=True, locale="ja-JP", timezone_id="Asia/Tokyo")
        self.context.set_offline(True)
        self.page = self.context.new_page()
        self.troubles = []
        own = ("file:", "blob:", "data:")
        self.context.on("request", lambda it: self.troubles.append(it.url) if not it.url.startswith(own) else None)
        self.page.on("console", lambda it: self.troubles.append(it.text) if it.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.goto(page.as_uri())
        self.page.locator("main").wait_for(state="visible")
        self.on(DAY)

    def on(self, day):
        self.page.locator("#day").fill(day)
        self.settled()

    def settled(self):
        # The policy of the page lets no text be evaluated, not even one of the test's.
        idle = self.page.locator("body[aria-busy=false]")
        idle.wait_for(state="attached", timeout=120_000)
        # What is asked next begins within the same turn.
        self.page.wait_for_timeout(150)
        idle.wait_for(state="attached", timeout=120_000)

    def alone(self, *paths):
        if self.page.locator("#clear").is_visible():
            self.page.locator("#clear").click()
        self.page.locator("#choose").set_input_files(list(paths))
        self.settled()

    def saved(self, button):
        with self.page.expect_download(timeout=120_000) as waiting:
            button.click()
        self.settled()
        return waiting.value.suggested_filename, pathlib.Path(waiting.value.path()).read_bytes()

    def button(self, key, at=0):
        return self.page.locator(f"[data-key='{key}']").nth(at)

    def findings(self):
        return self.saved(self.page.locator("#save-json"))[1]


def told(program, folder, *arguments):
    """What the program says in the folder where the files are, which the page cannot know."""
    return subprocess.run([program, *arguments], capture_output=True, cwd=folder)


def lint(program, folder, lang, *names):
    return told(program, folder, "lint", "--isolated", "--lang", lang, "--today", DAY, "--format", "json", "--", *names).stdout


def filings(program, folder):
    texts = sorted(pathlib.Path("examples/shinjuku").glob("*.filing.yaml"))
    assert len(texts) == 5
    for text in texts:
        (folder / text.name).write_bytes(text.read_bytes())
        done = told(program, folder, "workbook", "--isolated", text.name, "-o", text.name.replace(".yaml", ".xlsx"))
        assert done.returncode == 0, done.stderr.decode()
    return sorted(folder.glob("*.filing.*"))


def same_findings(program, folder, reviewer, paths):
    for path in paths:
        reviewer.alone(path)
        assert reviewer.findings() == lint(program, folder, "ja", path.name), path.name
    reviewer.alone(*reversed(paths))
    assert reviewer.findings() == lint(program, folder, "ja", *[path.name for path in paths]), "all together"
    reviewer.page.locator("[data-lang=en]").click()
    reviewer.settled()
    assert reviewer.findings() == lint(program, folder, "en", *[path.name for path in paths]), "in English"
    reviewer.page.locator("[data-lang=ja]").click()
    reviewer.settled()


def shown(program, folder, reviewer, path):
    """Each finding with its place and remedy, and each flow."""
    reviewer.alone(path)
    expected = json.loads(lint(program, folder, "ja", path.name))["filings"][0]["findings"]
    cards = reviewer.page.locator(".card")
    assert cards.count() == len(expected) > 0
    for at in (0, len(expected) - 1):
        text = cards.nth(at).inner_text()
        assert expected[at]["rule"] in text and expected[at]["help"].split("\n")[0].strip() in text, text
    image = reviewer.page.locator(".picture img").first
    assert image.evaluate("async image => { await image.decode(); return image.naturalWidth }") > 100


def files(program, folder, reviewer, path):
    """What is saved is what the program writes."""
    reviewer.alone(path)
    stem = re.sub(r"\.filing\..*$", "", path.name)
    written = [("save-checked", "checked.xlsx", ["workbook", "--checked"]), ("save-form", "docx", ["form"]), ("save-report", "html", ["report"])]
    for key, ending, command in written:
        name, own = reviewer.saved(reviewer.button(f"browser.{key}"))
        assert name == f"{stem}.{ending}", name
        output = f"out-{path.name}.{ending}"
        done = told(program, folder, *command, "--isolated", "--today", DAY, path.name, "-o", output)
        assert done.returncode == 0, done.stderr.decode()
        assert own == (folder / output).read_bytes(), f"{path.name}: {ending}"
        (folder / output).unlink()
        if ending != "html":
            (folder / "saved").write_bytes(own)
            assert zipfile.ZipFile(folder / "saved").testzip() is None
        if ending == "checked.xlsx":
            (folder / "back.filing.xlsx").write_bytes(own)
            back = json.loads(lint(program, folder, "ja", "back.filing.xlsx"))["filings"][0]
            assert back["status"] == "findings" and back["id"], back
    name, svg = reviewer.saved(reviewer.button("browser.save-svg"))
    assert name.endswith(".svg") and svg.startswith(b"<svg") and svg.rstrip().endswith(b"</svg>")
    name, png = reviewer.saved(reviewer.button("browser.save-png"))
    assert name.endswith(".png") and png.startswith(b"\x89PNG") and len(png) > 20_000


def old_paper(program, folder, reviewer):
    done = told(program, folder, "form", "--isolated", "003.filing.yaml", "-o", "資料18.docx")
    assert done.returncode == 0, done.stderr.decode()
    reviewer.alone(folder / "資料18.docx")
    name, own = reviewer.saved(reviewer.button("browser.save-filing"))
    assert name == "資料18.filing.xlsx", name
    done = told(program, folder, "import", "資料18.docx", "-o", name)
    assert done.returncode == 0, done.stderr.decode()
    assert own == (folder / name).read_bytes()
    assert reviewer.findings() == lint(program, folder, "ja", name)
    assert "資料18.docx" in reviewer.page.locator("article details").first.text_content()


def hostile(program, folder, reviewer):
    paths = []
    for name, content in HOSTILE.items():
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    for path in sorted(pathlib.Path("tests/cmd/inputs").glob("*.yaml")):
        (folder / path.name).write_bytes(path.read_bytes())
        paths.append(folder / path.name)
    for path in paths:
        reviewer.alone(path)
        article = reviewer.page.locator("article")
        assert article.count() == 1 and path.name in article.inner_text(), path.name
        if path.suffix == ".docx":
            assert article.locator(".refused").inner_text() and not reviewer.page.locator("#save-json").is_enabled()
        else:
            assert reviewer.findings() == lint(program, folder, "ja", path.name), path.name
        assert reviewer.page.evaluate("window.hit") is None, "a text of a file ran"
        tags = reviewer.page.evaluate("[...document.querySelectorAll('#files *')].map(it => it.localName)")
        assert not {"script", "svg", "iframe", "a"} & set(tags)
        assert all(source.startswith("blob:") for source in reviewer.page.locator("img").evaluate_all("all => all.map(it => it.src)"))
    reviewer.alone(*paths)
    assert reviewer.page.locator("article").count() == len({path.name for path in paths})


def dropped(reviewer, path):
    reviewer.page.locator("#clear").click()
    handed = reviewer.page.evaluate_handle(
        "([name, text]) => { const all = new DataTransfer(); all.items.add(new File([text], name)); return all }",
        [path.name, path.read_text(encoding="utf-8")],
    )
    reviewer.page.dispatch_event("body", "drop", {"dataTransfer": handed})
    reviewer.settled()
    assert reviewer.page.locator("article .card").count() > 0


def by_keyboard(reviewer):
    reviewer.page.locator("[data-lang=en]").focus()
    reached = []
    for _ in range(12):
        reviewer.page.keyboard.press("Tab")
        reached.append(reviewer.page.evaluate("document.activeElement.id"))
    assert {"choose", "day", "save-json", "print", "clear"} <= set(reached), reached
    nameless = "[...document.querySelectorAll('button, input')].filter(it => !(it.innerText || it.labels?.[0]?.innerText)).map(it => it.outerHTML)"
    hidden = "#stop"
    assert [it for it in reviewer.page.evaluate(nameless) if hidden[1:] not in it] == []


def nothing_leaves(browser, page):
    """What the policy says is what the browser does: neither the page nor what runs beside it can connect."""
    reviewer = Reviewer(browser, page)
    reviewer.context.set_offline(False)
    policy = reviewer.page.locator("meta[http-equiv]").get_attribute("content")
    assert "default-src 'none'" in policy and "connect-src 'none'" in policy and "unsafe-inline" not in policy
    fetched = "url => fetch(url).then(() => 'sent', error => String(error))"
    for place in ("https://127.0.0.1:9/x", "data:text/plain,x"):
        assert "Failed to fetch" in reviewer.page.evaluate(fetched, place)
    beside = """() => new Promise(resolve => {
        const code = "fetch('https://127.0.0.1:9/x').then(() => postMessage('sent'), error => postMessage(String(error)))";
        const worker = new Worker(URL.createObjectURL(new Blob([code])));
        worker.onmessage = ({ data }) => resolve(data);
    })"""
    assert "Failed to fetch" in reviewer.page.evaluate(beside)
    blocked = [trouble for trouble in reviewer.troubles if "Content Security Policy" in trouble]
    assert len(blocked) >= 3 and not any(trouble.startswith("http") for trouble in reviewer.troubles), reviewer.troubles
    reviewer.context.close()


def main():
    program, chromium, page = sys.argv[1:4]
    program, page = str(pathlib.Path(program).resolve()), pathlib.Path(page).resolve()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        folder = pathlib.Path(folder)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        reviewer = Reviewer(browser, page)
        paths = filings(program, folder)
        same_findings(program, folder, reviewer, paths)
        for path in paths:
            shown(program, folder, reviewer, path)
        for path in (folder / "000.filing.yaml", folder / "003.filing.xlsx"):
            files(program, folder, reviewer, path)
        old_paper(program, folder, reviewer)
        hostile(program, folder, reviewer)
        dropped(reviewer, folder / "000.filing.yaml")
        by_keyboard(reviewer)
        assert not reviewer.troubles, reviewer.troubles
        nothing_leaves(browser, page)
        browser.close()
    print("page: findings and files of the program, an old paper, hostile files, the keyboard, nothing asked of anywhere")


if __name__ == "__main__":
    main()
