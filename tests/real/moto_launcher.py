"""Serves moto, with the faults mended that make right Terraform look wrong.

Run by the tests as `python moto_launcher.py --port-file FILE [--existing FILE]`. It takes a free port,
writes it to the port file once it listens, and ends when the process that started it is gone.

`--existing` names a JSON file of what the configuration takes for granted and does not create:

    {"account": "123456789012",
     "regions": {"us-east-1": {"subnets": ["subnet-0a"], "subnet_groups": ["production-subnet-group"]}}}

What may stand here: only what AWS does and moto does not, one function per fault, each naming it. What
must not: anything that forgives a configuration what AWS would refuse. The mended class attributes are
those of moto 5.2.5 (requirements.txt); `mend` fails at once when one of them is missing.
"""

import argparse
import json
import os
import random
import string
import threading
import time
from copy import deepcopy
from functools import partial
from pathlib import Path
from types import FunctionType

os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"  # AmazonRDSEnhancedMonitoringRole must be attachable
os.environ.pop("MOTO_ACCOUNT_ID", None)  # the account is the access key's, or the assumed role's

from moto.ec2.models import ec2_backends  # noqa: E402
from moto.kms.models import Key, kms_backends  # noqa: E402
from moto.core.responses import ActionResult  # noqa: E402
from moto.kms.responses import KmsResponse  # noqa: E402
from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.rds import models as rds  # noqa: E402
from moto.rds.models import (  # noqa: E402
    DBCluster,
    DBClusterParameterGroup,
    DBInstance,
    DBParameterGroup,
    RDSBackend,
    rds_backends,
)
from moto.rds.responses import RDSResponse  # noqa: E402
from moto.rds.utils import DbInstanceEngine  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

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


def mend(owner, name):
    """A decorator: replaces `owner.name` by a function that is handed the original first."""
    original = getattr(owner, name)  # AttributeError: this moto is not the one that was mended
    static = not isinstance(vars(owner)[name], FunctionType)

    def put(function):
        mended = partial(function, original) if static else partialmethod_first(function, original)
        setattr(owner, name, staticmethod(mended) if static else mended)
        return function

    return put


def partialmethod_first(function, original):
    """`functools.partialmethod` would hand over the instance first."""
    return lambda self, *args, **kwargs: function(original, self, *args, **kwargs)


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


# --- KMS ----------------------------------------------------------------------------------------------


@mend(KmsResponse, "enable_key_rotation")
def rotation_has_a_period(original, self):
    """Fault: RotationPeriodInDays is lost, so the provider waits for it until it gives up."""
    answer = original(self)
    backend = self.kms_backend
    key: Key = backend.keys[backend.get_key_id(self._get_param("KeyId"))]
    key.rotation_period_in_days = self._get_param("RotationPeriodInDays") or 365
    return answer


@mend(KmsResponse, "get_key_rotation_status")
def rotation_status_tells_the_period(original, self):
    answer = json.loads(original(self))
    backend = self.kms_backend
    key: Key = backend.keys[backend.get_key_id(self._get_param("KeyId"))]
    if answer["KeyRotationEnabled"]:
        answer["KeyId"] = key.id
        answer["RotationPeriodInDays"] = getattr(key, "rotation_period_in_days", 365)
    return json.dumps(answer)


@mend(KmsResponse, "replicate_key")
def replica_key_is_a_key_of_its_own(original, self):
    """Faults: the replica shares its aliases, grants and kind with the primary, which becomes a replica
    itself; the policy, description and tags that it was given are lost, so the provider waits for them."""
    original(self)
    region = self._get_param("ReplicaRegion")
    backend = kms_backends[self.current_account][region]
    key_id = self.kms_backend.get_key_id(self._get_param("KeyId"))
    replica: Key = backend.keys[key_id]
    replica.policy = self._get_param("Policy") or replica.generate_default_policy()
    replica.description = self._get_param("Description") or ""
    replica.aliases = {}
    replica.grants = {}
    replica.multi_region_configuration = deepcopy(replica.multi_region_configuration)
    replica.multi_region_configuration["MultiRegionKeyType"] = "REPLICA"
    if tags := self._get_param("Tags"):
        backend.tagger.tag_resource(key_id, tags)
    return json.dumps(
        {"ReplicaKeyMetadata": replica.to_dict()["KeyMetadata"], "ReplicaPolicy": replica.policy}
    )


# --- What exists before ---------------------------------------------------------------------------------


def lay(existing):
    """Creates the subnets and subnet groups that a configuration names and does not create."""
    account = existing["account"]
    for region, things in existing["regions"].items():
        ec2 = ec2_backends[account][region]
        vpc = ec2.default_vpc
        zones = [zone.name for zone in ec2.describe_availability_zones()]
        for number, name in enumerate(things["subnets"]):
            subnet = ec2.create_subnet(
                vpc.id, f"172.31.{200 + number}.0/24", availability_zone=zones[number % len(zones)]
            )
            by_zone = ec2.subnets[subnet.availability_zone]
            del by_zone[subnet.id]
            subnet.id = name
            by_zone[name] = subnet
        defaults = [subnet for subnet in ec2.describe_subnets() if subnet.vpc_id == vpc.id][:3]
        for name in things["subnet_groups"]:
            rds_backends[account][region].create_subnet_group(name, "there before", defaults, [])


def end_with(parent):
    """Ends this process when its parent is gone, however that one ended."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--port-file", type=Path, required=True)
    arguments.add_argument("--existing", type=Path)
    options = arguments.parse_args()

    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    if options.existing:
        lay(json.loads(options.existing.read_text()))

    app = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=MotoRequestHandler)
    os.environ["MOTO_PORT"] = str(server.port)
    written = options.port_file.with_suffix(".new")
    written.write_text(str(server.port))
    written.replace(options.port_file)
    server.serve_forever()


if __name__ == "__main__":
    main()
