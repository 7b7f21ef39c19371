"""Checks an audit pack, an extract or a bundle that left a Tandem vault, without any part of Tandem.

    python3 verify.py [--json] [--log-key-file FILE] PATH

A bundle is sealed under the log key: with a FILE of its 64 hexadecimal digits (a line for each generation, the first
one first) everything in it is checked, without it only the outside. Needs the other verify_*.py beside it, Python 3.9
and the package `cryptography`. Written from docs/log-format.md alone. Exit 0: all is as it was signed; 1: something is
not, and every finding says what and where; 2: it could not be checked.
"""

import argparse
import json
import os
import re
import stat
import struct
import sys

sys.dont_write_bytecode = True  # it may lie in the folder that it checks, where no file may be added

from verify_bundle import MAGIC, Bundle, opened, outside
from verify_log import Entry, Signer, Wrong, head, leaf, need, read_proof, root_from, sha256, unhex
from verify_people import People

LARGEST = 16 * 1024 * 1024


class CannotCheck(Exception):
    """Why it could not be checked at all."""


# ---- the folder ---------------------------------------------------------------------------------------------------------


class Folder:
    """A pack or an extract."""

    ALWAYS = "format training log device entries made_at verifier_key checkpoint files".split()
    MEMBER = ["member", "member_key"]
    PACK = ["month", "rules", "suppression"]
    EXTRACT = ["incident", "side", "shown", "disposed"]

    def __init__(self, path):
        self.path, self.findings, self.entries, self.compared = path, [], 0, 0
        self.kind, self.keys, self.people, self.manifest = "A folder", [], [], {}

    def find(self, file, what, entry=None):
        place = {"device": entry.device.hex(), "seq": entry.seq} if entry else {"device": None, "seq": None}
        self.findings.append({"file": file, **place, "what": str(what)})

    def read(self, name):
        path = os.path.join(self.path, name)
        try:
            need(stat.S_ISREG(os.lstat(path).st_mode), "is not a file")
            with open(path, "rb") as file:
                data = file.read(LARGEST + 1)
        except OSError:
            raise Wrong("is missing or cannot be read") from None
        need(len(data) <= LARGEST, "is larger than any file of such a folder")
        return data

    def check(self):
        if not os.path.isdir(self.path):
            raise CannotCheck(f"{self.path} is not there, or neither a folder nor a bundle")
        try:
            data = self.read("manifest.json")
        except Wrong as why:
            raise CannotCheck(f"manifest.json {why}. Is this the folder of a pack or an extract?") from None
        try:
            manifest = json.loads(data)
            need(isinstance(manifest, dict), "it does not have the form of a manifest")
        except (ValueError, Wrong):
            return self.find("manifest.json", "it does not have the form of a manifest")
        form = manifest.get("format")
        forms = {
            "tandem-pack-1": self.ALWAYS + self.PACK,
            "tandem-pack-2": self.ALWAYS + self.MEMBER + self.PACK,
            "tandem-extract-1": self.ALWAYS + self.MEMBER + self.EXTRACT,
            "tandem-logging-1": self.ALWAYS + self.MEMBER + ["from", "until", "side", "lines"],
        }
        if form not in forms:
            later = re.fullmatch("tandem-(?:pack|extract|logging)-([0-9]{1,9})", form) if isinstance(form, str) else None
            if later and int(later[1]) > 1:
                raise CannotCheck("This was written by a newer version. Use the verify.py of that version")
        if form not in forms or set(manifest) != set(forms[form]) or not isinstance(manifest["files"], dict):
            return self.find("manifest.json", "it does not have the form of a manifest")
        self.manifest = manifest
        kinds = {"tandem-extract-1": "An extract", "tandem-logging-1": "A log for the Commissioner"}
        self.kind = kinds.get(form, "An audit pack")
        try:
            self.device = Signer(manifest["verifier_key"])
            self.member = Signer(manifest["member_key"]) if "member_key" in manifest else None
        except Wrong as why:
            return self.find("manifest.json", why)
        self.check_signatures(data)
        self.check_files()
        if form == "tandem-extract-1":
            self.check_extract()

    def check_signatures(self, data):
        manifest = self.manifest
        signers = [(self.device, f"tandem/{manifest['log']}/{manifest['device']}")]
        if self.member:
            signers.append((self.member, f"tandem/{manifest['log']}/member/{manifest['member']}"))
        try:
            lines = self.read("manifest.sig").decode().split("\n")
        except (Wrong, UnicodeDecodeError):
            lines = []
        for (signer, name), line in zip(signers, lines + [""] * 2):
            if signer.name != name:
                self.find("manifest.json", "it names a key of another log, device or member")
            if signer.signed(data, line):
                self.keys.append(signer.text)
            else:
                self.find("manifest.sig", f"this is not a signature by {signer.name}")
        if lines[len(signers) :] != [""]:
            self.find("manifest.sig", "it holds more than its signatures")
        try:
            origin, size, _root = head(self.device.open(manifest["checkpoint"]))
            need(origin == self.device.name and size == manifest["entries"], "it is of another log or size")
        except Wrong as why:
            self.find("manifest.json", f"its checkpoint: {why}")

    def check_files(self):
        files = self.manifest["files"]
        for name, expected in sorted(files.items()):
            if not re.fullmatch("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}", name):
                self.find("manifest.json", "it lists a file outside the folder")
                continue
            try:
                need(sha256(self.read(name)).hex() == expected, "it is not the file that was signed: its digest differs")
                self.compared += 1
            except Wrong as why:
                self.find(name, why)
        for name in sorted(set(os.listdir(self.path)) - set(files) - {"manifest.json", "manifest.sig"})[:100]:
            self.find(repr(name)[1:-1], "it is not listed in the manifest")

    # ---- the entries of an extract --------------------------------------------------------------------------------------

    def check_extract(self):
        manifest, people = self.manifest, People(partial=True)
        self.last, self.checkpoints, self.incident = None, {}, None
        count = manifest["shown"] if isinstance(manifest["shown"], int) else 0
        for name in [f"entry-{n:04}" for n in range(1, min(count, len(manifest["files"])) + 1)]:
            file, entry = f"{name}.json", None
            try:
                entry = Entry(self.read_json(file))
                file = f"{name}.tlog-proof"
                self.proven(entry, file)
                file = f"{name}.json"
                self.entries += 1
                self.fits(entry)
                people.take(entry)
            except Wrong as why:
                self.find(file, why, entry)
        for ending in (".json", ".tlog-proof"):
            listed = [name for name in manifest["files"] if name.startswith("entry-") and name.endswith(ending)]
            if count == 0 or len(listed) != count:
                self.find("manifest.json", "it lists another number of entries than it says")
        for name in ("README.txt", "page.html", "checkpoint.txt"):
            if name not in manifest["files"]:
                self.find("manifest.json", f"it does not list {name}")
        try:
            need(self.read("checkpoint.txt") == manifest["checkpoint"].encode(), "it is not the checkpoint of the manifest")
        except Wrong as why:
            self.find("checkpoint.txt", why)
        if people.log is None or people.first is not None:
            self.find("manifest.json", "the entries do not begin with the beginning of the log")
        device, member = self.id_in("device"), self.id_in("member")
        if people.devices.keys.get(device) != self.device.key:
            self.find("manifest.json", "the log does not say that this key is the device's")
        maker = people.members.get(member)
        if not maker or maker.key() != self.member.key:
            self.find("manifest.json", "the log does not say that this key is the member's")
        if not maker or maker.side != manifest["side"]:
            self.find("manifest.json", "the member who made it is not of its side")
        self.people += self.told(people) + [NOT_JUDGED]

    def id_in(self, field):
        """A device's or a member's name in the manifest; nothing where it is none."""
        try:
            return unhex(self.manifest[field], 16)
        except Wrong:
            return None

    @staticmethod
    def told(people):
        lines = []
        for one in people.members.values():
            if one.periods:
                standing = "" if one.standing == "active" else f", {one.standing}"
                lines.append(f"{one.name} ({one.role}, {one.side}{standing}): key {one.periods[-1]['key'].hex()}")
        if people.overtaken:
            lines.append(f"{people.overtaken} entries were overtaken: right as far as their device knew, and without effect.")
        return lines

    def read_json(self, name):
        try:
            return json.loads(self.read(name))
        except ValueError:
            raise Wrong("it does not have the form of an entry") from None

    def proven(self, entry, file):
        try:
            text = self.read(file).decode()
        except UnicodeDecodeError:
            raise Wrong("it does not have the form of a proof") from None
        index, path, checkpoint = read_proof(text)
        origin, size, root = head(self.device.open(checkpoint))
        device = entry.device.hex()
        need(origin == f"tandem/{entry.log.hex()}/{device}", "its checkpoint is of another log or device")
        kept = self.checkpoints.setdefault(device, checkpoint)
        own = device == self.manifest["device"]
        need(
            kept == checkpoint and not (own and checkpoint != self.manifest["checkpoint"]),
            "it has another checkpoint than the rest",
        )
        included = index == entry.seq < size and root_from(leaf(entry.raw), index, size, path) == root
        need(included, "it does not lead to its checkpoint")

    def fits(self, entry):
        manifest = self.manifest
        need(entry.log.hex() == manifest["log"], "it is of another log")
        place = (entry.lamport, entry.device, entry.seq)
        need(self.last is None or self.last < place, "it stands out of order")
        self.last = place
        own = {"police": 1, "health": 2}.get(manifest["side"], 0)
        need(entry.compartment in (0, 3, own), "it is not of this side")
        if entry.compartment == 0:
            return
        incident = entry.says.get("incident")
        need(incident, "it is about no incident")
        self.incident = self.incident or incident
        need(self.incident == incident, "it is about another incident")
        named = entry.says.get("t") != "shared.opened" or entry.says.get("reference") == manifest["incident"]
        need(named, "it is about an incident with another reference")

    # ---- the answer -----------------------------------------------------------------------------------------------------

    def about(self):
        return self.manifest.get("month") or self.manifest.get("incident") or "nothing that can be told"

    def answer(self):
        return {
            "ok": not self.findings,
            "kind": self.kind,
            "about": self.about(),
            "files": self.compared,
            "entries": self.entries,
            "keys": self.keys,
            "people": self.people,
            "findings": self.findings,
        }

    def text(self):
        verdict = "NOT as it was signed." if self.findings else "All is as it was signed."
        lines = [f"{verdict} {self.kind} about {self.about()}: {self.compared} files, {self.entries} entries."]
        for found in self.findings:
            place = f" (entry {found['seq']} of device {found['device']})" if found["device"] else ""
            lines.append(f"  {found['file']}: {found['what']}{place}")
        lines.append("Signed by these keys; compare them with those that you were given:")
        return "\n".join(lines + [f"  {key}" for key in self.keys] + self.people)


NOT_JUDGED = (
    "Not judged here: what a device knew of the others when it signed. An extract holds no witness entries. So whether "
    "somebody who was suspended on another device just before could know it stays open; a bundle checked with the log key, "
    "and the vault itself, show it."
)


class BundleFile(Folder):
    """A bundle, told as a folder is."""

    def __init__(self, path, log_keys):
        super().__init__(path)
        self.kind, self.log_keys, self.log = "A bundle", log_keys, "a log that is not named outside"

    def about(self):
        return self.log

    def check(self):
        name = os.path.basename(self.path)
        with open(self.path, "rb") as file:
            data = file.read()
        bundle = None
        try:
            outside(data)
            self.compared = 1
            if self.log_keys is None:
                self.people.append("Only the outside was looked at; with --log-key-file every entry is checked.")
                return
            plain = opened(data, self.log_keys)
            bundle = Bundle(plain, self.log_keys, lambda what, entry: self.find(name, what, entry))
            bundle.check()
        except Wrong as why:
            self.find(name, why)
        if bundle:
            self.entries, self.keys = bundle.entries, bundle.keys
            self.log = f"log {bundle.parts.data[1:33].hex()}"
            self.people = self.told(bundle.people) + bundle.notes


def is_bundle(path):
    try:
        with open(path, "rb") as file:
            return file.read(8) == MAGIC
    except OSError:
        return False


def keys_of(path):
    try:
        with open(path) as file:
            text = file.read().strip()
    except (OSError, UnicodeDecodeError) as why:
        raise CannotCheck(f"{path} cannot be read: {why}") from None
    if not re.fullmatch("(?:[0-9a-f]{64}\\s*)+", text):
        raise CannotCheck(f"{path} does not hold lines of 64 hexadecimal digits")
    return [bytes.fromhex(line) for line in text.split()]


def main(arguments):
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--log-key-file", metavar="FILE")
    asked.add_argument("path")
    asked = asked.parse_args(arguments)
    try:
        key = keys_of(asked.log_key_file) if asked.log_key_file else None
    except CannotCheck as why:
        print(why, file=sys.stderr)
        return 2
    folder = BundleFile(asked.path, key) if is_bundle(asked.path) else Folder(asked.path)
    try:
        folder.check()
    except CannotCheck as why:
        print(why, file=sys.stderr)
        return 2
    except (RecursionError, TypeError, AttributeError, KeyError, ValueError, struct.error) as why:
        folder.find("manifest.json", f"something in this folder has a form that no such folder has ({type(why).__name__})")
    print(json.dumps(folder.answer()) if asked.json else folder.text())
    return 1 if folder.findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
