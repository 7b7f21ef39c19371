"""The devices of a log and what each knew when, and what recovery codes sign: for verify.py.

Written from docs/log-format.md alone.
"""

import base64
import struct

from verify_log import need, sha256, unbase64, unhex

COMPARTMENTS = ["log", "police", "health", "shared", "oversight"]
SIDES = ("police", "health")


def whole(value, most=2**64 - 1):
    """A number as it may stand in what an entry says."""
    need(type(value) is int and 0 <= value <= most, "a number in it is out of range")
    return value


class Devices:
    """Their keys, which of them was revoked, and what each knew when."""

    def __init__(self):
        self.keys, self.revoked, self.seen = {}, {}, {}

    def knew(self, later, earlier):
        """Its own entries at once, another's from its witness entry on. Places are (device, seq)."""
        if later[0] == earlier[0]:
            return earlier[1] < later[1]
        covered = 0
        for seq, size in self.seen.get((later[0], earlier[0]), []):
            covered = size if seq < later[1] else covered
        return covered > earlier[1]

    def may_append(self, place):
        need(place[0] in self.keys, "nothing here says whose key signed it")
        order = self.revoked.get(place[0])
        need(order is None or not self.knew(place, order), "its device was revoked and knew it")

    def enrol(self, device, key):
        need(device not in self.keys, "this device is enrolled already")
        self.keys[device] = key

    def revoke(self, by, device):
        need(by[0] != device and device in self.keys, "a device is revoked from another one")
        need(device not in self.revoked, "this device was revoked already")
        self.revoked[device] = by

    def witness(self, by, device, size):
        need(by[0] != device and device in self.keys, "a device witnesses another one's entries")
        seen = self.seen.setdefault((by[0], device), [])
        need(size > (seen[-1][1] if seen else 0), "it covers no more than the witness before it")
        seen.append((by[1], size))


def enrols_itself(entry):
    """Whether both codes enrol the device that writes this as its first entry."""
    if entry.says.get("t") != "log.recovery-used" or entry.seq != 0:
        return False
    act = entry.says.get("act")
    enrolled = act.get("device") if isinstance(act, dict) else None
    return isinstance(enrolled, dict) and enrolled.get("device") == entry.device.hex()


def used(entry, side, act):
    """What both codes sign."""
    told = b"tandem/recovery-used/v1\0" + entry.log + entry.device
    told += struct.pack(">QqH", entry.seq, entry.time, COMPARTMENTS.index(side))
    if "drill" in act:
        opened, of = (whole(act["drill"].get(name), 2**32 - 1) for name in ("opened", "of"))
        return told + struct.pack(">BII", 1, opened, of)
    if "invited" in act:
        one = act["invited"]
        key = unbase64(one.get("code_pk"), 32) + base64.b64decode(one.get("code_kem", ""))
        told += b"\x02" + unhex(one.get("member"), 16) + sha256(key)
        return told + struct.pack(">q", one.get("expires")) + one.get("name").encode()
    if "device" in act:
        one = act["device"]
        told += b"\x04" + unhex(one.get("device"), 16) + sha256(unbase64(one.get("sign_pk"), 32))
        return told + one.get("name").encode()
    told += b"\x03"
    for one in act["granted"]:
        told += struct.pack(">HI", COMPARTMENTS.index(one["compartment"]), whole(one["epoch"], 2**32 - 1))
        told += unhex(one["to"]["member"], 16) if "member" in one["to"] else b""
        told += sha256(unbase64(one["sealed"]))
    return told
