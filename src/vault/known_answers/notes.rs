//! Signed notes that others made: tree heads of the Go checksum database, a note with witnesses, the examples of the
//! format's own pages.

use super::super::note::{NoteError, Signer};

const GO: &str = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
/// Size, root, signature; the last with the line of a witness under it.
const HEADS: [(&str, &str, &str); 6] = [
    (
        "3935567",
        "SapHtgdNCeF00Cx8kqztePV24kgzNg++Xovae42HAMw=",
        "Az3grsm7Wm4CVNR1RHq9BFnu9jzcRlU2uw7lr0gfUWgO6+rqPNjT+fUTl9gH0NRTgdwW9nItuQSMbhSaLCsk8YeYSAs=",
    ),
    (
        "6476701",
        "mb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=",
        "Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=",
    ),
    (
        "15067302",
        "gJyioq6dwR9n+NjEWORfYmH+ubeYm3kH42BBQ0bTpYI=",
        "Az3grp1rvWOs5NKlr/xR4GLN/CDyzzakmt1o61uSxYKpK1SerqOP2ClbX/peKUZjYnyomH5Xz7GZG3TpB7OeKn4E2ww=",
    ),
    (
        "19777102",
        "+g50vJoV4VVGa6aiQF3LYGUZHEP4pvGkW38vlR7WKtU=",
        "Az3griMTLHyRzj7jMuyEt85a2JnegVME6Lx3xLEBdzTd3FMDiD5y3bHV24rcl0yijOtWxV0zyygwTdo/rnaennuoqgU=",
    ),
    (
        "28891140",
        "++pUIeKTwGvykMUkmM3AT97PwQipMT6H/p7t86E0Sp0=",
        "Az3grqNvOILDz7xwAKugtVFZwd+I9IyB/mHrUYzcVaS9zKsRVdRLNGLFpnAcLhyoBBkdIYEzK/+7Eu4wanYttLrPsQo=",
    ),
    (
        "52544510",
        "+TGlZfnTizQCJgyZR56QixD8+X4dd8Wefy8U1w6k0Ig=",
        "Az3grn6d1PSjcypDf9bfcFVU5fvJB7VkLc0MAbz8jqeQVnSbAj9pKcsB5dJt5VdswPDUtiFar5LPRBu+uEQAT1CDfAc=",
    ),
];
const WITNESS: &str = "\u{2014} test.example.com qTGhC/xIPQ0AXKHK6Y+9ypRfuvMZWPjRXM8NiOg5M1WREn07VQXyuIXM3NRNav3ieVFLUqDRK77PWDmL6w8w84UqeAw=\n";

fn head(size: &str, root: &str, signature: &str) -> String {
    format!("go.sum database tree\n{size}\n{root}\n\n\u{2014} sum.golang.org {signature}\n")
}

#[test]
fn tree_heads_of_the_go_checksum_database_hold_and_changed_ones_do_not() {
    let signer = Signer::from_verifier_key(GO).unwrap();
    assert_eq!(signer.verifier_key(), GO);
    for (size, root, signature) in HEADS {
        let note = head(size, root, signature);
        assert_eq!(signer.open(&note).map(|text| text.lines().nth(1)), Ok(Some(size)));
        let (other, _) = (size.replace(['1', '2', '3'], "4"), root);
        assert_eq!(
            signer.open(&head(&other, root, signature)),
            Err(NoteError::Forged)
        );
        assert_eq!(
            signer.open(&note.replace("database", "Database")),
            Err(NoteError::Forged)
        );
    }
}

#[test]
fn a_line_of_an_unknown_witness_is_passed_over_wherever_it_stands() {
    let signer = Signer::from_verifier_key(GO).unwrap();
    let (size, root, signature) = HEADS[2];
    let note = head(size, root, signature);
    assert!(signer.open(&format!("{note}{WITNESS}")).is_ok());
    let before = note.replace("\n\n", &format!("\n\n{WITNESS}"));
    assert!(signer.open(&before).is_ok());
    let only = note.split_once("\n\n").unwrap().0;
    assert_eq!(
        signer.open(&format!("{only}\n\n{WITNESS}")),
        Err(NoteError::Unsigned)
    );
}

/// The example of C2SP `signed-note`, whose key is not published: its form is read, its text ends at the last empty
/// line, and it counts for nobody.
#[test]
fn the_examples_of_the_format_count_for_nobody_who_did_not_sign_them() {
    let note = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n\u{2014} quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    let checkpoint = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";
    let signer = Signer::from_verifier_key(GO).unwrap();
    for example in [note, checkpoint] {
        assert_eq!(signer.open(example), Err(NoteError::Unsigned));
        assert!(
            signer
                .open(&example.replace("\n\n\u{2014}", "\n\u{2014}"))
                .is_err()
        );
    }
}

/// A signature of another kind (ECDSA of a public log) is no signature of ours.
#[test]
fn another_kind_of_key_is_refused() {
    let rekor = "rekor.sigstore.dev+c0d23d6a+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5AW5i0hrZLOC96l+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=";
    assert_eq!(Signer::from_verifier_key(rekor), Err(NoteError::Form));
}
