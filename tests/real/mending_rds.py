"""The faults of moto's RDS that make right Terraform look wrong, mended.

Each function names its fault. Knows moto 5.2.5 and what RDS answers; must not know Terraform.
"""

import random
import string

from moto.core.responses import ActionResult
from moto.rds import models as rds
from moto.rds.models import (
    DBCluster,
    DBClusterParameterGroup,
    DBInstance,
    DBParameterGroup,
    RDSBackend,
)
from moto.rds.responses import RDSResponse
from moto.rds.utils import DbInstanceEngine

from mending import mend

# What "16" becomes: AWS answers with a whole version, which the provider compares with the prefix.
# Source: the versions that RDS API DescribeDBEngineVersions offers; any would do.
NEWEST = {
    ("aurora-mysql", "8.0"): "8.0.mysql_aurora.3.10.1",
    ("aurora-mysql", "8.4"): "8.4.mysql_aurora.8.4.7",
    ("db2-ae", "11.5"): "11.5.9.0.sb00061198.r1",
    ("db2-se", "11.5"): "11.5.9.0.sb00061198.r1",
    ("mariadb", "10.11"): "10.11.14",
    ("mariadb", "11.4"): "11.4.8",
    ("mariadb", "11.8"): "11.8.3",
    ("mysql", "8.0"): "8.0.43",
    ("mysql", "8.4"): "8.4.7",
    ("oracle", "19"): "19.0.0.0.ru-2025-10.rur-2025-10.r1",
    ("oracle", "21"): "21.0.0.0.ru-2025-10.rur-2025-10.r1",
    ("postgres", "14"): "14.19",
    ("postgres", "15"): "15.14",
    ("postgres", "16"): "16.10",
    ("postgres", "17"): "17.6",
    ("postgres", "18"): "18.1",
    ("sqlserver", "15.00"): "15.00.4455.2.v1",
    ("sqlserver", "16.00"): "16.00.4215.2.v1",
}

# Parameters whose default is already what a careful owner sets. AWS does not note the setting of a
# default: it answers Source "system" and ApplyMethod "pending-reboot", whatever was asked for.
# Source: RDS User Guide, "Using SSL with a PostgreSQL DB instance"; Aurora User Guide, "Security with
# Amazon Aurora PostgreSQL"; provider issues 23335 and 39252.
DEFAULTS = {
    **{(f"postgres{major}", "rds.force_ssl"): "1" for major in (15, 16, 17, 18)},
    **{(f"aurora-postgresql{major}", "rds.force_ssl"): "1" for major in (17, 18)},
    ("mariadb11.8", "require_secure_transport"): "1",
}


def resource_id():
    """AWS: `db-` and 26 capitals or digits."""
    return "db-" + "".join(random.choices(string.ascii_uppercase + string.digits, k=26))


def whole_version(engine, version):
    """The version AWS would choose for a prefix; anything else as it is."""
    family = engine.split("-")[0] if engine.startswith(("oracle", "sqlserver")) else engine
    family = "postgres" if engine == "aurora-postgresql" else family
    return NEWEST.get((family, version), version)


# --- RDS instances ------------------------------------------------------------------------------------


@mend(DBInstance, "__init__")
def instance_keeps_what_it_was_given(original, self, backend, **kwargs):
    """Faults: one constant DbiResourceId for all; arguments that the constructor does not name are lost
    (performance insights, network type, time zone …); a version prefix stays a prefix; no instance gets
    the authority that AWS gives by default (RDS User Guide, "Certificate authorities")."""
    if kwargs.get("engine_version"):
        kwargs["engine_version"] = whole_version(kwargs["engine"], kwargs["engine_version"])
    original(self, backend, **{"ca_certificate_identifier": "rds-ca-rsa2048-g1", **kwargs})
    self.dbi_resource_id = resource_id()
    for name, value in kwargs.items():
        if not hasattr(type(self), name) and name not in vars(self):
            setattr(self, name, value)
    self.performance_insights_enabled = bool(kwargs.get("enable_performance_insights"))
    if self.performance_insights_enabled and not kwargs.get("performance_insights_retention_period"):
        self.performance_insights_retention_period = 7  # RDS API CreateDBInstance: the default


@mend(DbInstanceEngine, "valid_db_instance_engine")
def instance_engines_of_today(original):
    """Fault: Db2 and the developer edition of SQL Server are unknown."""
    return sorted({*original(), "db2-ae", "db2-ce", "db2-se", "sqlserver-dev-ee"})


@mend(DBInstance, "default_port")
def ports_of_all_engines(_original, engine):
    """Fault: the container editions of Oracle, Db2 and RDS Custom end in a KeyError."""
    engine = engine.removeprefix("custom-").removeprefix("aurora-")
    ports = {"mariadb": 3306, "mysql": 3306, "postgres": 5432, "postgresql": 5432, "oracle": 1521}
    return {**ports, "sqlserver": 1433, "db2": 50000}[engine.split("-")[0]]


@mend(DBInstance, "default_allocated_storage")
def storage_of_all_engines(_original, engine, storage_type):
    """Fault: as above. Only a replica or a restored instance comes without a size of its own."""
    return 100 if storage_type.startswith("io") else 20


@mend(DBInstance, "update")
def instance_update_renames(original, self, **kwargs):
    """Faults: performance insights switched on or off later is lost; so is a version's prefix."""
    original(self, **kwargs)
    if kwargs.get("enable_performance_insights") is not None:
        self.performance_insights_enabled = kwargs["enable_performance_insights"]
        if self.performance_insights_enabled and not getattr(self, "performance_insights_retention_period", None):
            self.performance_insights_retention_period = 7
    if kwargs.get("engine_version"):
        self.engine_version = whole_version(self.engine, kwargs["engine_version"])


@mend(RDSBackend, "create_db_instance_read_replica")
def replica_is_an_instance_of_its_own(_original, self, db_kwargs):
    """Faults: moto copies the source, so the replica has its id, region, protection, tags and logs, and a
    replica in another region looks for its subnet group in the source's.
    RDS API CreateDBInstanceReadReplica: backups are off, a parameter's own text tells its default, and
    "all other attributes are inherited from the source"."""
    given = dict(db_kwargs)
    source = self.find_db_from_id(given.pop("source_db_instance_identifier"))
    same_region = source.region == self.region_name
    given = {name: value for name, value in given.items() if value is not None}
    inherited = {
        "engine": source.engine,
        "engine_version": source.engine_version,
        "license_model": source.license_model,
        "allocated_storage": source.allocated_storage,
        "storage_type": source.storage_type,
        "storage_throughput": source.storage_throughput,
        "max_allocated_storage": source.max_allocated_storage,
        "iops": source.iops,
        "network_type": getattr(source, "network_type", None),
        "master_username": source.master_username,
        "port": source.port,
        "auto_minor_version_upgrade": source.auto_minor_version_upgrade,
        "storage_encrypted": source.storage_encrypted or "kms_key_id" in given,
        "backup_retention_period": 0,
    }
    if same_region:
        inherited["kms_key_id"] = source.kms_key_id
        inherited["db_parameter_group_name"] = source.db_parameter_group_name
        inherited["db_subnet_group_name"] = source._db_subnet_group_name
    elif source.storage_encrypted and "kms_key_id" not in given:
        # moto lets it through; AWS does not, and a test must not pass for that reason.
        raise rds.InvalidParameterValue("A KmsKeyId is required for a cross region encrypted replica.")
    inherited = {name: value for name, value in inherited.items() if value is not None}
    replica = DBInstance(self, **{**inherited, **given})
    replica.is_replica = True
    replica.source_db_instance_identifier = (
        source.db_instance_identifier if same_region else source.db_instance_arn
    )
    self.databases[replica.db_instance_identifier] = replica
    source.add_replica(replica)
    return replica


@mend(DBInstance, "remove_replica")
def replica_leaves_under_the_name_it_came(_original, self, replica):
    """Fault: a replica in another region is noted by ARN and looked for by name, so it can't be deleted."""
    for name in (replica.db_instance_arn, replica.db_instance_identifier):
        if name in self.replicas:
            self.replicas.remove(name)


# --- Clusters -----------------------------------------------------------------------------------------


@mend(DBCluster, "__init__")
def cluster_keeps_what_it_was_given(original, self, backend, **kwargs):
    """Faults: a version prefix stays a prefix; arguments that the constructor does not name are lost."""
    if kwargs.get("engine_version"):
        kwargs["engine_version"] = whole_version(kwargs["engine"], kwargs["engine_version"])
    original(self, backend, **kwargs)
    for name, value in kwargs.items():
        if not hasattr(type(self), name) and name not in vars(self):
            setattr(self, name, value)


@mend(DBCluster, "default_allocated_storage")
def aurora_needs_no_storage(_original, engine, storage_type):
    """Fault: `aurora-iopt1` and gp3 end in a KeyError. Aurora answers 1."""
    return 1 if engine.startswith("aurora") else 100


def no_scaling_without_serverless(self):
    """Fault: a provisioned cluster answers with a scaling configuration of zeros."""
    return scaling_configuration(self) if self.scaling_configuration else None


def logins_by_iam(self):
    """Fault: the answer stays what it was when the cluster was made; ModifyDBCluster changes another attribute."""
    return bool(getattr(self, "enable_iam_database_authentication", self.iam_auth))


DBCluster.iam_database_authentication_enabled = property(logins_by_iam)
scaling_configuration = DBCluster.scaling_configuration_info.fget
DBCluster.scaling_configuration_info = property(no_scaling_without_serverless)


# --- Parameter groups ---------------------------------------------------------------------------------


def parameter_as_aws_notes_it(family, parameter):
    """Fault: parameters have no Source, so the provider takes none of them for its own."""
    if DEFAULTS.get((family, parameter["ParameterName"])) == parameter.get("ParameterValue"):
        return {**parameter, "Source": "system", "ApplyMethod": "pending-reboot"}
    return {**parameter, "Source": "user"}


@mend(DBParameterGroup, "update_parameters")
def instance_parameters_have_a_source(original, self, new_parameters):
    original(self, [parameter_as_aws_notes_it(self.family, parameter) for parameter in new_parameters])


@mend(DBClusterParameterGroup, "update_cluster_parameters")
def cluster_parameters_have_a_source(original, self, new_parameters):
    family = self.db_parameter_group_family
    original(self, [parameter_as_aws_notes_it(family, parameter) for parameter in new_parameters])


@mend(RDSBackend, "describe_db_cluster_parameters")
def cluster_parameters_by_source(original, self, db_cluster_parameter_group_name, source=None):
    parameters = original(self, db_cluster_parameter_group_name)
    return [parameter for parameter in parameters if source in (None, parameter.get("Source"))]


@mend(RDSResponse, "describe_db_cluster_parameters")
def cluster_parameters_response(_original, self):
    """Fault: the Source that the provider asks for is not looked at, so each parameter comes twice."""
    parameters = self.backend.describe_db_cluster_parameters(
        self.params.get("DBClusterParameterGroupName"), self.params.get("Source")
    )
    return ActionResult({"Parameters": parameters})
