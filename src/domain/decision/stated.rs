//! From the answers of the pages to the facts of a decision, to the typed words, and to whether the person knows.

use super::facts::{
    Capacity, Consent, ConsentState, Crime, CrimeClass, Direction, Disclosure, Duty, DutyKind, Emergency,
    Facts, Harm, HarmTo, ItemCategory, Person, Purpose, Recipient, WhyNotAsked,
};
use super::items::clinical;
use super::pages::{age, asks_the_person, is_young, names_a_law, route, too_young_to_decide};
use super::path::{
    Agreed, Answers, AtRisk, Cause, Context, CouldNot, HowLikely, HowSerious, NotAskedWhy, PolicingPurpose,
    Question, StrongReason, Tried, WhoHarmed, WillTell, Wishes, YesNo,
};
use crate::domain::content::{DecisionWords, PersonTold, RecordField};
use crate::domain::rules::Rules;

impl Answers {
    /// The facts that the answers state. Answers of pages that the path no longer leads through do not count.
    pub fn to_facts(&self, ctx: &Context, items: &[ItemCategory], rules: &Rules) -> Facts {
        self.on_path(ctx, rules).stated(ctx, items, rules)
    }

    fn stated(&self, ctx: &Context, items: &[ItemCategory], rules: &Rules) -> Facts {
        let pages = route(self, ctx, rules);
        let at = |page| pages.contains(&page);
        let reason = if at(Question::StrongerReason) {
            self.reason
        } else {
            None
        };
        let compelled = reason == Some(StrongReason::LawSaysIMust) || names_a_law(self, ctx);
        let duty = self.duty.filter(|_| compelled);
        let harm = if at(Question::Weigh) {
            self.harm(ctx, reason)
        } else {
            Harm::default()
        };
        let capacity = if at(Question::Capacity) {
            self.capacity(ctx, rules)
        } else {
            Capacity::default()
        };
        let judged_at_risk = reason == Some(StrongReason::AtRisk)
            && self.at_risk == Some(AtRisk::Adult)
            && self.who == Some(WhoHarmed::ThePerson);
        // to name a duty about an adult at risk is to say that the person is one
        let adult_at_risk = judged_at_risk
            || matches!(
                duty,
                Some(DutyKind::AdultAtRiskReportWales | DutyKind::SafeguardingBoardRequest)
            );
        let purpose = self.purpose(ctx, reason, rules);
        let whom = self.says(RecordField::AboutWhom);
        Facts {
            date: ctx.date,
            nation: ctx.nation,
            disclosure: Disclosure {
                direction: ctx.direction,
                recipient: ctx.recipient,
                purpose,
                identifiable: true,
                items: items.to_vec(),
                power: "default".to_owned(),
                requested_by_recipient: ctx.requested
                    || matches!(
                        duty,
                        Some(DutyKind::DriverIdentityRequest | DutyKind::SafeguardingBoardRequest)
                    )
                    || self.for_a_crime_of_a_victim(),
                repeated_request: self.again_and_again(ctx, rules),
                victim_request: self.for_a_crime_of_a_victim() && ctx.health_tells(),
                victim_notice_given: self.victim_notice_settled(),
                agreement_allows: ctx.agreement_covers || !ctx.agreement_in_force,
            },
            person: Person {
                age: age(self, ctx),
                gillick_competent: self.competent(ctx, rules),
                dead: self.dead,
                adult_at_risk,
                staff: whom == Some("staff"),
                third_party: whom == Some("somebody-else"),
            },
            emergency: Emergency {
                real_and_immediate_threat_to_life: self.threat_to_life(ctx, at(Question::Weigh)),
            },
            consent: self.locked(self.consent(ctx), (ctx.recipient, purpose, items)),
            capacity,
            harm,
            crime: Crime {
                class: (reason == Some(StrongReason::SeriousCrime)).then_some(CrimeClass::Serious),
            },
            duty: Duty { kind: duty },
        }
    }

    /// The free words, for the decider's own side.
    pub fn words(&self) -> DecisionWords {
        let join = |parts: [&str; 2]| {
            parts
                .iter()
                .map(|part| part.trim())
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("\n")
        };
        let wishes = match self.wishes {
            None => "",
            Some(Wishes::NotKnown) => "Not known",
            Some(Wishes::WouldAgree) => "Would agree",
            Some(Wishes::WouldObject) => "Would object",
        };
        DecisionWords {
            best_interests: self.why_best.trim().to_owned(),
            wishes: join([wishes, &self.wishes_words]),
            least: self.why_least.trim().to_owned(),
            proportionate: self.why_proportionate.trim().to_owned(),
            reason: join([&self.cause_words, &self.why_now]),
        }
    }

    /// Whether the person knows, as far as the pages say.
    pub fn person_told(&self) -> PersonTold {
        if self.dead {
            return PersonTold::NotYetRecorded;
        }
        match (self.agreed, self.will_tell) {
            (_, Some(WillTell::Done)) | (Some(Agreed::ToldNow), None) => PersonTold::Yes,
            (_, Some(WillTell::Later)) => PersonTold::Later,
            (_, Some(WillTell::No)) => PersonTold::No,
            (_, None) => PersonTold::NotYetRecorded,
        }
    }

    /// Drops what was answered on one page: Back from the page after it.
    pub fn drop_page(&mut self, page: Question) {
        let fresh = Self::default();
        match page {
            Question::Agreed => {
                self.agreed = None;
                self.gillick_competent = None;
                self.care_plan_date = None;
                self.care_plan_covers = None;
                self.why_not_asked = None;
                self.asked_for = None;
                self.asked_about = None;
            }
            Question::Capacity => {
                self.could_not = fresh.could_not;
                self.cause = None;
                self.cause_words = fresh.cause_words;
                self.because = None;
                self.tried = None;
                self.can_wait = None;
                self.why_now = fresh.why_now;
                self.why_best = fresh.why_best;
                self.best = None;
                self.wishes = None;
                self.wishes_words = fresh.wishes_words;
            }
            Question::StrongerReason => {
                self.reason = None;
                self.duty = None;
                self.at_risk = None;
            }
            Question::Weigh => {
                self.who = None;
                self.serious = None;
                self.likely = None;
                self.why_least = fresh.why_least;
                self.will_tell = None;
            }
            Question::OfficerPurpose => self.policing_purpose = None,
            Question::Proportionate => self.why_proportionate = fresh.why_proportionate,
        }
        self.not_shared = None;
    }

    fn competent(&self, ctx: &Context, rules: &Rules) -> Option<bool> {
        if too_young_to_decide(self, ctx, rules) {
            Some(false)
        } else {
            self.gillick_competent
        }
    }

    fn consent(&self, ctx: &Context) -> Consent {
        let base = Consent {
            given_at: Some(ctx.date),
            original_purpose: self.asked_for,
            in_writing: self.in_writing(),
            informed: !matches!(self.says(RecordField::ConsentInformed), Some("part" | "no")),
            ..Consent::default()
        };
        match self.agreed.filter(|_| asks_the_person(self, ctx)) {
            Some(Agreed::ToldNow) => Consent {
                state: ConsentState::Given,
                ..base
            },
            Some(Agreed::SaidNo) => Consent {
                state: ConsentState::Refused,
                ..base
            },
            Some(Agreed::TookBack) => Consent {
                state: ConsentState::Withdrawn,
                ..base
            },
            Some(Agreed::CarePlan) => {
                let covers = self.care_plan_covers == Some(YesNo::Yes);
                Consent {
                    state: ConsentState::CarePlan,
                    given_at: self.care_plan_date,
                    care_plan_covers_items: covers,
                    care_plan_covers_recipient: covers,
                    ..base
                }
            }
            Some(Agreed::NotAsked) => Consent {
                why_not_asked: Some(self.why_not_asked.map_or(WhyNotAsked::NotSaid, why)),
                ..Consent::default()
            },
            None if ctx.finishing_danger => Consent {
                why_not_asked: Some(WhyNotAsked::NoTime),
                ..Consent::default()
            },
            Some(Agreed::CannotDecide) | None => Consent::default(),
        }
    }

    /// A yes, now or in a plan, says what it was about where that is not what is told.
    fn locked(
        &self,
        consent: Consent,
        (to, purpose, items): (Recipient, Purpose, &[ItemCategory]),
    ) -> Consent {
        let given = matches!(consent.state, ConsentState::Given | ConsentState::CarePlan);
        let Some(asked) = self.asked_about.as_ref().filter(|_| given) else {
            return consent;
        };
        let others = items.iter().any(|item| !asked.items.contains(item));
        Consent {
            original_purpose: consent
                .original_purpose
                .or((asked.purpose != purpose).then_some(asked.purpose)),
            original_recipient: (asked.recipient != to).then_some(asked.recipient),
            original_items: if others { asked.items.clone() } else { Vec::new() },
            ..consent
        }
    }

    /// Whoever asks has asked about this person as often as the rule table says that somebody senior looks.
    fn again_and_again(&self, ctx: &Context, rules: &Rules) -> bool {
        let often = rules.thresholds().repeat_requests;
        ctx.requested && self.times_asked.is_some_and(|times| times >= often)
    }

    fn capacity(&self, ctx: &Context, rules: &Rules) -> Capacity {
        let best = (!self.why_best.trim().is_empty()).then_some(!self.not_best());
        if is_young(ctx, rules) {
            return Capacity {
                best_interests: best,
                ..Capacity::default()
            };
        }
        if self.cause == Some(Cause::CouldNotAssess) {
            return Capacity {
                doubted: true,
                could_not_assess: true,
                ..Capacity::default()
            };
        }
        let could = |what| !self.could_not.contains(&what);
        Capacity {
            doubted: true,
            help_given: self.tried.is_some_and(|tried| tried != Tried::NoTime),
            understand: could(CouldNot::Understand),
            retain: could(CouldNot::Remember),
            use_or_weigh: could(CouldNot::Weigh),
            communicate: could(CouldNot::Tell),
            impairment: self.cause.map(|cause| self.impairment(cause)),
            because_of_impairment: self.because == Some(YesNo::Yes),
            could_not_assess: false,
            best_interests: best,
        }
    }

    fn impairment(&self, cause: Cause) -> String {
        let words = match cause {
            Cause::DrugsOrDrink => "drugs, drink or overdose",
            Cause::Illness => "illness",
            Cause::Injury => "injury",
            Cause::Other => self.cause_words.trim(),
            Cause::CouldNotAssess => "",
        };
        words.to_owned()
    }

    fn harm(&self, ctx: &Context, reason: Option<StrongReason>) -> Harm {
        let likely = self
            .likely
            .or_else(|| ctx.finishing_danger.then_some(HowLikely::Now));
        let child = reason == Some(StrongReason::AtRisk) && self.at_risk == Some(AtRisk::Child);
        let to = self.who.map(|who| match who {
            WhoHarmed::NamedPerson | WhoHarmed::PublicNearby | WhoHarmed::ThePerson if child => HarmTo::Child,
            WhoHarmed::NamedPerson | WhoHarmed::PublicNearby => HarmTo::Others,
            WhoHarmed::Us => HarmTo::Staff,
            WhoHarmed::ThePerson => HarmTo::Self_,
        });
        Harm {
            to,
            serious: matches!(
                self.serious,
                Some(HowSerious::DeathOrLastingInjury | HowSerious::Serious)
            ),
            likely: matches!(likely, Some(HowLikely::Now | HowLikely::LikelyToday)),
            imminent: likely == Some(HowLikely::Now),
            sharing_would_help: true,
            less_intrusive_way: self.says(RecordField::AnotherWay) == Some("yes"),
            // To go on with a written reason is the weighing; a harm that is less than serious outweighs nothing.
            outweighs: !self.why_least.trim().is_empty() && self.serious != Some(HowSerious::Less),
        }
    }

    fn threat_to_life(&self, ctx: &Context, weighed: bool) -> bool {
        let now = self.likely == Some(HowLikely::Now) || (ctx.finishing_danger && self.likely.is_none());
        let life = self.serious == Some(HowSerious::DeathOrLastingInjury);
        let officer_finishes = ctx.finishing_danger && !ctx.health_tells();
        (weighed && now && life) || officer_finishes
    }

    fn purpose(&self, ctx: &Context, reason: Option<StrongReason>, rules: &Rules) -> Purpose {
        if let Some(purpose) = self.purpose {
            return purpose;
        }
        if !ctx.health_tells() {
            return self.officer_purpose(ctx, rules);
        }
        if self.for_a_crime_of_a_victim() && reason.is_none() {
            return Purpose::InvestigateCrime;
        }
        if reason.is_none() && !ctx.finishing_danger && !self.dead && clinical(ctx.recipient) {
            return Purpose::DirectCare;
        }
        let by_who = match self.who {
            Some(WhoHarmed::NamedPerson | WhoHarmed::PublicNearby) => Purpose::SafetyOfOthers,
            Some(WhoHarmed::Us) => Purpose::StaffSafety,
            Some(WhoHarmed::ThePerson) | None => Purpose::SafetyOfPerson,
        };
        match reason {
            // these laws are about a child, who need not be the person
            Some(StrongReason::LawSaysIMust)
                if matches!(
                    self.duty,
                    Some(DutyKind::ChildAbuseReport | DutyKind::ChildWelfareShare)
                ) =>
            {
                Purpose::SafeguardingChild
            }
            Some(StrongReason::LawSaysIMust) => Purpose::LegalDuty,
            Some(StrongReason::SeriousCrime) => Purpose::PreventSeriousCrime,
            Some(StrongReason::AtRisk) if self.at_risk == Some(AtRisk::Child) => Purpose::SafeguardingChild,
            Some(StrongReason::AtRisk) => Purpose::SafeguardingAdult,
            Some(StrongReason::ProtectSomeoneElse) => by_who,
            None if ctx.finishing_danger => by_who,
            None => self.requested_for.unwrap_or(Purpose::SafetyOfPerson),
            Some(StrongReason::ProtectLife | StrongReason::None) => Purpose::SafetyOfPerson,
        }
    }

    fn officer_purpose(&self, ctx: &Context, rules: &Rules) -> Purpose {
        let child = age(self, ctx).is_some_and(|age| age < rules.thresholds().adult_age);
        match self.policing_purpose {
            Some(PolicingPurpose::ProtectLife) => Purpose::SafetyOfPerson,
            Some(PolicingPurpose::KeepThePeace) => Purpose::SafetyOfOthers,
            Some(PolicingPurpose::PreventCrime | PolicingPurpose::BringToJustice) => {
                Purpose::InvestigateCrime
            }
            Some(PolicingPurpose::LegalDuty) => Purpose::LegalDuty,
            Some(PolicingPurpose::EarlyHelp) if child => Purpose::SafeguardingChild,
            Some(PolicingPurpose::EarlyHelp) => Purpose::SafeguardingAdult,
            Some(PolicingPurpose::None) | None if ctx.direction == Direction::PoliceToHealth => {
                Purpose::SafetyOfPerson
            }
            Some(PolicingPurpose::None) | None => Purpose::Other,
        }
    }
}

fn why(why: NotAskedWhy) -> WhyNotAsked {
    match why {
        NotAskedWhy::NotSafe => WhyNotAsked::Unsafe,
        NotAskedWhy::NotHere => WhyNotAsked::Absent,
        NotAskedWhy::WouldPrejudice => WhyNotAsked::WouldPrejudice,
        NotAskedWhy::CannotAnswer => WhyNotAsked::Unresponsive,
        NotAskedWhy::NoTime => WhyNotAsked::NoTime,
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::decision::conclusion::Confidentiality;
    use crate::domain::decision::facts::{Direction, DutyKind, ItemCategory, Nation, Recipient};
    use crate::domain::decision::path::{Agreed, Answers, Context, StrongReason};
    use crate::domain::decision::record_tests::day;
    use crate::domain::decision::settle;
    use crate::domain::rules::Rules;

    #[test]
    fn a_duty_about_an_adult_at_risk_binds_when_it_is_named() {
        let answers = Answers {
            agreed: Some(Agreed::SaidNo),
            reason: Some(StrongReason::LawSaysIMust),
            duty: Some(DutyKind::AdultAtRiskReportWales),
            ..Answers::default()
        };
        let items = vec![ItemCategory::PresentationAndRisk];
        let mut ctx = Context::nurse_to_officer(day(), Nation::Wales, items);
        ctx.direction = Direction::HealthToOther;
        ctx.recipient = Recipient::LocalAuthority;
        ctx.age = Some(34);
        let rules = Rules::embedded().unwrap();
        let found = settle(&answers.to_facts(&ctx, &ctx.items, &rules), &answers, &rules);
        assert_eq!(
            found.confidentiality,
            Confidentiality::StatutoryDuty,
            "{:?}",
            found.reasons
        );
    }
}
