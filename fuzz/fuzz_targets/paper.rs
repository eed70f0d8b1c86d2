#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use sekisho_fuzz::{checks, lines};

fuzz_target!(|bytes: &[u8]| checks::paper(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    lines::mutate(data, size, max_size, seed)
});
