"""Python reads vaults that the program wrote, with nothing of the program: the frozen one in tests/golden/vault-1, and
one that the program named by TANDEM_PROGRAM makes now.

Run by `./x test strangers`, which has sqlcipher3 and cryptography. Every check has its negative control.
"""

import base64
import hmac
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import types
import unittest

import sqlcipher3
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
sys.path[:0] = [str(HERE), str(TOP / "tools")]
sys.dont_write_bytecode = True

import tamper  # noqa: E402
import verify_bundle  # noqa: E402
import verify_log as verify  # noqa: E402
import verify_people  # noqa: E402
from vault import FIELDS, HEADER, Entry, Vault, hkdf, hpke_open, seal_open, sha256  # noqa: E402

GOLDEN = TOP / "tests" / "golden"
PAGE = 4096


class Checks:
    """What must hold of a vault in `self.folder` with `self.people`, by handle."""

    def open(self, handle):
        vault = Vault(self.folder, handle, self.people[handle])
        self.addCleanup(vault.db.close)
        return vault

    def test_one_entry_of_an_officer_is_read_and_none_of_the_other_side(self):
        vault = self.open("4411")
        contents = vault.contents(vault.entries())
        notes = [says["text"] for _, says in contents if says["t"] == "side.note"]
        self.assertIn("Weapons marker, bladed article, last year.", notes)
        self.assertEqual({entry.compartment for entry, _ in contents}, {1, 3})

    def test_each_member_opens_what_their_role_may_have(self):
        expected = {"jpatel": {2, 3}, "kshah": {4}, "plead": {1, 3, 4}}
        for handle, compartments in expected.items():
            vault = self.open(handle)
            found = {entry.compartment for entry, _ in vault.contents(vault.entries())}
            self.assertEqual(found, compartments, handle)

    def test_a_wrong_passphrase_opens_nothing(self):
        with self.assertRaises(InvalidTag):
            Vault(self.folder, "4411", self.people["5120"])

    def test_every_root_hash_and_signature_holds(self):
        vault = self.open("kshah")
        told, leaves = verify_people.People(), []
        for entry in vault.entries():
            self.assertEqual((entry.seq, entry.root), (len(leaves), root_of(leaves)))
            self.assertEqual(sha256(entry.body), entry.body_hash)
            if entry.kind in (2, 3):
                told.signed(signed(entry, {}))
            else:
                told.take(signed(entry, vault.structure(entry)))
            leaves.append(verify.leaf(entry.raw))
        self.assertGreater(len(leaves), 100)
        names = {person.name for person in told.members.values() if person.periods}
        self.assertEqual(len(names), len(self.people))
        with self.assertRaises(verify.Wrong):
            changed = signed(vault.entries()[-1], {})
            changed.signature = bytes([changed.signature[0] ^ 1]) + changed.signature[1:]
            told.signed(changed)

    def test_the_bytes_of_a_header_have_one_form(self):
        for entry in self.open("4411").entries():
            self.assertEqual(HEADER.pack(*(getattr(entry, name) for name in FIELDS)), entry.raw)
        frozen = bytes.fromhex("".join((GOLDEN / "header.hex").read_text().split()))
        header = dict(zip(FIELDS, HEADER.unpack(frozen)))
        self.assertEqual((header["seq"], header["lamport"], header["body_len"]), (7, 9, 272))
        self.assertEqual((header["stream"], header["key"]), (b"\x66" * 16, b"\x77" * 16))

    def test_every_page_is_whole_and_a_changed_bit_names_its_page(self):
        self.assertEqual(self.open("4411").damaged_pages(), [])
        log = self.folder / "log.db"
        whole = log.read_bytes()
        for page in (3, len(whole) // PAGE // 2, len(whole) // PAGE):
            changed = bytearray(whole)
            changed[(page - 1) * PAGE + 1234] ^= 0x10
            log.write_bytes(changed)
            self.assertEqual(self.open("4411").damaged_pages(), [page])

    def test_another_key_does_not_open_the_pages(self):
        db = sqlcipher3.connect(str(self.folder / "log.db"))
        self.addCleanup(db.close)
        db.execute("PRAGMA cipher_log_level = NONE")
        db.execute(f"PRAGMA key = \"x'{'00' * 32}'\"")
        with self.assertRaisesRegex(sqlcipher3.DatabaseError, "file is not a database"):
            db.execute("SELECT count(*) FROM sqlite_schema")


class AFrozenVault(Checks, unittest.TestCase):
    """A copy of the one in the tree."""

    def setUp(self):
        home = tempfile.TemporaryDirectory()
        self.addCleanup(home.cleanup)
        self.folder = pathlib.Path(home.name) / "vault"
        shutil.copytree(GOLDEN / "vault-1", self.folder)
        people = json.loads((self.folder / "people.json").read_text())
        self.people = {one["handle"]: one["passphrase"] for one in people}


@unittest.skipUnless("TANDEM_PROGRAM" in os.environ, "TANDEM_PROGRAM names no program")
class AVaultOfToday(Checks, unittest.TestCase):
    """The same story, told by the program as it is now."""

    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.home.cleanup)
        cls.made = pathlib.Path(cls.home.name) / "made"
        story = "--no-window --json --incidents 2 --months 1 --seed 7 --until 2026-11-20".split()
        words = [os.environ["TANDEM_PROGRAM"], "demo", "--vault", str(cls.made), *story]
        answer = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
        cls.people = {one["handle"]: one["passphrase"] for one in answer["members"]}

    def setUp(self):
        self.folder = pathlib.Path(self.home.name) / self.id()
        shutil.copytree(self.made, self.folder)

    def run_as_officer(self, *words):
        return self.run_as("4411", *words)

    def run_as(self, handle, *words):
        secret = self.folder.parent / "passphrase"
        secret.write_text(self.people[handle])
        who = ["--vault", str(self.folder), "--as", handle, "--passphrase-file", str(secret), "--json"]
        ran = subprocess.run([os.environ["TANDEM_PROGRAM"], *words, *who], check=True, capture_output=True)
        return json.loads(ran.stdout)

    def test_after_somebody_left_the_newer_log_keys_open_what_stands_under_each(self):
        before = self.open("plead")
        first, count = before.log_key, len(before.entries())
        before.db.close()
        self.run_as("hlead", "member", "suspend", "R Evans")
        self.run_as("plead", "member", "suspend", "PC 5120 Reid")
        vault = self.open("4411")
        entries = vault.entries()
        self.assertGreater(len(entries), count)
        self.assertEqual(vault.log_keys[bytes(16)], first)
        under = {entry.key for entry in entries if entry.compartment == 0 and entry.kind != 3}
        self.assertLessEqual(under, set(vault.log_keys))
        self.assertEqual((len(under), len(vault.log_keys)), (2, 3), "under the newest nothing stands yet")
        standing = [vault.structure(entry).get("standing") for entry in entries if entry.kind == 4]
        self.assertEqual(standing.count("suspended"), 2)
        vault.db.close()
        with self.assertRaises(StopIteration):
            self.open("5120")

        file, found = self.folder.parent / "bundle of later keys", []
        self.run_as_officer("bundle", "write", "--out", str(file))
        keys = list(reversed(vault.log_keys.values()))
        theirs = verify_bundle.Bundle(
            verify_bundle.opened(file.read_bytes(), keys), keys, lambda what, entry: found.append(what)
        )
        theirs.check()
        self.assertEqual((found, theirs.whole), ([], True))

    def test_a_bundle_by_the_program_is_read_and_one_by_python_is_admitted(self):
        file = self.folder.parent / "bundle"
        said = self.run_as_officer("bundle", "write", "--out", str(file))
        vault, found = self.open("4411"), []
        plain = verify_bundle.opened(file.read_bytes(), [vault.log_key])
        theirs = verify_bundle.Bundle(plain, [vault.log_key], lambda what, entry: found.append(what))
        theirs.check()
        self.assertEqual((found, theirs.entries, theirs.whole), ([], said["entries"], True))

        made = tamper.Bundle(None, vault, self.folder.parent)
        ways = json.dumps({name: vault.slots[name] for name in ("salt", "members", "invitations")}).encode()
        file.write_bytes(made.seal(made.plain(ways=ways)[0]))
        count = len(made.entries)
        vault.db.close()
        came = self.run_as_officer("bundle", "admit", str(file))
        self.assertEqual((came["known"], came["new"], came["waiting"], came["forks"]), (count, 0, 0, []))
        changed = bytearray(file.read_bytes())
        changed[-1] ^= 1
        file.write_bytes(changed)
        with self.assertRaises(subprocess.CalledProcessError):
            self.run_as_officer("bundle", "admit", str(file))


class TheWorkedBytes(unittest.TestCase):
    """The chapter of docs/log-format.md with every value of one small log, made again from its keys."""

    def values(self):
        page = (TOP / "docs" / "log-format.md").read_text()
        chapter = page.split("## Worked bytes", 1)[1]
        found = re.findall(r"^([a-z0-9 .]+) = ((?:[0-9a-f]+|\n {2})+)$", chapter, re.MULTILINE)
        return {name: bytes.fromhex("".join(value.split())) for name, value in found}

    def test_they_follow_from_the_keys(self):
        values = self.values()
        log_key = values["log key"]
        body_key = hkdf(log_key, b"", b"tandem/log-body/v1")
        self.assertEqual(body_key, values["log body key"])
        leaves = []
        for number in range(4):
            of = {name: values[f"entry {number} {name}"] for name in ("header", "signature", "body", "leaf", "root after")}
            entry = Entry(of["header"], of["signature"], of["body"])
            self.assertEqual((entry.seq, entry.root), (number, root_of(leaves)))
            self.assertEqual(verify.leaf(entry.raw), of["leaf"])
            leaves.append(of["leaf"])
            self.assertEqual(root_of(leaves), of["root after"])
            self.assertEqual(sha256(entry.body), entry.body_hash)
            key = values["device public key"]
            self.assertTrue(verify.is_signed(key, b"tandem/entry/v1\0" + entry.raw, of["signature"]))
            if entry.compartment == 0:
                self.assertIn(entry.open(body_key)["t"], ("log.genesis", "log.device"))
        self.assertEqual(sha256(values["entry 0 header"][:8], bytes(32), values["entry 0 header"][40:]), values["log"])
        wraps, last = (Entry(*(values[f"entry {n} {name}"] for name in ("header", "signature", "body"))) for n in (2, 3))
        data_key = hpke_open(values["epoch secret"], b"tandem/key/v1", wraps.bound(), wraps.body)
        self.assertEqual(data_key, values["data key"])
        opening = hmac.digest(last.salt, data_key, "sha256")
        self.assertEqual(opening, values["opening"])
        both = hkdf(data_key, last.salt, b"tandem/entry/v1\0\0\0\1", 64)
        self.assertEqual(both, values["entry key"] + values["commitment"])
        self.assertEqual(last.open(data_key)["t"], "shared.detail")
        self.assertEqual(json.dumps(last.open(data_key), separators=(",", ":")).encode(), values["plain"])
        with self.assertRaises(InvalidTag):
            seal_open(opening, last.bound(), last.body)

    def test_a_recovery_code_gives_these_keys_and_signs_this(self):
        values, digits = self.values(), bytes(range(32))
        seed = Ed25519PrivateKey.from_private_bytes(hkdf(digits, b"", b"tandem/recovery/sign/v1"))
        kem = X25519PrivateKey.from_private_bytes(hkdf(digits, b"", b"tandem/recovery/v1"))
        self.assertEqual(seed.public_key().public_bytes_raw(), values["recovery code signing public key"])
        self.assertEqual(kem.public_key().public_bytes_raw(), values["recovery code public key"])
        first = Entry(*(values[f"entry 0 {name}"] for name in ("header", "signature", "body")))
        place = types.SimpleNamespace(log=values["log"], device=first.device, seq=4, time=first.time)
        told = verify_people.used(place, "health", {"drill": {"opened": 3, "of": 3}})
        self.assertEqual(told, values["recovery used"])
        self.assertEqual(seed.sign(told), values["recovery first signature"])

    def test_the_proof_on_the_page_leads_to_its_checkpoint(self):
        page = (TOP / "docs" / "log-format.md").read_text()
        text = page.split("## Worked bytes", 1)[1].split("```text\n")[1].split("```")[0]
        values = self.values()
        index, path, checkpoint = verify.read_proof(text)
        origin, size, root = verify.head(checkpoint.split("\n\n")[0] + "\n")
        self.assertEqual((index, size, root), (1, 4, values["entry 3 root after"]))
        self.assertEqual(verify.root_from(values["entry 1 leaf"], index, size, path), root)
        key = b"\x01" + values["device public key"]
        hint = sha256(origin.encode(), b"\n", key)[:4].hex()
        signer = verify.Signer(f"{origin}+{hint}+{base64.b64encode(key).decode()}")
        self.assertEqual(signer.open(checkpoint), checkpoint.split("\n\n")[0] + "\n")


def signed(entry, says):
    """The entry as tools/verify.py takes it."""
    made = object.__new__(verify.Entry)
    made.raw, made.signature, made.says = entry.raw, entry.signature, says
    for name in FIELDS:
        setattr(made, name, getattr(entry, name))
    return made


def root_of(leaves):
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01", root_of(leaves[:split]), root_of(leaves[split:]))


if __name__ == "__main__":
    unittest.main()
