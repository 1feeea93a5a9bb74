"""The faults of moto's AWS Backup that make right Terraform look wrong, mended.

Each function names its fault. Knows moto 5.2.5 and what AWS Backup answers; must not know Terraform.
"""

import json
import time
import uuid
from urllib.parse import unquote

from moto.backup import urls
from moto.backup.responses import BackupResponse

from mending import mend

# Fault: there are no selections. They live beside the plans of an account and region.
SELECTIONS = {}

PATHS = {
    "{0}/backup/plans/(?P<plan>[^/]+)/selections/?$": urls.response.dispatch,
    "{0}/backup/plans/(?P<plan>[^/]+)/selections/(?P<selection>[^/]+)$": urls.response.dispatch,
}
# The path of a plan takes everything behind it: the longer ones come first.
urls.url_paths = {**PATHS, **urls.url_paths}


@mend(BackupResponse, "list_tags")
def tags_are_listed(original, self):
    """Fault: the ARN is looked for before a slash at the end of the path, which the provider does not send."""
    arn = unquote(self.path.split("/tags/")[-1]).rstrip("/")
    return json.dumps({"Tags": self.backup_backend.list_tags(resource_arn=arn)})


def _selections(response):
    plan, _, rest = response.path.split("/backup/plans/")[-1].partition("/selections")
    here = SELECTIONS.setdefault((response.current_account, response.region, plan), {})
    return plan, here, rest.strip("/")


def create_backup_selection(self):
    plan, here, _ = _selections(self)
    asked = json.loads(self.body)
    answer = {"SelectionId": str(uuid.uuid4()), "BackupPlanId": plan, "CreationDate": time.time()}
    here[answer["SelectionId"]] = {**answer, "BackupSelection": asked["BackupSelection"]}
    return json.dumps(answer)


def get_backup_selection(self):
    _, here, selection = _selections(self)
    if selection not in here:
        error = {"Code": "ERROR_2", "Message": "Cannot find Backup selection", "Type": "User"}
        return 400, {"x-amzn-errortype": "ResourceNotFoundException"}, json.dumps(error)
    return json.dumps(here[selection])


def delete_backup_selection(self):
    _, here, selection = _selections(self)
    here.pop(selection, None)
    return "{}"


for function in (create_backup_selection, get_backup_selection, delete_backup_selection):
    setattr(BackupResponse, function.__name__, function)
