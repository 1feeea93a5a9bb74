"""Serves moto, mended where it would make right Terraform look wrong (mending_rds.py, mending_snapshots.py,
mending_kms.py, mending_backup.py).

Run by the tests as `python moto_launcher.py --port-file FILE [--existing FILE]`. It takes a free port,
writes it to the port file once it listens, and ends when the process that started it is gone.

`--existing` names a JSON file of what configurations take for granted and do not create, account by account:

    [{"account": "123456789012",
      "regions": {"us-east-1": {"subnets": ["subnet-0a"], "subnet_groups": ["production-subnet-group"]}},
      "roles": ["SnapshotCopier"],
      "snapshots": ["arn:aws:rds:us-east-1:999999999999:snapshot:release-1"],
      "databases": [{"kind": "instance", "region": "us-east-1", "identifier": "old", "engine": "mysql", "engine_version": "8.4", "encrypted": false}],
      "zones": {"Z1": "example.com"}}]

The databases and the zones may be left out. The snapshots are other accounts', encrypted, and shared with this one.
"""

import argparse
import json
import os
import re
import threading
import time
from pathlib import Path

os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"  # AmazonRDSEnhancedMonitoringRole must be attachable
os.environ.pop("MOTO_ACCOUNT_ID", None)  # the account is the caller's own

from mending import mend  # noqa: E402
import mending_backup  # noqa: E402, F401
import mending_kms  # noqa: E402, F401
import mending_rds  # noqa: E402, F401
import mending_snapshots  # noqa: E402, F401
import moto.iam.models  # noqa: E402
from moto.ec2.models import ec2_backends  # noqa: E402
from moto.iam.models import iam_backends  # noqa: E402
from moto.kms.models import kms_backends  # noqa: E402
from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.rds.models import rds_backends  # noqa: E402
from moto.route53.models import route53_backends  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402


@mend(moto.iam.models, "get_account_id_from")
def caller(original, access_key):
    """Whose call it is: the assumed role's account, and for an access key with an account's id in it, that account."""
    named = re.fullmatch(r"AKIA([0-9]{12})CALL", access_key)  # moto looks for twenty characters
    return named[1] if named else original(access_key)


def lay(existing):
    """Creates the subnets, subnet groups and roles that a configuration names and does not create."""
    account = existing["account"]
    partition = "aws-cn" if any(region.startswith("cn-") for region in existing["regions"]) else "aws"
    for name in existing["roles"]:
        iam_backends[account][partition].create_role(name, "{}", "/", None, "", [], 3600)
    for arn in existing["snapshots"]:
        share(arn, account)
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


    for old in existing.get("databases", []):
        lay_database(rds_backends[account][old["region"]], old)
    for identifier, name in existing.get("zones", {}).items():
        route53 = route53_backends[account][partition]
        zone = route53.create_hosted_zone(name, False, "there before")
        del route53.zones[zone.resource_id]
        zone.resource_id = identifier
        route53.zones[identifier] = zone


def lay_database(rds, old):
    """A database that somebody made, under another key or under none."""
    common = {"engine": old["engine"], "engine_version": old["engine_version"], "storage_encrypted": old["encrypted"]}
    if old["encrypted"]:
        kms = kms_backends[rds.account_id][rds.region_name]
        common["kms_key_id"] = kms.create_key(None, "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "theirs", [], False).arn
    common |= {"master_username": "them", "master_user_password": "theirs-alone", "backup_retention_period": 7}
    if old["kind"] == "instance":
        named = {"db_instance_identifier": old["identifier"], "db_instance_class": "db.r6g.large", "allocated_storage": 100}
        rds.create_db_instance({**common, **named, "storage_type": "gp3"})
    else:
        rds.create_db_cluster({**common, "db_cluster_identifier": old["identifier"]}).status = "available"


def share(arn, account):
    """Makes a snapshot of somebody else's and shares it."""
    _, _, _, region, owner, kind, name = arn.split(":", 6)
    kms = kms_backends[owner][region]
    key = kms.create_key(None, "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "theirs", [], False).arn
    rds = rds_backends[owner][region]
    database = {"storage_encrypted": True, "kms_key_id": key, "master_username": "them", "master_user_password": "theirs-alone"}
    if kind == "snapshot":
        database |= {"db_instance_identifier": name, "db_instance_class": "db.r6g.large", "engine": "postgres"}
        rds.create_db_instance({**database, "engine_version": "16", "allocated_storage": 100})
        rds.create_db_snapshot(name, name).attributes["restore"] = [account]
    else:
        database |= {"db_cluster_identifier": name, "engine": "aurora-postgresql", "engine_version": "16"}
        rds.create_db_cluster(database)
        rds.create_db_cluster_snapshot(name, name).attributes["restore"] = [account]


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
        for existing in json.loads(options.existing.read_text()):
            lay(existing)

    app = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=MotoRequestHandler)
    os.environ["MOTO_PORT"] = str(server.port)
    written = options.port_file.with_suffix(".new")
    written.write_text(str(server.port))
    written.replace(options.port_file)
    server.serve_forever()


if __name__ == "__main__":
    main()
