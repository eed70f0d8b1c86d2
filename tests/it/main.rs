//! One binary for every test that looks at the program from outside.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;
mod expected;
mod architecture;
mod schemas;
mod cmd;
mod contributing;
