#!/usr/bin/env python3
"""Trims the schema of the Terraform AWS provider to what Sealform and its users' templates can print.

usage: trim.py SCHEMA RULES SCHEMA5 > aws.json

SCHEMA   `terraform providers schema -json` of provider 6
RULES    what that form can't hold (conflicts, closed lists, ranges, patterns …), read from the provider's Go sources
SCHEMA5  `terraform providers schema -json` of the last provider 5, from the plugin itself

The result is JSON with one type a line, so that a type can be read without parsing the others and a
change shows in a review. Descriptions, and what only the provider itself can act on, are dropped.
"""

import copy
import json
import sys

HEAD = {
    "format": 1,
    "provider": "hashicorp/aws",
    "schema": "6.69.1: the machine-made schema of 6.47.0 (repository lonegunmanb/terraform-aws-schema) and, by the "
    "generated bindings of cdktn-provider-aws 25.8.1, what changed up to 6.69.1",
    "rules": "6.58.0: read from the Go sources (repository lonegunmanb/terraform-provider-aws-index); closed lists of the AWS SDK from botocore 1.44.5",
    "provider_5": "5.100.0: what differs, and the types of aws_appautoscaling, aws_route53 and service-linked roles, by `terraform providers schema -json` of the plugin itself",
    "licences": "facts from terraform-provider-aws (MPL-2.0), cdktn-provider-aws (MPL-2.0), terraform-aws-schema (MIT), botocore (Apache-2.0)",
    "is": "r required, o optional, c computed (c alone: read only), s sensitive, w write only",
}

# Types that databases, their keys and what surrounds them never print.
DROPPED = ("aws_lambda_", "aws_ram_", "aws_cloudtrail", "aws_iam_instance_profile", "aws_s3_bucket_lifecycle")

VALUE_RULES = (
    "any divisible_by elem format key_length length match max_items min_items none_of not_match one_of one_of_ci range value_length"
).split()
BEHAVIOUR = ("default", "force_new")
RELATIONS = ("at_least_one_of", "conflicts_with", "exactly_one_of", "required_with")

# Numbers that may have a fraction; the provider takes all others as whole numbers (TypeFloat, Float64Attribute).
FRACTIONS = {
    "aws_appautoscaling_policy.target_tracking_scaling_policy_configuration.target_value",
    "aws_cloudwatch_metric_alarm.threshold",
    "aws_rds_cluster.serverlessv2_scaling_configuration.max_capacity",
    "aws_rds_cluster.serverlessv2_scaling_configuration.min_capacity",
    "aws_rds_shard_group.max_acu",
    "aws_rds_shard_group.min_acu",
}

# Relations that only provider 5 has (seen by `terraform validate` with 5.100.0).
CONFLICTS_IN_5 = {"aws_rds_global_cluster.engine": ["source_db_cluster_identifier"]}

# Types that the schema of provider 6 at hand lacks and that provider 6 took over from 5 as they were
# (terraform-provider-aws, CHANGELOG of 6.0.0): read from provider 5, with the `region` that 6 gave to each type that
# isn't global. With each, what its documentation calls a forced replacement.
TAKEN_FROM_5 = {
    "aws_appautoscaling_policy": ["name", "resource_id", "scalable_dimension", "service_namespace"],
    "aws_appautoscaling_target": ["resource_id", "scalable_dimension", "service_namespace"],
    "aws_iam_service_linked_role": ["aws_service_name", "custom_suffix"],
    "aws_route53_record": ["name", "set_identifier", "type", "zone_id"],
}
GLOBAL = ("aws_iam_", "aws_route53_")

# What AWS demands at creation and the provider doesn't check (RDS API CreateDBInstance, CreateDBCluster).
DEMANDED = {
    "aws_db_instance": [
        {
            "require_any": ["password", "password_wo", "manage_master_user_password"],
            "unless_any": ["replicate_source_db", "snapshot_identifier", "restore_to_point_in_time"],
        },
        {"if": ["monitoring_role_arn"], "require": ["monitoring_interval"]},
    ],
    "aws_rds_cluster": [
        {
            "require_any": ["master_password", "master_password_wo", "manage_master_user_password"],
            "unless_any": [
                "global_cluster_identifier",
                "replication_source_identifier",
                "restore_to_point_in_time",
                "snapshot_identifier",
            ],
        },
    ],
}

# The provider's own checks at creation, planning and destruction that a text can be held against.
CHECKS_KEPT = ("create_checks", "plan_checks", "destroy_checks")


def flags(attribute):
    letters = (("r", "required"), ("o", "optional"), ("c", "computed"), ("s", "sensitive"), ("w", "write_only"))
    return "".join(letter for letter, name in letters if attribute.get(name))


def rules_of(rules, parent):
    kept = {key: rules[key] for key in BEHAVIOUR if key in rules}
    for relation in RELATIONS:
        # Relations between different nested blocks (three in all) are left out: names here are those of one block.
        names = [path.rsplit(".", 1) for path in rules.get(relation, [])]
        names = [name[-1] for name in names if ".".join(name[:-1]) == parent]
        if names:
            kept[relation] = names
    values = value_rules(rules)
    if values:
        kept["rules"] = values
    return kept


def value_rules(rules):
    kept = {key: rules[key] for key in VALUE_RULES if key in rules}
    if "elem" in kept:
        kept["elem"] = value_rules(kept["elem"])
    if "any" in kept:
        kept["any"] = [value_rules(alternative) for alternative in kept["any"]]
        if not all(kept["any"]):
            del kept["any"]  # An alternative that isn't described accepts everything.
    return {key: value for key, value in kept.items() if value not in ({}, [])}


def trimmed_block(kind, path, six, five, rules, sdk):
    prefix = f"{path}." if path else ""
    block = {"attributes": {}, "blocks": {}}
    for name, attribute in sorted(six.get("attributes", {}).items()):
        entry = {"type": attribute["type"], "is": flags(attribute)}
        if sdk and not path and name == "id":
            entry["is"] = "c"  # The schema says optional; setting it is refused: "Invalid or unknown key".
        if attribute.get("deprecated"):
            entry["deprecated"] = True
        if f"{kind}.{path}.{name}" in FRACTIONS or f"{kind}.{name}" in FRACTIONS:
            entry["fraction"] = True
        entry.update(rules_of(rules.get(prefix + name, {}), path))
        if path == "timeouts":
            entry["rules"] = {"format": "duration"}  # Read by Go's time.ParseDuration; in no machine-made schema.
        if f"{kind}.{prefix}{name}" in CONFLICTS_IN_5:
            entry["conflicts_with_in_5"] = CONFLICTS_IN_5[f"{kind}.{prefix}{name}"]
        if five is not None:
            other = five.get("attributes", {}).get(name)
            if other is None:
                entry["absent_in_5"] = True
            elif flags(other).strip("sw") != flags(attribute).strip("sw"):
                entry["is_in_5"] = flags(other)
        block["attributes"][name] = entry
    for name, nested in sorted(six.get("block_types", {}).items()):
        if kind == "provider" and name == "endpoints":
            continue  # 300 service names; a generated provider never points elsewhere.
        entry = {"nesting": nested["nesting_mode"]}
        for key, short in (("min_items", "min"), ("max_items", "max")):
            if nested.get(key):
                entry[short] = nested[key]
        found = rules.get(prefix + name, {})
        entry.update({k: v for k, v in rules_of(found, path).items() if k in RELATIONS + ("force_new",)})
        other = None
        if five is not None:
            other = five.get("block_types", {}).get(name)
            if other is None:
                entry["absent_in_5"] = True
            elif other.get("min_items", 0) > nested.get("min_items", 0):
                entry["min_in_5"] = other["min_items"]
        inner = trimmed_block(kind, prefix + name, nested["block"], other["block"] if other else None, rules, sdk)
        entry["block"] = inner
        block["blocks"][name] = entry
    return {key: value for key, value in block.items() if value}


def trimmed_type(kind, name, six, five, rules, sdk):
    entry = {}
    if five is None:
        entry["absent_in_5"] = True
    checks = [check for key in CHECKS_KEPT for check in rules.get(key, []) if "require" in check or "forbid" in check]
    checks += DEMANDED.get(name, [])
    if checks:
        entry["checks"] = checks
    entry["block"] = trimmed_block(kind, "", six["block"], five and five["block"], rules.get("attributes", {}), sdk)
    return entry


def take_from_5(six, five, rules):
    for name, forced in TAKEN_FROM_5.items():
        schema = copy.deepcopy(five["resource_schemas"][name])
        if not name.startswith(GLOBAL):
            schema["block"]["attributes"]["region"] = {"type": "string", "optional": True, "computed": True}
        six["resource_schemas"].setdefault(name, schema)
        attributes = {attribute: {"force_new": True} for attribute in forced}
        rules["resources"].setdefault(name, {"implementation": "sdkv2", "attributes": attributes})


def line(name, value):
    return f"{json.dumps(name)}: {json.dumps(value, separators=(',', ':'), ensure_ascii=False)}"


def main():
    schema_path, rules_path, five_path = sys.argv[1:]
    six = json.load(open(schema_path))["provider_schemas"]["registry.terraform.io/hashicorp/aws"]
    five = json.load(open(five_path))["provider_schemas"]["registry.terraform.io/hashicorp/aws"]
    rules = json.load(open(rules_path))
    take_from_5(six, five, rules)
    out = [line("head", HEAD)]
    out.append(line("provider", trimmed_type("provider", "", six["provider"], five["provider"], rules["provider_rules"], False)))
    formats = [
        line(name, value_rules(rule))
        for name, rule in sorted(rules["formats"].items())
    ]
    out.append('"formats": {\n' + ",\n".join(formats) + "\n}")
    sections = (("resources", "resource_schemas"), ("data", "data_source_schemas"), ("ephemeral", "ephemeral_resource_schemas"))
    rule_names = {"resources": "resources", "data": "data_sources", "ephemeral": "ephemeral_resources"}
    for section, long in sections:
        types = []
        for kind, schema in sorted(six[long].items()):
            if kind.startswith(DROPPED):
                continue
            found = rules[rule_names[section]].get(kind, {})
            sdk = section == "resources" and found.get("implementation") == "sdkv2"
            types.append(line(kind, trimmed_type(kind, kind if section == "resources" else "", schema, five[long].get(kind), found, sdk)))
        out.append(f'"{section}": {{\n' + ",\n".join(types) + "\n}")
    print("{\n" + ",\n".join(out) + "\n}")


if __name__ == "__main__":
    main()
