"""The faults of moto's KMS that make right Terraform look wrong, mended.

Each function names its fault. Knows moto 5.2.5 and what KMS answers; must not know Terraform.
"""

import json
from copy import deepcopy

from moto.kms.models import Key, kms_backends
from moto.kms.responses import KmsResponse

from mending import mend


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
