"""Opens a vault folder from docs/log-format.md alone: hashlib, hmac, `cryptography`, and `sqlcipher3` for the pages."""

import base64
import hashlib
import hmac
import json
import pathlib
import re
import struct

import sqlcipher3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HEADER = struct.Struct(">8s32s16sQ32s16s8sqQHHI16s16s32s32sI12s32s")
FIELDS = (
    "magic log device seq root author author_key time lamport kind compartment suite stream key salt commitment "
    "body_len reserved body_hash"
).split()


def sha256(*pieces):
    return hashlib.sha256(b"".join(pieces)).digest()


def expand(extracted, info, length):
    """HKDF-Expand of RFC 5869."""
    out, block, count = b"", b"", 1
    while len(out) < length:
        block = hmac.digest(extracted, block + info + bytes([count]), "sha256")
        out, count = out + block, count + 1
    return out[:length]


def hkdf(material, salt, info, length=32):
    return expand(hmac.digest(salt or bytes(32), material, "sha256"), info, length)


def unpad(padded):
    plain = padded.rstrip(b"\x00")
    assert plain.endswith(b"\x80") and len(padded) == (len(plain) + 255) // 256 * 256, "padding"
    return plain[:-1]


def seal_open(key, aad, sealed):
    return ChaCha20Poly1305(key).decrypt(bytes(12), sealed, aad)


def hpke_open(secret, info, aad, sealed):
    """RFC 9180 base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305. By hand."""
    encapsulated, sealed = sealed[:32], sealed[32:]
    private = X25519PrivateKey.from_private_bytes(secret)
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def extract(suite, salt, label, material):
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, "sha256")

    def labelled(suite, extracted, label, context, length):
        return expand(extracted, struct.pack(">H", length) + b"HPKE-v1" + suite + label + context, length)

    kem = b"KEM" + struct.pack(">H", 0x0020)
    shared = private.exchange(X25519PublicKey.from_public_bytes(encapsulated))
    shared = labelled(kem, extract(kem, b"", b"eae_prk", shared), b"shared_secret", encapsulated + public, 32)
    suite = b"HPKE" + struct.pack(">HHH", 0x0020, 0x0001, 0x0003)
    context = b"\x00" + extract(suite, b"", b"psk_id_hash", b"") + extract(suite, b"", b"info_hash", info)
    secret = extract(suite, shared, b"secret", b"")
    key = labelled(suite, secret, b"key", context, 32)
    nonce = labelled(suite, secret, b"base_nonce", context, 12)
    return ChaCha20Poly1305(key).decrypt(nonce, sealed, aad)


class Entry:
    """One row of the table `entry`."""

    def __init__(self, header, signature, body):
        self.raw, self.signature, self.body = header, signature, body
        for name, value in zip(FIELDS, HEADER.unpack(header)):
            setattr(self, name, value)

    def unnamed(self):
        return self.raw[:8] + bytes(32) + self.raw[40:]

    def bound(self):
        return (self.unnamed() if self.kind == 1 else self.raw)[:256]

    def open(self, data_key):
        both = hkdf(data_key, self.salt, b"tandem/entry/v1" + struct.pack(">I", 1), 64)
        assert both[32:] == self.commitment, "commitment"
        return json.loads(unpad(seal_open(both[:32], self.bound(), self.body)))


class Vault:
    """A vault folder, opened with one member's handle and passphrase."""

    def __init__(self, folder, handle, passphrase):
        self.folder = pathlib.Path(folder)
        self.slots = json.loads((self.folder / "keyslots.json").read_text())
        self.log, self.device = bytes.fromhex(self.slots["log"]), bytes.fromhex(self.slots["device"])
        self.unlock(handle.strip().lower(), " ".join(passphrase.lower().split()))
        self.db = self.connect()

    def unlock(self, handle, passphrase):
        b64 = base64.b64decode
        name = sha256(b"tandem/handle/v1", b64(self.slots["salt"]), handle.encode())
        slot = next(slot for slot in self.slots["members"] if b64(slot["handle"]) == name)
        memory, passes, salt = slot["memory_kib"], slot["passes"], b64(slot["salt"])
        key = Argon2id(salt=salt, length=32, iterations=passes, lanes=1, memory_cost=memory).derive(passphrase.encode())
        aad = b"tandem/slot/root/v1" + name + struct.pack(">II", memory, passes) + salt
        plain = unpad(seal_open(key, aad, b64(slot["root"])))
        root, self.identity = plain[:32], json.loads(plain[32:])
        self.sign = Ed25519PrivateKey.from_private_bytes(hkdf(root, b"", b"tandem/member/sign/v1"))
        self.kem = hkdf(root, b"", b"tandem/member/kem/v1")
        renewed = self.slots.get("log_keys")
        if not renewed:
            self.log_key = hpke_open(self.kem, b"tandem/slot/log-key/v1", self.log, b64(slot["log_key"]))
            self.log_keys = {bytes(16): self.log_key}
            return
        newest = renewed[-1]
        public = X25519PrivateKey.from_private_bytes(self.kem).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        mine = next(one for one in newest["to"] if b64(one["holder"]) == sha256(public)[:8])
        aad = self.log + bytes.fromhex(newest["name"])
        self.log_key = hpke_open(self.kem, b"tandem/log-key/v1", aad, b64(mine["sealed"]))
        self.log_keys, key = {}, self.log_key
        for at in range(len(renewed) - 1, -1, -1):
            name = bytes.fromhex(renewed[at]["name"])
            one_before = bytes.fromhex(renewed[at - 1]["name"]) if at else bytes(16)
            assert hkdf(key, b"", b"tandem/log-key/name/v1", 16) == name, "name of a log key"
            self.log_keys[name] = key
            way_back = hkdf(key, b"", b"tandem/log-key/before/v1" + one_before)
            key = seal_open(way_back, name, b64(renewed[at]["before"]))
        self.log_keys[bytes(16)] = key

    def connect(self):
        db = sqlcipher3.connect(str(self.folder / "log.db"))
        sealed_as = bytes.fromhex(self.slots.get("sealed_as") or self.slots["device"])
        key = hkdf(self.log_key, b"", b"tandem/db/v1" + sealed_as)
        db.execute("PRAGMA cipher_log_level = NONE")
        db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        db.execute("SELECT count(*) FROM sqlite_schema")
        return db

    def damaged_pages(self):
        """The numbers that `cipher_integrity_check` names."""
        rows = self.db.execute("PRAGMA cipher_integrity_check").fetchall()
        return sorted(int(re.search("page ([0-9]+)", row[0])[1]) for row in rows)

    def entries(self):
        """In the order of the log: logical time, device, number."""
        rows = self.db.execute("SELECT header, sig, body FROM entry").fetchall()
        return sorted((Entry(*row) for row in rows), key=lambda e: (e.lamport, e.device, e.seq))

    def device_key(self):
        return Ed25519PrivateKey.from_private_bytes(self.local("device/key"))

    def local(self, name):
        return self.db.execute("SELECT v FROM local WHERE k = ?", (name,)).fetchone()[0]

    def structure(self, entry):
        """Opens an entry of the compartment `log`, under the log key that its header names."""
        return entry.open(hkdf(self.log_keys[entry.key], b"", b"tandem/log-body/v1"))

    def epoch_secrets(self, entries):
        """The member's grants: public key of an epoch to its secret."""
        secrets, names = {}, ["log", "police", "health", "shared", "oversight"]
        for entry in entries:
            if entry.kind != 5:
                continue
            says = self.structure(entry)
            if says["to"] != {"member": self.identity["member"]}:
                continue
            aad = self.log + struct.pack(">HI", names.index(says["compartment"]), says["epoch"])
            aad += bytes.fromhex(self.identity["member"])
            secret = hpke_open(self.kem, b"tandem/grant/v1", aad, base64.b64decode(says["sealed"]))
            public = X25519PrivateKey.from_private_bytes(secret).public_key()
            secrets[public.public_bytes(Encoding.Raw, PublicFormat.Raw)] = secret
        return secrets

    def contents(self, entries):
        """Every content entry that this member can open, with what it says."""
        secrets, data_keys = self.epoch_secrets(entries), {}
        for entry in entries:
            if entry.kind == 3 and entry.salt in secrets:
                data_keys[entry.key] = hpke_open(secrets[entry.salt], b"tandem/key/v1", entry.bound(), entry.body)
        return [(entry, entry.open(data_keys[entry.key])) for entry in entries if entry.kind == 2 and entry.key in data_keys]
