//! Storage types, their sizes and what they can deliver. Knows numbers; must not know what a spec asks
//! for. Sizes are in GiB, throughput in MiB/s.

use std::ops::RangeInclusive;

use crate::aws::engines::{Engine, Family};

/// A storage type.
///
/// Source: RDS API CreateDBInstance and CreateDBCluster, `StorageType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StorageType {
    /// `aurora-iopt1`: Aurora I/O-Optimized.
    AuroraIopt1,
    /// `gp2`.
    Gp2,
    /// `gp3`.
    Gp3,
    /// `io1`.
    Io1,
    /// `io2`: Block Express.
    Io2,
    /// `standard`: magnetic, for old instances.
    Standard,
}

impl StorageType {
    /// The type of that name. `aurora`, the name of Aurora's default, is none: AWS never reads it back,
    /// so writing it would drift.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::AuroraIopt1,
            Self::Gp2,
            Self::Gp3,
            Self::Io1,
            Self::Io2,
            Self::Standard,
        ]
        .into_iter()
        .find(|known| known.name() == name)
    }

    /// `gp3`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AuroraIopt1 => "aurora-iopt1",
            Self::Gp2 => "gp2",
            Self::Gp3 => "gp3",
            Self::Io1 => "io1",
            Self::Io2 => "io2",
            Self::Standard => "standard",
        }
    }

    /// True where `iops` must be written.
    pub const fn needs_iops(self) -> bool {
        matches!(self, Self::Io1 | Self::Io2)
    }

    /// True where `iops` may be written.
    pub const fn takes_iops(self) -> bool {
        matches!(self, Self::Io1 | Self::Io2 | Self::Gp3)
    }

    /// True where `storage_throughput` may be written.
    pub const fn takes_throughput(self) -> bool {
        matches!(self, Self::Gp3)
    }

    /// True where storage can grow by itself.
    ///
    /// Source: RDS User Guide "Managing capacity automatically with Amazon RDS storage autoscaling".
    pub const fn autoscales(self) -> bool {
        !matches!(self, Self::Standard | Self::AuroraIopt1)
    }
}

/// The storage types of an engine.
///
/// Source: RDS User Guide "Amazon RDS DB instance storage" (Db2 has neither gp2 nor magnetic); RDS API
/// CreateDBInstance, `AllocatedStorage`.
pub fn types(engine: Engine) -> &'static [StorageType] {
    use StorageType::{AuroraIopt1, Gp2, Gp3, Io1, Io2, Standard};
    match engine.family() {
        Family::AuroraMysql | Family::AuroraPostgres => &[AuroraIopt1],
        Family::Db2 => &[Gp3, Io1, Io2],
        _ if engine.is_custom() => &[Gp2, Gp3, Io1, Io2],
        _ => &[Gp2, Gp3, Io1, Io2, Standard],
    }
}

/// The sizes of a volume; nothing where the engine lacks the type, and for Aurora, which grows by itself.
///
/// As of 2026-11-17. Source: RDS API CreateDBInstance, `AllocatedStorage`.
pub fn sizes(engine: Engine, storage: StorageType) -> Option<RangeInclusive<u32>> {
    if engine.is_aurora() || !types(engine).contains(&storage) {
        return None;
    }
    let most = match engine.family() {
        Family::SqlServer => 16_384,
        _ => 65_536,
    };
    Some(match storage {
        _ if engine.is_custom() => 40..=most,
        StorageType::Gp2 | StorageType::Gp3 => 20..=most,
        StorageType::Io1 | StorageType::Io2 => 100..=most,
        StorageType::Standard => match engine.family() {
            Family::SqlServer => 20..=1_024,
            Family::Oracle => 10..=3_072,
            _ => 5..=3_072,
        },
        StorageType::AuroraIopt1 => return None,
    })
}

/// The size from which gp3 takes `iops` and `storage_throughput`. Below it even the baseline's own
/// numbers are refused. Nothing where gp3 takes them at any size (SQL Server), and for Aurora.
///
/// Source: RDS User Guide "Amazon RDS DB instance storage", gp3; for Db2 aws-samples/sample-rds-db2-tools.
pub fn gp3_threshold(engine: Engine) -> Option<u32> {
    match engine.family() {
        Family::Mysql | Family::MariaDb | Family::Postgres | Family::Db2 => Some(400),
        Family::Oracle => Some(200),
        Family::SqlServer | Family::AuroraMysql | Family::AuroraPostgres => None,
    }
}

/// The IOPS that may be written for a volume of that type and size; nothing where none may.
///
/// Source: RDS API CreateDBInstance, `Iops`; RDS User Guide "Amazon RDS DB instance storage". The upper
/// ends have grown over the years: what is above them may be newer than this table, so warn only.
pub fn iops(engine: Engine, storage: StorageType, gib: u32) -> Option<RangeInclusive<u64>> {
    const MOST: u64 = 256_000;
    let gib = u64::from(gib);
    let sql_server = engine.family() == Family::SqlServer;
    let half = gib.div_ceil(2);
    match storage {
        _ if engine.is_aurora() => None,
        StorageType::Io1 if sql_server => Some(gib.max(1_000)..=(gib * 50).min(MOST)),
        StorageType::Io1 => Some(half.max(1_000)..=(gib * 50).min(MOST)),
        StorageType::Io2 => Some(half.max(1_000)..=(gib * 1_000).min(MOST)),
        StorageType::Gp3 if sql_server => Some(half.max(3_000)..=16_000),
        StorageType::Gp3 => (gp3_threshold(engine).is_some_and(|least| gib >= u64::from(least)))
            .then(|| 12_000..=(gib * 500).min(64_000)),
        _ => None,
    }
}

/// The throughput that may be written for a gp3 volume with that many IOPS; nothing for Aurora. At most a
/// quarter of the IOPS.
///
/// Source: RDS User Guide "Amazon RDS DB instance storage", gp3.
pub fn gp3_throughput(engine: Engine, iops: u64) -> Option<RangeInclusive<u64>> {
    match engine.family() {
        Family::AuroraMysql | Family::AuroraPostgres => None,
        Family::SqlServer => Some(125..=(iops / 4).min(1_000)),
        _ => Some(500..=(iops / 4).min(4_000)),
    }
}

/// The least `max_allocated_storage` for a volume of that size: a tenth more.
///
/// Source: RDS User Guide "Managing capacity automatically with Amazon RDS storage autoscaling".
pub fn least_autoscaling(gib: u32) -> u64 {
    (u64::from(gib) * 11).div_ceil(10)
}

/// The `max_allocated_storage` from which AWS no longer warns that the limit is near (RDS-EVENT-0225): 26
/// in a hundred more.
///
/// Source: RDS User Guide "Managing capacity automatically with Amazon RDS storage autoscaling".
pub fn quiet_autoscaling(gib: u32) -> u64 {
    (u64::from(gib) * 126).div_ceil(100)
}
