#!/usr/bin/env python3
"""Large inputs of every shape, and what each command costs on them.

    benches/shapes.py PROGRAM [--shape NAME]... [--command NAME]... [--sizes 1,2,4] [--memory MB] [--seconds S] [--count]
    benches/shapes.py --write FOLDER --shape NAME --size N

Without --write it runs every command on every shape at its usual size and at multiples of it, and prints one row of a
Markdown table for each: seconds of the processor, the most memory, the bytes written, and by what power of the size the
seconds grew. A run that takes more memory than --memory or longer than --seconds is ended and shown as such.

With --count it prints millions of instructions instead, which valgrind counts: fifty times slower, and the same on a busy machine.
"""

import argparse
import math
import os
import pathlib
import re
import resource
import subprocess
import tempfile
import threading

HEAD = """sekisho: filing/v1
id: shape
title: 大きな業務の委託について
jurisdiction: shinjuku
submitted: 令和6年2月5日
forum: management-council
departments: [試算部試算課]
"""
ACTORS = """actors:
  city: { role: principal, name: 試算区 }
  press: { role: contractor, name: 株式会社試算 }
"""
ROSTER = "data:\n  roster: { name: 名簿, items: [氏名, 住所] }\n"
STORES = """stores:
  desk: { actor: city, kind: pc, name: 所管課の端末 }
  shop: { actor: press, kind: pc, name: 委託先の端末 }
"""
FLOW = "flows:\n- id: work\n  under: [main]\n  steps:\n"
CONTRACT = """contracts:
- id: main
  kind: outsourcing
  from: city
  to: press
  provides: [{provides}]
  media: [paper, cd-r, {{ store: shop }}]
  term: {{ from: 令和6年4月1日, to: 令和7年3月31日 }}
  special_clauses: [{{ attached: true, label: 別紙 }}]
"""
MAIN = CONTRACT.format(provides="roster")
CARRY = """  - { id: 1, action: extract, actor: city, from: desk, onto: cd-r, data: [SET] }
  - { id: 2, action: hand-over, actor: city, to: press, medium: cd-r, data: [SET] }
  - { id: 3, action: import, actor: press, medium: cd-r, into: shop, data: [SET] }
"""


def lines(form, count, first=0):
    return "".join(form.format(k=k, before=k - 1, after=k + 1) for k in range(first, first + count))


def steps(n):
    """Discs that are written, handed over, read in and printed from, again and again."""
    ways = [
        "action: extract, actor: city, from: desk, onto: cd-r",
        "action: hand-over, actor: city, to: press, medium: cd-r",
        "action: import, actor: press, medium: cd-r, into: shop",
        "action: print, actor: press, from: shop, onto: paper",
    ]
    walk = "".join(f"  - {{ id: {k + 1}, {ways[k % 4]}, data: [roster] }}\n" for k in range(n))
    return HEAD + ACTORS + ROSTER + STORES + FLOW + walk + MAIN


def copies(n):
    """One copy after the other, each into a store of its own."""
    stores = "stores:\n" + lines("  s{k}: {{ actor: press, kind: pc, name: 端末{k} }}\n", n + 1)
    walk = "  - { id: 0, action: send, actor: city, to: press, into: s0, data: [roster] }\n"
    walk += lines("  - {{ id: {after}, action: copy, actor: press, from: s{k}, into: s{after}, data: [roster] }}\n", n)
    return HEAD + ACTORS + ROSTER + stores + FLOW + walk + MAIN.replace("{ store: shop }", "{ store: s0 }")


def fan(n):
    """Copies of one store in stores of their own, none of which ends."""
    stores = "stores:\n" + lines("  s{k}: {{ actor: press, kind: pc, name: 端末{k} }}\n", n + 1)
    walk = "  - { id: 0, action: send, actor: city, to: press, into: s0, data: [roster] }\n"
    walk += lines("  - {{ id: {k}, action: copy, actor: press, from: s0, into: s{k}, data: [roster] }}\n", n, 1)
    return HEAD + ACTORS + ROSTER + stores + FLOW + walk + MAIN.replace("{ store: shop }", "{ store: s0 }")


def handovers(n):
    """Discs that are handed over and never come back."""
    walk = lines(
        "  - {{ id: e{k}, action: extract, actor: city, from: desk, onto: cd-r, data: [roster] }}\n"
        "  - {{ id: h{k}, action: hand-over, actor: city, to: press, medium: cd-r, lot: e{k}, data: [roster] }}\n",
        n // 2,
    )
    return HEAD + ACTORS + ROSTER + STORES + FLOW + walk + MAIN


def bare_handovers(n):
    """Hand-overs on discs that no step wrote."""
    walk = lines("  - {{ id: {k}, action: hand-over, actor: city, to: press, medium: cd-r, data: [roster] }}\n", n, 1)
    return HEAD + ACTORS + ROSTER + STORES + FLOW + walk + MAIN


def sets(n):
    """Data sets of which each is part of the one before."""
    data = "data:\n  d0: { name: 名簿0, items: [氏名] }\n"
    data += lines("  d{k}: {{ name: 名簿{k}, part_of: [d{before}], items: [氏名, 項目{k}] }}\n", n - 1, 1)
    made = lines("  - {{ id: m{k}, action: create, actor: press, uses: [d{before}], into: shop, data: [d{k}] }}\n", n - 1, 1)
    walk = FLOW + CARRY.replace("SET", "d0") + made
    return HEAD + ACTORS + data + STORES + walk + CONTRACT.format(provides="d0")


def data(n):
    """Data sets side by side, all carried at once."""
    names = ", ".join(f"d{k}" for k in range(n))
    data = "data:\n" + lines("  d{k}: {{ name: 名簿{k}, items: [氏名, 項目{k}] }}\n", n)
    return HEAD + ACTORS + data + STORES + FLOW + CARRY.replace("SET", names) + CONTRACT.format(provides=names)


def contracts(n):
    """Contracts of which each gives on the work of the one before, and the flow runs down all of them."""
    actors = ACTORS + lines("  sub{k}: {{ role: subcontractor, name: 有限会社試算{k} }}\n", n - 1, 1)
    stores = STORES + lines("  pc{k}: {{ actor: sub{k}, kind: pc, name: 再委託先{k}の端末 }}\n", n - 1, 1)
    walk = FLOW + CARRY.replace("SET", "roster")
    chain = MAIN
    for k in range(1, n):
        giver, store = ("press", "shop") if k == 1 else (f"sub{k - 1}", f"pc{k - 1}")
        parent = "main" if k == 1 else f"c{k - 1}"
        walk += f"  - {{ id: s{k}, action: send, actor: {giver}, from: {store}, to: sub{k}, into: pc{k}, data: [roster] }}\n"
        chain += f"- {{ id: c{k}, kind: sub-outsourcing, parent: {parent}, from: {giver}, to: sub{k}, handles: [roster], media: [{{ store: pc{k} }}] }}\n"
    return HEAD + actors + ROSTER + stores + walk + chain


def flows(n):
    """Short flows side by side."""
    one = "- id: f{k}\n  under: [main]\n  steps:\n" + CARRY.replace("{", "{{").replace("}", "}}").replace("SET", "roster")
    return HEAD + ACTORS + ROSTER + STORES + "flows:\n" + lines(one, n) + MAIN


def square(n):
    """As many data sets, stores and steps as each other: every step carries every set into a store of its own."""
    names = ", ".join(f"d{k}" for k in range(n))
    data = "data:\n" + lines("  d{k}: {{ name: 名簿{k}, items: [氏名] }}\n", n)
    stores = "stores:\n" + lines("  s{k}: {{ actor: press, kind: pc, name: 端末{k} }}\n", n)
    walk = lines("  - {{ id: {k}, action: send, actor: city, to: press, into: s{k}, data: [" + names + "] }}\n", n)
    media = MAIN.replace("{ store: shop }", "{ store: s0 }").replace("[roster]", f"[{names}]")
    return HEAD + ACTORS + data + stores + FLOW + walk + media


def mistakes(n):
    """Keys that no filing has."""
    return steps(4) + lines("mistake{k}: 1\n", n)


def rules(n, fires=True):
    """Rules of a pack of its own, each of which finds something in every step, or in none."""
    rule = (
        "- id: step-{k}\n  title: {{ ja: 規則{k}, en: Rule {k} }}\n  applies_to: step\n  require: ASKED\n"
        "  severity: {{ violation: error }}\n  message: {{ violation: {{ ja: '手順{{id}}は規則{k}に合いません。', en: 'Step {{id}} breaks rule {k}.' }} }}\n"
        "  help: {{ ja: 直してください。, en: Mend it. }}\n  basis: [{{ text: 要綱 }}]\n"
    )
    return lines(rule, n).replace("ASKED", "{ id: nowhere }" if fires else "{ id: { stated: true } }")


def records(n):
    """Records of one part, as YAML."""
    row = "- {{ kind: handover, part: main, date: 2024-04-01, step: work/2, serials: [S{k}], document: d{k} }}\n"
    return "sekisho: evidence/v1\nfiling: shape\nrecords:\n" + lines(row, n)


def table(n):
    """Records of one part, as a table."""
    return "filing,kind,part,date,document\n" + lines("shape,inspection,main,2024-10-01,d{k}\n", n)


# Shapes of one filing, each with its usual size: four times of it is within every limit.
FILINGS = {
    "steps": (steps, 1250),
    "copies": (copies, 1249),
    "fan": (fan, 1249),
    "handovers": (handovers, 1250),
    "bare_handovers": (bare_handovers, 1000),
    "sets": (sets, 500),
    "data": (data, 500),
    "contracts": (contracts, 75),
    "flows": (flows, 75),
    "square": (square, 40),
    "mistakes": (mistakes, 1000),
}
# Shapes of a folder, each with its usual size.
FOLDERS = {"rules": 1225, "silent_rules": 1225, "records": 25_000, "table": 25_000, "files": 100}
PACK = "id: town\ntitle: { ja: 試算, en: Trial }\nversion: \"1\"\njurisdictions: [shinjuku]\neditions: [{ id: \"2024\", from: 2020-04-01 }]\n"
DAY = ["--today", "2025-06-01"]
COMMANDS = {
    "lint": ["lint", "--isolated", "--fail-on", "never", "--format", "concise", "FILE"],
    "lint json": ["lint", "--isolated", "--fail-on", "never", "--format", "json", "FILE"],
    "diff": ["diff", "OLDER", "FILE"],
    "report": ["report", "FILE"],
    "diagram": ["diagram", "--format", "dot", "FILE"],
    "diagram svg": ["diagram", "--format", "svg", "-o", "out.svg", "FILE"],
    "audit": ["audit", "--fiscal-year", "2024", *DAY, "--fail-on", "never", "--format", "ndjson", "FILE"],
    "audit html": ["audit", "--fiscal-year", "2024", *DAY, "--fail-on", "never", "--format", "html", "FILE"],
}


def write(folder, shape, n):
    """Writes a shape and says what commands are given: the file or folder, and further arguments."""
    folder = pathlib.Path(folder)
    file = folder / "shape.filing.yaml"
    if shape in FILINGS:
        file.write_text(FILINGS[shape][0](n))
        return file.name, []
    if shape == "files":
        text = copies(999)
        for k in range(n):
            (folder / f"f{k}.filing.yaml").write_text(text.replace("id: shape", f"id: shape{k}", 1))
        return ".", []
    file.write_text(steps(1000 if "rules" in shape else 4))
    if shape == "records":
        (folder / "shape.evidence.yaml").write_text(records(n))
        return ".", []
    if shape == "table":
        (folder / "all.evidence.csv").write_text(table(n))
        return ".", []
    pack = folder / "packs" / "town"
    (pack / "rules").mkdir(parents=True)
    (pack / "policy.yaml").write_text(PACK)
    (pack / "rules" / "all.yaml").write_text(rules(n, shape == "rules"))
    return file.name, ["--policy", "packs"]


def older(folder, name):
    """The version before: one step less at the beginning, and other names of everything that has one."""
    text = (pathlib.Path(folder) / name).read_text()
    at = text.find("  - {")
    end = text.find("\n", at) + 1
    changed = text[:at] + text[end:] if at >= 0 else text
    (pathlib.Path(folder) / "older.yaml").write_text(changed.replace("name: 名簿", "name: 台帳").replace("name: 端末", "name: 機器"))
    return "older.yaml"


def measure(program, arguments, folder, memory, seconds):
    """Status or None, seconds of the processor, megabytes, bytes written."""

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    with open(os.devnull) as nothing, tempfile.TemporaryFile() as out:
        run = subprocess.Popen([program, *arguments], cwd=folder, stdin=nothing, stdout=out, stderr=subprocess.PIPE, preexec_fn=limit)
        said = []
        reader = threading.Thread(target=lambda: said.append(run.stderr.read()))
        reader.start()
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        reader.join()
        out.seek(0, os.SEEK_END)
        written = out.tell() + sum(one.stat().st_size for one in pathlib.Path(folder).glob("out*"))
    return run.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, written, said[0].decode(errors="replace")


def figures(program, shape, command, sizes, memory, seconds):
    """The row of one command on one shape."""
    taken = []
    for times in sizes:
        with tempfile.TemporaryDirectory() as folder:
            n, arguments = prepared(folder, shape, command, times)
            taken.append((n, *measure(program, arguments, folder, memory, seconds)))
    return taken


def prepared(folder, shape, command, times):
    """Writes a shape at a multiple of its usual size. Its size, and the arguments of the command."""
    usual = FILINGS[shape][1] if shape in FILINGS else FOLDERS[shape]
    n = round(usual * times)
    file, more = write(folder, shape, n)
    arguments = [*COMMANDS[command], *more]
    if "OLDER" in arguments:
        arguments[arguments.index("OLDER")] = older(folder, file)
    arguments[arguments.index("FILE")] = "." if command.startswith("audit") else file
    return n, arguments


def instructions(program, arguments, folder):
    """Millions of instructions of a run, as callgrind counts them."""
    counted = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, *arguments]
    run = subprocess.run(counted, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return int(re.search(rb"Collected : (\d+)", run.stderr).group(1)) / 1e6


def counts(program, shape, command, sizes):
    """The row of one command on one shape in instructions, and by what power they grew. What a start costs is left out."""
    with tempfile.TemporaryDirectory() as folder:
        start = instructions(program, ["--version"], folder)
    taken = []
    for times in sizes:
        with tempfile.TemporaryDirectory() as folder:
            n, arguments = prepared(folder, shape, command, times)
            taken.append((n, max(instructions(program, arguments, folder) - start, 1)))
    (few, short), (many, long) = taken[0], taken[-1]
    return [f"{one:.0f}" for _, one in taken], math.log(long / short) / math.log(many / few)


def cell(taken):
    n, status, time, megabytes, written, _ = taken
    end = "" if status in (0, 1) else f" (status {status})"
    return f"{time:.2f} s, {megabytes:.0f} MB, {written / 1e6:.1f} MB out{end}"


def growth(taken):
    """By what power the seconds grew from the first size to the last, start aside."""
    (few, _, short, *_), (many, _, long, *_) = taken[0], taken[-1]
    if len(taken) < 2 or long < 0.1:
        return "–"
    return f"{math.log(long / max(short, 0.01)) / math.log(many / few):.1f}"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program", nargs="?")
    options.add_argument("--shape", action="append", choices=[*FILINGS, *FOLDERS])
    options.add_argument("--command", action="append", choices=[*COMMANDS])
    options.add_argument("--sizes", default="1,2,4")
    options.add_argument("--memory", type=int, default=4000)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--count", action="store_true")
    options.add_argument("--write")
    options.add_argument("--size", type=int)
    options = options.parse_args()
    shapes = options.shape or [*FILINGS, *FOLDERS]
    if options.write:
        pathlib.Path(options.write).mkdir(parents=True, exist_ok=True)
        print(" ".join([write(options.write, shapes[0], options.size)[0]]))
        return
    program = os.path.abspath(options.program)
    sizes = [float(size) for size in options.sizes.split(",")]
    print("| shape | command | n | " + " | ".join(f"{size:g}n" for size in sizes) + " | power |")
    print("|---|---|---|" + "---|" * len(sizes) + "---|")
    for shape in shapes:
        for command in options.command or COMMANDS:
            if shape in ("records", "table") and not command.startswith("audit"):
                continue
            if shape == "files" and command not in ("lint", "lint json", "audit"):
                continue
            if "rules" in shape and command.startswith(("diff", "diagram")):
                continue
            if options.count:
                row, power = counts(program, shape, command, sizes)
                print(f"| {shape} | {command} | | {' | '.join(row)} | {power:.2f} |", flush=True)
                continue
            taken = figures(program, shape, command, sizes, options.memory, options.seconds)
            row = " | ".join(cell(one) for one in taken)
            print(f"| {shape} | {command} | {taken[0][0]} | {row} | {growth(taken)} |", flush=True)


if __name__ == "__main__":
    main()
