"""Asks AWS (moto) by boto3 what exists and compares it with the facts of the tests.

Run as `python confirm.py QUESTION.json`. The question:

    {"phase": "present" | "gone" | "untouched", "endpoint": "http://…", "existing": {"account": …, "regions": {…}},
     "facts": [{"kind": …, "identifier": …, "region": …, "key_alias": …, "source": …, …}]}

"present": every fact holds, and there is nothing beside the facts. "gone": nothing is left but keys that
wait for their deletion, what was there before, and the snapshots that the facts name. "untouched": the
databases that were there before are as they were.

It also asserts what AWS would have refused and moto lets pass: keys of another region or account, unknown
or disabled; policies that lock the account out or name another region's RDS; replicas of sources without
backups; subnet groups in one zone; log exports into groups that do not exist or are not encrypted.

Prints one line for each thing that is wrong; the exit code is 1 then. Knows nothing of Terraform.
"""

import json
import sys
from pathlib import Path

import boto3
from botocore.config import Config


class Region:
    """What exists in one region, read once."""

    def __init__(self, name, question):
        self.name = name
        self.account = question["existing"]["account"]
        session = boto3.Session(
            aws_access_key_id=f"AKIA{self.account}CALL", aws_secret_access_key="none", region_name=name
        )
        config = Config(retries={"max_attempts": 1})
        client = lambda service: session.client(  # noqa: E731
            service, endpoint_url=question["endpoint"], config=config
        )
        self.kms, self.rds, self.logs, self.secrets, self.iam = map(
            client, ("kms", "rds", "logs", "secretsmanager", "iam")
        )
        self.keys = {
            key["KeyArn"]: self.kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]
            for key in pages(self.kms, "list_keys", "Keys")
        }
        self.aliases = {
            alias["AliasName"]: next(arn for arn in self.keys if arn.endswith("/" + alias["TargetKeyId"]))
            for alias in pages(self.kms, "list_aliases", "Aliases")
            if not alias["AliasName"].startswith("alias/aws/") and "TargetKeyId" in alias
        }
        databases = pages(self.rds, "describe_db_instances", "DBInstances")
        self.instances = by("DBInstanceIdentifier", (d for d in databases if "DBClusterIdentifier" not in d))
        self.members = by("DBInstanceIdentifier", (d for d in databases if "DBClusterIdentifier" in d))
        self.clusters = by("DBClusterIdentifier", pages(self.rds, "describe_db_clusters", "DBClusters"))
        self.snapshots, self.cluster_snapshots = (
            by(name, (item for item in items if item["SnapshotType"] == "manual"))
            for name, items in (
                ("DBSnapshotIdentifier", pages(self.rds, "describe_db_snapshots", "DBSnapshots")),
                (
                    "DBClusterSnapshotIdentifier",
                    pages(self.rds, "describe_db_cluster_snapshots", "DBClusterSnapshots"),
                ),
            )
        )
        self.log_groups = by("logGroupName", pages(self.logs, "describe_log_groups", "logGroups"))
        self.subnet_groups = by("DBSubnetGroupName", pages(self.rds, "describe_db_subnet_groups", "DBSubnetGroups"))

    def things(self, kind):
        return {
            "key": self.aliases,
            "instance": self.instances,
            "member": self.members,
            "cluster": self.clusters,
            "log_group": self.log_groups,
            "snapshot": self.snapshots,
            "cluster_snapshot": self.cluster_snapshots,
        }[kind]

    def fit_for_use(self, arn):
        """Why a service here could not use the key, or nothing."""
        if arn not in self.keys:
            return f"key {arn} is not one of {self.name}"
        key = self.keys[arn]
        wrong = [
            f"{name} is {key[name]}"
            for name, right in (
                ("KeyManager", "CUSTOMER"),
                ("KeyState", "Enabled"),
                ("KeySpec", "SYMMETRIC_DEFAULT"),
                ("KeyUsage", "ENCRYPT_DECRYPT"),
                ("AWSAccountId", self.account),
            )
            if key[name] != right
        ]
        return f"key {arn}: {', '.join(wrong)}" if wrong else None


def pages(client, call, name):
    return [item for page in client.get_paginator(call).paginate() for item in page[name]]


def by(name, items):
    return {item[name]: item for item in items}


def flat(value):
    """A policy's value in one form: a text or a list of one mean the same, and order means nothing."""
    if isinstance(value, dict):
        return {name: flat(item) for name, item in value.items()}
    if isinstance(value, list):
        return sorted((flat(item) for item in value), key=json.dumps)
    return [value]


def listed(value):
    return value if isinstance(value, list) else [value]


def check_key(region, fact, _thing):
    arn = region.aliases[fact["identifier"]]
    yield region.fit_for_use(arn)

    rotation = region.kms.get_key_rotation_status(KeyId=arn)
    days = fact.get("rotation_period_in_days")
    replica = region.keys[arn].get("MultiRegionConfiguration", {}).get("MultiRegionKeyType") == "REPLICA"
    if not replica and not rotation["KeyRotationEnabled"]:
        yield "rotation is off"
    if days and rotation.get("RotationPeriodInDays") != days:
        yield f"rotates every {rotation.get('RotationPeriodInDays')} days, not {days}"

    policy = json.loads(region.kms.get_key_policy(KeyId=arn, PolicyName="default")["Policy"])
    if "policy" in fact and flat(policy["Statement"]) != flat(json.loads(fact["policy"])["Statement"]):
        yield f"the policy is another: {json.dumps(policy)}"
    statements = [s for s in policy["Statement"] if s["Effect"] == "Allow"]
    if not any(
        f":{region.account}:" in principal and action in ("kms:*", "kms:Put*", "kms:PutKeyPolicy")
        for statement in statements
        if isinstance(statement["Principal"], dict)
        for principal in listed(statement["Principal"].get("AWS", ""))
        for action in listed(statement["Action"])
    ):
        yield "nobody of the account may change the policy"
    for statement in statements:
        for test in statement.get("Condition", {}).values():
            for service in listed(test.get("kms:ViaService", [])):
                if service.split(".")[1] != region.name:
                    yield f"{statement.get('Sid')}: a service of another region: {service}"


def check_database(region, fact, thing):
    if not thing["StorageEncrypted"]:
        yield "is not encrypted"
    yield region.fit_for_use(thing["KmsKeyId"])
    expected = region.aliases.get(fact.get("key_alias"))
    if "key_alias" in fact and thing["KmsKeyId"] != expected:
        yield f"is encrypted with {thing['KmsKeyId']}, and {fact['key_alias']} is {expected}"
    if thing.get("PerformanceInsightsEnabled"):
        yield region.fit_for_use(thing["PerformanceInsightsKMSKeyId"])
    if "MasterUserSecret" in thing:
        secret = region.secrets.describe_secret(SecretId=thing["MasterUserSecret"]["SecretArn"])
        yield region.fit_for_use(secret["KmsKeyId"])
    # A cluster tells the name of its subnet group, an instance all of it.
    group = thing.get("DBSubnetGroup", "default")
    group = region.subnet_groups.get(group) if isinstance(group, str) else group
    zones = {subnet["SubnetAvailabilityZone"]["Name"] for subnet in (group or {}).get("Subnets", [])}
    if len(zones) < 2:
        yield f"its subnet group is in {len(zones)} zones"


def check_logs(region, _fact, thing):
    kind = "instance" if "DBInstanceIdentifier" in thing else "cluster"
    identifier = thing.get("DBInstanceIdentifier") or thing["DBClusterIdentifier"]
    for log in thing.get("EnabledCloudwatchLogsExports", []):
        name = f"/aws/rds/{kind}/{identifier}/{log}"
        if name not in region.log_groups:
            yield f"exports {log} into a group that RDS would create without a key: {name}"


def check_instance(region, fact, thing):
    yield from check_database(region, fact, thing)
    yield from check_logs(region, fact, thing)
    source = thing.get("ReadReplicaSourceDBInstanceIdentifier")
    yield check_source(region, fact, source)
    replicas = thing.get("ReadReplicaDBInstanceIdentifiers", [])
    if replicas and not thing["BackupRetentionPeriod"]:
        yield f"has the replicas {replicas} and no backups"


def check_cluster(region, fact, thing):
    yield from check_database(region, fact, thing)
    yield from check_logs(region, fact, thing)
    yield check_source(region, fact, thing.get("ReplicationSourceIdentifier"))


def check_member(region, fact, thing):
    cluster = region.clusters.get(thing["DBClusterIdentifier"])
    yield from check_database(region, fact, thing)
    yield check_source(region, fact, thing["DBClusterIdentifier"])
    if cluster is None or cluster["KmsKeyId"] != thing["KmsKeyId"]:
        yield "has another key than its cluster"


def check_source(region, fact, source):
    if source and source.startswith("arn:"):
        _, _, _, place, account, _, source = source.split(":")
        source = f"{place}/{source}" if account == region.account else f"{place}/{account}:{source}"
    elif source:
        source = f"{region.name}/{source}"
    if source != fact.get("source"):
        return f"its source is {source}, not {fact.get('source')}"


def check_snapshot(region, fact, thing):
    """Encrypted under its own account's and region's key, of the source that was asked for, shared with exactly those."""
    if not thing["Encrypted"]:
        yield "is not encrypted"
    yield region.fit_for_use(thing["KmsKeyId"])
    expected = region.aliases.get(fact.get("key_alias"))
    if thing["KmsKeyId"] != expected:
        yield f"is encrypted with {thing['KmsKeyId']}, and {fact.get('key_alias')} is {expected}"
    yield check_source(region, fact, thing.get("SourceDBSnapshotIdentifier") or thing["DBInstanceIdentifier"])
    answer = region.rds.describe_db_snapshot_attributes(DBSnapshotIdentifier=fact["identifier"])
    yield check_shares(fact, answer["DBSnapshotAttributesResult"]["DBSnapshotAttributes"])


def check_cluster_snapshot(region, fact, thing):
    if not thing["StorageEncrypted"]:
        yield "is not encrypted"
    yield region.fit_for_use(thing["KmsKeyId"])
    expected = region.aliases.get(fact.get("key_alias"))
    if thing["KmsKeyId"] != expected:
        yield f"is encrypted with {thing['KmsKeyId']}, and {fact.get('key_alias')} is {expected}"
    yield check_source(region, fact, thing.get("SourceDBClusterSnapshotArn") or thing["DBClusterIdentifier"])
    answer = region.rds.describe_db_cluster_snapshot_attributes(DBClusterSnapshotIdentifier=fact["identifier"])
    yield check_shares(fact, answer["DBClusterSnapshotAttributesResult"]["DBClusterSnapshotAttributes"])


def check_shares(fact, attributes):
    accounts = sorted(by("AttributeName", attributes).get("restore", {}).get("AttributeValues", []))
    if accounts != fact.get("shared_with", []):
        return f"is shared with {accounts}, not with {fact.get('shared_with', [])}"


def check_log_group(region, fact, thing):
    yield region.fit_for_use(thing.get("kmsKeyId", "(none)"))
    expected = region.aliases.get(fact.get("key_alias"))
    if thing.get("kmsKeyId") != expected:
        yield f"is encrypted with {thing.get('kmsKeyId')}, and {fact.get('key_alias')} is {expected}"
    if "retentionInDays" not in thing:
        yield "never expires"


CHECKS = {
    "key": check_key,
    "instance": check_instance,
    "cluster": check_cluster,
    "member": check_member,
    "log_group": check_log_group,
    "snapshot": check_snapshot,
    "cluster_snapshot": check_cluster_snapshot,
}

# What a destroy may leave behind, if it was promised.
KEPT = ("snapshot", "cluster_snapshot")


def present(regions, facts):
    for fact in facts:
        name = f"{fact['kind']} {fact['region']}/{fact['identifier']}"
        region = regions.get(fact["region"])
        thing = region and region.things(fact["kind"]).get(fact["identifier"])
        if not thing:
            yield f"{name}: is not there"
            continue
        yield from (f"{name}: {wrong}" for wrong in CHECKS[fact["kind"]](region, fact, thing) if wrong)
    named = {(fact["kind"], fact["region"], fact["identifier"]) for fact in facts}
    for region in regions.values():
        for kind in CHECKS:
            for identifier in region.things(kind):
                if (kind, region.name, identifier) not in named:
                    yield f"{kind} {region.name}/{identifier}: nobody asked for it"
        for arn, key in region.keys.items():
            if key["KeyManager"] == "CUSTOMER" and arn not in region.aliases.values():
                yield f"key {arn}: has no alias"


def gone(regions, facts, existing):
    for region in regions.values():
        for kind in CHECKS:
            for identifier in region.things(kind) if kind not in KEPT else ():
                yield f"{kind} {region.name}/{identifier}: is still there"
        for arn, key in region.keys.items():
            if key["KeyManager"] == "CUSTOMER" and key["KeyState"] != "PendingDeletion":
                yield f"key {arn}: is {key['KeyState']}"
        before = existing["regions"][region.name]["subnet_groups"]
        for name in region.subnet_groups:
            if name not in before:
                yield f"subnet group {region.name}/{name}: is still there"
        for call, group in (
            ("describe_db_parameter_groups", "DBParameterGroup"),
            ("describe_db_cluster_parameter_groups", "DBClusterParameterGroup"),
        ):
            for item in pages(region.rds, call, group + "s"):
                if not item[group + "Name"].startswith("default."):
                    yield f"parameter group {region.name}/{item[group + 'Name']}: is still there"
        for role in pages(region.iam, "list_roles", "Roles"):
            if role["RoleName"] not in existing["roles"]:
                yield f"role {role['RoleName']}: is still there"
    yield from snapshots(regions, facts)


def untouched(regions, existing):
    for old in existing["databases"]:
        thing = regions[old["region"]].things(old["kind"]).get(old["identifier"])
        name = f"{old['kind']} {old['region']}/{old['identifier']}"
        if not thing:
            yield f"{name}: is not there any more"
            continue
        if thing["StorageEncrypted"] != old["encrypted"] or thing["Engine"] != old["engine"]:
            yield f"{name}: is another one"
        status = thing.get("DBInstanceStatus") or thing.get("Status")
        if status != "available":
            yield f"{name}: is {status}"


def snapshots(regions, facts):
    """The final snapshots: exactly those that were promised, each encrypted in its own region."""
    for region in regions.values():
        promised = {fact["identifier"] for fact in facts if fact["region"] == region.name}
        found = {**region.snapshots, **region.cluster_snapshots}
        for name in sorted(promised ^ set(found)):
            yield f"snapshot {region.name}/{name}: {'was not promised' if name in found else 'is not there'}"
        for name, item in found.items():
            if item.get("KmsKeyId") not in region.keys:
                yield f"snapshot {region.name}/{name}: key {item.get('KmsKeyId')} is not one of {region.name}"


def main():
    question = json.loads(Path(sys.argv[1]).read_text())
    existing = question["existing"]
    regions = {name: Region(name, question) for name in existing["regions"]}
    if question["phase"] == "present":
        wrong = present(regions, question["facts"])
    elif question["phase"] == "untouched":
        wrong = untouched(regions, existing)
    else:
        wrong = gone(regions, question["facts"], existing)
    lines = list(wrong)
    print("\n".join(lines))
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
