"""The log's own form for verify.py: hashes, signed notes, the tree, an entry.

Written from docs/log-format.md alone. Needs the package `cryptography`.
"""

import base64
import hashlib
import hmac
import json
import re
import struct
import sys

try:
    from cryptography.exceptions import InvalidSignature, InvalidTag
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
except ImportError:
    sys.exit("verify.py needs the package `cryptography`: pip install cryptography")

HEADER = struct.Struct(">8s32s16sQ32s16s8sqQHHI16s16s32s32sI12s32s")
FIELDS = (
    "magic log device seq root author author_key time lamport kind compartment suite stream key salt commitment "
    "body_len reserved body_hash"
).split()
# The order of the group, and y of the points of small order: what the strict rule refuses and some libraries take.
ORDER = 2**252 + 27742317777372353535851937790883648493
SMALL = {
    0,
    1,
    2**255 - 20,
    2707385501144840649318225287225658788936804267575313519463743609750303402022,
    55188659117513257062467267217118295137698188065244968500265048394206261417927,
}


class Wrong(Exception):
    """What is wrong, in words."""


def need(holds, what):
    if not holds:
        raise Wrong(what)


def sha256(*pieces):
    return hashlib.sha256(b"".join(pieces)).digest()


def unhex(text, length=None):
    need(isinstance(text, str) and re.fullmatch("(?:[0-9a-f]{2})*", text), "it has bytes that are not lower-case hexadecimal")
    data = bytes.fromhex(text)
    need(length is None or len(data) == length, "a field does not have its length")
    return data


def unbase64(text, length=None):
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        raise Wrong("it has bytes that are not base64") from None
    need(base64.b64encode(data).decode() == text, "it has base64 in another form")
    need(length is None or len(data) == length, "a field does not have its length")
    return data


def number(text):
    need(re.fullmatch("0|[1-9][0-9]{0,19}", text), "it has a number in another form")
    return int(text)


def is_signed(key, text, signature):
    """Ed25519 by the strict rule."""
    if len(key) != 32 or len(signature) != 64 or int.from_bytes(signature[32:], "little") >= ORDER:
        return False
    for point in (key, signature[:32]):
        y = int.from_bytes(point, "little") & (2**255 - 1)
        if y in SMALL or y >= 2**255 - 19:
            return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


# ---- signed notes -----------------------------------------------------------------------------------------------------


class Signer:
    """A name and an Ed25519 public key, from `name+hash+key`."""

    def __init__(self, text):
        parts = text.split("+", 2) if isinstance(text, str) else []
        need(len(parts) == 3, "its verifier key is not one")
        self.text, self.name = text, parts[0]
        data = unbase64(parts[2], 33)
        self.key = data[1:]
        self.hash = sha256(self.name.encode(), b"\n", data)[:4]
        named = self.name and not re.search(r"\s", self.name)
        need(data[0] == 1 and named and self.hash.hex() == parts[1], "its verifier key is not one")

    @classmethod
    def of(cls, name, key):
        """From the name and the key's 32 bytes."""
        data = b"\x01" + key
        hint = sha256(name.encode(), b"\n", data)[:4].hex()
        return cls(f"{name}+{hint}+{base64.b64encode(data).decode()}")

    def signed(self, text, line):
        """Whether this line, without its line feed, is this signer's signature of the text."""
        try:
            readable = text.decode()
            start = "\u2014 " + self.name + " "
            need(line.startswith(start) and readable.endswith("\n"), "form")
            need(not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", readable), "form")
            data = unbase64(line[len(start) :], 68)
        except (Wrong, UnicodeDecodeError):
            return False
        return data[:4] == self.hash and is_signed(self.key, text, data[4:])

    def open(self, note):
        """The text of a note that consists of it, an empty line and this signer's one line."""
        need(isinstance(note, str) and note.endswith("\n") and "\n\n" in note, "it has a note in another form")
        text, line = note[:-1].rsplit("\n\n", 1)
        text += "\n"
        need("\n" not in line and self.signed(text.encode(), line), "it has a note that its key did not sign")
        return text


def head(text):
    """Origin, size and root of a checkpoint."""
    lines = text.split("\n")
    need(len(lines) == 4 and lines[3] == "", "it has a checkpoint in another form")
    return lines[0], number(lines[1]), unbase64(lines[2], 32)


# ---- the tree ---------------------------------------------------------------------------------------------------------


def leaf(header):
    return sha256(b"\x00", header)


def root_from(node, index, size, path):
    """The root to which a path leads; by the recursive definition of RFC 6962 section 2.1.1."""
    if size == 1:
        need(not path, "its path is too long")
        return node
    need(path, "its path is too short")
    left = 1 << ((size - 1).bit_length() - 1)
    if index < left:
        return sha256(b"\x01", root_from(node, index, left, path[:-1]), path[-1])
    return sha256(b"\x01", path[-1], root_from(node, index - left, size - left, path[:-1]))


def read_proof(text):
    """Index, path and checkpoint of a C2SP tlog-proof without extra data."""
    start = "c2sp.org/tlog-proof@v1\nindex "
    need(text.startswith(start) and "\n\n" in text, "it does not have the form of a proof")
    top, checkpoint = text[len(start) :].split("\n\n", 1)
    index, *path = top.split("\n")
    need(len(path) <= 63, "it does not have the form of a proof")
    return number(index), [unbase64(line, 32) for line in path], checkpoint


# ---- an entry ---------------------------------------------------------------------------------------------------------


class Entry:
    """One entry, opened with what was given for it."""

    def __init__(self, file):
        names = {"device", "seq", "header", "signature", "body", "opening", "says"}
        need(isinstance(file, dict) and set(file) == names, "it does not have the form of an entry")
        self.raw = unhex(file["header"], 288)
        self.signature = unhex(file["signature"], 64)
        for name, value in zip(FIELDS, HEADER.unpack(self.raw)):
            setattr(self, name, value)
        formed = (
            self.magic == b"TNDMENT1"
            and self.kind != 0
            and self.compartment <= 4
            and self.suite == 1
            and self.reserved == bytes(12)
        )
        need(formed, "the header does not have the form of one")
        at_its_place = self.device.hex() == file["device"] and self.seq == file["seq"] and file["seq"] is not True
        need(at_its_place, "the header names another place in the log")
        plain = self.open(unbase64(file["body"]), unhex(file["opening"], 32))
        try:
            self.says = json.loads(plain)
        except ValueError:
            raise Wrong("what the body holds is not JSON") from None
        need(isinstance(self.says, dict) and same(self.says, file["says"]), "it does not say what its sealed body says")

    def unnamed(self):
        return self.raw[:8] + bytes(32) + self.raw[40:]

    def open(self, body, opening):
        need(len(body) == self.body_len and sha256(body) == self.body_hash, "the body is not the one that was signed")
        info = b"tandem/entry/v1" + struct.pack(">I", 1)
        key = hmac.digest(opening, info + b"\x01", "sha256")
        commitment = hmac.digest(opening, key + info + b"\x02", "sha256")
        need(commitment == self.commitment, "the opening is not the one that was committed to")
        bound = (self.unnamed() if self.kind == 1 else self.raw)[:256]
        try:
            padded = ChaCha20Poly1305(key).decrypt(bytes(12), body, bound)
        except InvalidTag:
            raise Wrong("the body does not open") from None
        plain = padded.rstrip(b"\x00")
        formed = plain.endswith(b"\x80") and len(padded) == (len(plain) + 255) // 256 * 256
        need(formed, "the padding of the body has another form")
        return plain[:-1]

    def is_signed_by(self, key):
        return sha256(key)[:8] == self.author_key and is_signed(key, b"tandem/entry/v1\0" + self.raw, self.signature)


def same(one, other):
    """Equal as JSON: in Python True is 1 and 1 is 1.0."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
