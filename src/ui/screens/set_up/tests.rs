//! Set-up by keyboard.
