#!/usr/bin/env python3
"""Measures how long it takes until a person is told, and how often.

Emulated plugs in one process, the hive in another, a webhook in this one that checks each signature with Python's own HMAC. First one heater after
the other is switched and does not move, though it says that it did: for each the time from the instant at which it was to be told (since + after, as
the message itself says) to the webhook's receipt, and the same from the first write that reached the plug, by the emulator's own record. They are
spread so that no five wait at a time, since those would be told together. Then every plug is black-holed at once, with the pause between messages
that a house has unless it says otherwise: how many messages say so, and how many that all is well again?
Figures, not a test: run it on a machine with nothing else to do.

    dotnet build -c Release
    python3 tests/measure/notify.py artifacts/bin/TapoHive.Cli/release/tapohive --faults 200 --after 5 --plugs 500
"""
import argparse
import base64
import datetime
import hashlib
import hmac
import http.server
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time

import measured

SECRET = base64.b64encode(b"a secret that is 32 bytes long!!").decode()
USUAL_PAUSE = 30


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
                right = hmac.compare_digest(self.headers["webhook-signature"] or "", expected) and abs(came - int(self.headers["webhook-timestamp"])) < 60
                self.send_response(204 if right else 401)
                self.end_headers()
                hook.messages.put((came, right, json.loads(body)["data"]))

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next(self, until):
        """The next message; nothing where there is none until then."""
        try:
            came, right, data = self.messages.get(timeout=max(0.01, until - time.time()))
        except queue.Empty:
            return None
        if not right:
            sys.exit("a message was signed wrongly")
        return came, data

    def until_still(self, seconds):
        """Every message up to a silence of so many seconds."""
        messages = []
        while message := self.next(time.time() + seconds):
            messages.append(message)
        return messages


class House(measured.House):
    def __init__(self, program, plugs, mix, folder, hook, after, scenes):
        self.hook, self.after, self.pause, self.scenes = hook, after, 1, scenes
        super().__init__(program, plugs, mix, folder)

    def text(self, more=""):
        return super().text(f'notify {{ after = {self.after}s, pause = {self.pause}s, webhook {{ url = "{self.hook.url}", secret {{ file = hook }} }} }}\n{self.scenes}\n{more}')

    def write(self, name, text):
        if name == "house.conf":
            super().write("hook", f"whsec_{SECRET}")
        return super().write(name, text)

    def fault(self, fault, plugs=""):
        self.fate("POST", "/faults", {"fault": f"{fault}{plugs}"})

    def well(self):
        self.fate("DELETE", "/faults")


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def items(data, kind):
    return [item for group in data["alerts"] if group["kind"] == kind for item in group["items"]]


def counted(messages, kind):
    return sum(group["count"] for _, data in messages for group in data["alerts"] if group["kind"] == kind)


def line(what, times):
    return (f"{what}: median {measured.percentile(times, 0.5):.2f} s, p99 {measured.percentile(times, 0.99):.2f} s, max {max(times):.2f} s, min {min(times):.2f} s ({len(times)})")


def one_by_one(house, hook, faults, after, every):
    house.fault("ignore", f"@1-{faults}")
    running = subprocess.Popen(
        [house.program, "scene", "run", "one-by-one", "--no-wait"], env=house.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    told, messages, until = {}, 0, time.time() + faults * every + after + 180
    while len(told) < faults and (message := hook.next(until)):
        came, data = message
        messages += 1
        for item in items(data, "not-converged"):
            told.setdefault(item["name"], (came, moment(item["since"])))
        if len(told) % 20 == 0 and told:
            print(f"{len(told)} told", flush=True)
    running.wait()
    written = {}
    for request in house.fate("GET", "/requests")["requests"]:
        if request["method"] == "set_device_info":
            written.setdefault(f"p{request['plug']}", datetime.datetime.fromisoformat(request["at"]).timestamp())
    print(f"{len(told)} of {faults} heaters that did not converge were told, in {messages} messages, {every} s apart, after = {after} s")
    if told:
        print(line("  received after it was due (since + after)", [came - since - after for came, since in told.values()]))
        print(line("  received after the first write that moved nothing, less 'after'", [came - written[name] - after for name, (came, _) in told.items() if name in written]))
    house.well()


def all_at_once(house, hook, plugs, after):
    house.pause = USUAL_PAUSE
    house.apply("")
    hook.until_still(20)
    begun = time.time()
    house.fault("dark:silent")
    dark = []
    while counted(dark, "not-converged") < plugs and (message := hook.next(begun + after + 600)):
        dark.append(message)
    dark += hook.until_still(2 * USUAL_PAUSE + 10)
    told = counted(dark, "not-converged")
    print(f"{plugs} plugs black-holed at once: {told} told in {len(dark)} messages, {', '.join(f'{came - begun:.0f}' for came, _ in dark)} s after; after = {after} s, pause = {USUAL_PAUSE} s")
    for _, data in dark[:3]:
        print(f"  {data['summary'][:160]}")
    begun = time.time()
    house.well()
    healed = []
    while counted(healed, "healed") < told and (message := hook.next(begun + 600)):
        healed.append(message)
    print(f"well again: {counted(healed, 'healed')} told in {len(healed)} messages, the last {healed[-1][0] - begun:.0f} s after" if healed else "nobody was told that they are well again")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--faults", type=int, default=200)
    options.add_argument("--after", type=int, default=5, help="seconds a house lets pass before it tells")
    options.add_argument("--every", type=float, help="seconds from one heater to the next; unless said, so that no five wait at a time")
    options.add_argument("--plugs", type=int, default=500)
    options.add_argument("--mix", default="klap=1")
    chosen = options.parse_args()
    every = chosen.every or chosen.after / 4 + 0.3
    hook = Hook()
    gap = f"{int(every * 1000)}ms"
    heaters = ", ".join(f"p{number}" for number in range(1, chosen.faults + 1))
    scene = f"scenes {{ one-by-one {{ steps = [ {{ on = [ {heaters} ], gap = {gap} }} ] }} }}" if chosen.faults else ""
    with tempfile.TemporaryDirectory(prefix="tapohive-measure-") as folder:
        house = House(os.path.abspath(chosen.program), max(chosen.plugs, chosen.faults), chosen.mix, folder, hook, chosen.after, scene)
        try:
            house.until_well()
            if chosen.faults:
                one_by_one(house, hook, chosen.faults, chosen.after, every)
                house.until_well()
            if chosen.plugs:
                all_at_once(house, hook, len(house.macs), chosen.after)
        finally:
            house.end()


if __name__ == "__main__":
    main()
