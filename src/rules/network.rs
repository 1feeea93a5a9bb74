//! Rules about where databases stand in the network.

use super::check::{Finder, checks};
use crate::aws::identifiers::resource_id_problem;
use crate::aws::regions;
use crate::plan::{Common, Instance, RootModule, SubnetGroup};

checks! {
    Error "inst-public" on Database public,
        "no database has an address on the internet",
        "Security Hub RDS.2: the only thing between it and the world would be a security group",
        "remove `publicly_accessible`, and reach it through a VPN, a peering or a bastion",
        "AWS Config, RDS_INSTANCE_PUBLIC_ACCESS_CHECK";
    Error "inst-az-multiaz" on Instance zone,
        "an instance with a standby does not choose its zone",
        "AWS refuses `availability_zone` beside `multi_az`",
        "remove one of the two",
        "RDS API CreateDBInstance, AvailabilityZone";
    Error "inst-network" on Database network_type,
        "the kind of network is one that AWS has",
        "AWS refuses any other, and `DUAL` needs subnets with IPv6",
        "write `IPV4` or `DUAL`",
        "RDS API CreateDBInstance, NetworkType";
    Error "rr-subnet-group" on Instance replica_subnets,
        "a replica in another region has a subnet group there",
        "it would land in the default VPC of that region, or fail",
        "give the region `subnet_ids` or `db_subnet_group_name`",
        "Terraform AWS provider, aws_db_instance";
    Warning "rr-default-sg" on Instance replica_security_groups,
        "a replica in another region has security groups there",
        "it would get the default group of its VPC",
        "give the region `vpc_security_group_ids`",
        "RDS User Guide, Creating a read replica in a different AWS Region";
    Warning "net-default-vpc" on Database default_vpc,
        "a database stands in a subnet group that somebody chose",
        "it lands in the account's default VPC, whose subnets are public",
        "give the region `subnet_ids` or `db_subnet_group_name`",
        "RDS User Guide, Working with a DB instance in a VPC";
    Warning "net-default-sg" on Database default_security_group,
        "a database has security groups that somebody chose",
        "it gets the default group of its VPC, which lets in all of its own members",
        "give the region `vpc_security_group_ids`",
        "RDS User Guide, Controlling access with security groups";
    Error "net-id-shape" on Module ids,
        "subnets and security groups are named by their ids",
        "AWS takes ids such as `subnet-0a1b2c3d` and `sg-0a1b2c3d`, and no names",
        "copy the id from the console or from `aws ec2 describe-subnets`",
        "EC2 API, DescribeSubnets and DescribeSecurityGroups";
    Warning "region-opt-in" on Instance opt_in,
        "replication does not cross into a region that must be enabled first",
        "an account that has not enabled the region cannot use it, and tokens of the global STS endpoint are not valid there",
        "enable the region, and let Terraform use the regional STS endpoint",
        "RDS User Guide, Creating a read replica in a different AWS Region";
}

fn public(common: &Common, found: &mut Finder<'_>) {
    if common.public.value {
        found.report_with(
            common.public.at,
            format!("`{}` would have an address on the internet", common.name),
            "remove it, and reach the database through a VPN, a peering or a bastion",
            |diagnostic| diagnostic.patch(common.public.at, "false"),
        );
    }
}

fn zone(instance: &Instance, found: &mut Finder<'_>) {
    if let Some(zone) = &instance.availability_zone
        && instance.multi_az.value
    {
        found.report_with(
            zone.at,
            format!(
                "`{}` has a standby in another zone, and cannot choose `{zone}`",
                instance.common.name
            ),
            "remove `availability_zone` or write `multi_az: false`",
            |diagnostic| diagnostic.related(instance.multi_az.at, "the standby"),
        );
    }
}

fn network_type(common: &Common, found: &mut Finder<'_>) {
    if let Some(kind) = &common.network_type
        && !matches!(kind.value.as_str(), "IPV4" | "DUAL")
    {
        found.report(
            kind.at,
            format!(
                "`network_type` is `IPV4` or `DUAL`, and not `{}`",
                kind.escape_debug()
            ),
            "write `IPV4`, or `DUAL` where the subnets have IPv6",
        );
    }
}

fn replica_subnets(instance: &Instance, found: &mut Finder<'_>) {
    let common = &instance.common;
    if instance.is_cross_region() && common.subnet_group.is_none() {
        found.report(
            common.region.at,
            format!(
                "the replica `{}` has no subnet group in `{}`",
                common.name, common.region
            ),
            format!(
                "give `{}` under `regions` its `subnet_ids` or `db_subnet_group_name`",
                common.region
            ),
        );
    }
}

fn replica_security_groups(instance: &Instance, found: &mut Finder<'_>) {
    let common = &instance.common;
    if instance.is_cross_region() && common.security_groups.is_none() {
        found.report(
            common.region.at,
            format!(
                "the replica `{}` gets the default security group of its VPC in `{}`",
                common.name, common.region
            ),
            format!(
                "give `{}` under `regions` its `vpc_security_group_ids`",
                common.region
            ),
        );
    }
}

fn default_vpc(common: &Common, found: &mut Finder<'_>) {
    if common.subnet_group.is_none() && !common.is_replica() {
        found.report(
            common.region.at,
            format!(
                "`{}` lands in the default VPC of `{}`, whose subnets are public",
                common.name, common.region
            ),
            format!(
                "give `{}` under `regions` its `subnet_ids` or `db_subnet_group_name`",
                common.region
            ),
        );
    }
}

fn default_security_group(common: &Common, found: &mut Finder<'_>) {
    if common.security_groups.is_none() && !common.is_replica() {
        found.report(
            common.region.at,
            format!(
                "`{}` gets the default security group of its VPC",
                common.name
            ),
            format!(
                "give `{}` under `regions` its `vpc_security_group_ids`",
                common.region
            ),
        );
    }
}

fn ids(module: &RootModule, found: &mut Finder<'_>) {
    let placements = module.regions.values();
    let mut ids = Vec::new();
    for placement in placements {
        if let Some(SubnetGroup::Ours { subnet_ids, .. }) = &placement.subnet_group {
            ids.extend(subnet_ids.iter().map(|id| ("subnet-", id)));
        }
        ids.extend(
            placement
                .security_groups
                .iter()
                .flat_map(|groups| groups.iter())
                .map(|id| ("sg-", id)),
        );
    }
    for common in module.commons() {
        ids.extend(
            common
                .security_groups
                .iter()
                .flat_map(|groups| groups.iter())
                .map(|id| ("sg-", id)),
        );
    }
    for (_, proxy) in module.proxies() {
        let subnets = proxy.subnet_ids.iter().flat_map(|ids| ids.iter());
        ids.extend(subnets.map(|id| ("subnet-", id)));
        let groups = proxy.security_groups.iter().flat_map(|ids| ids.iter());
        ids.extend(groups.map(|id| ("sg-", id)));
    }
    for (prefix, id) in ids {
        if let Some(problem) = resource_id_problem(prefix, id) {
            found.report(
                id.at,
                format!("`{}` {problem}", id.escape_debug()),
                format!("write an id such as `{prefix}0a1b2c3d4e5f6a7b8`"),
            );
        }
    }
}

fn opt_in(instance: &Instance, found: &mut Finder<'_>) {
    let Some(of) = instance.replica_of().filter(|_| instance.is_cross_region()) else {
        return;
    };
    let here = instance.common.region.value;
    for region in [here, of.source_region] {
        if regions::is_opt_in(region) {
            found.report(
                instance.common.region.at,
                format!("`{}` is replicated between `{}` and `{here}`, and `{region}` must be enabled in the account", instance.common.name, of.source_region),
                "enable the region, and let Terraform use the regional STS endpoint",
            );
        }
    }
}
