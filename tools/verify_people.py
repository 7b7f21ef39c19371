"""Who may write what, for verify.py: built up from the log's structural entries, each signed by somebody let in before.

Written from docs/log-format.md alone.
"""

from verify_devices import COMPARTMENTS, SIDES, Devices, enrols_itself, used, whole
from verify_log import Wrong, is_signed, leaf, need, sha256, unbase64, unhex

NOBODY = bytes(16)
COMMON = ("shared", "oversight")
ROLES = {"police": ("officer", "supervisor", "governance"), "health": ("nurse", "supervisor", "governance")}


def administers(side, compartment):
    """Whether a side's leads look after this compartment."""
    return compartment in SIDES and compartment == side or compartment in COMMON


class Person:
    """Somebody of the log: which of their keys counts from where to where."""

    def __init__(self, says, by):
        self.side, self.role, self.name = says.get("side"), says.get("role"), says.get("name")
        need(isinstance(self.name, str) and self.role in ROLES.get(self.side, ()), "it is not an invitation")
        self.code, self.by = code_of(says, by), by
        self.periods, self.standing, self.ended = [], "active", None

    def key(self):
        """Their key, while they may act."""
        return self.periods[-1]["key"] if self.periods and self.periods[-1]["until"] is None else None

    def leads(self):
        return self.key() is not None and self.role == "governance"

    def close(self, place):
        for period in self.periods:
            period["until"] = period["until"] or place

    def may_have(self, compartment):
        """Whether this role on this side may have a compartment's keys."""
        if self.role == "supervisor":
            return compartment == "oversight"
        common = COMMON if self.role == "governance" else ("shared",)
        return compartment == self.side or compartment in common


def code_of(says, by):
    need(type(says.get("expires")) is int, "it is not an invitation")
    return {"key": unbase64(says.get("code_pk"), 32), "expires": says["expires"], "by": by}


def place_of(entry):
    return entry.device, entry.seq


class People:
    """Everybody so far. Of an extract (`partial`) it is not told who else leads, nor what another device knew."""

    def __init__(self, partial=False):
        self.log = self.founder = self.first = None
        self.both, self.partial, self.step = False, partial, 0
        self.devices, self.members, self.codes = Devices(), {}, []
        self.epochs, self.grants, self.proposals, self.answers = [], [], {}, {}
        self.taken, self.overtaken = [], 0

    def take(self, entry):
        """Takes the next entry in the order of the log."""
        structure, overtaken = entry.compartment == 0, False
        try:
            self.judge(entry)
        except Wrong:
            if not (structure and self.was_allowed(entry)):
                raise
            overtaken = True
            self.overtaken += 1
            self.step += 1
            self.keep_overtaken(entry)
        else:
            self.step += structure
        finally:
            if structure:
                self.taken.append((entry, overtaken))

    def was_allowed(self, entry):
        """Whether it would have counted with no more than its device knew when it wrote it."""
        if self.partial or len(self.devices.keys) < 2:
            return False
        known = People()
        for before, overtaken in self.taken:
            if before.kind == 1 or self.devices.knew(place_of(entry), place_of(before)):
                try:
                    known.judge(before)
                    known.step += 1
                except Wrong:
                    if overtaken:  # whom it shut out was shut out as far as this device knew as well
                        known.step += 1
                        known.keep_overtaken(before)
        try:
            known.judge(entry)
        except Wrong:
            return False
        return True

    def judge(self, entry):
        if entry.kind == 1:
            return self.begin(entry)
        need(self.log == entry.log, "it is of another log")
        if entry.kind == 2:
            return self.may_write(entry)
        need(entry.compartment == 0, "its header names another kind than its body")
        itself = enrols_itself(entry) or (
            entry.says.get("t") == "log.device" and entry.says.get("device") == entry.device.hex()
        )
        if not itself:
            self.devices.may_append(place_of(entry))
        rules = {
            (7, "log.device"): self.enrol,
            (7, "log.device-revoked"): self.revoke,
            (8, "log.witness"): self.witness,
            (11, "log.invitation"): self.invite,
            (11, "log.invitation-anew"): self.reinvite,
            (4, "log.member"): self.join,
            (4, "log.standing"): self.change,
            (4, "log.passphrase"): self.new_passphrase,
            (6, "log.epoch"): self.make_epoch,
            (5, "log.grant"): self.grant,
            (12, "log.recovery"): self.hold,
            (12, "log.recovery-used"): self.recover,
            (10, "log.policy"): self.set_policy,
            (10, "log.rules"): self.set_policy,
            (10, "log.partnership"): self.write_register,
            (9, "log.disposed"): self.dispose,
            (13, "log.approval"): self.approve,
            (14, "log.key"): self.lead,
        }
        rule = rules.get((entry.kind, entry.says.get("t")))
        need(rule, "its header names another kind than its body")
        rule(entry)

    # ---- signatures ----------------------------------------------------------------------------------------------------

    def signed(self, entry):
        """Signed by its author, or by its device where it names none."""
        if entry.author == NOBODY:
            key = self.devices.keys.get(entry.device)
            need(key, "nothing here says whose key signed it")
            need(entry.is_signed_by(key), "its signature is not its author's")
            return
        person, place = self.members.get(entry.author), place_of(entry)
        need(person and person.periods, "nothing here says whose key signed it")
        named = [period for period in person.periods if sha256(period["key"])[:8] == entry.author_key]
        need(named, "its signature is not its author's")
        for period in named:
            begun = period["from"][0] != place[0] or place[1] >= period["from"][1]
            if begun and not (period["until"] and self.devices.knew(place, period["until"])):
                need(entry.is_signed_by(period["key"]), "its signature is not its author's")
                return
        raise Wrong("its author was suspended or removed, or had other keys by then")

    def lead(self, entry):
        """The author, who signed it and leads an organisation now."""
        self.signed(entry)
        person = self.members.get(entry.author)
        need(person and person.leads(), "only a governance lead may do this")
        return person

    def may_write(self, entry):
        """Content or a data key, where its author may write."""
        self.devices.may_append(place_of(entry))
        self.signed(entry)
        if entry.author == NOBODY:
            allowed = entry.compartment in (3, 4)
        else:
            person = self.members[entry.author]
            own = COMPARTMENTS.index(person.side)
            allowed = entry.compartment == 4 or (person.role != "supervisor" and entry.compartment in (own, 3))
        need(allowed, "its author may not write to this compartment")

    # ---- the beginning, devices ----------------------------------------------------------------------------------------

    def begin(self, entry):
        formed = entry.seq == 0 and entry.author == NOBODY and entry.compartment == 0
        need(self.log is None and formed, "a log begins once, with its device's first entry")
        named = sha256(entry.unnamed()) == entry.log and entry.says.get("t") == "log.genesis"
        need(named, "it does not name its own log")
        self.log, self.founder, self.first = entry.log, entry.device, entry
        self.both = entry.says.get("both") is True

    def enrol(self, entry):
        key, device = unbase64(entry.says.get("sign_pk"), 32), unhex(entry.says.get("device"), 16)
        if self.first is not None:
            first, self.first = self.first, None
            own = entry.seq == 1 and entry.device == self.founder == device and entry.author == NOBODY
            need(own and entry.is_signed_by(key), "only the founding device introduces itself")
            need(first.is_signed_by(key), "the first entry's signature is not its device's")
        else:
            self.lead(entry)
            begun = device != entry.device or entry.seq == 0
            need(begun, "a device is enrolled by the first entry that it writes, or on another device")
        self.devices.enrol(device, key)

    def revoke(self, entry):
        self.lead(entry)
        self.devices.revoke(place_of(entry), unhex(entry.says.get("device"), 16))

    def witness(self, entry):
        need(entry.author == NOBODY, "a device witnesses for itself")
        self.signed(entry)
        unbase64(entry.says.get("root"), 32)
        self.devices.witness(place_of(entry), unhex(entry.says.get("device"), 16), whole(entry.says.get("size")))

    # ---- people --------------------------------------------------------------------------------------------------------

    def invite(self, entry):
        self.signed(entry)
        by = None if entry.author == NOBODY else entry.author
        person = Person(entry.says, by)
        if by:
            need(self.lead(entry).side == person.side, "a lead invites to its own organisation only")
        else:
            first = all(other.side != person.side for other in self.members.values())
            founding = entry.device == self.founder and first and person.role == "governance"
            need(founding, "the founding device invites one governance lead for each side")
        self.admit(entry.says, person)

    def admit(self, says, person):
        member = unhex(says.get("member"), 16)
        need(member not in self.members, "this member is there already")
        self.members[member] = person

    def join(self, entry):
        says = entry.says
        member, sign, kem = unhex(says.get("member"), 16), unbase64(says.get("sign_pk"), 32), unbase64(says.get("kem_pk"), 32)
        person = self.members.get(member)
        need(person, "nobody invited this member")
        named = person.code and entry.author == member and entry.is_signed_by(sign)
        need(named, "an invitation is accepted once, by the one it names")
        need(entry.time <= person.code["expires"], "the invitation had expired")
        told = b"tandem/join/v1\0" + entry.log + member + sign + kem
        need(is_signed(person.code["key"], told, unbase64(says.get("code_sig"), 64)), "the code was not held")
        person.code = None
        person.periods.append({"key": sign, "from": place_of(entry), "until": None})

    def new_passphrase(self, entry):
        need(entry.author != NOBODY, "a member changes their own passphrase")
        unbase64(entry.says.get("slot"), 32)
        self.signed(entry)

    def change(self, entry):
        side, member, to = self.lead(entry).side, unhex(entry.says.get("member"), 16), entry.says.get("standing")
        person = self.members.get(member)
        need(person and person.side == side, "a lead looks after the members of its own organisation only")
        allowed = [("suspended", "active"), ("active", "removed"), ("suspended", "removed")]
        allowed += [("active", "suspended")] if person.periods else []
        need((person.standing, to) in allowed, "the member's standing does not allow this change")
        last = to != "active" and self.is_last_lead(side, member)
        need(not last, "an organisation keeps at least one active governance lead")
        self.set_standing(member, to, place_of(entry))

    def is_last_lead(self, side, member):
        leads = [id for id, other in self.members.items() if other.side == side and other.leads()]
        return not self.partial and all(id == member for id in leads)

    def set_standing(self, member, to, place):
        person = self.members[member]
        person.standing = to
        if to == "active":
            if person.periods:
                person.periods.append({"key": person.periods[-1]["key"], "from": place, "until": None})
            return
        person.close(place)
        person.code, person.ended = None, self.step
        lapsed = [at for at, one in self.proposals.items() if one["author"] == member and not one["in force"]]
        for at in lapsed:
            del self.proposals[at]
        for other in self.members.values():
            if other.code and other.code["by"] == member:
                other.code, other.ended = None, self.step
                other.standing = other.standing if other.periods else "removed"
        if self.partial:
            return
        # whom that lead let in on another device, without the removing device knowing it
        for id, guest in sorted(self.members.items()):
            if guest.by == member and guest.standing == "active" and guest.periods:
                if not self.devices.knew(place, guest.periods[0]["from"]):
                    self.set_standing(id, "suspended", place)

    def reinvite(self, entry):
        side, member = self.lead(entry).side, unhex(entry.says.get("member"), 16)
        person = self.members.get(member)
        need(person and person.side == side, "a lead invites to its own organisation only")
        need(person.standing == "active", "who was suspended or removed is not invited anew")
        last = person.key() is not None and self.is_last_lead(side, member)
        need(not last, "an organisation keeps at least one active governance lead")
        code = code_of(entry.says, entry.author)
        self.grants = [one for one in self.grants if one[2] != ("member", member)]
        person.close(place_of(entry))
        person.code = code

    # ---- epochs, and what needs both organisations ----------------------------------------------------------------------

    def make_epoch(self, entry):
        side, compartment, number = self.lead(entry).side, entry.says.get("compartment"), whole(entry.says.get("epoch"))
        need(administers(side, compartment), "a lead makes keys for its own compartment and the common ones")
        known = [one["number"] for one in self.epochs if one["of"] == compartment and self.devices.knew(place_of(entry), one["place"])]
        unbase64(entry.says.get("public_key"), 32)
        need(number == max(known, default=0) + 1, "epochs count 1, 2, 3")
        urgent, common = self.is_exposed(compartment), compartment in COMMON
        made = {"of": compartment, "number": number, "step": self.step, "place": place_of(entry)}
        self.epochs.append({**made, "in force": not common or urgent or not self.both})
        if common:
            self.propose(entry, side, urgent)

    def is_exposed(self, compartment):
        """Whether somebody who may not read any more may still hold the key in use."""
        used = [one for one in self.epochs if one["of"] == compartment and one["in force"]]
        if not used:
            return False
        used = max(used, key=lambda one: (one["number"], one["step"]))
        for id, person in self.members.items():
            if person.ended is not None and person.may_have(compartment):
                given = (compartment, used["number"], ("member", id)) in self.grants
                if person.ended > used["step"] or (given and person.standing != "active"):
                    return True
        return False

    def read_grant(self, says):
        need(isinstance(says, dict) and isinstance(says.get("to"), dict), "it does not have the form of its kind")
        to = says["to"]
        holder = ("member", unhex(to["member"], 16)) if "member" in to else ("recovery", to.get("recovery"))
        return says.get("compartment"), whole(says.get("epoch")), holder

    def has_epoch(self, grant):
        return any((one["of"], one["number"]) == grant[:2] for one in self.epochs)

    def may_hold(self, grant):
        kind, to = grant[2]
        if kind == "recovery":
            return to in SIDES and administers(to, grant[0])
        person = self.members.get(to)
        return bool(person and person.key() and person.may_have(grant[0]))

    def grant(self, entry):
        self.signed(entry)
        grant = self.read_grant(entry.says)
        need(self.has_epoch(grant), "there is no such epoch")
        if grant[2] != ("member", entry.author):
            allowed = administers(self.lead(entry).side, grant[0])
            need(allowed, "a lead grants its own compartment and the common ones")
        need(self.may_hold(grant), "its holder may not have this compartment")
        self.grants.append(grant)

    def set_policy(self, entry):
        side, says = self.lead(entry).side, entry.says
        if says["t"] == "log.rules":
            same = says.get("sha256") == sha256(says.get("text").encode()).hex()
            need(same, "the rule table's bytes are not those that its entry names")
        stale = [at for at, one in self.proposals.items() if one["side"] == side and one["kind"] == says["t"]]
        for at in stale:
            del self.proposals[at]
        self.propose(entry, side)

    def write_register(self, entry):
        """An answer to one of the partnership's 22 questions, or a signature to one that stands."""
        self.lead(entry)
        wrote = entry.says.get("wrote")
        need(isinstance(wrote, dict) and len(wrote) == 1, "it does not have the form of its kind")
        if "answered" in wrote:
            question = whole(wrote["answered"].get("question"))
            need(1 <= question <= 22, "there is no question of that number")
            self.answers[question] = place_of(entry)
        else:
            place = unhex(wrote["signed"].get("device"), 16), whole(wrote["signed"].get("seq"))
            need(place in self.answers.values(), "no answer that counts stands at that place")

    def dispose(self, entry):
        side, compartment = self.lead(entry).side, entry.says.get("compartment")
        need(administers(side, compartment), "a lead disposes in its own compartment and the common ones")
        basis = entry.says.get("basis")
        reasoned = entry.says.get("entries") and isinstance(basis, str) and basis.strip()
        need(reasoned, "an order names what is destroyed and why")
        if compartment in COMMON:
            self.propose(entry, side)

    def propose(self, entry, side, in_force=False):
        kind = entry.says["t"]
        alone = not self.both and kind in ("log.epoch", "log.policy")
        proposal = {"kind": kind, "leaf": leaf(entry.raw), "side": side, "author": entry.author}
        self.proposals[place_of(entry)] = {**proposal, "in force": in_force or alone}

    def approve(self, entry):
        side, named = self.lead(entry).side, entry.says.get("entry")
        need(isinstance(named, dict), "it does not have the form of its kind")
        place = unhex(named.get("device"), 16), whole(named.get("seq"))
        proposal = self.proposals.get(place)
        need(proposal, "nothing waits for approval at that place")
        need(proposal["side"] != side, "a lead of the other organisation approves")
        same = unbase64(entry.says.get("leaf"), 32) == proposal["leaf"]
        need(same, "it names another entry than the one at that place")
        del self.proposals[place]
        for epoch in self.epochs:
            epoch["in force"] = epoch["in force"] or epoch["place"] == place

    def keep_overtaken(self, entry):
        """What another device's entry overtook: keys stay for reading, and who was shut out stays so."""
        says = entry.says
        if says["t"] == "log.epoch":
            made = {"of": says["compartment"], "number": says["epoch"], "step": self.step}
            self.epochs.append({**made, "place": place_of(entry), "in force": False})
        elif says["t"] == "log.grant":
            grant = self.read_grant(says)
            if self.has_epoch(grant) and self.may_hold(grant):
                self.grants.append(grant)
        elif says["t"] == "log.standing":
            by, member = self.members.get(entry.author), unhex(says["member"], 16)
            person = self.members.get(member)
            further = person and (person.standing, says["standing"]) in [
                ("active", "suspended"), ("active", "removed"), ("suspended", "removed")
            ]
            if by and further and person.side == by.side:
                self.set_standing(member, says["standing"], place_of(entry))

    # ---- recovery ------------------------------------------------------------------------------------------------------

    def hold(self, entry):
        side, says = self.lead(entry).side, entry.says
        need(says.get("side") == side, "a lead makes its own organisation's recovery codes")
        need(says.get("number") in (1, 2) and type(says["number"]) is int, "there are two recovery codes")
        public = unbase64(says.get("public_key"), 32)
        sign = unbase64(says["sign_pk"], 32) if "sign_pk" in says else None
        again = any(one["public"] == public or (sign and one["sign"] == sign) for one in self.codes)
        need(not again, "a recovery code serves one holder, once")
        for one in self.codes:
            if one["in force"] and (one["side"], one["number"]) == (side, says["number"]):
                one["in force"] = False
                self.grants = [grant for grant in self.grants if grant[2] != ("recovery", side)]
        self.codes.append({"side": side, "number": says["number"], "public": public, "sign": sign, "in force": True})

    def recover(self, entry):
        says = entry.says
        need(entry.author == NOBODY, "a use of recovery codes is signed by the codes, not by a member")
        act, side = says.get("act"), says.get("side")
        need(isinstance(act, dict) and len(act) == 1 and side in SIDES, "a recovery entry does not have the form of one")
        itself = enrols_itself(entry)
        if itself:
            need(entry.is_signed_by(unbase64(act["device"].get("sign_pk"), 32)), "its signature is not its author's")
        else:
            self.signed(entry)
        told = used(entry, side, act)
        for number, name in ((1, "first_sig"), (2, "second_sig")):
            held = [one for one in self.codes if one["in force"] and (one["side"], one["number"]) == (side, number)]
            need(held and held[0]["sign"], "no such recovery code was made")
            signed = is_signed(held[0]["sign"], told, unbase64(says.get(name), 64))
            need(signed, "both recovery codes must have signed it")
        if "invited" in act:
            person = Person(act["invited"], None)
            own = person.role == "governance" and person.side == side
            need(own, "recovery invites a governance lead of its own organisation only")
            self.admit(act["invited"], person)
        given = []
        for says in act.get("granted", []):
            grant = self.read_grant(says)
            lead = self.members.get(grant[2][1]) if grant[2][0] == "member" else None
            own = lead and lead.leads() and lead.side == side
            need(own, "recovery gives keys to a governance lead of its own organisation only")
            allowed = administers(side, grant[0]) and self.has_epoch(grant)
            need(allowed, "recovery gives the keys of its own compartment and the common ones")
            given.append(grant)
        self.grants += given
        if "device" in act:
            need(itself, "recovery enrols the device that writes it, by its first entry")
            self.devices.enrol(entry.device, unbase64(act["device"]["sign_pk"], 32))
