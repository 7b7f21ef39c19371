"""Changes an audit pack, an extract and a bundle in every way, and asks both verifiers: each change must be found by both.

First by a hand that has no key: bytes, files, names. Then by an insider who holds the device's key and the exporting
member's, and signs the changed manifest anew: what others signed, what was committed to, and what stands in the tree
must still give the change away. The bundle is made here, from the pages and the format's description.

    tamper.py --program target/debug/tandem --verifier target/debug/tandem-verify [--short | --long]
"""

import argparse
import base64
import copy
import json
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
sys.path[:0] = [str(HERE), str(TOP / "tools")]
sys.dont_write_bytecode = True

import verify  # noqa: E402
import verify_bundle  # noqa: E402
import verify_log  # noqa: E402
from vault import Vault, expand, hkdf, sha256  # noqa: E402


class Campaign:
    """Counts cases, and fails with the first change that a verifier takes for right."""

    def __init__(self, verifier):
        self.verifier, self.cases = verifier, {}

    def by_python(self, folder, key=None):
        if key:
            judged = verify.BundleFile(str(folder), [bytes.fromhex(key.read_text())])
        else:
            judged = verify.Folder(str(folder))
        try:
            judged.check()
        except verify.CannotCheck:
            return 2
        except (RecursionError, TypeError, AttributeError, KeyError, ValueError, struct.error) as why:
            judged.find("manifest.json", str(why))
        return 1 if judged.findings else 0

    def by_program(self, folder, key=None):
        words = [self.verifier, "--json", str(folder)] + (["--log-key-file", str(key)] if key else [])
        return subprocess.run(words, capture_output=True, check=False).returncode

    def expect(self, folder, what, right=False, key=None):
        codes = self.by_python(folder, key), self.by_program(folder, key)
        wanted = (0,) if right else (1, 2)
        if any(code not in wanted for code in codes):
            sys.exit(f"{folder.name}, {what}: verify.py says {codes[0]}, tandem-verify says {codes[1]}")
        kind = what.split(":")[0]
        self.cases[kind] = self.cases.get(kind, 0) + 1


def make(program, home):
    """A pack and an extract of the frozen vault, and the two keys that signed the extract."""
    shutil.copytree(TOP / "tests" / "golden" / "vault-1", home / "vault")
    people = {one["handle"]: one["passphrase"] for one in json.loads((home / "vault" / "people.json").read_text())}
    for lead in ("plead", "hlead"):
        # when it was frozen, one lead's word was enough for the common keys
        secret = home / f"passphrase of {lead}"
        secret.write_text(people[lead])
        who = ["--vault", str(home / "vault"), "--as", lead, "--passphrase-file", str(secret)]
        subprocess.run([program, "member", "confirm", *who], check=True, capture_output=True)
    for handle, words, out in [
        ("4411", ["extract", "--incident", "26-0001"], "extract"),
        ("kshah", ["audit", "--month", "2026-11"], "pack"),
    ]:
        secret = home / f"passphrase of {handle}"
        secret.write_text(people[handle])
        who = ["--vault", str(home / "vault"), "--as", handle, "--passphrase-file", str(secret)]
        subprocess.run([program, *words, "--out", str(home / out), *who], check=True, capture_output=True)
    vault = Vault(home / "vault", "4411", people["4411"])
    return home / "extract", home / "pack", vault


# ---- a hand without a key ---------------------------------------------------------------------------------------------


def without_a_key(campaign, folder, dice, long):
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    for name, data in files.items():
        path = folder / name
        if long or name == "manifest.sig":
            places = range(len(data))
        else:
            places = sorted(dice.sample(range(len(data)), min(len(data), 150 if name == "manifest.json" else 4)))
        for place in places:
            changed = bytearray(data)
            changed[place] ^= 1 << dice.randrange(8)
            path.write_bytes(changed)
            campaign.expect(folder, f"a changed byte: {name} at {place}")
        for what, changed in [("cut", data[:-1]), ("longer", data + b"\n"), ("empty", b"")]:
            path.write_bytes(changed)
            campaign.expect(folder, f"a file {what}: {name}")
        path.unlink()
        campaign.expect(folder, f"a file gone: {name}")
        other = folder.parent / "elsewhere"
        other.write_bytes(data)
        path.symlink_to(other)
        campaign.expect(folder, f"a file that is a link: {name}")
        path.unlink()
        path.write_bytes(data)
    for one, two in zip(files, list(files)[1:]):
        (folder / one).write_bytes(files[two])
        (folder / two).write_bytes(files[one])
        campaign.expect(folder, f"two files swapped: {one}, {two}")
        (folder / one).write_bytes(files[one])
        (folder / two).write_bytes(files[two])
    for name in ["extra.txt", "entry-9999.json", ".hidden"]:
        (folder / name).write_text("x")
        campaign.expect(folder, f"a file more: {name}")
        (folder / name).unlink()
    (folder / "more").mkdir()
    campaign.expect(folder, "a folder more: more")
    (folder / "more").rmdir()
    campaign.expect(folder, "put back as it was", right=True)


# ---- an insider with the device's and the member's key ------------------------------------------------------------------


class Forger:
    """Holds an extract in memory, changes it and signs its manifest anew."""

    def __init__(self, campaign, folder, vault, home):
        self.campaign, self.home, self.vault = campaign, home / "forged", vault
        self.files = {path.name: path.read_bytes() for path in folder.iterdir() if "manifest" not in path.name}
        self.manifest = json.loads((folder / "manifest.json").read_bytes())
        self.device = vault.device_key()
        self.names = sorted(name for name in self.files if name.endswith(".json"))

    def note(self, key, verifier_key, text):
        signer = verify_log.Signer(verifier_key)
        return f"\u2014 {signer.name} {base64.b64encode(signer.hash + key.sign(text)).decode()}\n"

    def write(self, files, manifest):
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir()
        manifest["files"] = {name: sha256(data).hex() for name, data in files.items()}
        text = json.dumps(manifest, indent=1).encode() + b"\n"
        lines = self.note(self.device, self.manifest["verifier_key"], text)
        lines += self.note(self.vault.sign, self.manifest["member_key"], text)
        for name, data in {**files, "manifest.json": text, "manifest.sig": lines.encode()}.items():
            (self.home / name).write_bytes(data)

    def expect(self, what, files=None, right=False, **manifest):
        self.write({**self.files, **(files or {})}, {**copy.deepcopy(self.manifest), **manifest})
        self.campaign.expect(self.home, what, right)

    def entry(self, name, **changes):
        return {name: json.dumps({**json.loads(self.files[name]), **changes}).encode()}

    def flipped(self, name, field, place):
        """An entry file with one bit changed in a field of hexadecimal digits."""
        data = bytearray(bytes.fromhex(json.loads(self.files[name])[field]))
        data[place] ^= 1
        return self.entry(name, **{field: data.hex()})

    def checkpoint(self, text):
        return f"{text}\n" + self.note(self.device, self.manifest["verifier_key"], text.encode())


def entries(forger, dice):
    """Each part of each entry."""
    for name in forger.names:
        file = json.loads(forger.files[name])
        for place in [0, 8, 40, 63, 64, 96, 112, 127, 135, 137, 139, 143, 144, 176, 208, 243, 250, 256, 287]:
            forger.expect(f"forged header: {name} at {place}", forger.flipped(name, "header", place))
        for field, length in [("signature", 64), ("opening", 32)]:
            for place in (0, dice.randrange(length), length - 1):
                forger.expect(f"forged {field}: {name} at {place}", forger.flipped(name, field, place))
        body = bytearray(base64.b64decode(file["body"]))
        body[dice.randrange(len(body))] ^= 1
        forger.expect(f"forged body: {name}", forger.entry(name, body=base64.b64encode(body).decode()))
        forger.expect(f"other words: {name}", forger.entry(name, says={**file["says"], "v": 2}))
        forger.expect(f"more words: {name}", forger.entry(name, says={**file["says"], "text": "He was violent."}))
        forger.expect(f"another place: {name}", forger.entry(name, seq=file["seq"] + 1))
        forger.expect(f"a field more: {name}", forger.entry(name, note="x"))
        resealed(forger, name, file)


def resealed(forger, name, file):
    """Other words, sealed well and signed by the insider in place of the author."""
    raw, says = bytearray(bytes.fromhex(file["header"])), {**file["says"], "text": "He was violent."}
    plain = json.dumps(says).encode() + b"\x80"
    plain += bytes(-len(plain) % 256)
    opening = bytes(32)
    both = expand(opening, b"tandem/entry/v1\0\0\0\1", 64)
    raw[208:240], raw[240:244] = both[32:], (len(plain) + 16).to_bytes(4, "big")
    bound = bytes(raw[:256]) if raw[137] != 1 else bytes(raw[:8]) + bytes(32) + bytes(raw[40:256])
    body = verify_log.ChaCha20Poly1305(both[:32]).encrypt(bytes(12), plain, bound)
    raw[256:] = sha256(body)
    signature = forger.vault.sign.sign(b"tandem/entry/v1\0" + bytes(raw))
    sealed = dict(header=raw.hex(), signature=signature.hex(), opening=opening.hex(), says=says)
    forger.expect(f"sealed anew: {name}", forger.entry(name, body=base64.b64encode(body).decode(), **sealed))


def proofs(forger):
    """Each part of each proof, checkpoints signed anew by the device included."""
    for name in [name.replace(".json", ".tlog-proof") for name in forger.names]:
        text = forger.files[name].decode()
        top, checkpoint = text.split("\n\n", 1)
        lines = top.split("\n")
        other = lines[:2] + [lines[-1]] + lines[3:]
        index = int(lines[1].split()[1])
        origin, size, root = checkpoint.split("\n\n")[0].split("\n")
        false_root = base64.b64encode(bytes(32)).decode()
        for what, changed in [
            ("a shorter path", ["\n".join(lines[:-1]), checkpoint]),
            ("a longer path", ["\n".join(lines + [lines[-1]]), checkpoint]),
            ("another path", ["\n".join(other), checkpoint]),
            ("another index", [top.replace(f"index {index}", f"index {index + 1}"), checkpoint]),
            ("another size", [top, forger.checkpoint(f"{origin}\n{int(size) + 1}\n{root}\n")]),
            ("another root", [top, forger.checkpoint(f"{origin}\n{size}\n{false_root}\n")]),
            ("another origin", [top, forger.checkpoint(f"{origin}0\n{size}\n{root}\n")]),
        ]:
            if "\n\n".join(changed) != text:
                forger.expect(f"proof with {what}: {name}", {name: "\n\n".join(changed).encode()})


def together(forger):
    """Entries left out, doubled, out of order; keys and claims of the manifest."""
    count = len(forger.names)
    for at in range(1, count + 1):
        # without its structure nothing says whose key signed what follows
        if json.loads(forger.files[f"entry-{at:04}.json"])["says"]["t"].startswith("log."):
            forger.write(*without(forger, at))
            forger.campaign.expect(forger.home, f"structure left out: {at}")
    for one in range(1, count):
        swapped = {}
        for ending in (".json", ".tlog-proof"):
            a, b = f"entry-{one:04}{ending}", f"entry-{one + 1:04}{ending}"
            swapped.update({a: forger.files[b], b: forger.files[a]})
        forger.expect(f"out of order: {one}", swapped)
        double = {f"entry-{one + 1:04}{e}": forger.files[f"entry-{one:04}{e}"] for e in (".json", ".tlog-proof")}
        forger.expect(f"doubled: {one}", double)
    strange = [None, 0, -1, 10**30, "", "x" * 1000, [], {}, True, 1.5, "2026-11"]
    for name, value in forger.manifest.items():
        for other in strange:
            if name not in ("files", "made_at", "training", "disposed") and other != value:
                forger.expect(f"a strange manifest: {name} is {str(other)[:20]}", **{name: other})
    other = {"police": "health", "health": "police"}[forger.manifest["side"]]
    forger.expect("another claim: side", side=other)
    forger.expect("another claim: incident", incident="26-0002")
    forger.expect("another claim: shown", shown=count - 1)
    forger.expect("another claim: entries", entries=forger.manifest["entries"] + 1)


def without(forger, at):
    """The extract without one entry, the others numbered anew."""
    count, files = len(forger.names), {n: d for n, d in forger.files.items() if not n.startswith("entry-")}
    for new, old in enumerate([n for n in range(1, count + 1) if n != at], 1):
        for ending in (".json", ".tlog-proof"):
            files[f"entry-{new:04}{ending}"] = forger.files[f"entry-{old:04}{ending}"]
    return files, {**copy.deepcopy(forger.manifest), "shown": count - 1}


# ---- a bundle -----------------------------------------------------------------------------------------------------------


class Bundle:
    """A bundle of all entries, made from the format's description; sealed anew after each change."""

    def __init__(self, campaign, vault, home):
        self.campaign, self.vault, self.file, self.key = campaign, vault, home / "bundle", home / "log key"
        self.key.write_text(vault.log_key.hex())
        self.entries = vault.entries()
        tree = verify_bundle.Tree()
        for entry in self.entries:
            tree.push(verify_log.leaf(entry.raw))
        self.root, name = tree.root(), f"tandem/{vault.log.hex()}/{vault.device.hex()}"
        text = f"{name}\n{tree.size}\n{base64.b64encode(self.root).decode()}\n"
        public = vault.device_key().public_key().public_bytes_raw()
        signer = verify_log.Signer.of(name, public)
        line = base64.b64encode(signer.hash + vault.device_key().sign(text.encode())).decode()
        self.checkpoint = f"{text}\n\u2014 {name} {line}\n".encode()

    def plain(self, entries=None, size=None, root=None, checkpoint=None, ways=b"{}"):
        """What is inside, and the places in it for which nothing but the seal vouches."""
        entries = self.entries if entries is None else entries
        checkpoint = self.checkpoint if checkpoint is None else checkpoint
        out = b"\1" + self.vault.log + self.vault.device
        free = set(range(len(out), len(out) + 8))
        out += bytes(8) + struct.pack(">H16sQQ", 1, self.vault.device, 0, len(self.entries) if size is None else size)
        out += (root or self.root) + struct.pack(">I", len(checkpoint)) + checkpoint + struct.pack(">I", len(ways))
        free |= set(range(len(out), len(out) + len(ways)))
        out += ways + struct.pack(">Q", len(entries))
        for entry in entries:
            out += entry.raw + entry.signature + struct.pack(">I", len(entry.body)) + entry.body
        return out, free

    def seal(self, plain, key=None):
        salt = sha256(plain)
        secret = hkdf(key or self.vault.log_key, salt, b"tandem/bundle/v1")
        top = verify_bundle.MAGIC + salt + hkdf(secret, salt, b"tandem/stream/commit/v1") + struct.pack(">H", 16)
        top += random.Random(1).randbytes(16 * 80)
        cipher = verify_log.ChaCha20Poly1305(hkdf(secret, salt, b"tandem/stream/key/v1"))
        pieces = [plain[at : at + 65536] for at in range(0, len(plain), 65536)]
        out = top
        for number, piece in enumerate(pieces):
            last = number == len(pieces) - 1
            sealed = cipher.encrypt(bytes(3) + struct.pack(">QB", number, last), piece, sha256(top))
            out += struct.pack(">I", len(sealed) | last << 31) + sealed
        return out

    def expect(self, what, data, right=False):
        self.file.write_bytes(data)
        self.campaign.expect(self.file, f"bundle {what}", right, self.key)


def bundles(campaign, vault, home, dice, long):
    bundle = Bundle(campaign, vault, home)
    plain, free = bundle.plain()
    whole = bundle.seal(plain)
    bundle.expect("as it was made", whole, right=True)
    for place in range(len(whole)) if long else [*range(0, 76), *dice.sample(range(76, len(whole)), 60)]:
        changed = bytearray(whole)
        changed[place] ^= 1 << dice.randrange(8)
        bundle.expect(f"changed outside: {place}", changed)
    places = [place for place in range(len(plain)) if place not in free]
    for place in places if long else [*places[:110], *dice.sample(places, 250)]:
        changed = bytearray(plain)
        changed[place] ^= 1 << dice.randrange(8)
        bundle.expect(f"changed inside: {place}", bundle.seal(bytes(changed)))
    entries = bundle.entries
    for at in range(0, len(entries) - 1, 1 if long else 5):
        bundle.expect(f"without one: {at}", bundle.seal(bundle.plain(entries[:at] + entries[at + 1 :])[0]))
        swapped = entries[:at] + [entries[at + 1], entries[at]] + entries[at + 2 :]
        bundle.expect(f"out of order: {at}", bundle.seal(bundle.plain(swapped)[0]))
        doubled = entries[: at + 1] + entries[at:]
        bundle.expect(f"doubled: {at}", bundle.seal(bundle.plain(doubled)[0]))
    bundle.expect("cut and counted anew: the last", bundle.seal(bundle.plain(entries[:-1], size=len(entries) - 1)[0]))
    bundle.expect("with another root: x", bundle.seal(bundle.plain(root=bytes(32))[0]))
    bundle.expect("without a checkpoint: x", bundle.seal(bundle.plain(checkpoint=b"")[0]))
    bundle.expect("under another key: x", bundle.seal(plain, key=bytes(32)))
    for length in (0, 8, 73, 74, 1354, len(whole) // 2, len(whole) - 1):
        bundle.expect(f"cut: {length}", whole[:length])


def main():
    import authority  # needs what stands above

    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--verifier", required=True)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--short", action="store_true", help="some bytes of each file; the default")
    length.add_argument("--long", action="store_true", help="every byte of every file")
    asked = parser.parse_args()
    began, dice = time.time(), random.Random(20261121)
    with tempfile.TemporaryDirectory() as home:
        home = pathlib.Path(home)
        extract, pack, vault = make(asked.program, home)
        campaign = Campaign(asked.verifier)
        for folder in (extract, pack):
            campaign.expect(folder, "as it was made", right=True)
            without_a_key(campaign, folder, dice, asked.long)
        forger = Forger(campaign, extract, vault, home)
        forger.expect("signed anew unchanged", right=True)
        entries(forger, dice)
        proofs(forger)
        together(forger)
        bundles(campaign, vault, home, dice, asked.long)
        people = {one["handle"]: one["passphrase"] for one in json.loads((home / "vault" / "people.json").read_text())}
        authority.campaign(authority.Judges(campaign, asked.program, home / "vault", people, home, asked.long))
    for kind, cases in sorted(campaign.cases.items()):
        print(f"  {cases:6} {kind}")
    total = sum(campaign.cases.values())
    print(f"{total} cases, each judged by both verifiers, in {time.time() - began:.0f} s")


if __name__ == "__main__":
    main()
