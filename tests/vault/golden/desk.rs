//! Handing over, advising, claiming and following up, as they are stored.

use super::*;

#[expect(clippy::too_many_lines, reason = "one sample of each kind")]
pub(super) fn desk() -> Vec<Content> {
    vec![
        Content::Graded(Graded {
            incident: INCIDENT,
            item: ITEM,
            grade: Grade::Priority,
        }),
        Content::Claimed(Claimed {
            incident: INCIDENT,
            claim: ITEM,
            member: Some(MEMBER),
            name: "J Patel".to_owned(),
            station: "Desk 1".to_owned(),
            over: Some(ItemId([6; 16])),
        }),
        Content::Released(Released {
            incident: INCIDENT,
            claim: ITEM,
        }),
        Content::StayAsked(StayAsked {
            incident: INCIDENT,
            item: ITEM,
            reason: StayReason::NotReceivedYet,
            answer: StayAnswer::Stays,
            asked_by: "K Shah, charge nurse".to_owned(),
            agreed: "Until the suite is free".to_owned(),
            by: String::new(),
        }),
        Content::FollowUpSet(FollowUpSet {
            incident: INCIDENT,
            item: ITEM,
            what: FollowUp::TellGp,
            side: Side::Health,
            owner: "J Patel".to_owned(),
            due: Some(AT),
        }),
        Content::FollowUpDone(FollowUpDone {
            incident: INCIDENT,
            item: ITEM,
            what: FollowUp::TellGp,
            end: FollowUpEnd::NotReached,
            by: "J Patel".to_owned(),
        }),
        Content::HandoverGiven(HandoverGiven {
            incident: INCIDENT,
            handover: ITEM,
            to: HandoverTo::Ward,
            place: "Elm ward".to_owned(),
            by: "J Patel".to_owned(),
            sbar: Sbar {
                situation: "Footbridge, now calm".to_owned(),
                background: "Known to services".to_owned(),
                assessment: "Tablets, amount not known".to_owned(),
                recommendation: "See tonight".to_owned(),
            },
            code: "K7M2-9QPD".to_owned(),
        }),
        Content::HandoverReceived(HandoverReceived {
            incident: INCIDENT,
            handover: ITEM,
            name: "R Evans".to_owned(),
            role: "Charge nurse".to_owned(),
            at: AT,
            how: ReceivedHow::OnPaper,
            read_back: true,
            remark: "Half past eight, not nine".to_owned(),
        }),
        Content::AdviceGiven(AdviceGiven {
            incident: INCIDENT,
            item: ITEM,
            to: "Car 5".to_owned(),
            channel: Channel::Radio,
            advised: "One person talks. Keep distance".to_owned(),
            understood: "One of us talks, the other stays back".to_owned(),
            agreed: Agreed::Yes,
            done: "Came down by himself".to_owned(),
            completes: Some(ItemId([6; 16])),
        }),
    ]
}
