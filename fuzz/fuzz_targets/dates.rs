#![no_main]

use libfuzzer_sys::fuzz_target;
use sekisho_fuzz::checks;

fuzz_target!(|bytes: &[u8]| checks::dates(bytes));
