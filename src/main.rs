//! The program: hands arguments, streams and environment to the library.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use sekisho::cli::{Environment, Streams, run};

/// Reading a filing makes and drops thousands of short texts, which this allocator does in less time than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let environment = Environment::of_this_process(io::stdout().is_terminal(), io::stderr().is_terminal());
    let mut streams =
        Streams { stdin: &mut io::stdin(), stdout: &mut io::stdout().lock(), stderr: &mut io::stderr().lock() };
    run(std::env::args_os(), &environment, &mut streams).into()
}
