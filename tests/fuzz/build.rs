//! Names the readers to the targets whichever way they are compiled: `cargo check` looks at what `cargo fuzz` runs.

fn main() {
    println!("cargo::rustc-cfg=fuzzing");
}
