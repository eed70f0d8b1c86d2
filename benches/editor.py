"""How long `sekisho lsp` takes from a change to the findings, and to completion:

python3 benches/editor.py target/release/sekisho examples/shinjuku/001.filing.yaml
"""
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 100

program, path = sys.argv[1:]
server = subprocess.Popen([program, "lsp", "--today", "2026-11-30"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
uri = Path(path).resolve().as_uri()
text = Path(path).read_text(encoding="utf-8")
asked = 0


def send(method, params, question=None):
    message = {"jsonrpc": "2.0", "method": method, "params": params} | ({"id": question} if question else {})
    body = json.dumps(message).encode()
    server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    server.stdin.flush()


def hear(wanted):
    while True:
        length = 0
        while (line := server.stdout.readline().strip()) != b"":
            length = int(line.partition(b": ")[2])
        message = json.loads(server.stdout.read(length))
        if wanted(message):
            return message


def ask(method, params):
    global asked
    asked += 1
    send(method, params, asked)
    return hear(lambda message: message.get("id") == asked)


def told(version):
    return hear(lambda message: message.get("params", {}).get("version") == version)


def timed(name, act):
    times = []
    for round in range(ROUNDS):
        begun = time.perf_counter()
        act(round)
        times.append((time.perf_counter() - begun) * 1000)
    print(f"{name}: median {statistics.median(times):.1f} ms, longest {max(times):.1f} ms")


ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
send("initialized", {})
send("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 0, "text": text}})
told(0)
# In the middle of the file, in the word of an action.
lines = text.split("\n")
line = next(at for at, one in enumerate(lines) if at > len(lines) // 2 and "action: " in one)
place = {"line": line, "character": len(lines[line].split("action: ")[0].encode("utf-16-le")) // 2 + len("action: ")}
after = place | {"character": place["character"] + 1}


def change(round):
    new, end = ("x", place) if round % 2 == 0 else ("", after)
    document = {"uri": uri, "version": round + 1}
    send("textDocument/didChange", {"textDocument": document, "contentChanges": [{"range": {"start": place, "end": end}, "text": new}]})
    told(round + 1)


def question(method):
    return lambda _: ask(method, {"textDocument": {"uri": uri}, "position": place})


timed("findings after a change", change)
timed("completion", question("textDocument/completion"))
timed("hover", question("textDocument/hover"))
ask("shutdown", None)
send("exit", None)
