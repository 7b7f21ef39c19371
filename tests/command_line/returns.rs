//! The national returns: a table of the financial year beside the month's pack, by a mapping that a force can edit.

use std::path::Path;

use crate::binary::{Practice, Ran, tandem, text};

fn audit(practice: &Practice, out: &Path, more: &[&str]) -> Ran {
    audit_as("amorgan", practice, out, more)
}

fn audit_as(who: &str, practice: &Practice, out: &Path, more: &[&str]) -> Ran {
    let (vault, file) = (practice.vault(), practice.beside(who));
    let words = [
        "audit",
        "--vault",
        text(&vault),
        "--month",
        "2026-11",
        "--out",
        text(out),
        "--as",
        who,
        "--passphrase-file",
        text(&file),
    ];
    tandem(&[&words, more].concat())
}

/// The count in the row of a column and a value.
fn count(table: &str, column: &str, value: &str) -> u32 {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| &row[2] == column && &row[3] == value);
    let row = row.unwrap_or_else(|| panic!("{column} {value} is not in {table}"));
    assert_eq!((&row[0], &row[1]), ("2026/27", "Northmere Police"));
    row[4].parse().unwrap()
}

/// The folder and the command's output say that the return is exact, and for whom.
fn says_that_it_is_exact(name: &str, folder: &Path, ran: &Ran) {
    let readme = std::fs::read_to_string(folder.join("README.txt")).unwrap();
    let file = format!("return-{name}-2026-27.csv covers the whole financial year and is exact");
    assert!(
        readme.contains(&file) && readme.contains("not for publication"),
        "{readme}"
    );
    let receiver = ran.out.contains("\"exact_for\":\"the ");
    assert!(receiver, "{ran:?}");
}

#[test]
fn each_return_is_written_at_the_top_of_the_folder_and_a_force_can_change_its_words() {
    let practice = Practice::make(40, 7);
    let read = |name: &str, more: &[&str]| {
        let out = practice.beside(&format!("pack-{name}-{}", more.len()));
        let who = if name == "mhsds" { "hlead" } else { "amorgan" };
        let ran = audit_as(who, &practice, &out, &[&["--return", name], more].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        says_that_it_is_exact(name, &out, &ran);
        std::fs::read_to_string(out.join(format!("return-{name}-2026-27.csv"))).unwrap()
    };
    let home = read("home-office", &[]);
    let all = count(&home, "All", "Section 136");
    let warrants = count(&home, "All", "Section 135");
    assert!(all > 0, "{home}");
    let travel = ["AMB", "POL", "OHV", "OTH", "NONE", "NK", "Missing"];
    let sum = |table: &str, column: &str, values: &[&str]| -> u32 {
        values.iter().map(|value| count(table, column, value)).sum()
    };
    assert_eq!(sum(&home, "Transport to place of safety", &travel), all);
    assert_eq!(count(&home, "Month", "November"), all);
    assert_eq!(count(&home, "Month", "Missing"), 0);
    for name in ["Okoro", "Hughes", "Patel", "Mill Lane"] {
        assert!(!home.contains(name), "{name}");
    }
    let wales = read("wales", &[]);
    assert_eq!(
        sum(&wales, "Section", &["136", "135(1)", "135(2)", "Missing"]),
        all + warrants
    );
    let mhsds = read("mhsds", &[]);
    assert_eq!(
        sum(
            &mhsds,
            "Mental Health Act legal status",
            &["19", "20", "99", "Missing"]
        ),
        all + warrants
    );
    // a police supervisor makes no return of the health side
    let out = practice.beside("not-theirs");
    let theirs = audit(&practice, &out, &["--return", "mhsds"]);
    let (code, what, _) = theirs.problem();
    assert!(
        code == "A-754" && what.contains("health organisation"),
        "{theirs:?}"
    );
    assert!(!out.exists());

    let mapping = practice.beside("mapping.csv");
    std::fs::write(
        &mapping,
        "line,code,column,value\ntravel-by,ambulance,Conveyance,A\ntravel-by,police-vehicle,Conveyance,P\n",
    )
    .unwrap();
    let own = read("home-office", &["--mapping", text(&mapping)]);
    assert_eq!(sum(&own, "Conveyance", &["A", "P", "Missing"]), all);
    std::fs::write(&mapping, "line,code,column,value\ntravel-by,,Conveyance,A\n").unwrap();
    let out = practice.beside("refused");
    let wrong = audit(
        &practice,
        &out,
        &["--return", "home-office", "--mapping", text(&mapping)],
    );
    let (code, what, _) = wrong.problem();
    assert!(code == "A-750" && what.contains("line 2"), "{wrong:?}");
    assert!(!out.exists(), "nothing is written by half");
    let unknown = audit(&practice, &practice.beside("unknown"), &["--return", "scotland"]);
    assert_ne!(unknown.code, 0);
}
