//! One binary for every test that looks at the program from outside.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, missing_docs)]

mod architecture;
mod audit;
mod audits;
mod authors;
mod baseline;
mod broken_packs;
mod ci;
mod circles;
mod cmd;
mod common;
mod compare;
mod compare_table;
mod contributing;
mod custody;
mod custody_tables;
mod diagram;
mod english;
mod evidence_tables;
mod expected;
mod facts;
mod faults;
mod formats;
mod fuzz;
mod generated;
mod hostile;
mod html;
mod judging;
mod layout;
mod malformed;
mod model;
mod mutation;
mod naming;
mod outputs;
mod packs;
mod pages;
#[cfg(feature = "raster")]
mod pictures;
mod policy;
mod reading;
mod records;
mod schemas;
mod services;
mod unreadable;
mod waivers;
mod workbooks;
