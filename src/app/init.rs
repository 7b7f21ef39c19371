//! Set-up without the window, from a TOML file.
//!
//! In training mode the members of the file join at once and their passphrases are printed; a live set-up prints one
//! invitation for each governance lead, who then join and invite on pages of their own.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Deserialize;

use super::api::{Done, FoundingForm, Request};
use super::clock::{Clock, SystemClock};
use super::command_line::{Made, MadeMember, MadeRecovery, ask, engine_at_cost, read_text};
use super::members::check_handle;
use super::problem::Problem;
use super::worker::{Backend as _, Inline};
use super::{KdfCost, Secret};
use crate::domain::agreement::{self, Terms};
use crate::domain::content::PolicySet;
use crate::domain::decision::facts::Nation;
use crate::domain::role::{Role, Side};
use crate::domain::rules::Rules;

/// A file for practice, as `tandem init --help` shows it.
pub const EXAMPLE: &str = r#"The file, for a practice vault:

partnership = "Northmoor street triage"
police = "Northmoor Police"
health = "Fellside NHS Trust"
nation = "england"                      # or "wales"
device = "TR-07"
training = true                         # leave out for a live vault
leads = ["A Lead", "B Lead"]            # police, health
recovery = [["Information manager", "Risk owner"], ["Caldicott Guardian", "Risk owner"]]
model_agreement_from = 2026-04-01       # practice only, as is what follows

[[member]]
side = "police"                         # or "health"
role = "officer"                        # or "nurse", "supervisor", "governance"
name = "PC 4411 Hughes"
handle = "4411"

A live set-up prints one invitation for each governance lead, who invite the others and make the agreement."#;

/// The file. An unknown key is an error that names it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The partnership's name.
    pub partnership: String,
    /// The police force.
    pub police: String,
    /// The health trust.
    pub health: String,
    /// `england` or `wales`.
    pub nation: Nation,
    /// This device's name.
    pub device: String,
    /// A practice vault, for ever.
    #[serde(default)]
    pub training: bool,
    /// The governance leads' names: police, health.
    pub leads: [String; 2],
    /// The recovery holders' offices: police 1 and 2, health 1 and 2.
    pub recovery: [[String; 2]; 2],
    /// The sharing agreement and the advice contacts.
    #[serde(default)]
    pub policy: PolicySet,
    /// Begin with the model agreement that the program brings, in force from this day.
    #[serde(default, deserialize_with = "day")]
    pub model_agreement_from: Option<NaiveDate>,
    /// People who join at once; training only.
    #[serde(default, rename = "member")]
    pub members: Vec<Person>,
}

/// The model agreement for a nation: a draft, not in force until somebody sets its first day.
///
/// # Errors
/// When the program's own files do not read.
pub fn model(nation: Nation) -> Result<Terms, Problem> {
    let rules = Rules::embedded()
        .map_err(|error| Problem::new("C-404", error.to_string(), "Install Tandem again"))?;
    agreement::model(&rules, nation).map_err(|error| Problem::new("A-421", error, "Install Tandem again"))
}

impl Plan {
    /// Looks the whole plan through before anything is made.
    ///
    /// # Errors
    /// What a set-up would be refused for half-way, with the member of the file that it is about.
    fn check(&self) -> Result<(), Problem> {
        if !self.training {
            return self.check_live();
        }
        self.settings()?;
        let mut handles = vec!["plead", "hlead"];
        for person in &self.members {
            let about = |problem: &str| format!("The member `{}` of the file {problem}", person.name);
            if !person.role.fits(person.side) {
                return Err(Problem::new(
                    "C-413",
                    about("has a role that their side does not have"),
                    "Officers are police and nurses are health; correct the file and try again",
                ));
            }
            check_handle(&person.handle)?;
            if person.name.trim().is_empty() || handles.contains(&person.handle.as_str()) {
                return Err(Problem::new(
                    "C-414",
                    about("needs a name, and a handle that nobody else has"),
                    "The leads of a practice vault are plead and hlead; correct the file and try again",
                ));
            }
            handles.push(&person.handle);
        }
        Ok(())
    }

    /// In a live vault nobody makes another's passphrase, and no agreement holds without both leads' signatures.
    fn check_live(&self) -> Result<(), Problem> {
        if !self.members.is_empty() {
            return Err(Problem::new(
                "C-411",
                "Members join by invitation: nobody else may make or see their passphrases",
                "Take the [[member]] parts out, or set training = true for a practice vault",
            ));
        }
        if self.model_agreement_from.is_some() || self.policy != PolicySet::default() {
            return Err(Problem::new(
                "C-416",
                "The agreement of a live partnership needs the signatures of both governance leads",
                "Take model_agreement_from and [policy] out of the file; a lead begins it on the page Agreement, \
                 where the model is offered, and the other one signs",
            ));
        }
        Ok(())
    }

    /// The settings to sign: those of the file, on the model agreement where the file asks for it.
    ///
    /// # Errors
    /// When the file has terms of its own and asks for the model as well.
    pub fn settings(&self) -> Result<PolicySet, Problem> {
        let mut policy = self.policy.clone();
        if let Some(first) = self.model_agreement_from {
            if policy.terms.is_some() {
                return Err(Problem::new(
                    "A-420",
                    "The file has an agreement of its own and asks for the model agreement",
                    "Take model_agreement_from or [policy.terms] out of the file",
                ));
            }
            let mut terms = model(self.nation)?;
            terms.starts = Some(first);
            policy
                .agreement
                .get_or_insert_with(|| "Model agreement".to_owned());
            policy.terms = Some(Box::new(terms));
        }
        Ok(policy)
    }
}

/// One person of the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// `police` or `health`.
    pub side: Side,
    /// `officer`, `nurse`, `supervisor` or `governance`.
    pub role: Role,
    /// As colleagues see them.
    pub name: String,
    /// What they type to sign in.
    pub handle: String,
}

/// Makes a vault in `dir` from the file `from`.
///
/// # Errors
/// When the file is not as described, or the folder holds a vault already.
pub fn init(dir: &Path, from: &Path) -> Result<Made, Problem> {
    let text = read_text(from)?;
    let plan: Plan = toml::from_str(&text).map_err(|error| {
        Problem::new(
            "C-410",
            format!("{} is not a set-up file: {error}", from.display()),
            "Correct it and try again",
        )
    })?;
    plan.check()?;
    let cost = plan.training.then_some(KdfCost::FLOOR);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let was_empty = is_empty(dir);
    let mut desk = Inline::new(engine_at_cost(dir, clock, cost)?);
    let made = set_up(&mut desk, &plan);
    drop(desk);
    if made.is_err() && was_empty {
        // half a vault, whose passphrases nobody was told
        clear(dir);
    }
    made
}

/// Whether nothing is in the folder, or no folder is there.
fn is_empty(dir: &Path) -> bool {
    std::fs::read_dir(dir).map_or_else(
        |error| error.kind() == std::io::ErrorKind::NotFound,
        |mut inside| inside.next().is_none(),
    )
}

/// Takes away what was put into a folder that was empty. What cannot be taken away stays.
fn clear(dir: &Path) {
    for file in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        drop(std::fs::remove_file(file.path()));
    }
}

/// A day as TOML writes one, or in quotes.
fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let value = toml::Value::deserialize(from)?;
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let wrong = |_error| serde::de::Error::custom(format!("`{text}` is no day; a day is written 2026-11-21"));
    text.parse().map(Some).map_err(wrong)
}

/// Carries a set-up plan out on an engine that has no vault yet.
///
/// # Errors
/// When a step is refused.
pub fn set_up(desk: &mut Inline, plan: &Plan) -> Result<Made, Problem> {
    let form = FoundingForm {
        partnership: plan.partnership.clone(),
        police: plan.police.clone(),
        health: plan.health.clone(),
        nation: plan.nation,
        device: plan.device.clone(),
        leads: plan.leads.clone(),
        recovery_offices: plan.recovery.clone(),
        training: plan.training,
    };
    ask(desk, Request::Found(form))?;
    let codes = lead_codes(desk);
    let mut made = Made {
        training: plan.training,
        incidents: 0,
        members: Vec::new(),
        invitations: Vec::new(),
        recovery: Vec::new(),
    };
    if !plan.training {
        for ((side, code), name) in codes.into_iter().zip(&plan.leads) {
            made.invitations
                .push((format!("{name} ({side:?} governance lead)"), Secret::new(code)));
        }
        ask(desk, Request::FinishSetUp)?;
        return Ok(made);
    }
    for (side, code) in codes {
        let handle = match side {
            Side::Police => "plead",
            Side::Health => "hlead",
        };
        made.members.push(join(desk, &Secret::new(code), handle)?);
    }
    for side in Side::ALL {
        for number in [1, 2] {
            if let Done::RecoveryCode(code) = ask(desk, Request::MakeRecoveryCode { side, number })? {
                let code = Secret::new(code.expose().to_owned());
                made.recovery.push(MadeRecovery { side, number, code });
            }
        }
    }
    for person in &plan.members {
        let request = Request::Invite {
            role: person.role,
            name: person.name.clone(),
            by: Some(person.side),
        };
        let Done::InvitationCode(code) = ask(desk, request)? else {
            continue;
        };
        made.members.push(join(desk, &code, &person.handle)?);
    }
    ask(desk, Request::SetPolicy(plan.settings()?))?;
    ask(desk, Request::FinishSetUp)?;
    Ok(made)
}

fn lead_codes(desk: &mut Inline) -> Vec<(Side, String)> {
    desk.engine().founding_codes()
}

fn join(desk: &mut Inline, code: &Secret, handle: &str) -> Result<MadeMember, Problem> {
    let code = Secret::new(code.expose().to_owned());
    let Done::Invitation {
        side,
        role,
        passphrase,
        ..
    } = ask(desk, Request::OpenInvitation(code))?
    else {
        return Err(Problem::new(
            "C-412",
            "The invitation did not open",
            "Start again in an empty folder",
        ));
    };
    let typed = Secret::new(passphrase.expose().to_owned());
    let passphrase = Secret::new(passphrase.expose().to_owned());
    ask(
        desk,
        Request::AcceptInvitation {
            handle: handle.to_owned(),
            typed,
        },
    )?;
    while desk.poll().is_some() {}
    Ok(MadeMember {
        handle: handle.to_owned(),
        side,
        role,
        passphrase,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(replace: [&str; 2]) -> String {
        let (_, file) = EXAMPLE.split_once("\n\n").unwrap();
        let (file, _) = file.rsplit_once("\n\n").unwrap();
        assert!(file.contains(replace[0]), "{}", replace[0]);
        file.replace(replace[0], replace[1])
    }

    #[test]
    fn the_example_sets_up_and_what_is_refused_leaves_nothing_and_names_the_member() {
        let home = tempfile::tempdir().unwrap();
        let (dir, from) = (home.path().join("vault"), home.path().join("plan.toml"));
        for (wrong, right, code) in [
            ("role = \"officer\"", "role = \"nurse\"", "C-413"),
            ("handle = \"4411\"", "handle = \"plead\"", "C-414"),
            ("handle = \"4411\"", "handle = \"44 11\"", "A-283"),
            ("= 2026-04-01", "= \"soon\"", "C-410"),
            ("training = true", "training = false", "C-411"),
        ] {
            std::fs::write(&from, file([wrong, right])).unwrap();
            let refused = init(&dir, &from).unwrap_err();
            assert_eq!(refused.code, code, "{refused}");
            assert!(is_empty(&dir), "{code}");
        }
        let live = file(["training = true", ""]);
        let (live, _members) = live.split_once("[[member]]").unwrap();
        std::fs::write(&from, live).unwrap();
        assert_eq!(init(&dir, &from).unwrap_err().code, "C-416");
        for dated in ["2026-04-01", "\"2026-04-01\""] {
            std::fs::write(&from, file(["2026-04-01", dated])).unwrap();
            let dir = home
                .path()
                .join(dated.trim_matches('"').len().to_string() + dated);
            assert_eq!(init(&dir, &from).unwrap().members.len(), 3);
        }
    }
}
