#!/usr/bin/env python3
"""Measures how long it takes until a person is told.

Emulated plugs in one process, the hive in another, a webhook in this one. First single faults one after the other, each on a plug of its own: a
plug goes dark, its house finds out, its time runs out, the webhook gets a message whose signature is right. Printed are the times from the moment
at which the trouble was due (since + after, as the message itself says) and from the fault. Then all plugs go dark at once: how many messages?
A figure, not a test: run it on a machine with nothing else to do.

    dotnet build -c Release
    python3 tests/measure/notify.py artifacts/bin/TapoHive.Cli/release/tapohive --faults 200 --after 5 --plugs 500
"""
import argparse
import base64
import datetime
import hashlib
import hmac
import http.server
import importlib.util
import json
import os
import queue
import sys
import tempfile
import threading
import time

here = os.path.dirname(os.path.abspath(__file__))
loading = importlib.util.spec_from_file_location("black_holes", os.path.join(here, "black-holes.py"))
black_holes = importlib.util.module_from_spec(loading)
loading.loader.exec_module(black_holes)

SECRET = base64.b64encode(b"a secret that is 32 bytes long!!").decode()


class Hook:
    """Takes messages, checks their signatures, and notes when they came."""

    def __init__(self):
        self.messages = queue.Queue()
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                came = time.time()
                signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + body
                expected = "v1," + base64.b64encode(hmac.new(base64.b64decode(SECRET), signed, hashlib.sha256).digest()).decode()
                self.send_response(204 if self.headers["webhook-signature"] == expected else 401)
                self.end_headers()
                hook.messages.put((came, self.headers["webhook-signature"] == expected, json.loads(body)["data"]))

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class House(black_holes.House):
    def __init__(self, program, plugs, mix, folder, hook, after, pause):
        self.notify = f'notify {{ after = {after}s, pause = {pause}s, webhook {{ url = "{hook.url}", secret {{ file = hook }} }} }}'
        super().__init__(program, plugs, mix, folder)

    def write(self, name, text):
        if name == "house.conf":
            super().write("hook", f"whsec_{SECRET}")
            text = text.replace("plugs {", self.notify + "\n  plugs {", 1)
        return super().write(name, text)

    def dark(self, number=None):
        self.fate("POST", "/faults", {"fault": "dark:refused" + ("" if number is None else f"@{number}")})

    def well(self):
        self.fate("DELETE", "/faults")


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def told(hook, kind, wanted, seconds):
    """Waits until so many things of a kind were told; gives the messages and whether it came to it."""
    messages, names, until = [], set(), time.time() + seconds
    while len(names) < wanted and time.time() < until:
        try:
            came, right, data = hook.messages.get(timeout=max(0.1, until - time.time()))
        except queue.Empty:
            break
        if not right:
            sys.exit("a message was signed wrongly")
        messages.append((came, data))
        for group in data["alerts"]:
            if group["kind"] == kind:
                names.update(item["name"] for item in group["items"])
                if group["count"] > len(group["items"]):
                    names.update(f"{data['id']} {more}" for more in range(group["count"] - len(group["items"])))
    return messages, len(names)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--faults", type=int, default=200)
    options.add_argument("--after", type=int, default=5, help="seconds a house lets pass before it tells")
    options.add_argument("--plugs", type=int, default=500)
    options.add_argument("--mix", default="klap=1")
    chosen = options.parse_args()
    hook = Hook()
    with tempfile.TemporaryDirectory(prefix="tapohive-measure-") as folder:
        house = House(os.path.abspath(chosen.program), chosen.plugs, chosen.mix, folder, hook, chosen.after, 1)
        try:
            house.until_well()
            late, whole = [], []
            for number in range(chosen.faults):
                begun = time.time()
                house.dark(number % len(house.macs) + 1)
                messages, count = told(hook, "not-converged", 1, 120)
                if not count:
                    sys.exit(f"nobody was told of fault {number + 1}")
                came, data = messages[-1]
                since = min(moment(group["since"]) for group in data["alerts"] if group["kind"] == "not-converged")
                late.append(came - since - chosen.after)
                whole.append(came - begun)
                house.well()
                if number % 20 == 19:
                    print(f"{number + 1} faults: told {black_holes.percentile(late, 0.5):.2f} s after they were due (median), worst {max(late):.2f} s", flush=True)
            print(f"{len(late)} faults, told after they were due: median {black_holes.percentile(late, 0.5):.2f} s, p99 {black_holes.percentile(late, 0.99):.2f} s; "
                  f"after the fault itself: median {black_holes.percentile(whole, 0.5):.2f} s, p99 {black_holes.percentile(whole, 0.99):.2f} s (of which {chosen.after} s are allowed)")
            house.until_well()
            time.sleep(15)
            while not hook.messages.empty():
                hook.messages.get()
            begun = time.time()
            house.dark()
            messages, count = told(hook, "not-converged", chosen.plugs, 180)
            print(f"{chosen.plugs} plugs dark at once: {count} told in {len(messages)} messages, the last {messages[-1][0] - begun:.1f} s after; the first says: {messages[0][1]['summary'][:200]}")
        finally:
            house.end()


if __name__ == "__main__":
    main()
