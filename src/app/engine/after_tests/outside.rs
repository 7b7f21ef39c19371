//! Those who ask from outside.

use super::*;

fn outside(asker: OutsideAsker, immigration: bool) -> Request {
    Request::TakeOutside(Box::new(OutsideForm {
        incident: None,
        asker,
        who: SCRIPTS.to_owned(),
        capacity: "For a client".to_owned(),
        what: "Everything about Sam Okoro".to_owned(),
        basis: "An order, they say".to_owned(),
        document: Document::Claimed,
        immigration,
        received: now(),
    }))
}

#[test]
fn who_asks_from_outside_is_refused_until_governance_advises_and_past_a_red_line_for_ever() {
    let mut night = night();
    sit(&mut night.desk, Side::Health);
    ask(&mut night.desk, outside(OutsideAsker::Solicitor, false)).unwrap();
    ask(&mut night.desk, outside(OutsideAsker::OtherDepartment, true)).unwrap();
    let register = night.desk.engine().register().unwrap();
    let (red, solicitor) = (&register[0], &register[1]);
    assert_eq!(solicitor.status(), OutsideStatus::RefusedForNow);
    assert_eq!(red.status(), OutsideStatus::RedLine(None));
    let advised = || OutsideStep::Advised {
        by: "Governance".to_owned(),
        words: "It may go".to_owned(),
        may_decide: true,
    };
    let (red, solicitor) = (red.asked.request, solicitor.asked.request);
    ask(&mut night.desk, Request::StepOutside(solicitor, advised())).unwrap();
    assert_eq!(
        refused(&mut night.desk, Request::StepOutside(red, advised())),
        "A-455"
    );
    let told = || OutsideStep::LeadTold {
        who: "Caldicott Guardian".to_owned(),
        at: now(),
        how: TellingHow::Phone,
    };
    ask(&mut night.desk, Request::StepOutside(red, told())).unwrap();
    assert_eq!(
        refused(&mut night.desk, Request::StepOutside(red, told())),
        "A-452"
    );
    assert_eq!(
        refused(&mut night.desk, Request::StepOutside(red, advised())),
        "A-455"
    );
    sit(&mut night.desk, Side::Police);
    assert!(
        night.desk.engine().register().unwrap().is_empty(),
        "each side has its own"
    );
    assert_eq!(
        refused(&mut night.desk, Request::StepOutside(red, told())),
        "A-449"
    );
    let watch = office(&mut night, "hlead");
    assert_eq!((watch.red_lines, watch.red_lines_untold), (1, 0));
    let office = night.desk.engine().office.as_ref().unwrap();
    let view = office.oversight.as_ref().unwrap();
    let tried = view.of_kinds(&["oversight.outside"]).unwrap();
    let tried = tried
        .iter()
        .filter(|placed| format!("{:?}", placed.content).contains("RedLineTried"));
    assert_eq!(tried.count(), 2, "each attempt is counted");
    let bodies = view
        .of_kinds(&["oversight.outside", "oversight.request"])
        .unwrap();
    for placed in bodies {
        let words = String::from_utf8(Content::to_bytes(&placed.content)).unwrap();
        assert!(!words.contains("Okoro") && !words.contains("client"), "{words}");
    }
}
