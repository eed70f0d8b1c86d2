#!/usr/bin/env python3
"""Ends runs at random moments, and sees what they leave; and runs where the system gives no threads.

    tests/services/interrupted.py PROGRAM [COUNT] [SEED]

Every output is whole or not there, whatever ends the run. After a signal that can be caught no temporary file is left.
"""

import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = (PROJECT / "examples/shinjuku/000.filing.yaml").read_text()
FILINGS = 24
# What is run, and what it writes.
COMMANDS = {
    "lint": (["lint", "--isolated", "--format", "json=a.json", "--format", "sarif=a.sarif", "--write-baseline", "known.json", "../in"], ["a.json", "a.sarif", "known.json"]),
    "report": (["report", "../in", "-o", "pages"], []),
    "diagram": (["diagram", "../in/f0.filing.yaml", "-o", "a.svg"], []),
    "audit": (["audit", "../in", "--fiscal-year", "2024", "--format", "xlsx=a.xlsx", "--format", "html=a.html"], ["a.xlsx", "a.html"]),
}
CAUGHT = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGALRM, signal.SIGUSR1]
DAY = ["--lang", "en"]


def fail(why):
    sys.exit(f"fails: {why}")


def start(program, arguments, folder):
    def usual():
        for one in CAUGHT:
            signal.signal(one, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([program, *DAY, *arguments], cwd=folder, preexec_fn=usual, **quiet)


def contents(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def kills(program, root, count, dice):
    """Ends so many runs, one command after the other, each at a moment of its own."""
    whole, lasts = {}, {}
    for name, (arguments, outputs) in COMMANDS.items():
        folder = root / f"whole-{name}"
        folder.mkdir()
        begun = time.monotonic()
        start(program, arguments, folder).wait()
        lasts[name] = time.monotonic() - begun
        whole[name] = contents(folder)
        if not whole[name] or set(outputs) - set(whole[name]):
            fail(f"{name} does not write what it should: {sorted(whole[name])}")
    ended = {}
    for attempt in range(count):
        name = list(COMMANDS)[attempt % len(COMMANDS)]
        how = dice.choice([*CAUGHT, signal.SIGKILL])
        folder = root / f"run-{attempt}"
        folder.mkdir()
        run = start(program, COMMANDS[name][0], folder)
        time.sleep(dice.uniform(0, lasts[name]))
        run.send_signal(how)
        status = run.wait()
        ended[status < 0] = ended.get(status < 0, 0) + 1
        for path, found in contents(folder).items():
            if path.endswith(".tmp") and how == signal.SIGKILL:
                continue
            # Workbooks bear the time at which they were made; a zip that is cut off lacks its end.
            same = found[-22:-18] == b"PK\5\6" if path.endswith(".xlsx") else found == whole[name].get(path)
            if not same:
                fail(f"{name} ended with {how.name} leaves {path} with {len(found)} bytes")
    print(f"{ended.get(True, 0)} of {count} runs were ended before they were done, and left nothing that is not whole")


def threads(program, root):
    """Judges as one who may start no thread."""

    def nobody(limit):
        def drop():
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            if limit:
                resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))

        return drop

    lint = [program, *DAY, "lint", "--isolated", "--format", "json", "in"]
    try:
        usual, alone = (subprocess.run(lint, cwd=root, capture_output=True, preexec_fn=nobody(limit)) for limit in (False, True))
    except PermissionError:
        print("not tried without threads: the program cannot be started by another user")
        return
    if (usual.returncode, usual.stdout) != (alone.returncode, alone.stdout):
        fail(f"without threads: status {alone.returncode}, {alone.stderr[:200]}")
    print(f"without threads: the same report of {len(alone.stdout)} bytes")


def main():
    program = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with tempfile.TemporaryDirectory() as root:
        root = pathlib.Path(root)
        root.chmod(0o755)
        (root / "in").mkdir()
        for k in range(FILINGS):
            text = EXAMPLE.replace("\nid: ", f"\nid: f{k}-", 1)
            (root / "in" / f"f{k}.filing.yaml").write_text(text)
        kills(program, root, count, random.Random(seed))
        threads(program, root)


main()
