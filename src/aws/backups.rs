//! Where RDS replicates automated backups to by itself. Facts only.

use crate::names::Region;

/// Each source with its destinations, by the names of regions.
///
/// As of June 2023, the last list that AWS has published; `aws rds describe-source-regions` tells the present one, which is
/// longer, so what is missing here is worth a warning and no more.
/// Source: RDS User Guide, "Replicating automated backups to another AWS Region".
#[rustfmt::skip]
static PAIRS: &[(&str, &[&str])] = &[
    ("ap-northeast-1", &["ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "us-east-1", "us-east-2", "us-west-2"]),
    ("ap-northeast-2", &["ap-northeast-1", "ap-southeast-1", "us-east-1", "us-east-2", "us-west-2"]),
    ("ap-northeast-3", &["ap-northeast-1"]),
    ("ap-south-1", &["ap-southeast-1", "us-east-1", "us-east-2", "us-west-2"]),
    ("ap-southeast-1", &["ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-2", "us-east-1", "us-east-2", "us-west-2"]),
    ("ap-southeast-2", &["ap-southeast-1", "us-east-1", "us-west-1", "us-west-2"]),
    ("ca-central-1", &["eu-west-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"]),
    ("cn-north-1", &["cn-northwest-1"]),
    ("cn-northwest-1", &["cn-north-1"]),
    ("eu-central-1", &["eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "us-east-1", "us-east-2", "us-west-2"]),
    ("eu-north-1", &["eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3", "us-east-1"]),
    ("eu-west-1", &["ca-central-1", "eu-central-1", "eu-north-1", "eu-west-2", "eu-west-3", "us-east-1", "us-east-2", "us-west-1", "us-west-2"]),
    ("eu-west-2", &["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-3", "us-east-1"]),
    ("eu-west-3", &["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "us-east-1"]),
    ("sa-east-1", &["us-east-1", "us-east-2"]),
    ("us-east-1", &["ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-2", "us-west-1", "us-west-2"]),
    ("us-east-2", &["ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ca-central-1", "eu-central-1", "eu-west-1", "sa-east-1", "us-east-1", "us-west-1", "us-west-2"]),
    ("us-gov-east-1", &["us-gov-west-1"]),
    ("us-gov-west-1", &["us-gov-east-1"]),
    ("us-west-1", &["ap-southeast-2", "ca-central-1", "eu-west-1", "us-east-1", "us-east-2", "us-west-2"]),
    ("us-west-2", &["ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-west-1", "us-east-1", "us-east-2", "us-west-1"]),
];

/// True where AWS has published that backups are replicated from one region to the other.
pub fn replicate(source: Region, destination: Region) -> bool {
    destinations(source).contains(&destination.name())
}

/// The regions that backups of a region are known to be replicated to.
pub fn destinations(source: Region) -> &'static [&'static str] {
    let row = PAIRS.binary_search_by(|(name, _)| (*name).cmp(source.name()));
    row.ok()
        .and_then(|row| PAIRS.get(row))
        .map_or(&[], |(_, destinations)| *destinations)
}

#[cfg(test)]
mod tests {
    use super::PAIRS;
    use crate::aws::regions;

    #[test]
    fn sorted_and_of_one_partition() {
        assert!(PAIRS.is_sorted());
        for (source, destinations) in PAIRS {
            let partition = regions::find(source).map(|region| region.partition());
            assert!(partition.is_some() && destinations.is_sorted(), "{source}");
            for destination in *destinations {
                assert_ne!(source, destination);
                let other = regions::find(destination).map(|region| region.partition());
                assert_eq!(other, partition, "{source} to {destination}");
            }
        }
    }
}
