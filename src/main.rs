//! The program: hands arguments, streams and environment to the library.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use sekisho::cli::{Environment, Streams, run};

fn main() -> ExitCode {
    let environment = Environment::of_this_process(io::stdout().is_terminal());
    let mut streams =
        Streams { stdin: &mut io::stdin(), stdout: &mut io::stdout().lock(), stderr: &mut io::stderr().lock() };
    run(std::env::args_os(), &environment, &mut streams).into()
}
