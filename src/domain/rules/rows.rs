//! The rows that the table must have, one list for each part of the law, and what each row must say.

use super::{Commencement, Force, Leg, Row, RowNation, Rules};

const CONFIDENTIALITY: [&str; 9] = [
    "cl_consent_explicit",
    "cl_consent_careplan",
    "cl_consent_implied",
    "cl_best_interests",
    "cl_public_interest_harm",
    "cl_public_interest_crime",
    "cl_statute",
    "cl_court",
    "cl_not_confidential",
];

const DATA_PROTECTION: [&str; 22] = [
    "a6_c_legal_obligation",
    "a6_d_vital",
    "a6_e_public_task",
    "a6_ea_rli_request",
    "a6_ea_rli_security",
    "a6_ea_rli_emergency",
    "a6_ea_rli_crime",
    "a6_ea_rli_safeguarding",
    "a6_f_legitimate",
    "a6_a_consent",
    "a9_c_vital",
    "a9_f_legal_claims",
    "a9_g_substantial_public_interest",
    "a9_h_health_social_care",
    "a9_i_public_health",
    "s1p6_statutory",
    "s1p7_justice",
    "s1p10_unlawful_acts",
    "s1p18_safeguarding",
    "s1p30_vital_offence",
    "s1p33_claims",
    "a10_offence_data",
];

const LAW_ENFORCEMENT: [&str; 10] = [
    "p3_le_purpose",
    "p3_strictly_necessary",
    "s8p1_statutory",
    "s8p2_justice",
    "s8p3_vital",
    "s8p4_safeguarding",
    "s8p5_public",
    "s8p6_claims",
    "p3_onward_nonle",
    "p3_quality",
];

const POWERS: [&str; 32] = [
    "duty_fgm",
    "duty_csa_report",
    "duty_child_share_16LA",
    "duty_terror_38B",
    "duty_terror_19",
    "duty_rta_172",
    "duty_notifiable_disease",
    "duty_s42_assist",
    "duty_wales_adult",
    "duty_wales_child",
    "duty_s47_assist",
    "power_s17_ca89",
    "power_ca04_s10_11",
    "duty_msa_52",
    "duty_coroner",
    "duty_iopc_dsi",
    "court_order",
    "duty_cqc",
    "duty_nhse_info",
    "duty_to_share_care",
    "power_cda_115",
    "power_cda_17A",
    "power_svd_16",
    "power_mappa",
    "power_police_common_law",
    "power_vir_44A",
    "power_art2",
    "power_mha_136_1C",
    "power_rehab",
    "power_civil_evidence",
    "power_health_functions",
    "power_common_law_public_interest",
];

const EXEMPTIONS: [&str; 10] = [
    "ex_s2p2_crime",
    "ex_s2p3_crime_receipt",
    "ex_s2p5_1_2_required",
    "ex_s2p5_3_legal",
    "ex_s3_serious_harm",
    "ex_s3_child_abuse",
    "ex_s2p16_third_party",
    "ex_p3_s44_45",
    "ex_immigration",
    "dp_compatible_purpose",
];

const CHILDREN: [&str; 6] = [
    "child_16_17",
    "child_gillick",
    "child_not_competent",
    "child_safeguarding",
    "child_no_police_station",
    "child_of_adult",
];

fn of(rules: &Rules, slug: &str) -> Row {
    rules
        .row(slug)
        .unwrap_or_else(|| panic!("{slug} is missing"))
        .clone()
}

#[test]
fn every_row_of_the_law_is_there_on_its_leg_and_none_besides() {
    let rules = Rules::embedded().unwrap();
    let parts: [(Leg, Vec<&str>); 5] = [
        (Leg::Confidentiality, CONFIDENTIALITY.to_vec()),
        (
            Leg::DataProtection,
            [DATA_PROTECTION.as_slice(), &LAW_ENFORCEMENT].concat(),
        ),
        (Leg::Power, POWERS.to_vec()),
        (Leg::Exemption, EXEMPTIONS.to_vec()),
        (Leg::Children, CHILDREN.to_vec()),
    ];
    let mut count = 0;
    for (leg, slugs) in parts {
        for slug in &slugs {
            assert_eq!(of(&rules, slug).leg, leg, "{slug}");
        }
        let there = rules.rows().iter().filter(|row| row.leg == leg);
        let there: Vec<_> = there.map(|row| row.slug.as_str()).collect();
        for slug in &there {
            assert!(slugs.contains(slug), "{slug} is in no part of the law");
        }
        count += there.len();
    }
    assert_eq!(count, 89);
    assert_eq!(rules.rows().len(), count);
    assert_eq!(rules.red_lines().len(), 10);
    assert_eq!(rules.renamed().len(), 18);
    assert_eq!(rules.bundles().len(), 23);
    let lists: Vec<_> = rules.code_lists().iter().map(|list| list.name.as_str()).collect();
    assert_eq!(
        lists,
        [
            "serious-crime",
            "usually-serious-crime",
            "not-serious-crime",
            "escalate",
            "public-interest-for",
            "public-interest-against",
            "knife-and-gunshot",
            "victim-request",
            "suicide-risk",
            "policing-purpose"
        ]
    );
}

#[test]
fn what_is_enacted_and_not_known_to_be_in_force_is_off_and_nothing_else_is() {
    let rules = Rules::embedded().unwrap();
    let off = rules
        .rows()
        .iter()
        .filter(|row| row.commencement == Commencement::NotConfirmed);
    let off: Vec<_> = off.map(|row| row.slug.as_str()).collect();
    assert_eq!(off, ["duty_csa_report", "duty_child_share_16LA"]);
    let barred = rules.rows().iter().filter(|row| !row.selectable);
    let barred: Vec<_> = barred.map(|row| row.slug.as_str()).collect();
    assert_eq!(barred, ["ex_immigration"]);
}

#[test]
fn each_row_says_who_may_use_it_what_it_does_not_allow_where_and_from_when() {
    let rules = Rules::embedded().unwrap();
    for slug in POWERS {
        let row = of(&rules, slug);
        let spoken = !row.to.is_empty() || row.force == Some(Force::Reference);
        assert!(spoken, "{slug} does not say from whom to whom");
    }
    // a limit that the law states for the row is not lost
    for (slug, words) in [
        ("cl_consent_implied", "never to police"),
        ("duty_rta_172", "clinical information"),
        ("duty_to_share_care", "police are outside it"),
        ("power_svd_16", "s16(4)"),
        ("power_cda_115", "overriding confidence"),
        ("a9_h_health_social_care", "policing purposes"),
    ] {
        assert!(of(&rules, slug).not_for.contains(words), "{slug}");
    }
    for (slug, nation) in [
        ("duty_wales_adult", RowNation::Wales),
        ("duty_wales_child", RowNation::Wales),
        ("duty_csa_report", RowNation::England),
        ("duty_child_share_16LA", RowNation::England),
        ("duty_s42_assist", RowNation::England),
        ("duty_to_share_care", RowNation::England),
        ("duty_fgm", RowNation::EnglandAndWales),
    ] {
        assert_eq!(of(&rules, slug).nation, nation, "{slug}");
    }
    for (slug, day) in [
        ("power_vir_44A", "2026-01-12"),
        ("a6_ea_rli_crime", "2026-02-05"),
        ("dp_compatible_purpose", "2026-02-05"),
    ] {
        assert_eq!(of(&rules, slug).from, Some(day.parse().unwrap()), "{slug}");
    }
}
