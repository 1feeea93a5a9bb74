//! The regions, their partitions and whether an account must ask for them. Knows names; must not know
//! what runs where.

use crate::names::Partition::{Aws, China, EuropeanSovereign, GovCloud};
use crate::names::Region;

/// Every region that Sealform offers, sorted by name.
///
/// As of 2026-11-17. Source: botocore 1.44.5 `partitions.json`. The isolated partitions
/// ([`is_isolated`]) are not offered: their services and ARNs could not be checked in public.
pub static REGIONS: &[Region] = &[
    Region::known("af-south-1", Aws),
    Region::known("ap-east-1", Aws),
    Region::known("ap-east-2", Aws),
    Region::known("ap-northeast-1", Aws),
    Region::known("ap-northeast-2", Aws),
    Region::known("ap-northeast-3", Aws),
    Region::known("ap-south-1", Aws),
    Region::known("ap-south-2", Aws),
    Region::known("ap-southeast-1", Aws),
    Region::known("ap-southeast-2", Aws),
    Region::known("ap-southeast-3", Aws),
    Region::known("ap-southeast-4", Aws),
    Region::known("ap-southeast-5", Aws),
    Region::known("ap-southeast-6", Aws),
    Region::known("ap-southeast-7", Aws),
    Region::known("ca-central-1", Aws),
    Region::known("ca-west-1", Aws),
    Region::known("cn-north-1", China),
    Region::known("cn-northwest-1", China),
    Region::known("eu-central-1", Aws),
    Region::known("eu-central-2", Aws),
    Region::known("eu-north-1", Aws),
    Region::known("eu-south-1", Aws),
    Region::known("eu-south-2", Aws),
    Region::known("eu-west-1", Aws),
    Region::known("eu-west-2", Aws),
    Region::known("eu-west-3", Aws),
    Region::known("eusc-de-east-1", EuropeanSovereign),
    Region::known("il-central-1", Aws),
    Region::known("me-central-1", Aws),
    Region::known("me-south-1", Aws),
    Region::known("me-west-1", Aws),
    Region::known("mx-central-1", Aws),
    Region::known("sa-east-1", Aws),
    Region::known("sa-west-1", Aws),
    Region::known("us-east-1", Aws),
    Region::known("us-east-2", Aws),
    Region::known("us-gov-east-1", GovCloud),
    Region::known("us-gov-west-1", GovCloud),
    Region::known("us-west-1", Aws),
    Region::known("us-west-2", Aws),
];

/// The commercial regions that every account has from its first day; all later ones are opt-in.
///
/// Source: AWS Account Management "Enable or disable AWS Regions in your account": regions launched
/// before 2019-03-20 are enabled by default.
static ENABLED_BY_DEFAULT: &[&str] = &[
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

/// How the regions of the isolated partitions `aws-iso`, `-b`, `-e` and `-f` begin.
static ISOLATED: &[&str] = &["us-iso-", "us-isob-", "eu-isoe-", "us-isof-"];

/// The region of that name.
pub fn find(name: &str) -> Option<Region> {
    let at = REGIONS
        .binary_search_by(|region| region.name().cmp(name))
        .ok()?;
    REGIONS.get(at).copied()
}

/// All names, sorted: what a misspelt region is compared with.
pub fn names() -> impl Iterator<Item = &'static str> {
    REGIONS.iter().map(|region| region.name())
}

/// True where an account must enable the region before anything can be created in it. Tokens of the
/// global STS endpoint are not valid there either (RDS User Guide, "Read replicas in a different AWS
/// Region"). China, GovCloud and the European Sovereign Cloud have accounts of their own, so nothing
/// there is opt-in.
pub fn is_opt_in(region: Region) -> bool {
    region.partition() == Aws && !ENABLED_BY_DEFAULT.contains(&region.name())
}

/// True for a name of the isolated partitions, so that a message can say that they are not supported
/// rather than unknown.
pub fn is_isolated(name: &str) -> bool {
    ISOLATED.iter().any(|prefix| name.starts_with(prefix))
}
