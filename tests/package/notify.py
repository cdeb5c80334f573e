#!/usr/bin/env python3
"""Stands in for systemd: listens on a notification socket and writes each message of the service on a line of its own.

    notify.py SOCKET >LOG
"""
import os
import socket
import sys

path = sys.argv[1]
if os.path.exists(path):
    os.unlink(path)
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
    listening.bind(path)
    os.chmod(path, 0o777)
    while True:
        for message in listening.recv(4096).decode().splitlines():
            print(message, flush=True)
