//! Rules about Aurora clusters and their members.

use super::check::{Finder, checks, within};
use crate::aws::classes::Class;
use crate::aws::limits;
use crate::plan::{Cluster, Scaling};
use crate::source::At;

checks! {
    Warning "cl-azs" on Cluster zones,
        "the subnet group chooses a cluster's zones",
        "AWS always takes three, and with fewer in the text every plan replaces the cluster",
        "remove `availability_zones`",
        "Terraform AWS provider, aws_rds_cluster; hashicorp/terraform-provider-aws#29149";
    Error "cl-instances" on Cluster members,
        "a cluster has 1 to 16 members",
        "a writer and at most 15 readers; without a member there is nothing to connect to",
        "write `instances` within 1 to 16",
        "Aurora User Guide, Amazon Aurora DB clusters";
    Error "cl-mode" on Cluster mode,
        "a new cluster is provisioned",
        "Aurora Serverless v1 can no longer be created, and `serverlessv2` is not an engine mode",
        "remove `engine_mode`; write `serverlessv2_scaling_configuration` for serverless v2",
        "RDS API CreateDBCluster, EngineMode";
    Error "cl-sv2" on Cluster scaling,
        "the capacity of serverless v2 is within what AWS offers",
        "the provider checks the ends of the range alone: neither the half steps nor that the least is below the most",
        "use steps of 0.5: 0 to 256 for the least, 1 to 256 for the most",
        "RDS API CreateDBCluster, ServerlessV2ScalingConfiguration";
    Error "cl-sv2-class" on Cluster serverless_class,
        "capacity that scales goes with the class `db.serverless`, and that with it",
        "one without the other is refused, or scales nothing",
        "write `serverlessv2_scaling_configuration` and leave `instance_class` out",
        "RDS API CreateDBCluster, ServerlessV2ScalingConfiguration";
    Error "cl-storage-type" on Cluster storage,
        "the storage of a cluster of Aurora is the default or `aurora-iopt1`, that of a Multi-AZ DB cluster gp3, io1 or io2",
        "AWS refuses others, and `aurora` never reads back, so that every plan differs",
        "remove `storage_type`, or write `aurora-iopt1` or, for a Multi-AZ DB cluster, `gp3`, `io1` or `io2`",
        "RDS API CreateDBCluster, StorageType";
}

fn zones(cluster: &Cluster, found: &mut Finder<'_>) {
    if let Some(zones) = &cluster.availability_zones
        && zones.len() != limits::CLUSTER_ZONES as usize
    {
        found.report(
            zones.at,
            format!(
                "AWS puts `{}` into three zones, and Terraform would replace it for naming {}",
                cluster.common.name,
                zones.len()
            ),
            "remove `availability_zones`: the subnet group decides",
        );
    }
}

fn members(cluster: &Cluster, found: &mut Finder<'_>) {
    let count = cluster.size();
    // A secondary of a global database may hold data and serve nobody.
    let is_headless = cluster.secondary_of().is_some() && count == 0;
    if cluster.multi_az.is_none() && !is_headless && !within(&limits::CLUSTER_MEMBERS, count) {
        found.report(
            cluster.instances.at,
            format!("a cluster has 1 to 16 members, and not {count}"),
            "write `instances` within 1 to 16",
        );
    }
}

fn mode(cluster: &Cluster, found: &mut Finder<'_>) {
    if let Some(mode) = &cluster.engine_mode
        && mode.value != "provisioned"
    {
        found.report(
            mode.at,
            format!(
                "a new cluster cannot have the engine mode `{}`",
                mode.escape_debug()
            ),
            "remove `engine_mode`; write `serverlessv2_scaling_configuration` for serverless v2",
        );
    }
}

/// A capacity in Aurora capacity units, if the text is a plain decimal.
fn units(text: &str) -> Option<f64> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        .then(|| text.parse().ok())
        .flatten()
}

fn scaling(cluster: &Cluster, found: &mut Finder<'_>) {
    let Some(At { value, .. }) = &cluster.scaling else {
        return;
    };
    let Scaling {
        min_capacity,
        max_capacity,
        seconds_until_auto_pause,
    } = value;
    let least = capacity(
        min_capacity,
        "min_capacity",
        &limits::SERVERLESS_MIN_CAPACITY,
        found,
    );
    let most = capacity(
        max_capacity,
        "max_capacity",
        &limits::SERVERLESS_MAX_CAPACITY,
        found,
    );
    if let (Some(least), Some(most)) = (least, most)
        && least > most
    {
        found.report_with(
            min_capacity.at,
            format!("the least capacity, {min_capacity}, is above the most, {max_capacity}"),
            "exchange them",
            |diagnostic| diagnostic.related(max_capacity.at, "the most"),
        );
    }
    let Some(pause) = seconds_until_auto_pause else {
        return;
    };
    if !within(&limits::SECONDS_UNTIL_AUTO_PAUSE, pause.value) {
        found.report(
            pause.at,
            format!("a cluster pauses after 300 to 86400 idle seconds, and not after {pause}"),
            "use a number within that range",
        );
    } else if least.is_some_and(|least| least > 0.0) {
        found.report_with(
            pause.at,
            "a cluster pauses only where its least capacity is 0",
            "write `min_capacity: 0`, or remove `seconds_until_auto_pause`",
            |diagnostic| diagnostic.related(min_capacity.at, "the least capacity"),
        );
    }
}

fn capacity(
    text: &At<String>,
    word: &str,
    range: &std::ops::RangeInclusive<f64>,
    found: &mut Finder<'_>,
) -> Option<f64> {
    let units =
        units(text).filter(|units| range.contains(units) && limits::is_capacity_step(*units));
    if units.is_none() {
        found.report(
            text.at,
            format!(
                "`{word}` is {} to {} in steps of 0.5, and not `{}`",
                range.start(),
                range.end(),
                text.escape_debug()
            ),
            "use such a number",
        );
    }
    units
}

fn serverless_class(cluster: &Cluster, found: &mut Finder<'_>) {
    let is_serverless = |class: &str| Class::parse(class).is_ok_and(|class| class.is_serverless());
    let members = cluster.members(1);
    let scales = members.iter().find(|member| is_serverless(&member.class));
    let name = &cluster.common.name;
    match (&cluster.scaling, scales, members.first()) {
        (None, Some(member), _) => found.report(
            member.class.at,
            format!("`{name}` has a serverless member and no `serverlessv2_scaling_configuration`"),
            "add it, as in `{ min_capacity: 0.5, max_capacity: 16 }`",
        ),
        (Some(scaling), None, Some(member)) => found.report_with(
            member.class.at,
            format!(
                "the members of `{name}` have the class `{}`, and its capacity is to scale",
                member.class
            ),
            "remove `instance_class`, or the scaling",
            |diagnostic| diagnostic.related(scaling.at, "the scaling"),
        ),
        _ => {}
    }
}

fn storage(cluster: &Cluster, found: &mut Finder<'_>) {
    let Some(storage) = &cluster.storage_type else {
        return;
    };
    if cluster.multi_az.is_some() {
        if !matches!(storage.value.as_str(), "gp3" | "io1" | "io2") {
            found.report(
                storage.at,
                format!(
                    "the storage of a Multi-AZ DB cluster is `gp3`, `io1` or `io2`, and not `{}`",
                    storage.escape_debug()
                ),
                "write one of the three",
            );
        }
    } else if storage.value != "aurora-iopt1" {
        found.report(
            storage.at,
            format!(
                "the storage of a cluster is the default or `aurora-iopt1`, and not `{}`",
                storage.escape_debug()
            ),
            "remove `storage_type`, or write `aurora-iopt1`",
        );
    }
}
