//! Rules about what was called otherwise before: Terraform's addresses move, and names in AWS that were derived from the old
//! name must not change with them, where that would replace what bears them.

use super::check::{Finder, checks};
use crate::diagnostic::Diagnostic;
use crate::plan::snapshots::Snapshot;
use crate::plan::{Common, Instance, Key, Login, Parameters, Password, RootModule};
use crate::source::At;

checks! {
    Error "ren-replaces" on Module replaces,
        "what is renamed in the spec keeps the names in AWS that Terraform cannot change in place",
        "clusters, snapshots, parameter groups, log groups and aliases are destroyed and made anew under another name",
        "write the name of before as its `identifier`, or as the `alias` of a key",
        "Terraform AWS provider, arguments that force a new resource";
    Warning "ren-endpoint" on Instance endpoint,
        "an instance that is renamed in AWS as well is called at another address",
        "RDS reboots it, and its endpoint bears its name",
        "write the name of before as its `identifier`, or tell those who connect",
        "RDS User Guide, Renaming a DB instance";
    Warning "ren-variable" on Module variable,
        "a password is handed in by the name of its database",
        "Terraform asks for the variable of the new name, and takes none of the old",
        "hand it in as the variable of the new name",
        "Terraform language, Input variables";
}

/// True where a name in AWS is the one in the spec, and has changed with it.
fn follows(identifier: &At<String>, name: &At<String>) -> bool {
    identifier.at == name.at
}

fn replaces(module: &RootModule, found: &mut Finder<'_>) {
    for key in &module.keys {
        // A key has one name in all of its regions.
        let is_first = module
            .keys
            .iter()
            .find(|other| other.name.value == key.name.value)
            .is_some_and(|first| first.region == key.region);
        if is_first {
            alias(key, found);
        }
    }
    for instance in module.instances() {
        let lost = not_in_place(instance);
        if !lost.is_empty() {
            identifier(&instance.common, &lost.join(", "), found);
        }
    }
    for cluster in module.clusters() {
        identifier(&cluster.common, "the cluster itself", found);
    }
    for snapshot in module.snapshots() {
        snapshot_identifier(snapshot, found);
    }
}

fn identifier(common: &Common, lost: &str, found: &mut Finder<'_>) {
    if let Some(from) = renamed(&common.renamed_from, &common.identifier, &common.name) {
        found.report(
            from.at,
            format!(
                "`{}` would be called so in AWS too, and Terraform would replace what bears the old name: {lost}",
                common.name
            ),
            way_out("identifier", from),
        );
    }
}

fn snapshot_identifier(snapshot: &Snapshot, found: &mut Finder<'_>) {
    let (name, said) = (&snapshot.name, &snapshot.identifier);
    if let Some(from) = renamed(&snapshot.renamed_from, said, name) {
        found.report(
            from.at,
            format!("`{name}` would be another snapshot in AWS, and Terraform would delete the one that is there"),
            way_out("identifier", from),
        );
    }
}

fn alias(key: &Key, found: &mut Finder<'_>) {
    let Some(from) = renamed(&key.renamed_from, &key.alias, &key.name) else {
        return;
    };
    let before = key
        .alias
        .strip_suffix(key.name.as_str())
        .unwrap_or_default();
    found.report(
        from.at,
        format!(
            "the key `{}` would have another alias, and Terraform would delete the one by which others find it",
            key.name
        ),
        format!("add `alias: {before}{}`, the alias that it has", from.value.escape_debug()),
    );
}

fn renamed<'a>(
    from: &'a Option<At<String>>,
    identifier: &At<String>,
    name: &At<String>,
) -> Option<&'a At<String>> {
    from.as_ref().filter(|_| follows(identifier, name))
}

fn way_out(word: &str, from: &At<String>) -> String {
    format!(
        "add `{word}: {}`, the name that it has in AWS",
        from.value.escape_debug()
    )
}

/// What stands around an instance and bears its name, or names it, and cannot be changed in place. Source: the schema of
/// provider 5.100 and domain facts of its resources: a snapshot and replicated backups name what they are of for ever.
fn not_in_place(instance: &Instance) -> Vec<&'static str> {
    let common = &instance.common;
    let takes_snapshot = common
        .migration
        .as_ref()
        .is_some_and(|migration| migration.snapshot().is_some());
    let all = [
        (
            matches!(common.parameters, Parameters::Ours(_)),
            "its parameter group",
        ),
        (!common.logs.is_empty(), "its log groups with their logs"),
        (
            !common.snapshots.is_empty() || takes_snapshot,
            "its snapshots",
        ),
        (
            instance.backup_replication.is_some(),
            "its replicated backups",
        ),
    ];
    let lost = all.into_iter().filter(|(is_lost, _)| *is_lost);
    lost.map(|(_, what)| what).collect()
}

fn endpoint(instance: &Instance, found: &mut Finder<'_>) {
    let common = &instance.common;
    let from = renamed(&common.renamed_from, &common.identifier, &common.name);
    if let Some(from) = from.filter(|_| not_in_place(instance).is_empty()) {
        found.report(
            from.at,
            format!(
                "`{}` is renamed in AWS too: RDS reboots it and it has another endpoint",
                common.name
            ),
            way_out("identifier", from),
        );
    }
}

fn variable(module: &RootModule, found: &mut Finder<'_>) {
    for database in &module.databases {
        let common = database.common();
        if let (
            Some(from),
            Some(Login {
                password: Password::Variable { name, .. },
                ..
            }),
        ) = (&common.renamed_from, database.login())
        {
            let before = format!("{}_password", from.replace('-', "_"));
            if before == *name {
                continue;
            }
            found.report_with(
                from.at,
                format!(
                    "the password of `{}` is handed in as `{name}` now",
                    common.name
                ),
                format!("set `TF_VAR_{name}` in place of `TF_VAR_{before}`"),
                |diagnostic: Diagnostic| diagnostic.related(common.name.at, "the database"),
            );
        }
    }
}
