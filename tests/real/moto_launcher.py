"""Serves moto, mended where it would make right Terraform look wrong (mending_rds.py, mending_kms.py,
mending_backup.py).

Run by the tests as `python moto_launcher.py --port-file FILE [--existing FILE]`. It takes a free port,
writes it to the port file once it listens, and ends when the process that started it is gone.

`--existing` names a JSON file of what the configuration takes for granted and does not create:

    {"account": "123456789012",
     "regions": {"us-east-1": {"subnets": ["subnet-0a"], "subnet_groups": ["production-subnet-group"]}}}
"""

import argparse
import json
import os
import threading
import time
from pathlib import Path

os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"  # AmazonRDSEnhancedMonitoringRole must be attachable
os.environ.pop("MOTO_ACCOUNT_ID", None)  # the account is the access key's, or the assumed role's

import mending_backup  # noqa: E402, F401
import mending_kms  # noqa: E402, F401
import mending_rds  # noqa: E402, F401
from moto.ec2.models import ec2_backends  # noqa: E402
from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.rds.models import rds_backends  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402


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
