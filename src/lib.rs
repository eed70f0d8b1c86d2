//! Sekisho (関所): a borrow checker for personal data that a public body hands to contractors.
//!
//! A filing goes through the library in one direction:
//!
//! 1. [`source`] turns bytes into a document in which every key and value has a place;
//! 2. [`filing`] says what does not fit the format, and makes the model;
//! 3. [`flow`] follows every copy of personal data from its origin to its end;
//! 4. [`facts`] answers what a rule may ask;
//! 5. [`check`] judges the facts by a [`policy`] and makes [`finding`]s;
//! 6. [`session`] does this for many files, [`report`] writes what came of it, [`cli`] is the program;
//! 7. [`diagram`] draws the flows, [`compare`] says what changed between two versions, [`audit`] joins what was done with what
//!    was filed, and `view` holds what a reader sees of each, in words, for every format alike;
//! 8. [`trial`] runs the tests of a policy, `manual` writes the pages about its rules.
//! 9. [`browser`] answers a page that has the library within, and no disk.
//!
//! What is required is data under `policies/`; the words people read are there and in `locales/`.

// What only the command line asks for rests without it.
#![cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports))]

pub mod audit;
pub mod begin;
pub mod browser;
pub mod calendar;
pub mod cells;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
mod config;
pub mod diagram;
pub mod docx;
pub mod evidence;
pub mod facts;
pub mod filing;
pub mod finding;
pub mod flow;
pub mod html;
pub mod import;
#[cfg(feature = "cli")]
mod lsp;
#[cfg(feature = "cli")]
mod manual;
pub mod paper;
pub mod policy;
pub mod report;
pub mod session;
pub mod source;
#[cfg(feature = "cli")]
mod starter;
pub mod text;
pub mod trial;
mod view;
pub mod vocabulary;
pub mod words;
pub mod workbook;
pub mod xlsx;
