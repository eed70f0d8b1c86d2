//! One binary for every test that looks at the program from outside.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, missing_docs)]

mod architecture;
mod audit;
mod audits;
mod authors;
mod baseline;
mod ci;
mod circles;
mod cmd;
mod common;
mod compare;
mod contributing;
mod custody;
mod custody_tables;
mod diagram;
mod evidence_tables;
mod expected;
mod facts;
mod faults;
mod fuzz;
mod generated;
mod hostile;
mod html;
mod judging;
mod malformed;
mod mutation;
mod naming;
mod outputs;
mod pages;
#[cfg(feature = "raster")]
mod pictures;
mod policy;
mod reading;
mod schemas;
mod services;
mod waivers;
mod workbooks;
