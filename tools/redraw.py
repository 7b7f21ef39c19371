#!/usr/bin/env python3
"""Draws a month's decisions for review again, with SHA-256 alone: `tandem review redraw --json ... | python3 redraw.py`."""

import hashlib
import json
import sys

DRAWN = 10


def number(draw, name):
    code = "".join(c for c in draw["code"] if c.isascii() and c.isalnum()).upper()
    text = "\n".join(["tandem/draw/v1", draw["month"], draw["by"], str(draw["size"]), code, name])
    return hashlib.sha256(text.encode()).digest()


def main():
    all_same = True
    for draw in json.load(sys.stdin)["draws"]:
        drawn = sorted(set(draw["from"]), key=lambda name: (number(draw, name), name))[:DRAWN]
        same = drawn == draw["stands"]
        all_same = all_same and same
        print(f"{draw['month']}, reviewers of {draw['by']}: {'the same' if same else 'NOT THE SAME'} {len(drawn)} of {len(draw['from'])}")
    return 0 if all_same else 1


if __name__ == "__main__":
    sys.exit(main())
