//! What the program is built from: a reason beside each crate, nothing that speaks to a network, no unwanted feature.

use std::env;
use std::process::Command;

/// Crates that speak to a network or bring a second TLS. The hub (later) has its own list of reasons.
const NETWORK: &[&str] = &[
    "attohttpc",
    "curl",
    "h2",
    "hickory-resolver",
    "hyper",
    "isahc",
    "libp2p",
    "minreq",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "socket2",
    "surf",
    "tiny_http",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
];

/// eframe features that open a port, or write what is on the screen into a plain file.
const UNWANTED: &[&str] = &["inspection", "persistence"];

/// Every dependency says after `#` why it is there.
pub(crate) fn manifest_faults(manifest: &str) -> Vec<String> {
    let mut section = "";
    let mut faults = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section.contains("dependencies") && line.contains(" = ") && !line.starts_with('#') {
            let name = line.split(' ').next().unwrap_or_default();
            if !line.contains(" # ") {
                faults.push(format!("Cargo.toml: `{name}` says why it is there"));
            }
            if name == "eframe" {
                let asked = UNWANTED
                    .iter()
                    .filter(|feature| line.contains(&format!("\"{feature}\"")));
                faults.extend(asked.map(|feature| format!("Cargo.toml: eframe's `{feature}` stays off")));
            }
        }
    }
    faults
}

/// No network crate in `Cargo.lock`, on any platform.
pub(crate) fn lock_faults(lock: &str) -> Vec<String> {
    lock.lines()
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .filter(|name| NETWORK.contains(name))
        .map(|name| format!("Cargo.lock: `{name}` speaks to a network"))
        .collect()
}

/// What cargo says of the features of `krate`, ours and whatever another crate asks for.
pub(crate) fn features_of(krate: &str) -> String {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let out = Command::new(cargo)
        .args([
            "tree",
            "--offline",
            "--no-default-features",
            "--features",
            "program",
            "-e",
            "normal,features",
            "--prefix",
            "none",
            "-i",
            krate,
        ])
        .current_dir(super::top())
        .output()
        .expect("cargo starts");
    assert!(
        out.status.success(),
        "cargo tree: {}",
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// `tree` is the output of `cargo tree -e features`.
pub(crate) fn feature_faults(tree: &str) -> Vec<String> {
    UNWANTED
        .iter()
        .filter(|feature| {
            tree.lines()
                .any(|line| line.starts_with(&format!("eframe feature \"{feature}\"")))
        })
        .map(|feature| format!("something switches on eframe's `{feature}`"))
        .collect()
}

#[test]
fn a_crate_without_a_reason_is_found() {
    let planted = "[dependencies]\nserde = \"1\" # data\nrand = \"1\"\n[profile.dev]\nx = 1\n";
    assert_eq!(
        manifest_faults(planted),
        ["Cargo.toml: `rand` says why it is there"]
    );
}

#[test]
fn an_unwanted_feature_is_found() {
    let planted = "[dependencies]\neframe = { features = [\"persistence\"] } # window\n";
    assert_eq!(manifest_faults(planted).len(), 1);
    assert_eq!(
        feature_faults("eframe v0.37.0\neframe feature \"inspection\"\n").len(),
        1
    );
    assert!(
        features_of("eframe").contains("eframe feature \"glow\""),
        "the check reads what cargo really says"
    );
}

#[test]
fn a_network_crate_is_found() {
    assert_eq!(
        lock_faults("[[package]]\nname = \"reqwest\"\nversion = \"1\"\n").len(),
        1
    );
    assert!(lock_faults("[[package]]\nname = \"openssl-sys\"\n").is_empty());
}
