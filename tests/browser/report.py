"""The pages of `sekisho report` in a browser: from a finding to its place in the picture and back, filters, print; and
that of `sekisho diff`.

Usage: report.py SEKISHO CHROMIUM, from the top of the project, with Playwright for Python.
"""

import pathlib
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

HOSTILE = """\
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
"""


def page_of(program, *arguments):
    done = subprocess.run([program, "--lang", "ja", "report", "--today", "2026-11-20", *arguments], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def watched(browser, path):
    """A page, and what it asked for or complained of."""
    # Without it, pages glide to where they are going, and what is asked meanwhile is not yet there.
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    troubles = []
    page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: troubles.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(path.as_uri())
    return page, troubles


def from_finding_to_picture_and_back(page):
    button = page.locator(".card .links button.goto:visible").first
    card = button.locator("xpath=ancestor::li").first.get_attribute("id")
    button.click()
    spot = page.locator(".picture .spot")
    assert spot.count() == 1, "one place of the picture is marked"
    assert spot.evaluate("element => element === document.activeElement"), "and has the focus"
    box, height = spot.bounding_box(), page.viewport_size["height"]
    assert box and box["y"] < height and box["y"] + box["height"] > 0, "and is in view"
    page.keyboard.press("Enter")
    back = page.evaluate("document.activeElement.id")
    marked = page.evaluate("[...document.querySelectorAll('.card.spot')].map(card => card.id)")
    assert marked == [back] and back.startswith("finding-"), (card, back, marked)


def filters(page):
    every = page.locator(".card").count()
    errors = page.locator(".card[data-weight=error]").count()
    assert 0 < errors < every
    page.locator("input[name=weight][value=error]").uncheck()
    assert page.locator(".card:visible").count() == every - errors
    assert str(every - errors) in page.locator(".shown").inner_text()
    page.locator("input[name=weight][value=error]").check()
    page.locator("input[name=text]").fill("ＣＤ－Ｒ")
    found = page.locator(".card:visible").count()
    assert 0 < found < every, "full-width letters find what is written otherwise"
    page.locator("input[name=text]").fill("")
    assert page.locator(".card:visible").count() == every


def prints(page):
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()
    assert page.locator("#custody table").is_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], "nothing is wider than the page"
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF-") and len(pdf) > 20_000
    page.emulate_media(media="screen")


def main():
    program, chromium = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        folder = pathlib.Path(folder)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page_of(program, "examples/shinjuku", "-o", str(folder / "all"))
        page, troubles = watched(browser, folder / "all" / "000.html")
        from_finding_to_picture_and_back(page)
        filters(page)
        prints(page)
        assert not troubles, troubles

        page, troubles = watched(browser, folder / "all" / "index.html")
        page.locator("tbody a").first.click()
        page.wait_for_load_state()
        assert page.locator("#findings").count() == 1 and not troubles, troubles

        (folder / "hostile.filing.yaml").write_text(HOSTILE, encoding="utf-8")
        page_of(program, str(folder / "hostile.filing.yaml"), "-o", str(folder / "hostile.html"))
        page, troubles = watched(browser, folder / "hostile.html")
        page.keyboard.press("Tab")
        assert page.evaluate("window.hit") is None, "a text of the filing ran"
        assert page.locator("h1").inner_text() == "<script>window.hit=1</script></title></style>"
        assert page.locator("script").count() == 1 and page.locator("img").count() == 0
        assert not troubles, troubles

        versions = ["examples/shinjuku/003.filing.yaml", str(folder / "hostile.filing.yaml")]
        done = subprocess.run([program, "diff", "--lang", "ja", "--format", "html", *versions], capture_output=True)
        assert done.returncode == 1, done.stderr.decode()
        (folder / "diff.html").write_bytes(done.stdout)
        page, troubles = watched(browser, folder / "diff.html")
        changes = int(page.locator("h1").inner_text().split("点")[0].removeprefix("変更は"))
        assert page.locator("tbody tr").count() == changes > 0
        assert page.evaluate("window.hit") is None and page.locator("img").count() == 0
        assert not troubles, troubles
        browser.close()
    print("pages: to the picture and back, filters, print, hostile texts, changes")


if __name__ == "__main__":
    main()
