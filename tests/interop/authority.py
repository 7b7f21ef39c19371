"""Who may do what, judged three times: by tandem-verify, by tools/verify.py and by the program itself.

On top of a frozen vault's log small stories are written here from docs/log-format.md, with keys of our own: recovery
codes and what they let in, suspensions, invitations anew, approvals, second devices. Each is sealed as a bundle. What
the page allows all must take; what it forbids all must refuse.
"""

import base64
import json
import shutil
import struct
import subprocess
import types

import verify_bundle
import verify_log
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tamper import Bundle
from vault import FIELDS, HEADER, Entry, Vault, hkdf, sha256
from verify_people import COMPARTMENTS, used

NOBODY = bytes(16)


def b64(data):
    return base64.b64encode(data).decode()


def public(key):
    return key.public_key().public_bytes_raw()


class Somebody:
    """A name and a key: a member or, without a name, a device."""

    def __init__(self, name, key):
        self.name, self.key = name, key

    @classmethod
    def new(cls, number):
        return cls(bytes([number]) * 16, Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))


class Told:
    """A log that goes on from a vault's, entry by entry."""

    def __init__(self, vault, base):
        self.vault, self.entries = vault, list(base)
        self.at = max(entry.time for entry in base)
        self.series = {vault.device: [Somebody(NOBODY, vault.device_key()), verify_bundle.Tree()]}
        for entry in base:
            self.series[entry.device][1].push(verify_log.leaf(entry.raw))
        self.body_key = hkdf(vault.log_key, b"", b"tandem/log-body/v1")

    def place(self, device=None):
        device = device or self.vault.device
        return device, self.series[device][1].size

    def write(self, kind, says, by=None, device=None, compartment=0, body=None, salt=None):
        """Appends an entry of a member's, or of the device itself."""
        device = device or self.vault.device
        writer, tree = self.series[device]
        signer = by or writer
        values = dict.fromkeys(FIELDS, 0)
        stream = bytes(16) if compartment == 0 else b"s" * 16
        values.update(
            magic=b"TNDMENT1", log=self.vault.log, device=device, seq=tree.size, root=tree.root(), author=signer.name,
            author_key=sha256(public(signer.key))[:8], time=self.at, lamport=self.entries[-1].lamport + 1, kind=kind,
            compartment=compartment, suite=1, stream=stream, key=bytes(16) if compartment == 0 else b"k" * 16,
            salt=salt or sha256(b"salt", struct.pack(">Q", len(self.entries))), commitment=bytes(32),
            reserved=bytes(12), body_hash=bytes(32),
        )
        if body is None:
            plain = json.dumps({"v": 1, **says}).encode() + b"\x80"
            plain += bytes(-len(plain) % 256)
            both = hkdf(self.body_key, values["salt"], b"tandem/entry/v1\0\0\0\1", 64)
            values.update(commitment=both[32:], body_len=len(plain) + 16)
            bound = HEADER.pack(*(values[name] for name in FIELDS))[:256]
            body = verify_log.ChaCha20Poly1305(both[:32]).encrypt(bytes(12), plain, bound)
        values.update(body_len=len(body), body_hash=sha256(body))
        raw = HEADER.pack(*(values[name] for name in FIELDS))
        self.entries.append(Entry(raw, signer.key.sign(b"tandem/entry/v1\0" + raw), body))
        tree.push(verify_log.leaf(raw))
        return (device, tree.size - 1), verify_log.leaf(raw)

    def content(self, by, compartment, device=None):
        """A data key and something said under it; nobody opens either."""
        for entry in reversed(self.entries):
            if entry.kind == 6 and self.vault.structure(entry)["compartment"] == COMPARTMENTS[compartment]:
                epoch = base64.b64decode(self.vault.structure(entry)["public_key"])
                break
        self.write(3, None, by, device, compartment, bytes(80), epoch)
        self.write(2, None, by, device, compartment, bytes(272))

    def join(self, person, code, device=None):
        kem = sha256(b"kem", person.name)
        told = b"tandem/join/v1\0" + self.vault.log + person.name + public(person.key) + kem
        says = {"t": "log.member", "member": person.name.hex(), "sign_pk": b64(public(person.key)), "kem_pk": b64(kem)}
        self.write(4, {**says, "code_sig": b64(code.sign(told))}, person, device)

    def codes(self, lead, side, numbers=(1, 2), seed=60):
        """A pair of recovery codes; their signing keys."""
        keys = [Ed25519PrivateKey.from_private_bytes(bytes([seed + number]) * 32) for number in (1, 2)]
        for number in numbers:
            made = {"t": "log.recovery", "side": side, "number": number, "office": "An office"}
            made.update(public_key=b64(bytes([seed + number]) * 32), sign_pk=b64(public(keys[number - 1])))
            self.write(12, made, lead)
        return keys

    def recover(self, keys, side, act, device=None, place=None, by=None, said=None):
        """A use of codes for this place; `said` names what is put in place of what was signed."""

        header = types.SimpleNamespace()
        header.log, header.time = self.vault.log, self.at
        header.device, header.seq = place or self.place(device)
        told = used(header, side, act)
        says = {"t": "log.recovery-used", "side": side, "act": act}
        for name, key in zip(("first_sig", "second_sig"), keys):
            says[name] = b64(key.sign(told))
        self.write(12, {**says, **(said or {})}, by, device)

    def bundle(self, sealer):
        """Everything, in one file."""
        writer = self.vault.device
        tree, name = self.series[writer][1], f"tandem/{self.vault.log.hex()}/{writer.hex()}"
        text = f"{name}\n{tree.size}\n{b64(tree.root())}\n"
        signer = verify_log.Signer.of(name, public(self.vault.device_key()))
        line = b64(signer.hash + self.vault.device_key().sign(text.encode()))
        checkpoint = f"{text}\n\u2014 {name} {line}\n".encode()
        ways = b'{"salt":"AAAAAAAAAAAAAAAAAAAAAA==","members":[],"invitations":[]}'
        out = b"\1" + self.vault.log + writer + bytes(8) + struct.pack(">H", len(self.series))
        for device, (_, tree) in sorted(self.series.items()):
            out += struct.pack(">16sQQ", device, 0, tree.size) + tree.root()
        out += struct.pack(">I", len(checkpoint)) + checkpoint + struct.pack(">I", len(ways)) + ways
        out += struct.pack(">Q", len(self.entries))
        for entry in sorted(self.entries, key=lambda one: (one.lamport, one.device, one.seq)):
            out += entry.raw + entry.signature + struct.pack(">I", len(entry.body)) + entry.body
        return sealer.seal(out)


class Judges:
    """The three, and the people of the frozen vault."""

    def __init__(self, campaign, program, folder, people, home, long):
        self.campaign, self.program, self.folder, self.home, self.long = campaign, program, folder, home, long
        self.people = people
        self.vaults = {handle: Vault(folder, handle, people[handle]) for handle in ("4411", "5120", "jpatel", "plead", "hlead")}
        self.who = {
            handle: Somebody(bytes.fromhex(vault.identity["member"]), vault.sign) for handle, vault in self.vaults.items()
        }
        self.vault = self.vaults["4411"]
        self.base, self.sealer = self.vault.entries(), Bundle(campaign, self.vault, home)
        self.secret = home / "passphrase of the judge"
        self.secret.write_text(people["4411"])

    def tell(self):
        return Told(self.vault, self.base), self.who

    def judge(self, what, told, right, program=False):
        """`program`: asked of the program in the short form too."""
        self.sealer.expect(f"of {what}", told.bundle(self.sealer), right)
        if not (program or self.long):
            return
        copy = self.home / "judged"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.folder, copy, ignore=shutil.ignore_patterns("view-*", "lock"))
        words = ["bundle", "admit", str(self.sealer.file), "--vault", str(copy), "--as", "4411"]
        words += ["--passphrase-file", str(self.secret), "--json"]
        ran = subprocess.run([self.program, *words], capture_output=True, check=False)
        # that this device goes on elsewhere is told as well; what counts is whether the entries were taken
        if (b'"new":' in ran.stdout) != right:
            raise SystemExit(f"{what}: the program says {ran.returncode}: {ran.stderr.decode()}{ran.stdout.decode()}")
        self.campaign.cases["asked of the program"] = self.campaign.cases.get("asked of the program", 0) + 1


def invitation(code, person, side, role, kind="log.invitation"):
    says = {"t": kind, "member": person.name.hex(), "side": side, "role": role, "name": "Somebody", "expires": 2**53}
    return {**says, "code_pk": b64(public(code)), "code_kem": b64(bytes([9]) * 32)}


def recovery(judges):
    code, stone, guest = Ed25519PrivateKey.from_private_bytes(bytes([50]) * 32), Somebody.new(51), Somebody.new(52)
    invited = {"invited": {k: v for k, v in invitation(code, stone, "police", "governance").items() if k != "t"}}
    drill = {"drill": {"opened": 3, "of": 3}}

    def story(act=drill, **how):
        told, who = judges.tell()
        keys = told.codes(who["plead"], "police")
        told.recover(keys, "police", act, **how)
        return told, who

    judges.judge("recovery: a drill", story()[0], True)
    told, who = story(invited)
    told.join(stone, code)
    told.write(11, invitation(code, guest, "police", "officer"), stone)
    told.join(guest, code)
    told.content(guest, 1)
    judges.judge("recovery: a lead who came in by it, and whom that lead invited", told, True, program=True)
    told.write(4, {"t": "log.standing", "member": who["plead"].name.hex(), "standing": "removed"}, stone)
    judges.judge("recovery: that lead removes the one who is gone", told, True)

    told, who = judges.tell()
    keys = told.codes(who["plead"], "police")
    elsewhere = (told.vault.device, told.place()[1] + 1)
    for what, act, how in [
        ("signed for another place", invited, {"place": elsewhere}),
        ("another act than was signed", invited, {"said": {"act": drill}}),
        ("said to be the other side's", drill, {"said": {"side": "health"}}),
        ("signed by a member", drill, {"by": who["plead"]}),
        ("without a signature", invited, {"said": {"second_sig": b64(bytes(64))}}),
    ]:
        judges.judge(f"forged recovery: {what}", story(act, **how)[0], False, program=act is invited)
    for what, role, side in [("an officer", "officer", "police"), ("the other side's lead", "governance", "health")]:
        act = {"invited": {k: v for k, v in invitation(code, stone, side, role).items() if k != "t"}}
        judges.judge(f"forged recovery: {what} is let in", story(act)[0], False)

    def wrong(what, tell, program=False):
        told, who = judges.tell()
        tell(told, who, told.codes(who["plead"], "police"))
        judges.judge(f"forged recovery: {what}", told, False, program)

    wrong("one code signs twice", lambda told, who, keys: told.recover([keys[0]] * 2, "police", invited), True)
    wrong("the codes of the other side", lambda told, who, keys: told.recover(keys, "health", drill))

    def replaced(told, who, keys):
        told.codes(who["plead"], "police", (1,), seed=70)
        told.recover(keys, "police", drill)

    wrong("a code that was replaced", replaced)

    def again(told, who, keys):
        told.codes(who["plead"], "police", (1,), seed=70)
        told.codes(who["plead"], "police", (1,))

    wrong("a replaced code comes into force again", again, True)
    wrong("codes made by the other side's lead", lambda told, who, keys: told.codes(who["hlead"], "police", seed=80))
    wrong("codes made by an officer", lambda told, who, keys: told.codes(who["4411"], "police", seed=80))

    device = Somebody(NOBODY, Ed25519PrivateKey.from_private_bytes(bytes([53]) * 32))
    name = bytes([53]) * 16
    act = {"device": {"device": name.hex(), "name": "TR-99", "sign_pk": b64(public(device.key))}}
    told, who = judges.tell()
    keys = told.codes(who["plead"], "police")
    told.series[name] = [device, verify_bundle.Tree()]
    told.recover(keys, "police", act, device=name)
    told.content(who["4411"], 1, device=name)
    judges.judge("recovery: a copy that was put back becomes a device", told, True, program=True)
    told, who = judges.tell()
    keys = told.codes(who["plead"], "police")
    other = Somebody(NOBODY, Ed25519PrivateKey.from_private_bytes(bytes([54]) * 32))
    told.series[name] = [other, verify_bundle.Tree()]
    told.recover(keys, "police", act, device=name)
    judges.judge("forged recovery: a device with another key than was enrolled", told, False)


def standing(judges):
    def changed(told, who, by, member, to, device=None):
        told.write(4, {"t": "log.standing", "member": who[member].name.hex(), "standing": to}, who[by], device)

    told, who = judges.tell()
    changed(told, who, "plead", "5120", "suspended")
    judges.judge("standing: suspended", told, True)
    told.content(who["5120"], 1)
    judges.judge("forged standing: who was suspended writes", told, False, program=True)
    told, who = judges.tell()
    changed(told, who, "plead", "5120", "suspended")
    changed(told, who, "plead", "5120", "active")
    told.content(who["5120"], 1)
    judges.judge("standing: who was taken back writes", told, True)
    for what, by, member, tos in [
        ("by the other side's lead", "hlead", "5120", ["suspended"]),
        ("by a colleague", "4411", "5120", ["suspended"]),
        ("removed and taken back", "plead", "5120", ["removed", "active"]),
        ("active already", "plead", "5120", ["active"]),
        ("an organisation's last lead", "plead", "plead", ["removed"]),
        ("a standing that there is not", "plead", "5120", ["away"]),
    ]:
        told, who = judges.tell()
        for to in tos:
            changed(told, who, by, member, to)
        judges.judge(f"forged standing: {what}", told, False)

    code, new = Ed25519PrivateKey.from_private_bytes(bytes([55]) * 32), Ed25519PrivateKey.from_private_bytes(bytes([56]) * 32)

    def anew(by):
        told, who = judges.tell()
        told.write(11, invitation(code, who["5120"], "police", "officer", "log.invitation-anew"), who[by])
        return told, who, Somebody(who["5120"].name, new)

    told, who, again = anew("plead")
    told.join(again, code)
    told.content(again, 1)
    judges.judge("anew: joined with other keys", told, True, program=True)
    told.content(who["5120"], 1)
    judges.judge("forged anew: the keys from before sign", told, False, program=True)
    judges.judge("forged anew: by the other side's lead", anew("hlead")[0], False)
    told, who, again = anew("plead")
    told.join(again, new)
    judges.judge("forged anew: without the code", told, False)
    for by, right in (("5120", True), (None, False)):
        told, who = judges.tell()
        told.write(4, {"t": "log.passphrase", "slot": b64(bytes(32))}, who.get(by))
        judges.judge("passphrase: changed" if right else "forged passphrase: by the device", told, right, program=True)


def approvals(judges):
    def proposed(by, entry=None, leaf=None, times=1):
        told, who = judges.tell()
        policy = {"t": "log.policy", "agreement": "ISA-9", "known_clause": None, "police_advice": None, "health_advice": None}
        (device, seq), hashed = told.write(10, policy, who["plead"])
        named = {"device": device.hex(), "seq": seq if entry is None else entry}
        for _ in range(times):
            told.write(13, {"t": "log.approval", "entry": named, "leaf": b64(leaf or hashed)}, who.get(by))
        return told

    judges.judge("approval: by the other side's lead", proposed("hlead"), True, program=True)
    for digest, right in ((sha256(b"version = 1"), True), (bytes(32), False)):
        told, who = judges.tell()
        table = {"t": "log.rules", "version": "a-2027-02-01", "as_at": "2027-02-01", "text": "version = 1", "sha256": digest.hex()}
        (device, seq), hashed = told.write(10, table, who["plead"])
        told.write(13, {"t": "log.approval", "entry": {"device": device.hex(), "seq": seq}, "leaf": b64(hashed)}, who["hlead"])
        judges.judge("approval: of a rule table" if right else "forged approval: of another table", told, right, program=True)
    for question, signer, right in ((7, "hlead", True), (23, "hlead", False), (7, "jpatel", False)):
        told, who = judges.tell()
        answer = {"question": question, "state": "met", "evidence": "A", "owner": "B", "reviewed": "2026-11-20", "review_by": None}
        (device, seq), _ = told.write(10, {"t": "log.partnership", "wrote": {"answered": answer}}, who["plead"])
        wrote = {"signed": {"device": device.hex(), "seq": seq}}
        told.write(10, {"t": "log.partnership", "wrote": wrote}, who[signer])
        judges.judge("register: answered and signed" if right else "forged register: by whom or what", told, right, program=True)
    for what, told in [
        ("by nobody: the device", proposed(None)),
        ("by who proposed it", proposed("plead")),
        ("by a nurse", proposed("jpatel")),
        ("of what nobody proposed", proposed("hlead", entry=0)),
        ("of another entry's leaf", proposed("hlead", leaf=bytes(32))),
        ("twice", proposed("hlead", times=2)),
    ]:
        judges.judge(f"forged approval: {what}", told, False, program=what in ("by nobody: the device", "twice"))


def devices(judges):
    name, second = bytes([57]) * 16, Somebody(NOBODY, Ed25519PrivateKey.from_private_bytes(bytes([57]) * 32))

    def enrolled(by="plead"):
        told, who = judges.tell()
        says = {"t": "log.device", "device": name.hex(), "name": "TR-98", "sign_pk": b64(public(second.key))}
        told.write(7, says, who[by])
        told.series[name] = [second, verify_bundle.Tree()]
        seen(told)
        return told, who

    def seen(told):
        tree = told.series[told.vault.device][1]
        says = {"t": "log.witness", "device": told.vault.device.hex(), "size": tree.size, "root": b64(tree.root())}
        told.write(8, says, None, name)

    def suspend(told, who, member="5120", by=None, device=None):
        says = {"t": "log.standing", "member": who[member].name.hex(), "standing": "suspended"}
        told.write(4, says, by or who["plead"], device)

    judges.judge("devices: enrolled by a lead", enrolled()[0], True)
    judges.judge("forged devices: enrolled by an officer", enrolled("4411")[0], False)
    told, who = enrolled()
    suspend(told, who)
    told.content(who["5120"], 1, name)
    judges.judge("devices: it did not know of the suspension", told, True, program=True)
    seen(told)
    told.content(who["5120"], 1, name)
    judges.judge("forged devices: it knew of the suspension", told, False, program=True)
    told, who = enrolled()
    told.write(7, {"t": "log.device-revoked", "device": name.hex()}, who["plead"])
    told.content(who["4411"], 1, name)
    judges.judge("devices: it did not know that it was revoked", told, True)
    seen(told)
    told.content(who["4411"], 1, name)
    judges.judge("forged devices: it knew that it was revoked", told, False)

    # two leads of one side: the first shuts the second out, who did something meanwhile on the other device
    code, lead = Ed25519PrivateKey.from_private_bytes(bytes([58]) * 32), Somebody.new(59)
    told, who = enrolled()
    told.write(11, invitation(code, lead, "police", "governance"), who["plead"])
    told.join(lead, code)
    seen(told)
    told.write(4, {"t": "log.standing", "member": lead.name.hex(), "standing": "removed"}, who["plead"])
    suspend(told, who, by=lead, device=name)
    judges.judge("devices: overtaken by a removal that it did not know", told, True, program=True)
    told.content(who["5120"], 1, name)
    judges.judge("forged devices: whom an overtaken lead suspended writes there", told, False)
    told, who = enrolled()
    told.write(11, invitation(code, lead, "police", "governance"), who["plead"])
    told.join(lead, code)
    told.write(4, {"t": "log.standing", "member": lead.name.hex(), "standing": "removed"}, who["plead"])
    seen(told)
    suspend(told, who, by=lead, device=name)
    judges.judge("forged devices: a lead who was removed there too", told, False, program=True)


def ring(judges):
    """Three leads of the police shut one another out on two devices, so that the police have none; then both codes do."""
    name, second = bytes([62]) * 16, Somebody(NOBODY, Ed25519PrivateKey.from_private_bytes(bytes([62]) * 32))
    code, leads = Ed25519PrivateKey.from_private_bytes(bytes([63]) * 32), [Somebody.new(64), Somebody.new(65)]
    stone, guest = Somebody.new(66), Somebody.new(67)
    act = {"invited": {k: v for k, v in invitation(code, stone, "police", "governance").items() if k != "t"}}

    def seen(told, of, by):
        tree = told.series[of][1]
        says = {"t": "log.witness", "device": of.hex(), "size": tree.size, "root": b64(tree.root())}
        told.write(8, says, None, by)

    def shut_out():
        told, who = judges.tell()
        first = told.vault.device
        keys = told.codes(who["plead"], "police")
        for lead in leads:
            told.write(11, invitation(code, lead, "police", "governance"), who["plead"])
            told.join(lead, code)
        says = {"t": "log.device", "device": name.hex(), "name": "TR-98", "sign_pk": b64(public(second.key))}
        told.write(7, says, who["plead"])
        told.series[name] = [second, verify_bundle.Tree()]
        seen(told, first, name)
        for by, gone, where in [
            (who["plead"], who["plead"], first), (leads[0], leads[1], first), (who["plead"], leads[0], name)
        ]:
            says = {"t": "log.standing", "member": gone.name.hex(), "standing": "removed"}
            told.write(4, says, by, where)
        seen(told, name, first)
        return told, who, keys

    for what, by in [("the first", leads[0]), ("the second", leads[1])]:
        told, *_ = shut_out()
        told.write(11, invitation(code, guest, "police", "officer"), by)
        judges.judge(f"forged ring: {what} of its leads lets somebody in", told, False, program=True)
    told, _, keys = shut_out()
    told.recover(keys, "police", act)
    told.join(stone, code)
    told.write(11, invitation(code, guest, "police", "officer"), stone)
    told.join(guest, code)
    told.content(guest, 1)
    judges.judge("ring: both codes bring a lead, who lets somebody in", told, True, program=True)
    for what, by in [("the first", leads[0]), ("the second", leads[1])]:
        told, _, keys = shut_out()
        told.recover(keys, "police", act)
        told.join(stone, code)
        told.write(4, {"t": "log.standing", "member": stone.name.hex(), "standing": "removed"}, by)
        judges.judge(f"forged ring: {what} of its leads removes whom both codes brought", told, False, program=True)
    told, who, _ = shut_out()
    told.write(11, invitation(code, guest, "police", "officer"), who["hlead"])
    judges.judge("forged ring: the other organisation's lead lets somebody in", told, False)


def campaign(judges):
    """Every story."""
    for told in (recovery, standing, approvals, devices, ring):
        told(judges)
