//! Rules about arguments of the provider that pass through from the spec: each known, of its type, within its range, and
//! none that would undo what Sealform decides.

mod names;
mod passed;
mod together;
mod values;

use super::check::{Finder, checks};
use crate::plan::{Instance, Plain, RootModule};
use crate::source::{At, Place};
use passed::Passed;

checks! {
    Error "arg-unknown" on Argument tell,
        "an argument that passes through is one of the provider's",
        "Terraform refuses any other before it does anything",
        "use the provider's name for it, as its documentation has it",
        "Terraform AWS provider 6.69, schema";
    Error "arg-spoken" on Argument tell,
        "an argument that the spec has a word for is said by that word",
        "said twice, one of the two would win in silence, and rules that read the word would not see the other",
        "say the word itself, outside of `arguments`",
        "the spec's format";
    Error "arg-guarded" on Argument tell,
        "no argument undoes what Sealform decides: encryption, keys, sources, names and passwords",
        "a database could end up under another key, or in plain text, with the spec saying otherwise",
        "use the words of the spec",
        "the spec's format";
    Error "arg-read-only" on Argument tell,
        "an argument that passes through is one that a configuration sets",
        "AWS sets the others, and Terraform refuses them",
        "remove it",
        "Terraform AWS provider 6.69, schema";
    Error "arg-provider-5" on Argument tell,
        "an argument exists in every version of the provider that `aws_provider` admits",
        "with version 5 it is an unsupported argument, and `terraform plan` fails",
        "write `aws_provider: \">= 6.0, < 7.0\"` under `terraform`",
        "Terraform AWS provider 5.100 and 6.69, schemas";
    Warning "arg-deprecated" on Argument tell,
        "an argument that passes through is not deprecated",
        "Terraform warns about it with each plan, and the next version of the provider drops it",
        "use what the provider's documentation names in its place",
        "Terraform AWS provider 6.69, schema";
    Error "arg-type" on Argument tell,
        "an argument's value has the type that the provider wants",
        "Terraform refuses a value that does not convert",
        "write a value of that type; a nested block is a map, or a list of maps",
        "Terraform AWS provider 6.69, schema; Terraform language, type conversions";
    Error "arg-value" on Argument tell,
        "an argument's value is one that the provider takes",
        "`terraform plan` fails on any other",
        "use a value of the list, range or shape that the message names",
        "Terraform AWS provider 6.58, sources";
    Error "arg-missing" on Argument tell,
        "what an argument needs beside it is there",
        "Terraform refuses the one without the other",
        "add it",
        "Terraform AWS provider 6.69, schema";
    Error "arg-conflict" on Argument tell,
        "no two arguments exclude each other",
        "Terraform refuses both together",
        "keep one of the two",
        "Terraform AWS provider 6.58, sources";
    Error "rr-bg" on Instance blue_green,
        "a blue/green update is asked of a MySQL, MariaDB or PostgreSQL that takes backups and has no replicas",
        "the provider refuses it for other engines, and AWS for the rest, when the update is half done",
        "remove `blue_green_update`",
        "Terraform AWS provider, aws_db_instance, Low-Downtime Updates";
}

/// What is wrong with an argument.
#[derive(Debug)]
pub(super) struct Fault {
    /// The rule that it breaks.
    pub(super) rule: &'static str,
    at: Place,
    message: String,
    help: String,
    /// What would be right in its place.
    patch: Option<String>,
    /// Another place that explains it.
    related: Option<(Place, String)>,
}

impl Fault {
    fn new(
        rule: &'static str,
        at: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            at,
            message: message.into(),
            help: help.into(),
            patch: None,
            related: None,
        }
    }
}

fn tell(fault: &Fault, found: &mut Finder<'_>) {
    found.report_with(
        fault.at,
        fault.message.as_str(),
        fault.help.as_str(),
        |mut diagnostic| {
            if let Some(with) = &fault.patch {
                diagnostic = diagnostic.patch(fault.at, with.as_str());
            }
            if let Some((at, text)) = &fault.related {
                diagnostic = diagnostic.related(*at, text.as_str());
            }
            diagnostic
        },
    );
}

/// Everything that is wrong with the arguments that a module passes on.
pub(super) fn faults(module: &RootModule) -> Vec<Fault> {
    let mut faults = Vec::new();
    for passed in Passed::of(module) {
        for (name, value) in passed.arguments {
            if names::check(&passed, name, value.at, &mut faults) {
                values::check(&passed, name, value, &mut faults);
            }
        }
        together::check(&passed, &mut faults);
    }
    faults
}

/// True where a nested block of the arguments turns something on.
fn is_on(block: &At<At<Plain>>, switch: &str) -> bool {
    let bodies = match &block.value.value {
        Plain::List(items) => items.as_slice(),
        _ => std::slice::from_ref(&block.value),
    };
    bodies.iter().any(|body| match &body.value {
        Plain::Map(written) => written.get(switch).is_some_and(|value| {
            matches!(&value.value.value, Plain::Flag(true))
                || matches!(&value.value.value, Plain::Text(text) if text == "true")
        }),
        _ => false,
    })
}

fn blue_green(instance: &Instance, found: &mut Finder<'_>) {
    let Some(block) = instance.common.arguments.get("blue_green_update") else {
        return;
    };
    if instance.replica_of().is_some() || !is_on(block, "enabled") {
        return;
    }
    let engine = instance.common.engine.value;
    let takes_backups = instance
        .common
        .backup_retention
        .as_ref()
        .is_some_and(|days| days.value > 0);
    let name = &instance.common.name;
    let (problem, help) = if !matches!(engine.name(), "mysql" | "mariadb" | "postgres") {
        (
            format!(
                "a blue/green update is for MySQL, MariaDB and PostgreSQL, and `{name}` is {engine}"
            ),
            "remove `blue_green_update`",
        )
    } else if !instance.replicas.is_empty() {
        (
            format!(
                "a blue/green update would leave the replicas of `{name}` with the old database"
            ),
            "remove `blue_green_update`, or the replicas",
        )
    } else if !takes_backups {
        (
            format!("a blue/green update starts from a backup, and `{name}` takes none"),
            "write `backup_retention_period: 7`",
        )
    } else {
        return;
    };
    found.report(block.at, problem, help);
}
