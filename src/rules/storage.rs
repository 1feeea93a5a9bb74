//! Rules about the storage of instances.

use super::check::{Finder, checks};
use crate::aws::storage::{self, StorageType};
use crate::plan::Instance;
use crate::source::At;
use crate::suggest;

checks! {
    Error "inst-create-required" on Instance size_given,
        "a new instance says how large its storage is",
        "the provider finds out at apply that it is missing",
        "add `allocated_storage`, in GiB",
        "Terraform AWS provider, aws_db_instance";
    Error "inst-storage-type" on Instance kind,
        "the kind of storage is one that the engine has",
        "AWS refuses it",
        "write `gp3`, `io2` or another that the message lists",
        "RDS User Guide, Amazon RDS DB instance storage";
    Error "inst-size" on Instance size,
        "the size of the storage is one that AWS takes",
        "AWS refuses a size below or above what the kind of storage has",
        "use a size within the range that the message names",
        "RDS API CreateDBInstance, AllocatedStorage";
    Error "inst-gp3-small" on Instance gp3_small,
        "gp3 storage below its threshold takes no `iops` or `storage_throughput`",
        "`You can't specify IOPS or storage throughput for engine postgres and a storage size less than 400`, even for the baseline's own numbers",
        "remove both, or use a size from the threshold on",
        "RDS User Guide, Amazon RDS DB instance storage; hashicorp/terraform-provider-aws#28271";
    Error "inst-gp3-range" on Instance gp3_range,
        "the `iops` and `storage_throughput` of gp3 are within what AWS provisions",
        "AWS refuses others",
        "use numbers within the range that the message names",
        "RDS User Guide, Amazon RDS DB instance storage";
    Error "inst-iops-required" on Instance iops_required,
        "io1 and io2 storage say their `iops`",
        "AWS refuses the storage without them, or in another ratio to its size",
        "add `iops` within the range that the message names",
        "RDS API CreateDBInstance, Iops";
    Error "inst-iops-gp2" on Instance iops_refused,
        "only storage with provisioned performance says it",
        "AWS refuses `iops` and `storage_throughput` for gp2 and magnetic storage, and throughput for io1 and io2",
        "remove it, or write `storage_type: gp3`",
        "RDS API CreateDBInstance, Iops and StorageThroughput";
    Error "inst-max-storage" on Instance autoscaling,
        "storage that grows by itself has room to grow by a tenth at least",
        "`Invalid max storage size for engine`",
        "raise `max_allocated_storage`, or remove it",
        "RDS User Guide, Managing capacity automatically with Amazon RDS storage autoscaling";
    Warning "inst-max-storage-near" on Instance autoscaling_near,
        "storage that grows by itself has room to grow by a quarter",
        "AWS warns from the start that the limit is near, with the event RDS-EVENT-0225",
        "raise `max_allocated_storage`",
        "RDS User Guide, Managing capacity automatically with Amazon RDS storage autoscaling";
    Error "inst-autoscale-magnetic" on Instance magnetic,
        "magnetic storage does not grow by itself",
        "AWS refuses it",
        "write `storage_type: gp3`, or remove `max_allocated_storage`",
        "RDS User Guide, Managing capacity automatically with Amazon RDS storage autoscaling";
}

fn size_given(instance: &Instance, found: &mut Finder<'_>) {
    let common = &instance.common;
    if instance.storage.allocated.is_none() && !common.follows && instance.restored_from().is_none()
    {
        found.report(
            common.name.at,
            format!("`{}` has no `allocated_storage`", common.name),
            "add it, in GiB, to the database or to `defaults`",
        );
    }
}

/// The kind of storage, as it was written and as it is known; none where unknown or left to the source.
fn known(instance: &Instance) -> Option<(&At<String>, StorageType)> {
    let kind = instance.storage.kind.as_ref()?;
    let storage = StorageType::parse(kind)?;
    storage::types(instance.common.engine.value)
        .contains(&storage)
        .then_some((kind, storage))
}

fn kind(instance: &Instance, found: &mut Finder<'_>) {
    let Some(kind) = &instance.storage.kind else {
        return;
    };
    if known(instance).is_some() {
        return;
    }
    let offered: Vec<&str> = storage::types(instance.common.engine.value)
        .iter()
        .map(|storage| storage.name())
        .collect();
    let message = format!(
        "{} has no storage `{}`",
        instance.common.engine.name(),
        kind.escape_debug()
    );
    match suggest::nearest(kind, offered.iter().copied()) {
        Some(near) => found.report_with(
            kind.at,
            message,
            format!("did you mean `{near}`?"),
            |diagnostic| diagnostic.patch(kind.at, near),
        ),
        None => found.report(
            kind.at,
            message,
            format!("use one of: {}", offered.join(", ")),
        ),
    }
}

/// The size in GiB, where it is a possible one.
fn gib(instance: &Instance) -> Option<u32> {
    let size = u32::try_from(instance.storage.allocated.as_ref()?.value).ok()?;
    let (_, storage) = known(instance)?;
    storage::sizes(instance.common.engine.value, storage)?
        .contains(&size)
        .then_some(size)
}

fn size(instance: &Instance, found: &mut Finder<'_>) {
    let (Some(allocated), Some((_, storage))) = (&instance.storage.allocated, known(instance))
    else {
        return;
    };
    let Some(range) = storage::sizes(instance.common.engine.value, storage) else {
        return;
    };
    if !super::check::within(&range, allocated.value) {
        found.report(
            allocated.at,
            format!(
                "{} storage of {} has {} to {} GiB, and not {allocated}",
                storage.name(),
                instance.common.engine.name(),
                range.start(),
                range.end()
            ),
            "use a size within that range",
        );
    }
}

/// The threshold below which gp3 takes no performance of its own, if the storage is below it.
fn below_threshold(instance: &Instance) -> Option<u32> {
    let (_, storage) = known(instance)?;
    let threshold = storage::gp3_threshold(instance.common.engine.value)?;
    (storage == StorageType::Gp3 && gib(instance)? < threshold).then_some(threshold)
}

fn gp3_small(instance: &Instance, found: &mut Finder<'_>) {
    let Some(threshold) = below_threshold(instance) else {
        return;
    };
    let given = [
        ("iops", &instance.storage.iops),
        ("storage_throughput", &instance.storage.throughput),
    ];
    for (word, value) in given {
        if let Some(value) = value {
            found.report(
                value.at,
                format!(
                    "gp3 storage of {} takes `{word}` from {threshold} GiB on, not even its baseline below that",
                    instance.common.engine.name()
                ),
                format!("remove `{word}`, or use {threshold} GiB or more"),
            );
        }
    }
}

fn gp3_range(instance: &Instance, found: &mut Finder<'_>) {
    let Some((_, StorageType::Gp3)) = known(instance) else {
        return;
    };
    if below_threshold(instance).is_some() {
        return;
    }
    let (engine, Some(gib)) = (instance.common.engine.value, gib(instance)) else {
        return;
    };
    let Some(iops_range) = storage::iops(engine, StorageType::Gp3, gib) else {
        return;
    };
    if let Some(iops) = &instance.storage.iops {
        out_of_range(iops, &iops_range, "iops", gib, found);
    }
    if let Some(throughput) = &instance.storage.throughput {
        let iops = instance
            .storage
            .iops
            .as_ref()
            .and_then(|iops| u64::try_from(iops.value).ok());
        let range = storage::gp3_throughput(engine, iops.unwrap_or(*iops_range.start()));
        if let Some(range) = range {
            out_of_range(throughput, &range, "storage_throughput", gib, found);
        }
    }
}

fn out_of_range(
    value: &At<i64>,
    range: &std::ops::RangeInclusive<u64>,
    word: &str,
    gib: u32,
    found: &mut Finder<'_>,
) {
    if !u64::try_from(value.value).is_ok_and(|value| range.contains(&value)) {
        found.report(
            value.at,
            format!(
                "`{word}` of {gib} GiB is {} to {}, and not {value}",
                range.start(),
                range.end()
            ),
            "use a number within that range",
        );
    }
}

fn iops_required(instance: &Instance, found: &mut Finder<'_>) {
    let Some((kind, storage)) = known(instance).filter(|(_, storage)| storage.needs_iops()) else {
        return;
    };
    if instance.common.follows {
        return;
    }
    let range = gib(instance).and_then(|gib| {
        Some((
            storage::iops(instance.common.engine.value, storage, gib)?,
            gib,
        ))
    });
    match (&instance.storage.iops, range) {
        (None, range) => found.report(
            kind.at,
            format!("`{kind}` storage must say its `iops`"),
            match range {
                Some((range, gib)) => {
                    format!(
                        "add `iops`: {} to {} for {gib} GiB",
                        range.start(),
                        range.end()
                    )
                }
                None => "add `iops`".to_owned(),
            },
        ),
        (Some(iops), Some((range, gib))) => out_of_range(iops, &range, "iops", gib, found),
        (Some(_), None) => {}
    }
}

fn iops_refused(instance: &Instance, found: &mut Finder<'_>) {
    let Some((kind, storage)) = known(instance) else {
        return;
    };
    let given = [
        ("iops", &instance.storage.iops, storage.takes_iops()),
        (
            "storage_throughput",
            &instance.storage.throughput,
            storage.takes_throughput(),
        ),
    ];
    for (word, value, is_taken) in given {
        if let Some(value) = value
            && !is_taken
        {
            found.report_with(
                value.at,
                format!("`{kind}` storage takes no `{word}`"),
                format!("remove `{word}`, or write `storage_type: gp3`"),
                |diagnostic| diagnostic.related(kind.at, "the kind of storage"),
            );
        }
    }
}

/// Both sizes, where autoscaling is on. Equal sizes and 0 switch it off.
fn growing(instance: &Instance) -> Option<(u32, &At<i64>)> {
    let most = instance.storage.max_allocated.as_ref()?;
    let gib = gib(instance)?;
    (most.value != 0 && most.value != i64::from(gib)).then_some((gib, most))
}

fn autoscaling(instance: &Instance, found: &mut Finder<'_>) {
    let Some((gib, most)) = growing(instance) else {
        return;
    };
    let least = storage::least_autoscaling(gib);
    if !u64::try_from(most.value).is_ok_and(|most| most >= least) {
        found.report(
            most.at,
            format!("storage of {gib} GiB can grow to {least} GiB at least, and not to {most}"),
            format!(
                "write {} or more, or remove it",
                storage::quiet_autoscaling(gib)
            ),
        );
    }
}

fn autoscaling_near(instance: &Instance, found: &mut Finder<'_>) {
    let Some((gib, most)) = growing(instance) else {
        return;
    };
    let (least, quiet) = (
        storage::least_autoscaling(gib),
        storage::quiet_autoscaling(gib),
    );
    if u64::try_from(most.value).is_ok_and(|most| most >= least && most < quiet) {
        found.report(
            most.at,
            format!(
                "storage of {gib} GiB that may grow to {most} is near its limit from the start"
            ),
            format!("write {quiet} or more"),
        );
    }
}

fn magnetic(instance: &Instance, found: &mut Finder<'_>) {
    if let (Some(most), Some((kind, storage))) = (&instance.storage.max_allocated, known(instance))
        && !storage.autoscales()
        && most.value != 0
    {
        found.report_with(
            most.at,
            format!("`{kind}` storage does not grow by itself"),
            "write `storage_type: gp3`, or remove `max_allocated_storage`",
            |diagnostic| diagnostic.related(kind.at, "the kind of storage"),
        );
    }
}
