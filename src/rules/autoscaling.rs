//! Rules about readers that AWS adds and removes.

use super::check::{Finder, checks, within};
use crate::aws::limits;
use crate::plan::Cluster;
use crate::plan::autoscaling::Measure;

checks! {
    Error "as-capacity" on Cluster capacity,
        "a cluster scales between 0 and 15 readers",
        "AWS refuses other numbers, and a most below the least",
        "write `min_capacity` and `max_capacity` within 0 and 15, the least first",
        "Aurora User Guide, Amazon Aurora Auto Scaling with Aurora Replicas";
    Error "as-readers" on Cluster readers,
        "a cluster whose readers scale has a reader to measure",
        "without a reader nothing is measured, so none is ever added",
        "write `min_capacity: 1`, or `instances: 2`",
        "Aurora User Guide, Amazon Aurora Auto Scaling with Aurora Replicas";
    Warning "as-room" on Cluster room,
        "there is room between the readers of the spec and the most",
        "`max_capacity` counts every reader of the cluster, and AWS removes none but its own: nothing would ever scale",
        "raise `max_capacity`, or lower `instances`",
        "Application Auto Scaling API, RegisterScalableTarget";
    Error "as-target" on Cluster target,
        "what a reader may bear is a share of its processor, or a number of connections",
        "no use of a processor is above 100 percent, and none at 0: readers would never be added, or always",
        "write 1 to 100 for `target_cpu`, and 1 or more for `target_connections`",
        "Aurora User Guide, Amazon Aurora Auto Scaling with Aurora Replicas";
    Error "as-cooldown" on Cluster cooldown,
        "a cooldown is a number of seconds",
        "AWS refuses negative ones",
        "write 0 or more",
        "Application Auto Scaling API, TargetTrackingScalingPolicyConfiguration";
}

fn capacity(cluster: &Cluster, found: &mut Finder<'_>) {
    let Some(scaling) = &cluster.autoscaling else {
        return;
    };
    for (word, number) in [
        ("min_capacity", &scaling.min),
        ("max_capacity", &scaling.max),
    ] {
        if !within(&limits::SCALED_READERS, number.value) {
            found.report(
                number.at,
                format!("`{word}` is 0 to 15 readers, and not {number}"),
                "write a number within that range",
            );
        }
    }
    if scaling.min.value > scaling.max.value {
        found.report_with(
            scaling.max.at,
            format!(
                "the most readers, {}, are fewer than the least, {}",
                scaling.max, scaling.min
            ),
            "raise `max_capacity`, or lower `min_capacity`",
            |diagnostic| diagnostic.related(scaling.min.at, "the least"),
        );
    }
}

fn readers(cluster: &Cluster, found: &mut Finder<'_>) {
    if let Some(scaling) = &cluster.autoscaling
        && scaling.min.value == 0
        && cluster.readers() == 0
    {
        found.report_with(
            scaling.min.at,
            format!(
                "`{}` has no reader that could be measured, so none is ever added",
                cluster.common.name
            ),
            "write `min_capacity: 1`, or declare a reader with `instances: 2`",
            |diagnostic| diagnostic.patch(scaling.min.at, "1"),
        );
    }
}

fn room(cluster: &Cluster, found: &mut Finder<'_>) {
    if let Some(scaling) = &cluster.autoscaling
        && cluster.readers() >= scaling.max.value
        && scaling.min.value <= scaling.max.value
        && within(&limits::SCALED_READERS, scaling.max.value)
    {
        let declared = cluster.readers();
        found.report(
            scaling.max.at,
            format!(
                "no reader is ever added to `{}`: it declares {declared}, and `max_capacity` counts them all",
                cluster.common.name
            ),
            "raise `max_capacity`, or declare fewer readers",
        );
    }
}

fn target(cluster: &Cluster, found: &mut Finder<'_>) {
    let targets = cluster
        .autoscaling
        .iter()
        .flat_map(|scaling| &scaling.targets);
    for target in targets {
        let value = &target.value;
        match target.measure {
            Measure::Cpu if !within(&limits::SCALING_CPU, value.value) => found.report(
                value.at,
                format!("`target_cpu` is 1 to 100 percent, and not {value}"),
                "write a share that leaves room until a reader is there, as in `60`",
            ),
            Measure::Connections if value.value < 1 => found.report(
                value.at,
                format!("`target_connections` is 1 or more, and not {value}"),
                "write how many connections one reader may bear",
            ),
            Measure::Cpu | Measure::Connections => {}
        }
    }
}

fn cooldown(cluster: &Cluster, found: &mut Finder<'_>) {
    let Some(scaling) = &cluster.autoscaling else {
        return;
    };
    for (word, seconds) in [
        ("scale_in_cooldown", &scaling.scale_in_cooldown),
        ("scale_out_cooldown", &scaling.scale_out_cooldown),
    ] {
        if u32::try_from(seconds.value).is_err() {
            found.report(
                seconds.at,
                format!("`{word}` is a number of seconds, and not {seconds}"),
                "write 0 or more, as in `300`",
            );
        }
    }
}
