//! Recovery codes: which are in force, and whether both of an organisation signed a use of them.

use serde_json::Value;

use crate::bytes::sha256;
use crate::entry::Entry;
use crate::note::is_signed;
use crate::people::{People, Person, Place, Refusal, bytes_of, compartment_of, id_of, number_of, text_of};

/// One code of an organisation.
struct Code {
    side: String,
    number: u64,
    public: [u8; 32],
    /// Codes of the first versions sign nothing.
    sign: Option<[u8; 32]>,
    in_force: bool,
}

/// Every code that was ever made.
#[derive(Default)]
pub(crate) struct Codes(Vec<Code>);

impl Codes {
    /// Takes a code in; says whether it replaces one.
    fn hold(&mut self, says: &Value) -> Result<bool, Refusal> {
        let side = text_of(says, "side").ok_or(FORM)?;
        let number = number_of(says, "number").ok_or(FORM)?;
        let public = bytes_of(says, "public_key").ok_or(FORM)?;
        let sign = match says.get("sign_pk") {
            None => None,
            Some(_) => Some(bytes_of(says, "sign_pk").ok_or(FORM)?),
        };
        if !(1..=2).contains(&number) {
            return Err("there are two recovery codes");
        }
        let same = |code: &Code| code.public == public || (sign.is_some() && code.sign == sign);
        if self.0.iter().any(same) {
            return Err("a recovery code serves one holder, once");
        }
        let mut replaces = false;
        for old in &mut self.0 {
            let same = old.in_force && old.side == side && old.number == number;
            replaces |= same;
            old.in_force &= !same;
        }
        self.0.push(Code {
            side: side.to_owned(),
            number,
            public,
            sign,
            in_force: true,
        });
        Ok(replaces)
    }

    fn signing(&self, side: &str, number: u64) -> Option<[u8; 32]> {
        let code = |code: &&Code| code.in_force && code.side == side && code.number == number;
        self.0.iter().find(code)?.sign
    }
}

const FORM: Refusal = "a recovery entry does not have the form of one";

impl People {
    /// A lead makes or replaces a code of the own organisation. What was given to the pair before counts no more.
    pub(crate) fn hold(&mut self, entry: &Entry) -> Result<(), Refusal> {
        self.signed(entry)?;
        let side = self.governance(entry)?.side.clone();
        if entry.text("side") != Some(&side) {
            return Err("a lead makes its own organisation's recovery codes");
        }
        if self.codes.hold(&entry.says)? {
            self.drop_recovery_grants(&side);
        }
        Ok(())
    }

    /// A use of both codes: written by the device, signed inside by both.
    pub(crate) fn recover(&mut self, entry: &Entry) -> Result<(), Refusal> {
        if entry.author.is_some() {
            return Err("a use of recovery codes is signed by the codes, not by a member");
        }
        let side = entry.text("side").ok_or(FORM)?;
        let act = entry.says.get("act").ok_or(FORM)?;
        let itself = enrols_itself(entry);
        match itself {
            Some((_, key)) if entry.is_signed_by(&key) => {}
            Some(_) => return Err("its signature is not its author's"),
            None => self.signed(entry)?,
        }
        let told = told(entry, side, act).ok_or(FORM)?;
        for (number, name) in [(1, "first_sig"), (2, "second_sig")] {
            let key = self
                .codes
                .signing(side, number)
                .ok_or("no such recovery code was made")?;
            let signature = bytes_of(&entry.says, name).ok_or(FORM)?;
            if !is_signed(&key, &told, &signature) {
                return Err("both recovery codes must have signed it");
            }
        }
        if let Some(invited) = act.get("invited") {
            let person = Person::read(invited, None).ok_or(FORM)?;
            if person.role != "governance" || person.side != side {
                return Err("recovery invites a governance lead of its own organisation only");
            }
            self.admit(id_of(invited, "member").ok_or(FORM)?, person)?;
        }
        if let Some(granted) = act.get("granted").and_then(Value::as_array) {
            self.recover_to(side, granted)?;
        }
        match (itself, act.get("device")) {
            (Some((device, key)), _) => self.devices.enrol(device, key),
            (None, Some(_)) => Err("recovery enrols the device that writes it, by its first entry"),
            (None, None) => Ok(()),
        }
    }
}

/// The device that a use of codes enrols: the one that writes it, by its first entry.
pub(crate) fn enrols_itself(entry: &Entry) -> Option<([u8; 16], [u8; 32])> {
    let enrolled = entry.says.get("act")?.get("device")?;
    let device = id_of(enrolled, "device")?;
    (entry.says_kind() == "log.recovery-used" && device == entry.device && entry.seq == 0)
        .then_some((device, bytes_of(enrolled, "sign_pk")?))
}

/// What both codes sign.
fn told(entry: &Entry, side: &str, act: &Value) -> Option<Vec<u8>> {
    let (device, seq): Place = entry.place();
    let mut told = [
        b"tandem/recovery-used/v1\0".as_slice(),
        &entry.log,
        &device,
        &seq.to_be_bytes(),
        &entry.at.to_be_bytes(),
        &compartment_of(side)?.to_be_bytes(),
    ]
    .concat();
    let small = |value: &Value, name| number_of(value, name).and_then(|number| u32::try_from(number).ok());
    if let Some(drill) = act.get("drill") {
        told.push(1);
        told.extend(small(drill, "opened")?.to_be_bytes());
        told.extend(small(drill, "of")?.to_be_bytes());
    } else if let Some(invited) = act.get("invited") {
        told.push(2);
        told.extend(id_of(invited, "member")?);
        let kem = text_of(invited, "code_kem").map_or_else(|| Some(Vec::new()), crate::bytes::unbase64)?;
        told.extend(sha256(&[&bytes_of::<32>(invited, "code_pk")?, &kem]));
        told.extend(invited.get("expires")?.as_i64()?.to_be_bytes());
        told.extend(text_of(invited, "name")?.as_bytes());
    } else if let Some(granted) = act.get("granted") {
        told.push(3);
        for granted in granted.as_array()? {
            told.extend(compartment_of(text_of(granted, "compartment")?)?.to_be_bytes());
            told.extend(small(granted, "epoch")?.to_be_bytes());
            if let Some(member) = id_of(granted.get("to")?, "member") {
                told.extend(member);
            }
            told.extend(sha256(&[&crate::bytes::unbase64(text_of(granted, "sealed")?)?]));
        }
    } else {
        let enrolled = act.get("device")?;
        told.push(4);
        told.extend(id_of(enrolled, "device")?);
        told.extend(sha256(&[&bytes_of::<32>(enrolled, "sign_pk")?]));
        told.extend(text_of(enrolled, "name")?.as_bytes());
    }
    Some(told)
}
