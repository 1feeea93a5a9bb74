//! Trees of many databases, made from the correct one.

use sealform::tree::Tree;

const FILES: [&str; 2] = [
    "owner/database_production-aurora.tf",
    "owner/database_production-db.tf",
];

/// The correct tree with `count` copies of each of its databases, each under names of its own.
pub(crate) fn fleet(correct: &Tree, count: usize) -> Tree {
    let mut tree = correct.clone();
    for file in FILES {
        for number in 0..count {
            let path = file.replace("production", &format!("fleet-{number}"));
            tree.files
                .insert(path, renamed(&correct.files[file], number));
        }
    }
    let variables = &correct.files["owner/variables.tf"];
    let all: Vec<String> = (0..count)
        .map(|number| renamed(variables, number))
        .collect();
    tree.files
        .insert("owner/variables_fleet.tf".to_owned(), all.join("\n"));
    let keys = &correct.files["owner/keys.tf"];
    for number in 0..count {
        let path = format!("owner/keys_{number}.tf");
        tree.files.insert(path, renamed(keys, number));
    }
    tree
}

/// The text with every label, identifier and key under another name.
pub(crate) fn renamed(text: &str, number: usize) -> String {
    let mut text = text.to_owned();
    for (from, to) in [
        ("production_db", format!("fleet_{number}_db")),
        ("production-db", format!("fleet-{number}-db")),
        ("production_aurora", format!("fleet_{number}_aurora")),
        ("production-aurora", format!("fleet-{number}-aurora")),
        ("release_42", format!("release_{number}_42")),
        ("release-42", format!("release-{number}-42")),
        ("nightly_1", format!("nightly_{number}_n")),
        ("nightly-1", format!("nightly-{number}-n")),
        ("\"restored", format!("\"restored-{number}")),
        ("rds_us_east_1", format!("rds_{number}_us_east_1")),
        ("rds_eu_west_1", format!("rds_{number}_eu_west_1")),
        ("backup_us_east_1", format!("backup_{number}_us_east_1")),
        ("shared_us_east_1", format!("shared_{number}_us_east_1")),
        ("shared_eu_west_1", format!("shared_{number}_eu_west_1")),
        ("alias/rds", format!("alias/rds-{number}")),
        ("alias/backup", format!("alias/backup-{number}")),
        ("alias/shared", format!("alias/shared-{number}")),
    ] {
        text = text.replace(from, &to);
    }
    text
}
