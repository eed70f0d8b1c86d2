//! The closed vocabulary: values a filing may use, what actions may say, and what a rule may ask.

pub mod actions;
pub mod enumerations;
mod fact_table;
pub mod facts;
pub mod pack_words;
mod relation_table;
pub mod shape;
pub mod words;
