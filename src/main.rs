//! The program `tandem`: the window, or one command of the command line.
fn main() {}
