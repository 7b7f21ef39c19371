//! Signing in, taking seats, covering, locking.

use super::{Desk, Engine, Progress};
use crate::app::api::{Done, Phase};
use crate::app::problem::Problem;
use crate::app::session::{NO_MORE_PINS, Seat, Seats};
use crate::domain::content::{Content, NoteWritten, Post, RegisterCode, RegisterViewed, Viewed};
use crate::domain::role::{Compartment, Role, Side};
use crate::vault::{PinSeal, Ring, Secret, Unlocked, Vault, VaultError, unlock};

use super::notes::note_of_draft;
use super::writing::Act;

impl Engine {
    pub(super) fn sign_in(&mut self, side: Side, handle: &str, passphrase: &Secret) -> Result<Done, Problem> {
        let member = unlock(&self.config.dir, handle, passphrase)?;
        let wanted = match side {
            Side::Police => Role::Officer,
            Side::Health => Role::Nurse,
        };
        if member.role != wanted || member.side != side {
            return Err(Problem::new(
                "A-210",
                "That handle belongs to another seat",
                "Use your own seat, or the link for supervisors and governance leads",
            ));
        }
        self.open_vault(&member)?;
        self.look_for_newer_passphrase(&member)?;
        let vault = self.vault()?;
        let ring = vault.ring(&member, &[Compartment::Shared])?;
        if !ring.has(Compartment::Shared) {
            return Err(no_grant());
        }
        // a covered or locked screen holds no secret that opens content
        if !matches!(self.phase, Phase::Covered | Phase::Locked) {
            self.ring.merge(ring);
        }
        let now = self.now();
        *self.seats.get_mut(side) = Some(Seat::new(member, now));
        Ok(Done::Ok)
    }

    /// Opens the log if it is closed.
    pub(super) fn open_vault(&mut self, member: &Unlocked) -> Result<(), Problem> {
        if self.vault.is_none() {
            self.vault = Some(Vault::open(&self.config.dir, member)?);
        }
        Ok(())
    }

    pub(super) fn set_pin(&mut self, side: Side, pin: &Secret) -> Result<Done, Problem> {
        let digits = pin.expose().chars().count() == 6 && pin.expose().chars().all(|c| c.is_ascii_digit());
        if !digits {
            return Err(Problem::new("A-211", "A PIN has six digits", "Type six digits"));
        }
        let seat = self.seats.get_mut(side).as_mut().ok_or_else(nobody_there)?;
        let Some(fresh) = seat.fresh.take() else {
            return Err(Problem::new(
                "A-212",
                "The PIN was set already",
                "Sign in again to set another",
            ));
        };
        match PinSeal::seal(&fresh, pin) {
            Ok(seal) => seat.pin = Some(seal),
            Err(error) => {
                seat.fresh = Some(fresh);
                return Err(error.into());
            }
        }
        seat.right();
        self.seats.at_cover.right();
        Ok(Done::Ok)
    }

    pub(super) fn start_shift(
        &mut self,
        post: Post,
        station: String,
        progress: Progress<'_>,
    ) -> Result<Done, Problem> {
        if self.seats.taken().next().is_none() {
            return Err(Problem::new(
                "A-213",
                "Nobody has signed in",
                "Sign in to the police seat or the nurse seat first",
            ));
        }
        if self.seats.taken().any(|(_, seat)| seat.pin.is_none()) {
            return Err(Problem::new(
                "A-214",
                "A PIN is missing",
                "Set a PIN for each seat that is signed in",
            ));
        }
        self.post = Some((post, station));
        self.open_shared(progress)?;
        self.new_sitting(Phase::Shared);
        Ok(Done::Ok)
    }

    pub(super) fn take_seat(
        &mut self,
        side: Side,
        pin: &Secret,
        progress: Progress<'_>,
    ) -> Result<Done, Problem> {
        if !matches!(self.phase, Phase::Shared | Phase::Seat(_)) {
            return Err(Problem::locked());
        }
        let member = self.member_by_pin(side, pin)?;
        self.sit(member, progress)?;
        Ok(Done::Ok)
    }

    /// A member takes the private seat of their side.
    fn sit(&mut self, member: Unlocked, progress: Progress<'_>) -> Result<(), Problem> {
        // whatever stops what follows: the seat before is left, and the window must not go on in its name
        if matches!(self.phase, Phase::Seat(_)) {
            self.shared_view()?;
        }
        let side = member.side;
        let vault = self.vault()?;
        let ring = vault.ring(&member, &[side.compartment(), Compartment::Shared])?;
        if !ring.has(side.compartment()) {
            return Err(no_grant());
        }
        self.ring.merge(ring);
        self.seated = Some(member);
        self.new_sitting(Phase::Seat(side));
        self.open_shared(progress)?;
        self.open_own(side, progress)?;
        self.load_drafts()?;
        self.note_viewed()
    }

    /// The private page of an incident was shown: an entry in oversight, one per member, incident and sitting.
    pub(super) fn note_viewed(&mut self) -> Result<(), Problem> {
        let (Some((incident, _)), Phase::Seat(side)) = (self.desk.focus, self.phase) else {
            return Ok(());
        };
        let Some(member) = self.seated.as_ref().map(|member| member.id) else {
            return Ok(());
        };
        if self.desk.viewed.insert(incident) {
            let at = self.now();
            self.write(vec![
                Content::Viewed(Viewed {
                    incident,
                    member,
                    side,
                    at,
                })
                .into(),
            ])?;
        }
        Ok(())
    }

    /// A register of this seat's side is read: an entry in oversight, one per member, register and sitting.
    pub(super) fn note_register(&mut self, register: RegisterCode) -> Result<(), Problem> {
        let side = self.private_seat()?;
        let Some(member) = self.seated.as_ref().map(|member| member.id) else {
            return Err(Problem::locked());
        };
        if !self.desk.registers.contains(&register) {
            let at = self.now();
            let read = RegisterViewed {
                register,
                member,
                side,
                at,
            };
            self.write(vec![Content::RegisterViewed(read).into()])?;
            self.desk.registers.insert(register);
        }
        Ok(())
    }

    /// The member of one seat, by its PIN.
    fn member_by_pin(&mut self, side: Side, pin: &Secret) -> Result<Unlocked, Problem> {
        let now = self.now();
        let problem = self.use_passphrase(side);
        let seat = self.seats.get_mut(side).as_mut().ok_or_else(nobody_there)?;
        if seat.needs_passphrase() {
            return Err(problem);
        }
        seat.tries.may_try(now)?;
        match seat.pin.as_ref().ok_or_else(no_pin)?.open(pin) {
            Ok(member) => {
                seat.right();
                Ok(member)
            }
            Err(VaultError::WrongPin) => {
                seat.tries.wrong(now);
                if seat.tries.spent() {
                    seat.pin = None;
                    return Err(problem);
                }
                Err(wrong_pin(seat.tries.left()))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The member of the first of these seats that the PIN opens, at the covered screen. A PIN that opens none counts
    /// there, not against either seat: nobody's slips close the other person's seat.
    fn member_at_cover(&mut self, sides: &[Side], pin: &Secret) -> Result<Unlocked, Problem> {
        let now = self.now();
        if self.seats.at_cover.spent() {
            return Err(passphrase_at_cover());
        }
        self.seats.at_cover.may_try(now)?;
        let mut tried = Vec::new();
        for side in sides {
            let seat = self.seats.get_mut(*side).as_mut().ok_or_else(nobody_there)?;
            let Some(seal) = &seat.pin else { continue };
            match seal.open(pin) {
                Ok(member) => {
                    seat.right();
                    self.seats.at_cover.right();
                    return Ok(member);
                }
                Err(VaultError::WrongPin) => tried.push(*side),
                Err(error) => return Err(error.into()),
            }
        }
        if tried.is_empty() {
            return Err(passphrase_at_cover());
        }
        for side in tried {
            if let Some(seat) = self.seats.get_mut(side) {
                seat.missed();
            }
        }
        self.seats.at_cover.wrong(now);
        Err(match self.seats.at_cover.left() {
            0 => passphrase_at_cover(),
            left => wrong_pin(left),
        })
    }

    /// No PIN opens this seat any more; what is said of the other one is true.
    fn use_passphrase(&self, side: Side) -> Problem {
        let (this, other) = match side {
            Side::Police => ("police", "nurse"),
            Side::Health => ("nurse", "police"),
        };
        let works = self
            .seats
            .get(side.other())
            .is_some_and(|seat| seat.pin.is_some());
        let next = if works {
            format!("The {other} seat still works")
        } else {
            "Sign in to it again with handle and passphrase".to_owned()
        };
        Problem::new("A-219", format!("Use your passphrase for the {this} seat"), next)
    }

    /// Leaves the private seat: unsent notes become entries, keys and private pages are dropped.
    pub(super) fn leave_seat(&mut self) -> Result<(), Problem> {
        let notes: Vec<(String, NoteWritten)> = self.desk.drafts.iter().filter_map(note_of_draft).collect();
        let mut kept = Ok(());
        for (key, note) in notes {
            kept = self.write_from_draft(vec![Act::from(Content::NoteWritten(note))], &key);
            if kept.is_err() {
                break;
            }
        }
        // whatever happened to the words (they stay as sealed drafts), the private half closes
        self.seated = None;
        self.ring.keep(&[Compartment::Shared]);
        self.desk.leave_seat();
        kept
    }

    pub(super) fn shared_view(&mut self) -> Result<Done, Problem> {
        if !matches!(self.phase, Phase::Seat(_)) {
            return Ok(Done::Ok);
        }
        let left = self.leave_seat();
        self.new_sitting(Phase::Shared);
        left.map(|()| Done::Ok)
    }

    pub(super) fn cover(&mut self) -> Result<Done, Problem> {
        match self.phase {
            Phase::Office(_) => self.end_shift(),
            Phase::Shared | Phase::Seat(_) => {
                self.desk.covered_by = if let Phase::Seat(side) = self.phase {
                    Some(side)
                } else {
                    None
                };
                let left = self.leave_seat();
                self.desk.focus_closed = self.open_focus().is_none();
                let covered_by = self.desk.covered_by;
                self.ring = Ring::empty();
                // an empty desk is moved with its unused bytes: no key may be left where they are taken from
                crate::app::stack::wipe_below();
                self.desk.cover();
                self.desk.covered_by = covered_by;
                self.new_sitting(Phase::Covered);
                left.map(|()| Done::Ok)
            }
            Phase::NoVault | Phase::SetUp | Phase::SignIn | Phase::Covered | Phase::Locked => Ok(Done::Ok),
        }
    }

    pub(super) fn lock(&mut self) -> Result<Done, Problem> {
        if matches!(
            self.phase,
            Phase::NoVault | Phase::SetUp | Phase::SignIn | Phase::Locked
        ) {
            return Ok(Done::Ok);
        }
        let covered = self.cover();
        if self.phase == Phase::Covered {
            self.back_up_at_lock();
            self.leave_checkpoint();
            self.locked_device = self.vault.take().map(|vault| vault.device().1.to_owned());
            self.desk = Desk::default();
            self.new_sitting(Phase::Locked);
        }
        covered
    }

    /// The PIN of either person. A private seat comes back only to its owner; the other's PIN opens the shared view.
    pub(super) fn uncover(&mut self, pin: &Secret, progress: Progress<'_>) -> Result<Done, Problem> {
        let owner = self.desk.covered_by;
        let mut sides: Vec<Side> = self.seats.taken().map(|(side, _)| side).collect();
        sides.sort_by_key(|side| Some(*side) != owner);
        if sides.is_empty() {
            return Err(nobody_there());
        }
        let member = self.member_at_cover(&sides, pin)?;
        if let Err(problem) = self.open_vault(&member) {
            // suspended or removed while the screen was locked: their seat ends, the other one goes on
            if problem.code == VaultError::AccessEnded.code() {
                *self.seats.get_mut(member.side) = None;
            }
            return Err(problem);
        }
        let vault = self.vault()?;
        self.ring = vault.ring(&member, &[Compartment::Shared])?;
        self.open_shared(progress)?;
        self.new_sitting(Phase::Shared);
        if owner == Some(member.side) {
            self.sit(member, progress)?;
        }
        Ok(Done::Ok)
    }

    pub(super) fn end_shift(&mut self) -> Result<Done, Problem> {
        let left = self.leave_seat();
        self.seats = Seats::default();
        self.ring = Ring::empty();
        self.desk = Desk::default();
        self.office = None;
        self.back_up_at_lock();
        self.leave_checkpoint();
        self.vault = None;
        self.elsewhere = None;
        self.post = None;
        self.new_sitting(Phase::SignIn);
        left.map(|()| Done::Ok)
    }

    /// Ends the session at once and writes nothing more: its member may not.
    pub(super) fn drop_session(&mut self) {
        self.seated = None;
        self.seats = Seats::default();
        self.ring = Ring::empty();
        self.desk = Desk::default();
        self.office = None;
        self.vault = None;
        self.elsewhere = None;
        self.post = None;
        self.new_sitting(Phase::SignIn);
    }

    /// Ends a private seat at once and writes nothing more; the other seat works on.
    pub(super) fn drop_seat(&mut self) {
        self.seated = None;
        self.ring.keep(&[Compartment::Shared]);
        self.desk.leave_seat();
        self.new_sitting(Phase::Shared);
    }
}

fn nobody_there() -> Problem {
    Problem::new(
        "A-217",
        "Nobody has signed in there",
        "Sign in with handle and passphrase at the start of a shift",
    )
}

fn no_grant() -> Problem {
    Problem::new(
        "A-218",
        "Your keys do not open this yet",
        "Ask your governance lead to sign in once on this device: that completes your access",
    )
}

fn no_pin() -> Problem {
    Problem::new(
        "A-214",
        "A PIN is missing",
        "Sign in with the passphrase and set one",
    )
}

fn wrong_pin(left: usize) -> Problem {
    let next = match left {
        1 => "1 try left, then use your passphrase".to_owned(),
        many => format!("{many} tries left, then use your passphrase"),
    };
    Problem::new("A-215", "That PIN did not work", next)
}

fn passphrase_at_cover() -> Problem {
    Problem::new(
        NO_MORE_PINS,
        "This screen takes no more PINs",
        "Use the passphrase of either seat, and choose a PIN for it anew",
    )
}

/// Names for new things come from the operating system's randomness.
pub(super) fn new_item() -> crate::domain::ids::ItemId {
    crate::vault::new_item()
}
