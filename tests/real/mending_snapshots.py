"""The faults of moto's snapshots, copies, shares and restores that make right Terraform look wrong, mended; and what AWS
refuses of them and moto lets pass, refused.

Each function names its fault. Knows moto 5.2.5 and what RDS answers; must not know Terraform.
"""

from moto.rds import models as rds
from moto.rds.models import RDSBackend, rds_backends
from moto.rds.utils import split_arn

from mending import mend


def is_foreign(self, identifier):
    """True for the ARN of another account's snapshot."""
    return identifier.startswith("arn:") and identifier.split(":")[4] != self.account_id


# --- Copies -------------------------------------------------------------------------------------------


@mend(RDSBackend, "get_snapshot")
def snapshot_of_the_account_that_has_it(original, self, identifier, resource_type, not_found_exception):
    """Fault: the ARN of another account's snapshot is looked for in one's own account. Found is what is shared.
    RDS User Guide, "Sharing encrypted snapshots": a copy is made in the region of the share."""
    if not is_foreign(self, identifier):
        return original(self, identifier, resource_type, not_found_exception)
    region, _, _, name = split_arn(identifier)
    there = rds_backends[identifier.split(":")[4]][region].resource_map[resource_type]
    if name not in there or self.account_id not in there[name].attributes["restore"]:
        raise not_found_exception(identifier)
    if region != self.region_name:
        raise rds.InvalidParameterValue("A shared encrypted snapshot is copied in its own region only.")
    return there[name]


def is_elsewhere(self, identifier):
    """True for what lies in another region or account."""
    return is_foreign(self, identifier) or (
        identifier.startswith("arn:") and split_arn(identifier)[0] != self.region_name
    )


@mend(RDSBackend, "copy_db_snapshot")
def copy_notes_its_source(original, self, source_db_snapshot_identifier, kms_key_id=None, **given):
    """Faults: the source is never seen again; an encrypted source from elsewhere needs no key."""
    source = self.get_db_snapshot(source_db_snapshot_identifier)
    if source.encrypted and not kms_key_id and is_elsewhere(self, source_db_snapshot_identifier):
        raise rds.InvalidParameterValue("Must specify new KMS key for an encrypted snapshot from elsewhere.")
    copy = original(
        self, source_db_snapshot_identifier=source_db_snapshot_identifier, kms_key_id=kms_key_id, **given
    )
    copy.source_db_snapshot_identifier = source.db_snapshot_arn
    return copy


@mend(RDSBackend, "copy_db_cluster_snapshot")
def cluster_copy_notes_its_source(original, self, source_db_cluster_snapshot_identifier, kms_key_id=None, **given):
    """Faults: as above; a copy of an unencrypted snapshot takes a key.
    RDS API CopyDBClusterSnapshot: "If you copy an unencrypted DB cluster snapshot and specify a value for the KmsKeyId
    parameter, an error is returned"."""
    source = self.get_db_cluster_snapshot(source_db_cluster_snapshot_identifier)
    if not source.encrypted and kms_key_id:
        raise rds.InvalidParameterValue("A copy of an unencrypted cluster snapshot takes no key.")
    if source.encrypted and not kms_key_id and is_elsewhere(self, source_db_cluster_snapshot_identifier):
        raise rds.InvalidParameterValue("Must specify new KMS key for an encrypted snapshot from elsewhere.")
    copy = original(
        self,
        source_db_cluster_snapshot_identifier=source_db_cluster_snapshot_identifier,
        kms_key_id=kms_key_id,
        **given,
    )
    copy.source_db_cluster_snapshot_arn = source.db_cluster_snapshot_arn
    return copy


# --- Restores -----------------------------------------------------------------------------------------


def named(values):
    """What was given and is something."""
    return {name: value for name, value in values.items() if value is not None}


def of_what_it_was(source):
    """What a restored instance has of the one whose data it holds; all else is given or a default.
    RDS API RestoreDBInstanceFromDBSnapshot."""
    return named(
        {
            "engine": source.engine,
            "engine_version": source.engine_version,
            "license_model": source.license_model,
            "allocated_storage": source.allocated_storage,
            "storage_type": source.storage_type,
            "storage_throughput": source.storage_throughput,
            "iops": source.iops,
            "db_instance_class": source.db_instance_class,
            "db_name": source.db_name,
            "master_username": source.master_username,
            "port": source.port,
            "character_set_name": source.character_set_name,
            "backup_retention_period": source.backup_retention_period,
            "option_group_name": source.option_group_name if source.option_group_supplied else None,
        }
    )


@mend(RDSBackend, "restore_db_instance_from_db_snapshot")
def restored_instance_is_one_of_its_own(_original, self, from_snapshot_id, overrides):
    """Faults: moto takes all of the source's, protection, tags, logs and password management among it; a snapshot of
    another partition or account is not found by ARN."""
    snapshot = self.get_db_snapshot(from_snapshot_id)
    if is_foreign(self, from_snapshot_id) and snapshot.encrypted:
        raise rds.InvalidParameterValue("What is both shared and encrypted cannot be restored.")
    given = named(overrides)
    given.pop("db_snapshot_identifier", None)
    of_snapshot = named({"kms_key_id": snapshot.kms_key_id, "storage_encrypted": snapshot.encrypted})
    return self.create_db_instance({**of_what_it_was(snapshot.database), **given, **of_snapshot})


@mend(RDSBackend, "restore_db_instance_to_point_in_time")
def instance_at_a_point_is_one_of_its_own(_original, self, source_db_identifier, target_db_identifier, overrides):
    """Fault: as above; and a source without backups has no points in time."""
    source = self.describe_db_instances(db_instance_identifier=source_db_identifier)[0]
    if not source.backup_retention_period:
        raise rds.InvalidParameterValue("The source has no automated backups.")
    given = named(overrides)
    for word in ("source_db_instance_identifier", "target_db_instance_identifier"):
        given.pop(word, None)
    given["db_instance_identifier"] = target_db_identifier
    of_source = named({"kms_key_id": source.kms_key_id, "storage_encrypted": source.storage_encrypted})
    return self.create_db_instance({**of_what_it_was(source), **given, **of_source})


def cluster_of(self, source, kms_key_id, overrides):
    """A cluster with the data of another: RDS API RestoreDBClusterFromSnapshot and RestoreDBClusterToPointInTime."""
    given = named(overrides)
    key = given.pop("kms_key_id", None) or kms_key_id
    inherited = named(
        {
            "engine": source.engine,
            "engine_version": source.engine_version,
            "database_name": source.database_name,
            "master_username": source.master_username,
            "port": source.port,
            "backup_retention_period": source.backup_retention_period,
        }
    )
    # The password is that of the source; moto wants to hear one.
    password = {"master_user_password": "as-in-the-source"}
    encryption = named({"kms_key_id": key, "storage_encrypted": key is not None})
    return self.create_db_cluster({**inherited, **given, **password, **encryption})


@mend(RDSBackend, "restore_db_cluster_from_snapshot")
def restored_cluster_is_one_of_its_own(_original, self, from_snapshot_id, overrides):
    """Faults: as for instances."""
    snapshot = self.get_db_cluster_snapshot(from_snapshot_id)
    if is_foreign(self, from_snapshot_id) and snapshot.encrypted:
        raise rds.InvalidParameterValue("What is both shared and encrypted cannot be restored.")
    overrides = {name: value for name, value in overrides.items() if name != "snapshot_identifier"}
    key = snapshot.kms_key_id if snapshot.encrypted else None
    return cluster_of(self, snapshot.cluster, key, overrides)


@mend(RDSBackend, "restore_db_cluster_to_point_in_time")
def cluster_at_a_point_is_one_of_its_own(_original, self, db_cluster_identifier, source_db_cluster_identifier, **given):
    """Faults: as for instances; and a key for an unencrypted source is taken, which AWS rejects."""
    source = self.describe_db_clusters(db_cluster_identifier=source_db_cluster_identifier)[0]
    if given.get("kms_key_id") and not source.storage_encrypted:
        raise rds.InvalidParameterValue("The source is not encrypted, and the restored cluster can't be.")
    for word in ("restore_type", "restore_to_time", "use_latest_restorable_time"):
        given.pop(word, None)
    key = source.kms_key_id if source.storage_encrypted else None
    return cluster_of(self, source, key, {**given, "db_cluster_identifier": db_cluster_identifier})
