//! Rules about snapshots and copies: their names, and what a copy needs besides its key.

use std::collections::BTreeMap;

use super::check::{Finder, checks};
use crate::aws::engines::Family;
use crate::aws::identifiers::{Problem, cluster_snapshot_problem, snapshot_problem};
use crate::names::{Partition, Region};
use crate::plan::snapshots::{Origin, Snapshot, SnapshotKind};
use crate::plan::{LastSnapshot, RootModule};
use crate::source::{At, Place};

checks! {
    Error "id-snapshot-shape" on Snapshot instance_shape,
        "the identifier of an instance's snapshot is one that AWS takes",
        "AWS refuses it, or keeps it in lower case so that every later plan would replace the snapshot",
        "use up to 255 lower-case letters, digits and single hyphens, a letter first and no hyphen last",
        "RDS API CreateDBSnapshot";
    Error "id-cluster-snapshot-shape" on Snapshot cluster_shape,
        "the identifier of a cluster's snapshot is one that AWS takes",
        "AWS refuses it; a cluster's snapshot has 63 characters, an instance's 255",
        "use up to 63 lower-case letters, digits and single hyphens, a letter first and no hyphen last",
        "RDS API CreateDBClusterSnapshot";
    Error "id-snapshot-copy-regex" on Snapshot copy_length,
        "the identifier of a copy has two characters at least",
        "the provider refuses one",
        "write a longer one",
        "Terraform AWS provider, aws_db_snapshot_copy";
    Error "id-snapshot-rds-prefix" on Snapshot automated_name,
        "no snapshot bears the name of an automated one",
        "names with a colon, such as `rds:…`, are those that AWS gives: such snapshots can be neither made nor shared",
        "name it otherwise",
        "RDS User Guide, Sharing a DB snapshot";
    Error "id-unique-snapshot" on Module unique,
        "snapshots and copies of one region have identifiers of their own",
        "DBSnapshotAlreadyExists: AWS refuses the second; a last snapshot that is refused stops a destroy half-way",
        "rename one, or give it an `identifier` of its own",
        "RDS API CreateDBSnapshot and CopyDBSnapshot";
    Warning "copy-option-group" on Snapshot option_group,
        "a copy in another region names an option group there",
        "the group of the source lives in one region; with TDE, AWS refuses a copy without one",
        "make a group like it in the region of the copy, and name it with `option_group_name`",
        "RDS API CopyDBSnapshot, OptionGroupName";
    Warning "copy-gov-signed" on Snapshot gov_signed,
        "no encrypted snapshot is copied between the regions of GovCloud",
        "AWS asks there for a URL that was signed in the source region, and the provider signs none that fits",
        "copy it with the CLI and its `--source-region`",
        "RDS API CopyDBSnapshot, PreSignedUrl";
}

/// True for names that AWS gives to snapshots that it takes by itself.
pub(super) fn is_automated(identifier: &str) -> bool {
    !automated_prefix(identifier).is_empty()
}

/// What stands before the name of a snapshot that AWS takes by itself; nothing before any other.
pub(super) fn automated_prefix(identifier: &str) -> &'static str {
    let known = ["rds:", "awsbackup:"].into_iter();
    let mut prefixes = known.filter(|prefix| identifier.starts_with(prefix));
    prefixes.next().unwrap_or("")
}

fn is_copy(snapshot: &Snapshot) -> bool {
    !matches!(snapshot.origin, Origin::Taken(_))
}

fn shape(snapshot: &Snapshot, problem: Option<Problem>, found: &mut Finder<'_>) {
    // Colons and single characters have rules of their own.
    if is_namesake(snapshot)
        || snapshot.identifier.contains(':')
        || matches!(problem, Some(Problem::Short { .. }))
    {
        return;
    }
    if let Some(problem) = problem {
        found.report(
            snapshot.identifier.at,
            format!(
                "the snapshot identifier `{}` {problem}",
                snapshot.identifier.escape_debug()
            ),
            "choose another snapshot identifier",
        );
    }
}

fn instance_shape(snapshot: &Snapshot, _: &RootModule, found: &mut Finder<'_>) {
    if snapshot.kind == SnapshotKind::Instance {
        let upper = snapshot.identifier.chars().find(char::is_ascii_uppercase);
        let problem = snapshot_problem(&snapshot.identifier);
        shape(snapshot, problem.or(upper.map(Problem::UpperCase)), found);
    }
}

fn cluster_shape(snapshot: &Snapshot, _: &RootModule, found: &mut Finder<'_>) {
    if snapshot.kind == SnapshotKind::Cluster {
        shape(
            snapshot,
            cluster_snapshot_problem(&snapshot.identifier),
            found,
        );
    }
}

fn copy_length(snapshot: &Snapshot, _: &RootModule, found: &mut Finder<'_>) {
    if is_copy(snapshot) && snapshot.identifier.chars().count() == 1 {
        found.report(
            snapshot.identifier.at,
            format!(
                "the copy `{}` needs a name of two characters or more",
                snapshot.identifier
            ),
            "write a longer one",
        );
    }
}

fn automated_name(snapshot: &Snapshot, _: &RootModule, found: &mut Finder<'_>) {
    let identifier = &snapshot.identifier;
    // One that is shared as well has a rule of its own.
    let is_shared = is_automated(identifier) && !snapshot.shares.is_empty();
    if identifier.contains(':') && !is_shared && !is_namesake(snapshot) {
        found.report(
            identifier.at,
            format!(
                "`{}` is the name of an automated snapshot, which only AWS gives",
                identifier.escape_debug()
            ),
            "name it otherwise; an automated snapshot is first copied, with the CLI, to a name of your own",
        );
    }
}

/// True for a receiving account's copy that bears the name of the shared snapshot: whatever is wrong with that is said
/// there.
fn is_namesake(snapshot: &Snapshot) -> bool {
    matches!(snapshot.origin, Origin::Received { .. }) && snapshot.identifier.at == snapshot.name.at
}

/// What is called so in a region: RDS keeps snapshots of instances and of clusters apart.
type Called = (SnapshotKind, Region, String);

fn unique(module: &RootModule, found: &mut Finder<'_>) {
    let mut seen: BTreeMap<Called, Place> = BTreeMap::new();
    for snapshot in module.snapshots() {
        let called = called(snapshot.kind, snapshot.region.value, &snapshot.identifier);
        match seen.get(&called) {
            None => {
                seen.insert(called, snapshot.identifier.at);
            }
            Some(first) => report(
                &snapshot.identifier,
                snapshot.region.value,
                "",
                *first,
                found,
            ),
        }
    }
    let instances = module
        .instances()
        .map(|instance| (SnapshotKind::Instance, &instance.common));
    let clusters = module
        .clusters()
        .map(|cluster| (SnapshotKind::Cluster, &cluster.common));
    for (kind, common) in instances.chain(clusters) {
        let LastSnapshot::Taken {
            identifier,
            derived,
        } = &common.last_snapshot
        else {
            continue;
        };
        let region = common.region.value;
        let what = format!(
            ", and the last snapshot of `{}` would be refused",
            common.name
        );
        let called = called(kind, region, identifier);
        match seen.get(&called) {
            Some(first) => report(identifier, region, &what, *first, found),
            // Derived names are as unique as the databases' own, for which there is a rule.
            None if *derived => {}
            None => {
                seen.insert(called, identifier.at);
            }
        }
    }
}

fn called(kind: SnapshotKind, region: Region, identifier: &str) -> Called {
    (kind, region, identifier.to_lowercase())
}

fn report(
    identifier: &At<String>,
    region: Region,
    what: &str,
    first: Place,
    found: &mut Finder<'_>,
) {
    found.report_with(
        identifier.at,
        format!(
            "there is another snapshot `{}` in `{region}`{what}",
            identifier.escape_debug()
        ),
        "rename one, or give it an `identifier` of its own",
        |diagnostic| diagnostic.related(first, "the other one"),
    );
}

/// Part of the rule that no two resources share an address.
pub(super) fn unique_label(module: &RootModule, found: &mut Finder<'_>) {
    let mut seen: BTreeMap<String, &Snapshot> = BTreeMap::new();
    for snapshot in module.snapshots() {
        let address = snapshot.address().to_string();
        let Some(other) = seen.insert(address.clone(), snapshot) else {
            continue;
        };
        // Two of one name in one region have a rule of their own.
        if (other.region.value, &*other.identifier)
            != (snapshot.region.value, &*snapshot.identifier)
        {
            found.report_with(
                snapshot.name.at,
                format!(
                    "`{}` and another snapshot would both be `{address}` in Terraform",
                    snapshot.name
                ),
                "rename one of them",
                |diagnostic| diagnostic.related(other.name.at, "the other one"),
            );
        }
    }
}

fn option_group(snapshot: &Snapshot, _: &RootModule, found: &mut Finder<'_>) {
    if let Some(group) = &snapshot.source_option_group
        && !group.starts_with("default:")
        && snapshot.is_cross_region()
        && snapshot.option_group.is_none()
    {
        found.report_with(
            snapshot.region.at,
            format!(
                "the copy `{}` has no option group in `{}`, and its source has `{group}`",
                snapshot.name, snapshot.region
            ),
            "make a group like it there, and name it with `option_group_name`",
            |diagnostic| diagnostic.related(group.at, "the group of the source"),
        );
    }
}

fn gov_signed(snapshot: &Snapshot, _: &RootModule, found: &mut Finder<'_>) {
    let region = snapshot.region.value;
    if snapshot.is_cross_region() && region.partition() == Partition::GovCloud {
        found.report(
            snapshot.region.at,
            format!(
                "the copy `{}` needs a URL signed in `{}`, and Terraform signs none",
                snapshot.name,
                snapshot.source_region()
            ),
            "copy it with the CLI and its `--source-region`",
        );
    }
}

/// The engines of which options can be permanent. Source: RDS User Guide, "Working with option groups".
pub(super) fn has_permanent_options(family: Family) -> bool {
    matches!(family, Family::Oracle | Family::SqlServer)
}
