//! The form of a rule table's file: typed rows, nothing unknown.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::decision::facts::{ItemCategory, Nation};
use crate::domain::desk::GradeLimits;

/// Which leg of a disclosure a row belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leg {
    /// The first: a duty or power to disclose.
    Power,
    /// The second: what lifts the duty of confidence.
    Confidentiality,
    /// The third: UK GDPR, DPA 2018 Part 2 or Part 3.
    DataProtection,
    /// No leg: switches off a notice, right or limit and is never a gateway.
    Exemption,
    /// No leg: what age changes.
    Children,
}

/// How strongly a power speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// A duty: must share.
    Must,
    /// A power: may share.
    May,
    /// A limit on sharing.
    Limit,
    /// Named for reference only; not a gateway.
    Reference,
}

/// Whether the start is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Commencement {
    /// In force between its dates.
    #[default]
    InForce,
    /// Enacted, start not confirmed: the row is off.
    NotConfirmed,
}

/// Where a row is law.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowNation {
    /// Both.
    #[default]
    EnglandAndWales,
    /// England only.
    England,
    /// Wales only.
    Wales,
}

impl RowNation {
    /// Whether it is law in that nation.
    pub fn covers(self, nation: Nation) -> bool {
        match (self, nation) {
            (Self::EnglandAndWales, _) | (Self::England, Nation::England) | (Self::Wales, Nation::Wales) => {
                true
            }
            (Self::England, Nation::Wales) | (Self::Wales, Nation::England) => false,
        }
    }
}

/// Who may use a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// NHS bodies and their staff.
    Health,
    /// Police forces and their staff.
    Police,
    /// Charities and other voluntary partners.
    Voluntary,
}

/// How well a row's source was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Confidence {
    /// Seen in a public copy of the text or page.
    S,
    /// Statute cited, not re-read.
    #[serde(rename = "stat")]
    Stat,
    /// From memory: check before relying on it.
    #[serde(rename = "mem")]
    Mem,
    /// Not confirmed, or sources differ.
    #[serde(rename = "?")]
    Unconfirmed,
}

fn yes() -> bool {
    true
}

/// One rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Its name in records.
    pub slug: String,
    /// Which leg.
    pub leg: Leg,
    /// How strongly a power speaks; only in [`Leg::Power`].
    pub force: Option<Force>,
    /// A short title.
    pub title: String,
    /// When it applies, in plain words.
    pub test: String,
    /// The provision.
    pub law: String,
    /// Who may use it.
    pub who: Vec<Who>,
    /// From whom to whom, in words.
    #[serde(default)]
    pub to: String,
    /// What must be recorded with it.
    #[serde(default)]
    pub fields: String,
    /// What it does not allow.
    #[serde(default)]
    pub not_for: String,
    /// What it is used for.
    #[serde(default, rename = "use")]
    pub used_for: String,
    /// Whether a user may pick it at all.
    #[serde(default = "yes")]
    pub selectable: bool,
    /// The first day in force.
    pub from: Option<NaiveDate>,
    /// The last day in force.
    pub until: Option<NaiveDate>,
    /// Whether the start is known.
    #[serde(default)]
    pub commencement: Commencement,
    /// Where it is law.
    #[serde(default)]
    pub nation: RowNation,
    /// How well the source was seen.
    pub confidence: Vec<Confidence>,
}

/// A red line, as the table says it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RedLine {
    /// `RL1` to `RL10`.
    pub code: String,
    /// What never happens.
    pub rule: String,
    /// Why.
    pub basis: String,
    /// Read only to be refused: nothing lifts a red line.
    #[serde(default)]
    pub(super) lifted: Option<bool>,
    /// Read only to be refused: a red line has no last day.
    #[serde(default)]
    pub(super) until: Option<NaiveDate>,
    /// Read only to be refused: a red line is never off.
    #[serde(default)]
    pub(super) selectable: Option<bool>,
}

/// A term of the Data Protection Act 1998.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renamed {
    /// As older agreements say it.
    pub old: String,
    /// Now, for health and for police outside law enforcement.
    pub now: String,
    /// Now, for law enforcement.
    pub now_law_enforcement: String,
}

/// The three legs of a situation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Its name.
    pub id: String,
    /// What it is for.
    pub situation: String,
    /// The second leg's slug.
    pub confidentiality: String,
    /// The first leg's slugs; empty where the duty itself is the power.
    pub power: Vec<String>,
    /// The third leg of the health side's own act.
    pub health: Vec<String>,
    /// The third leg of the police side's own act.
    pub police: Vec<String>,
}

/// A list of codes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Its name.
    pub name: String,
    /// Where it is from.
    pub source: String,
    /// How well the source was seen.
    pub confidence: Vec<Confidence>,
    /// The codes, in plain words.
    pub entries: Vec<String>,
}

/// One row of the retention schedule: how long a record is kept, and on what rule it may be destroyed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Its name in orders and certificates.
    pub slug: String,
    /// Which record.
    pub title: String,
    /// The rule in plain words.
    pub rule: String,
    /// From when time counts.
    pub clock: String,
    /// Whole years that must have passed since the last entry; without it, no time is counted.
    pub keep_years: Option<u32>,
    /// Where the rule stands.
    pub law: String,
    /// Whose record.
    pub who: Vec<Who>,
    /// Where it applies.
    #[serde(default)]
    pub nation: RowNation,
    /// How well the source was seen.
    pub confidence: Vec<Confidence>,
}

/// Numbers that rules use.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Hours until the reason of a danger share is due, if the shift does not end earlier.
    pub danger_reason_due_hours: u32,
    /// Hours after signing in at which a shift that nobody ended is taken to end.
    #[serde(default = "usual_shift")]
    pub shift_hours: u32,
    /// Days within which a person is told what was shared, where it was not done at once.
    #[serde(default = "usual_telling")]
    pub tell_person_days: u32,
    /// Days after which it is looked at again whether a person who was not told can be.
    #[serde(default = "usual_review")]
    pub not_told_review_days: u32,
    /// Hours for which an assessment of capacity serves.
    pub capacity_valid_hours: u32,
    /// Months after which an earlier yes is marked as too old.
    pub consent_ask_again_months: u32,
    /// Characters of the shortest free-text reason.
    pub reason_min_chars: u32,
    /// Calendar months by the end of which FGM is reported (FGM Act 2003 s5B(5)(c)).
    #[serde(default = "one_month")]
    pub fgm_report_months: u32,
    /// The same in days, as tables of earlier versions have it: read, and not used.
    #[serde(default)]
    pub fgm_report_days: Option<u32>,
    /// Age from which the Mental Capacity Act applies; below it a yes needs Gillick competence.
    pub capacity_act_age: u32,
    /// Age below which a person is a child.
    pub adult_age: u32,
    /// Days within which a complaint about the use of information is acknowledged (DPA 2018 s164A).
    pub complaint_acknowledged_days: u32,
    /// Days for which a use of recovery codes is shown to both organisations.
    pub recovery_shown_days: u32,
    /// Months after which the recovery codes are to be proved again.
    pub recovery_drill_months: u32,
    /// Hours in which the Commissioner is told of a data breach (UK GDPR Article 33(1); DPA 2018 s67(1)).
    pub breach_report_hours: u32,
    /// From so many requests of one member about one person on, governance is to know and a senior view comes first.
    pub repeat_requests: u32,
    /// So many days back a request in another incident counts among them.
    #[serde(default = "usual_repeat_days")]
    pub repeat_request_days: u32,
    /// Days after which a review, or a look that nothing explains, is late.
    #[serde(default = "usual_lateness")]
    pub review_late_days: u32,
    /// Days in which the whole log is to be checked again, and a checkpoint taken out.
    #[serde(default = "usual_log_check")]
    pub log_check_days: u32,
    /// Days after which a laptop that has written nothing is asked after.
    #[serde(default = "usual_lateness")]
    pub laptop_quiet_days: u32,
}

impl Thresholds {
    /// Each number by its name in the file.
    pub fn named(&self) -> [(&'static str, u32); 9] {
        [
            ("danger_reason_due_hours", self.danger_reason_due_hours),
            ("capacity_valid_hours", self.capacity_valid_hours),
            ("consent_ask_again_months", self.consent_ask_again_months),
            ("reason_min_chars", self.reason_min_chars),
            ("fgm_report_months", self.fgm_report_months),
            ("capacity_act_age", self.capacity_act_age),
            ("adult_age", self.adult_age),
            ("recovery_shown_days", self.recovery_shown_days),
            ("recovery_drill_months", self.recovery_drill_months),
        ]
    }
}

fn one_month() -> u32 {
    1
}

fn usual_shift() -> u32 {
    12
}

fn usual_telling() -> u32 {
    3
}

fn usual_review() -> u32 {
    28
}

fn usual_repeat_days() -> u32 {
    28
}

fn usual_lateness() -> u32 {
    14
}

fn usual_log_check() -> u32 {
    31
}

/// How long words of these kinds may be relied on, counted from when they were true.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShelfLife {
    /// The kinds of information.
    pub items: Vec<ItemCategory>,
    /// Hours.
    pub hours: u32,
    /// Where that comes from.
    pub source: String,
    /// How well the source was seen.
    pub confidence: Vec<Confidence>,
}

/// The whole file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) version: String,
    pub(super) as_at: NaiveDate,
    pub(super) valid_from: NaiveDate,
    pub(super) thresholds: Thresholds,
    pub(super) code_list: Vec<CodeList>,
    pub(super) row: Vec<Row>,
    #[serde(default)]
    pub(super) red_line: Vec<RedLine>,
    pub(super) renamed: Vec<Renamed>,
    pub(super) bundle: Vec<Bundle>,
    #[serde(default)]
    pub(super) retention: Vec<Retention>,
    #[serde(default)]
    pub(super) shelf_life: Vec<ShelfLife>,
    #[serde(default)]
    pub(super) desk: Option<GradeLimits>,
}
