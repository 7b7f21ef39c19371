//! Section 136 in the invented incidents: used, or considered and not used.

use super::Story;
use crate::app::api::Request;
use crate::app::clock::Clock as _;
use crate::app::problem::Problem;
use crate::domain::content::{Advice, Consulted, Conveyance, OtherWay, PlaceOfSafety, S136Field, S136Step};
use crate::domain::ids::IncidentId;
use crate::domain::time::Moment;

impl Story<'_> {
    pub(super) fn used_136(&mut self, incident: IncidentId) -> Result<(), Problem> {
        self.minutes(10);
        let consulted = match self.dice.weighted(&[85, 8, 7]) {
            0 => Consulted::CrewNurse {
                name: "J Patel".to_owned(),
            },
            1 => Consulted::Other {
                who: "On-call doctor, crisis team".to_owned(),
            },
            _ => Consulted::NotPracticable {
                why: "Person was climbing the rail".to_owned(),
            },
        };
        let advice = (!matches!(consulted, Consulted::NotPracticable { .. })).then_some(Advice::Supports);
        let place = if self.dice.percent(50) {
            PlaceOfSafety::EmergencyDepartment
        } else {
            PlaceOfSafety::HealthBased
        };
        let conveyance = if self.dice.percent(55) {
            Conveyance::PoliceVehicle
        } else {
            Conveyance::Ambulance
        };
        let at = self.clock.now();
        self.ask(Request::S136(
            incident,
            S136Step::Used {
                at,
                consulted,
                advice,
                place: Some(place),
                conveyance,
            },
        ))?;
        self.minutes(45);
        let at = self.clock.now();
        let place = Some(place);
        self.ask(Request::S136(incident, S136Step::Arrived { at, place }))?;
        self.minutes(35);
        self.why_there(incident, place, conveyance)?;
        let at = self.clock.now();
        let to = "R Cole, nurse in charge".to_owned();
        self.ask(Request::S136(incident, S136Step::HandedOver { at, to }))
            .map(drop)
    }

    /// Why police drove, and why an emergency department was the first place: codes that a month counts.
    fn why_there(
        &mut self,
        incident: IncidentId,
        place: Option<PlaceOfSafety>,
        conveyance: Conveyance,
    ) -> Result<(), Problem> {
        // by the clock and not by the dice, so that every story before and after stays as it is
        let some = |codes: [&'static str; 3], now: Moment| {
            let at = usize::try_from((now.0 / 60_000).rem_euclid(3)).unwrap_or_default();
            codes.get(at).copied().unwrap_or_default()
        };
        let now = self.clock.now();
        let mut lines = Vec::new();
        if conveyance == Conveyance::PoliceVehicle {
            let why = some(["not-in-30", "not-requested", "behaviour"], now);
            let asked = if why == "not-requested" { "no" } else { "yes" };
            lines.extend([(S136Field::PoliceVehicle, why), (S136Field::Ambulance, asked)]);
        }
        if place == Some(PlaceOfSafety::EmergencyDepartment) {
            let why = some(["medical", "no-health-place", "no-health-place"], now);
            lines.push((S136Field::WhyEmergency, why));
        }
        for (field, value) in lines {
            let value = value.to_owned();
            self.ask(Request::S136(incident, S136Step::Said { field, value }))?;
        }
        Ok(())
    }

    pub(super) fn not_used_136(&mut self, incident: IncidentId) -> Result<(), Problem> {
        let instead = "Went with the crisis team by agreement".to_owned();
        let consulted = Consulted::CrewNurse {
            name: "J Patel".to_owned(),
        };
        let other_way = Some(OtherWay::CrisisTeam);
        let step = S136Step::NotUsed {
            at: None,
            instead,
            consulted,
            other_way,
            advice: Some(Advice::AnotherWay),
        };
        self.ask(Request::S136(incident, step)).map(drop)
    }
}
