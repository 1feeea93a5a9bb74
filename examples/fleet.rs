//! A spec of as many databases as one asks for, to measure with: `cargo run --example fleet -- 1000 > fleet.yaml`.
//!
//! Instances of three engines and Aurora clusters over three regions, replicas in other regions, parameters, and a key for
//! every ten databases. The same number gives the same bytes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

const REGIONS: [&str; 3] = ["us-east-1", "eu-west-1", "ap-southeast-2"];

const HEAD: &str = "\
version: 1
name: fleet
environment: staging
owner: \"123456789012\"
regions:
  ap-southeast-2:
    subnet_ids: [subnet-2a3b4c5d, subnet-6e7f8a9b]
    vpc_security_group_ids: [sg-0aaaaaaaaaaaaaaa0]
  eu-west-1:
    subnet_ids: [subnet-1a2b3c4d, subnet-5e6f7a8b]
    vpc_security_group_ids: [sg-0fedcba9876543210]
  us-east-1:
    subnet_ids: [subnet-0a1b2c3d, subnet-4e5f6a7b]
    vpc_security_group_ids: [sg-0123456789abcdef0]
defaults:
  instance_class: db.r7g.large
  backup_window: 02:00-03:00
  maintenance_window: sun:04:00-sun:05:00
";

/// So many databases share a key.
const PER_KEY: usize = 10;

fn main() -> ExitCode {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok());
    let Some(count) = count else {
        let _ = writeln!(std::io::stderr(), "usage: fleet NUMBER");
        return ExitCode::FAILURE;
    };
    match std::io::stdout().write_all(spec(count).as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// A spec of that many databases, one at least.
pub(crate) fn spec(count: usize) -> String {
    let count = count.max(1);
    let mut text = HEAD.to_owned();
    text.push_str("keys:\n");
    for key in 0..count.div_ceil(PER_KEY) {
        // Writing into a string can't fail.
        let _ = writeln!(text, "  key-{key:04}: {{ alias: fleet-{key:04} }}");
    }
    text.push_str("databases:\n");
    for number in 0..count {
        database(number, &mut text);
    }
    text
}

fn region(number: usize) -> &'static str {
    REGIONS
        .get(number % REGIONS.len())
        .copied()
        .unwrap_or("us-east-1")
}

/// Of ten databases seven are instances and three are clusters; four of the instances have a replica in another region.
fn database(number: usize, text: &mut String) {
    let (name, key) = (format!("db-{number:05}"), number / PER_KEY);
    let (engine, version) = match number % 10 {
        0..=3 => ("postgres", "17"),
        4..=5 => ("mysql", "8.4"),
        6 => ("mariadb", "11.4"),
        7..=8 => ("aurora-postgresql", "16"),
        _ => ("aurora-mysql", "8.0"),
    };
    let _ = writeln!(
        text,
        "  {name}:\n    engine: {engine}\n    engine_version: \"{version}\"\n    region: {}\n    key: key-{key:04}",
        region(number)
    );
    if engine.starts_with("aurora") {
        let _ = writeln!(text, "    instances: {}", 2 + number % 3);
    } else {
        let _ = writeln!(text, "    allocated_storage: {}", 100 + number % 7 * 50);
    }
    if engine == "postgres" {
        let _ = writeln!(
            text,
            "    parameters: {{ work_mem: \"{}\" }}",
            4096 << (number % 5)
        );
    }
    if matches!(number % 10, 0 | 2 | 4 | 6) {
        let _ = writeln!(
            text,
            "    replicas:\n      {name}-copy: {{ region: {} }}",
            region(number + 1)
        );
    }
}
