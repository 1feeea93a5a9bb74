use proptest::prelude::*;
use sealform::aws::engines::{Engine, all};
use sealform::aws::storage::{
    StorageType, gp3_threshold, gp3_throughput, iops, least_autoscaling, quiet_autoscaling, sizes,
    types,
};

#[test]
fn names() {
    for name in ["aurora-iopt1", "gp2", "gp3", "io1", "io2", "standard"] {
        assert_eq!(StorageType::parse(name).unwrap().name(), name);
    }
    for name in ["", "aurora", "GP3", "gp4"] {
        assert_eq!(StorageType::parse(name), None, "{name}");
    }
}

#[test]
fn sizes_by_engine_and_type() {
    use StorageType::{AuroraIopt1, Gp2, Gp3, Io1, Standard};
    for (engine, storage, range) in [
        (Engine::Postgres, Gp3, Some(20..=65_536)),
        (Engine::Postgres, Io1, Some(100..=65_536)),
        (Engine::Mysql, Standard, Some(5..=3_072)),
        (Engine::OracleEe, Standard, Some(10..=3_072)),
        (Engine::SqlServerSe, Gp3, Some(20..=16_384)),
        (Engine::SqlServerEx, Standard, Some(20..=1_024)),
        (Engine::CustomOracleEe, Gp3, Some(40..=65_536)),
        (Engine::Db2Se, Gp2, None),
        (Engine::Db2Se, Gp3, Some(20..=65_536)),
        (Engine::AuroraMysql, Gp3, None),
        (Engine::AuroraMysql, AuroraIopt1, None),
    ] {
        assert_eq!(sizes(engine, storage), range, "{engine} {}", storage.name());
    }
    for engine in all() {
        assert!(!types(engine).is_empty());
    }
}

#[test]
fn gp3_takes_iops_from_its_threshold() {
    for (engine, gib, range) in [
        (Engine::Postgres, 399, None),
        (Engine::Postgres, 400, Some(12_000..=64_000)),
        (Engine::OracleEe, 199, None),
        (Engine::OracleEe, 200, Some(12_000..=64_000)),
        (Engine::Db2Se, 400, Some(12_000..=64_000)),
        (Engine::SqlServerSe, 20, Some(3_000..=16_000)),
        (Engine::SqlServerSe, 10_000, Some(5_000..=16_000)),
        (Engine::AuroraMysql, 400, None),
    ] {
        assert_eq!(iops(engine, StorageType::Gp3, gib), range, "{engine} {gib}");
    }
    assert_eq!(gp3_threshold(Engine::SqlServerSe), None);
    assert_eq!(gp3_throughput(Engine::Postgres, 12_000), Some(500..=3_000));
    assert_eq!(gp3_throughput(Engine::Postgres, 64_000), Some(500..=4_000));
    assert_eq!(gp3_throughput(Engine::SqlServerSe, 3_000), Some(125..=750));
    assert_eq!(gp3_throughput(Engine::AuroraMysql, 3_000), None);
}

#[test]
fn provisioned_iops_follow_the_size() {
    for (engine, storage, gib, range) in [
        (Engine::Postgres, StorageType::Io1, 100, Some(1_000..=5_000)),
        (
            Engine::Postgres,
            StorageType::Io1,
            4_001,
            Some(2_001..=200_050),
        ),
        (
            Engine::SqlServerSe,
            StorageType::Io1,
            4_000,
            Some(4_000..=200_000),
        ),
        (
            Engine::Postgres,
            StorageType::Io2,
            100,
            Some(1_000..=100_000),
        ),
        (
            Engine::Postgres,
            StorageType::Io2,
            65_536,
            Some(32_768..=256_000),
        ),
        (Engine::Postgres, StorageType::Gp2, 100, None),
        (Engine::AuroraMysql, StorageType::Io1, 100, None),
    ] {
        assert_eq!(iops(engine, storage, gib), range, "{engine} {gib}");
    }
}

#[test]
fn autoscaling_needs_room() {
    assert_eq!(least_autoscaling(100), 110);
    assert_eq!(least_autoscaling(101), 112);
    assert_eq!(quiet_autoscaling(100), 126);
    assert_eq!(least_autoscaling(0), 0);
    assert!(least_autoscaling(u32::MAX) > u64::from(u32::MAX));
    assert!(StorageType::Gp3.autoscales() && !StorageType::Standard.autoscales());
}

proptest! {
    #[test]
    fn no_number_panics(gib in any::<u32>(), rate in any::<u64>()) {
        for engine in all() {
            for storage in types(engine) {
                let _ = (sizes(engine, *storage), iops(engine, *storage, gib));
            }
            let _ = gp3_throughput(engine, rate);
        }
        prop_assert!(least_autoscaling(gib) <= quiet_autoscaling(gib));
    }
}
