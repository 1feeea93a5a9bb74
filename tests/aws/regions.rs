use sealform::aws::regions::{REGIONS, find, is_isolated, is_opt_in, names};
use sealform::names::Partition;

#[test]
fn the_table_is_sorted_and_unique() {
    let names: Vec<_> = names().collect();
    assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
}

#[test]
fn every_region_is_found_in_the_partition_of_its_name() {
    for region in REGIONS {
        assert_eq!(find(region.name()), Some(*region));
        let expected = match region.name().split('-').collect::<Vec<_>>().as_slice() {
            ["cn", ..] => Partition::China,
            ["us", "gov", ..] => Partition::GovCloud,
            ["eusc", ..] => Partition::EuropeanSovereign,
            _ => Partition::Aws,
        };
        assert_eq!(region.partition(), expected, "{region}");
    }
}

#[test]
fn what_is_no_region_is_not_found() {
    for name in [
        "",
        "us-east",
        "us-east-1a",
        "US-EAST-1",
        "us-iso-east-1",
        "aws-global",
        "é",
    ] {
        assert_eq!(find(name), None, "{name}");
    }
}

#[test]
fn opt_in_regions_are_the_commercial_ones_since_2019() {
    for (name, opt_in) in [
        ("us-east-1", false),
        ("eu-north-1", false),
        ("ap-northeast-3", false),
        ("ap-east-1", true),
        ("eu-central-2", true),
        ("mx-central-1", true),
        ("cn-north-1", false),
        ("us-gov-west-1", false),
        ("eusc-de-east-1", false),
    ] {
        assert_eq!(is_opt_in(find(name).unwrap()), opt_in, "{name}");
    }
}

#[test]
fn isolated_regions_are_told_from_unknown_ones() {
    for name in [
        "us-iso-east-1",
        "us-isob-east-1",
        "eu-isoe-west-1",
        "us-isof-south-1",
    ] {
        assert!(is_isolated(name), "{name}");
    }
    assert!(!is_isolated("us-east-9"));
    assert!(REGIONS.iter().all(|region| !is_isolated(region.name())));
}
