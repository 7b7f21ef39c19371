//! Who may name whom: layers, the crates of a layer, and what the pure layer must be given as arguments.

use crate::source::{Source, lines_where, names_crate, names_path};

struct Layer {
    name: &'static str,
    may_name: &'static [&'static str],
}

const LAYERS: &[Layer] = &[
    Layer {
        name: "domain",
        may_name: &[],
    },
    Layer {
        name: "vault",
        may_name: &["domain"],
    },
    Layer {
        name: "audit",
        may_name: &["domain", "vault"],
    },
    Layer {
        name: "sync",
        may_name: &["domain", "vault"],
    },
    Layer {
        name: "app",
        may_name: &["domain", "vault", "audit", "sync"],
    },
    Layer {
        name: "ui",
        may_name: &["domain", "app"],
    },
    Layer {
        name: "cli",
        may_name: &["domain", "app"],
    },
];

/// Outside crates, and parts of `std`, with the only layers that may name them.
const OWNED: &[(&str, &[&str])] = &[
    ("rusqlite", &["vault"]),
    ("argon2", &["vault"]),
    ("chacha20poly1305", &["vault"]),
    ("ed25519_dalek", &["vault"]),
    ("x25519_dalek", &["vault"]),
    ("hpke", &["vault"]),
    ("hkdf", &["vault"]),
    ("sha2", &["vault", "audit"]),
    ("getrandom", &["vault"]),
    ("diceware_wordlists", &["vault"]),
    ("csv", &["audit"]),
    ("zip", &["audit"]),
    ("postgres", &["sync"]),
    ("rustls", &["sync"]),
    ("std::thread", &["app", "vault"]),
    ("directories", &["app"]),
    ("eframe", &["ui"]),
    ("egui", &["ui"]),
    ("egui_extras", &["ui"]),
    ("winit", &["ui"]),
    ("fluent_bundle", &["ui", "app"]),
    ("krilla", &["app"]),
    ("harfrust", &["app"]),
    ("clap", &["cli"]),
    ("rpassword", &["cli"]),
];

/// `domain` is given these as arguments.
const OUTSIDE_WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "OsRng",
    "thread_rng",
    "rand::",
];

/// What is wrong in the file `path` (from the top of the tree) with `text`.
pub(crate) fn faults(path: &str, text: &str) -> Vec<String> {
    let source = Source::of(text);
    let own = path.split('/').nth(1).unwrap_or_default();
    let Some(layer) = LAYERS.iter().find(|layer| layer.name == own) else {
        return Vec::new();
    };
    let code = if is_test_file(path) {
        &source.code
    } else {
        source.production()
    };
    let mut faults = Vec::new();

    for other in LAYERS
        .iter()
        .filter(|other| other.name != own && !layer.may_name.contains(&other.name))
    {
        if names_layer(&source.code, path, other.name) {
            faults.push(format!("{path}: `{own}` names `{}`", other.name));
        }
    }
    for (name, owners) in OWNED.iter().filter(|(_, owners)| !owners.contains(&own)) {
        if names_crate(code, name) {
            faults.push(format!("{path}: `{name}` belongs to {}", owners.join(", ")));
        }
    }
    if own == "domain" && !is_test_file(path) {
        for word in OUTSIDE_WORLD {
            for line in lines_where(source.production(), &|line| line.contains(word)) {
                faults.push(format!("{path}:{line}: `{word}` comes in as an argument"));
            }
        }
    }
    for word in ["std::net", "TcpStream", "TcpListener", "UdpSocket"] {
        if own != "sync" && source.code.contains(word) {
            faults.push(format!("{path}: `{word}`: nothing here speaks to a network"));
        }
    }
    faults
}

fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/") || path.ends_with("_tests.rs")
}

/// `crate::layer`, `tandem::layer`, `super::…::layer` up to the top, alone or inside `{…}`.
fn names_layer(code: &str, path: &str, layer: &str) -> bool {
    let depth = path.split('/').count() - if path.ends_with("/mod.rs") { 2 } else { 1 };
    let up = vec!["super"; depth].join("::");
    ["crate".to_owned(), "tandem".to_owned(), up].iter().any(|root| {
        names_path(code, &format!("{root}::{layer}"))
            || code.split(&format!("{root}::{{")).skip(1).any(|rest| {
                let group = rest.split(';').next().unwrap_or_default();
                top_level_items(group).iter().any(|item| item == layer)
            })
    })
}

/// The first path part of each item of a `use` group: `a::{b, c}, d` gives `a` and `d`.
fn top_level_items(group: &str) -> Vec<String> {
    let (mut items, mut item, mut depth) = (Vec::new(), String::new(), 0_i32);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(std::mem::take(&mut item)),
            c if depth == 0 => item.push(c),
            _ => {}
        }
    }
    items.push(item);
    items
        .iter()
        .map(|item| item.trim().split("::").next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_layer_that_names_a_higher_one_is_found() {
    for planted in [
        "use crate::vault::Vault;",
        "use crate::{ids::X, vault};",
        "fn f(v: &tandem::vault::Vault) {}",
        "use super::super::vault::Secret;",
        "#[cfg(test)] mod tests { use crate::vault::Vault; }",
    ] {
        assert_eq!(
            faults("src/domain/bad.rs", planted),
            ["src/domain/bad.rs: `domain` names `vault`"],
            "{planted}"
        );
    }
    assert!(faults("src/ui/bad.rs", "use crate::vault::Vault;").len() == 1);
    assert!(faults("src/cli/bad.rs", "use crate::ui::run;").len() == 1);
}

#[test]
fn a_crate_of_another_layer_is_found() {
    assert_eq!(
        faults("src/app/bad.rs", "use rusqlite::Connection;"),
        ["src/app/bad.rs: `rusqlite` belongs to vault"]
    );
    assert_eq!(
        faults("src/cli/bad.rs", "egui::Context::default();"),
        ["src/cli/bad.rs: `egui` belongs to ui"]
    );
}

#[test]
fn the_outside_world_in_the_pure_layer_is_found() {
    assert_eq!(
        faults("src/domain/bad.rs", "\nlet t = SystemTime::now();"),
        ["src/domain/bad.rs:2: `SystemTime` comes in as an argument"]
    );
    assert_eq!(faults("src/app/bad.rs", "TcpStream::connect(a);").len(), 1);
}

#[test]
fn what_is_allowed_is_let_through() {
    assert!(
        faults(
            "src/vault/ok.rs",
            "use crate::domain::ids::MemberId; use rusqlite::Connection;"
        )
        .is_empty()
    );
    assert!(faults("src/ui/ok.rs", "use crate::{app::Session, domain::{role, ids}};").is_empty());
    assert!(
        faults(
            "src/domain/ok.rs",
            "// SystemTime is not asked here\nconst A: &str = \"std::fs\";"
        )
        .is_empty()
    );
    assert!(
        faults(
            "src/domain/ok.rs",
            "fn f() {}\n#[cfg(test)]\nmod tests { fn g() { std::fs::read(\"x\"); } }"
        )
        .is_empty()
    );
    assert!(faults("src/main.rs", "use tandem::{cli, ui};").is_empty());
}
