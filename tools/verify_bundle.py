"""A bundle for verify.py: entries on their way between two folders of one log.

Without the log key only the outside can be judged; with it every entry, root and signature. Written from
docs/log-format.md alone.
"""

import hmac
import json
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from verify_log import FIELDS, HEADER, Entry, Signer, Wrong, head, leaf, need, sha256
from verify_people import People

MAGIC = b"TNDBNDL1"
PIECE = 65536 + 16
LAST = 1 << 31
NO_BODY = 2**32 - 1


def hkdf(material, salt, info, length=32):
    """HKDF-SHA256 for 32 bytes or fewer."""
    return hmac.digest(hmac.digest(salt or bytes(32), material, "sha256"), info + b"\x01", "sha256")[:length]


class Parts:
    """Bytes taken one after another."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, length):
        need(self.at + length <= len(self.data), "it ends in the middle")
        self.at += length
        return self.data[self.at - length : self.at]

    def number(self, form):
        return struct.unpack(">" + form, self.take(struct.calcsize(">" + form)))[0]

    def is_at_end(self):
        return self.at == len(self.data)


def outside(data):
    """Head, salt, commitment and pieces."""
    parts = Parts(data)
    need(parts.take(8) == MAGIC, "it does not begin like a bundle")
    salt, commitment, wraps = parts.take(32), parts.take(32), parts.number("H")
    need(wraps % 16 == 0, "its wraps are not filled up to a multiple of 16")
    parts.take(80 * wraps)
    top, pieces, last = data[: parts.at], [], False
    while not last:
        length = parts.number("I")
        last, length = bool(length & LAST), length & ~LAST
        need(16 <= length <= PIECE and (last or length == PIECE), "a piece does not have the length of one")
        pieces.append(parts.take(length))
    need(parts.is_at_end(), "something follows the last piece")
    return top, salt, commitment, pieces


def opened(data, log_keys):
    """The plain bytes, by whichever generation of the log key it was sealed under."""
    top, salt, commitment, pieces = outside(data)
    secrets = [hkdf(key, salt, b"tandem/bundle/v1") for key in log_keys]
    secrets = [secret for secret in secrets if hkdf(secret, salt, b"tandem/stream/commit/v1") == commitment]
    need(secrets, "it was sealed under another log key, or its head was changed")
    secret = secrets[0]
    cipher, bound, plain = ChaCha20Poly1305(hkdf(secret, salt, b"tandem/stream/key/v1")), sha256(top), b""
    for number, piece in enumerate(pieces):
        nonce = bytes(3) + struct.pack(">QB", number, number == len(pieces) - 1)
        try:
            plain += cipher.decrypt(nonce, piece, bound)
        except InvalidTag:
            raise Wrong("a piece of it was changed") from None
    return plain


class Tree:
    """The roots of the full subtrees of a tree that grows."""

    def __init__(self):
        self.size, self.nodes = 0, []

    def push(self, node):
        size = self.size
        while size & 1:
            node, size = sha256(b"\x01", self.nodes.pop(), node), size >> 1
        self.nodes.append(node)
        self.size += 1

    def root(self):
        if not self.nodes:
            return sha256()
        right = self.nodes[-1]
        for left in self.nodes[-2::-1]:
            right = sha256(b"\x01", left, right)
        return right


class Bundle:
    """Everything in a bundle, entry by entry; `find(what, entry)` is told what is wrong."""

    def __init__(self, plain, log_keys, find):
        self.parts, self.find = Parts(plain), find
        names = [hkdf(key, b"", b"tandem/log-key/name/v1", 16) for key in log_keys]
        names[0] = bytes(16)
        self.log_bodies = {name: hkdf(key, b"", b"tandem/log-body/v1") for name, key in zip(names, log_keys)}
        self.entries, self.notes, self.keys, self.people, self.last = 0, [], [], People(), None

    def check(self):
        parts = self.parts
        need(parts.take(1) == b"\x01", "a newer version wrote what is inside")
        self.log, self.by, _at = parts.take(32), parts.take(16), parts.take(8)
        self.reach, later = {}, []
        for _ in range(parts.number("H")):
            device, start, size, root = parts.take(16), parts.number("Q"), parts.number("Q"), parts.take(32)
            need(start <= size and device not in self.reach, "its list of devices contradicts itself")
            self.reach[device] = (start, size, root, Tree())
        checkpoint = parts.take(parts.number("I")).decode(errors="replace")
        parts.take(parts.number("I"))
        self.whole = all(start == 0 for start, *_ in self.reach.values())
        for _ in range(parts.number("Q")):
            raw, signature, length = parts.take(288), parts.take(64), parts.number("I")
            body = None if length == NO_BODY else parts.take(length)
            self.entries += 1
            entry = entry_of(raw, signature)
            try:
                self.take(entry, body, later)
            except Wrong as why:
                self.find(str(why), entry)
        need(parts.is_at_end(), "something follows the last entry")
        self.close(checkpoint, later)

    def take(self, entry, body, later):
        need(entry.log == self.log, "it is of another log")
        place = (entry.lamport, entry.device, entry.seq)
        need(self.last is None or self.last < place, "it stands out of order")
        self.last = place
        need(entry.device in self.reach, "its device is not in the list")
        start, size, _root, tree = self.reach[entry.device]
        need(entry.seq == start + tree.size and entry.seq < size, "it does not follow its device's last")
        need(start > 0 or entry.root == tree.root(), "it does not carry the root of what came before it")
        tree.push(leaf(entry.raw))
        if body is not None:
            signed = len(body) == entry.body_len and sha256(body) == entry.body_hash
            need(signed, "the body is not the one that was signed")
        if entry.compartment != 0:
            later.append(entry)
            return
        need(body is not None, "structure cannot be without its body")
        need(entry.key in self.log_bodies, "it is sealed under a generation of the log key that was not given")
        entry.says = json.loads(entry.open(body, hmac.digest(entry.salt, self.log_bodies[entry.key], "sha256")))
        if self.whole:
            self.people.take(entry)

    def close(self, checkpoint, later):
        for start, size, root, tree in self.reach.values():
            need(start + tree.size == size, "entries of a device are missing")
            need(start > 0 or tree.root() == root, "these entries do not give the root that the writer states")
        if not self.whole:
            self.notes.append("This bundle continues a log: roots and signatures rest on entries that are not in it.")
            return
        need(self.people.log and not self.people.first, "the log has no beginning")
        for entry in later:
            try:
                self.people.may_write(entry)
            except Wrong as why:
                self.find(str(why), entry)
        key, name = self.people.devices.keys.get(self.by), f"tandem/{self.log.hex()}/{self.by.hex()}"
        need(key and self.by in self.reach and "\n\n" in checkpoint, "the writer's checkpoint is not there")
        text, line = checkpoint.split("\n\n", 1)
        signer = Signer.of(name, key)
        need(line.endswith("\n") and signer.signed((text + "\n").encode(), line[:-1]), "its checkpoint is not signed")
        _start, size, root, _tree = self.reach[self.by]
        need(head(text + "\n") == (name, size, root), "the writer's checkpoint says something else")
        self.keys.append(signer.text)


def entry_of(raw, signature):
    entry = object.__new__(Entry)
    entry.raw, entry.signature, entry.says = raw, signature, {}
    for name, value in zip(FIELDS, HEADER.unpack(raw)):
        setattr(entry, name, value)
    formed = entry.magic == b"TNDMENT1" and entry.compartment <= 4 and entry.suite == 1 and entry.reserved == bytes(12)
    need(formed and entry.kind, "a header does not have the form of one")
    return entry
