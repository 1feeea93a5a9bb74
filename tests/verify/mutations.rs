//! The faults: what is replaced by what, the rule that must name it, and the line that must show it.

/// One fault.
pub(crate) struct Mutation {
    pub(crate) what: &'static str,
    pub(crate) file: &'static str,
    /// Stands once in the file.
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    pub(crate) rule: &'static str,
    /// Part of the line that the violation must name.
    pub(crate) at: &'static str,
}

const DB: &str = "owner/database_production-db.tf";
const AURORA: &str = "owner/database_production-aurora.tf";
const KEYS: &str = "owner/keys.tf";
const MONITORING: &str = "owner/monitoring.tf";
const NETWORK: &str = "owner/network.tf";
const OUTPUTS: &str = "owner/outputs.tf";
const PROVIDERS: &str = "owner/providers.tf";
const VARIABLES: &str = "owner/variables.tf";
const VERSIONS: &str = "owner/versions.tf";
const SHARING: &str = "sharing/analytics/main.tf";

macro_rules! mutations {
    ($($what:literal, $file:expr, $from:literal => $to:literal, $rule:literal, $at:literal;)*) => {
        pub(crate) static MUTATIONS: &[Mutation] = &[$(Mutation {
            what: $what, file: $file, from: $from, to: $to, rule: $rule, at: $at,
        }),*];
    };
}

mutations! {
    // Text and syntax.
    "unclosed block", NETWORK, "\"subnet-0b\"]\n}" => "\"subnet-0b\"]\n", "syntax", "";
    "unclosed string", NETWORK, "\"payments-production\"" => "\"payments-production", "syntax", "";
    "unknown escape", NETWORK, "\"payments-production\"" => "\"payments\\qproduction\"", "syntax", "payments";
    "raw newline in a string", NETWORK, "databases of payments" => "databases of\npayments", "syntax", "";
    "injected quote", DB, "description = \"Parameters of production-db\"" => "description = \"Parameters of \"production-db\"", "syntax", "Parameters";
    "injected argument", DB, "\"Parameters of production-db\"" => "\"x\"\n  skip_destroy = \"maybe\" # \"", "argument-type", "skip_destroy";
    "injected interpolation", DB, "Parameters of production-db" => "Parameters of ${production-db}", "undeclared-reference", "Parameters";
    "injected directive", DB, "Parameters of production-db" => "%{ if yes }a%{ endif }", "undeclared-reference", "%{ if";
    "unquoted value", DB, "identifier     = \"production-db\"" => "identifier     = production-db", "undeclared-reference", "identifier ";
    "lone carriage return", NETWORK, "  subnet_ids " => "  \rsubnet_ids ", "syntax", "subnet_ids";
    "same argument twice", NETWORK, "  subnet_ids " => "  name = \"x\"\n  subnet_ids ", "syntax", "name";
    "same key of an object twice", PROVIDERS, "    Environment = \"production\"" => "    Project = \"a\"", "syntax", "Project";
    "same key, quoted and not", PROVIDERS, "    Environment = \"production\"" => "    \"Project\" = \"a\"", "duplicate-key", "Project";
    "argument outside of blocks", NETWORK, "resource \"aws_db_subnet_group\"" => "name = \"x\"\n\nresource \"aws_db_subnet_group\"", "syntax", "name";
    "unknown kind of block", NETWORK, "resource \"aws_db_subnet_group\"" => "resources \"aws_db_subnet_group\"", "unknown-block", "resources";
    "missing label", NETWORK, "\"aws_db_subnet_group\" \"eu_west_1\"" => "\"aws_db_subnet_group\"", "unknown-block", "resource";
    "name that is none", OUTPUTS, "output \"keys\"" => "output \"all keys\"", "name", "all keys";
    "module call", OUTPUTS, "output \"keys\"" => "module \"x\" {\n  source = \"./x\"\n}\n\noutput \"keys\"", "unknown-block", "module";
    "True", DB, "multi_az               = true" => "multi_az               = True", "undeclared-reference", "multi_az";
    "None", DB, "max_allocated_storage = 500" => "max_allocated_storage = None", "undeclared-reference", "max_allocated";

    // Doors beside the keys.
    "a grant", KEYS, "resource \"aws_kms_alias\" \"rds_eu_west_1\"" => "resource \"aws_kms_grant\" \"x\" {\n  provider          = aws.eu_west_1\n  key_id            = aws_kms_key.rds_eu_west_1.key_id\n  grantee_principal = \"arn:aws:iam::111122223333:role/x\"\n  operations        = [\"Decrypt\"]\n}\n\nresource \"aws_kms_alias\" \"rds_eu_west_1\"", "grant", "aws_kms_grant";
    "an alias to a literal key", KEYS, "target_key_id = aws_kms_key.rds_eu_west_1.key_id" => "target_key_id = \"1234abcd-12ab-34cd-56ef-1234567890ab\"", "key-form", "target_key_id";
    "reachable from the internet", DB, "[\"sg-0123456789abcdef0\"]\n  publicly_accessible    = false\n  parameter_group_name   = aws_db_parameter_group.production_db.name" => "[\"sg-0123456789abcdef0\"]\n  publicly_accessible    = true\n  parameter_group_name   = aws_db_parameter_group.production_db.name", "public", "publicly";
    "a key to sign with", KEYS, "  description             = \"Key of copies\"\n  enable_key_rotation     = true\n  rotation_period_in_days = 365\n  deletion_window_in_days = 30\n\n  policy = jsonencode({\n    Version = \"2012-10-17\"" => "  key_usage = \"SIGN_VERIFY\"\n\n  policy = jsonencode({\n    Version = \"2012-10-17\"", "key-kind", "aws_kms_key";
    "a secret written out", DB, "var.production_db_password" => "\"correct-horse\"", "literal-secret", "password_wo ";
    "a secret with a default", VARIABLES, "type        = string" => "type        = string\n  default     = \"correct-horse\"", "literal-secret", "default";
    "a further provider", VERSIONS, "    aws = {" => "    shell = { source = \"example/shell\", version = \"1.0.0\" }\n    aws = {", "unknown-provider", "shell";
    "a role for everybody", MONITORING, "Principal = { Service = \"monitoring.rds.amazonaws.com\" }\n        Action    = \"sts:AssumeRole\"\n        Condition = { StringEquals = { \"aws:SourceAccount\" = \"123456789012\" } }" => "Principal = { AWS = \"*\" }\n        Action    = \"sts:AssumeRole\"", "open-policy", "assume_role_policy";
    "a role for a stranger", MONITORING, "{ Service = \"monitoring.rds.amazonaws.com\" }" => "{ AWS = \"111122223333\" }", "open-policy", "assume_role_policy";
    "a role that may do everything", MONITORING, "service-role/AmazonRDSEnhancedMonitoringRole" => "AdministratorAccess", "role-excess", "policy_arn";
    "a provider that checks nothing", PROVIDERS, "region              = \"us-east-1\"" => "insecure            = true\n  region              = \"us-east-1\"", "provider-setting", "insecure";

    // References.
    "dangling reference", DB, "parameter_group_name   = aws_db_parameter_group.production_db.name" => "parameter_group_name   = aws_db_parameter_group.production.name", "undeclared-reference", "parameter_group_name";
    "dangling key", KEYS, "target_key_id = aws_kms_key.rds_eu_west_1.key_id" => "target_key_id = aws_kms_key.rds_eu_west_2.key_id", "undeclared-reference", "target_key_id";
    "dangling depends_on", DB, "    aws_cloudwatch_log_group.production_db,\n" => "    aws_cloudwatch_log_group.production,\n", "undeclared-reference", "aws_cloudwatch_log_group";
    "misspelt type in a reference", DB, "aws_db_parameter_group.production_db.name" => "aws_db_parametergroup.production_db.name", "undeclared-reference", "parameter_group_name";
    "undeclared variable", DB, "var.production_db_password" => "var.production_password", "undeclared-reference", "password_wo";
    "undeclared local", PROVIDERS, "    tags = local.tags\n  }\n}\n\nprovider \"aws\" {\n  alias               = \"us_east_1\"" => "    tags = local.tag\n  }\n}\n\nprovider \"aws\" {\n  alias               = \"us_east_1\"", "undeclared-reference", "local.tag";
    "undeclared data source", DB, "\"production-db-final\"" => "data.aws_region.current.name", "undeclared-reference", "final_snapshot";
    "misspelt attribute", DB, "aws_db_parameter_group.production_db.name" => "aws_db_parameter_group.production_db.nam", "unknown-attribute", "parameter_group_name";
    "attribute of a list", OUTPUTS, "aws_db_instance.production_db.arn" => "aws_db_instance.production_db.master_user_secret.secret_arn", "unknown-attribute", "arn ";
    "misspelt field of an attribute", OUTPUTS, "aws_db_instance.production_db.arn" => "aws_db_instance.production_db.master_user_secret[0].arn", "unknown-attribute", "arn ";
    "reference to itself", DB, "identifier          = \"production-db-eu\"" => "identifier          = aws_db_instance.production_db_eu.identifier", "reference-cycle", "identifier ";
    "cycle", MONITORING, "name              = \"payments-production-rds-events\"" => "name              = aws_db_event_subscription.rds_events_us_east_1.name", "reference-cycle", "aws_";
    "each without for_each", DB, "identifier     = \"production-db\"" => "identifier     = \"production-${each.key}\"", "undeclared-reference", "each.key";
    "count without count", DB, "identifier     = \"production-db\"" => "identifier     = \"production-${count.index}\"", "undeclared-reference", "count.index";
    "misspelt each", AURORA, "each.value" => "each.values", "undeclared-reference", "each.values";
    "for_each dropped", AURORA, "  for_each = { \"1\" = 0, \"2\" = 1 }\n" => "", "undeclared-reference", "each.";
    "no index on many", OUTPUTS, "aws_rds_cluster_instance.production_aurora[\"1\"].endpoint" => "aws_rds_cluster_instance.production_aurora.endpoint", "instance-key", "production_aurora.endpoint";
    "index on one", OUTPUTS, "aws_db_instance.production_db.endpoint" => "aws_db_instance.production_db[0].endpoint", "instance-key", "production_db[0]";
    "splat on a map", OUTPUTS, "[for member in values(aws_rds_cluster_instance.production_aurora) : member.arn]" => "aws_rds_cluster_instance.production_aurora[*].arn", "instance-key", "[*]";
    "count and for_each", AURORA, "  for_each = { \"1\" = 0, \"2\" = 1 }" => "  count    = 2\n  for_each = { \"1\" = 0, \"2\" = 1 }", "conflicting-arguments", "for_each";
    "for_each over a list", DB, "toset([\"postgresql\", \"upgrade\"])" => "[\"postgresql\", \"upgrade\"]", "argument-type", "for_each";
    "count of a bool", AURORA, "for_each = { \"1\" = 0, \"2\" = 1 }" => "count    = true", "argument-type", "count";
    "unknown function", DB, "toset([" => "to_set([", "unknown-function", "to_set";
    "too many arguments of a function", DB, "toset([\"postgresql\", \"upgrade\"])" => "toset([\"postgresql\"], [\"upgrade\"])", "argument-type", "toset";
    "attribute in depends_on", DB, "    aws_iam_role_policy_attachment.rds_monitoring," => "    aws_iam_role_policy_attachment.rds_monitoring.id,", "depends-on", "rds_monitoring.id";
    "string in depends_on", DB, "    aws_cloudwatch_log_group.production_db,\n" => "    \"aws_cloudwatch_log_group.production_db\",\n", "depends-on", "aws_cloudwatch_log_group";
    "whole resource as a value", DB, "parameter_group_name   = aws_db_parameter_group.production_db.name" => "parameter_group_name   = aws_db_parameter_group.production_db", "argument-type", "parameter_group_name";
    "same address twice", NETWORK, "resource \"aws_db_subnet_group\" \"eu_west_1\" {" => "resource \"aws_db_parameter_group\" \"production_db\" {\n  provider = aws.eu_west_1\n  family   = \"postgres16\"\n}\n\nresource \"aws_db_subnet_group\" \"eu_west_1\" {", "duplicate-address", "production_db";
    "same variable twice", OUTPUTS, "output \"keys\"" => "variable \"production_db_password\" {\n  type = string\n}\n\noutput \"keys\"", "duplicate-address", "production_db_password";
    "same output twice", OUTPUTS, "output \"writer\"" => "output \"members\"", "duplicate-address", "members";
    "same local twice", OUTPUTS, "output \"writer\"" => "locals {\n  tags = {}\n}\n\noutput \"writer\"", "duplicate-address", "tags";
    "same provider twice", PROVIDERS, "alias               = \"us_east_1\"" => "alias               = \"eu_west_1\"", "duplicate-address", "provider";
    "ephemeral variable in a plain argument", DB, "  password_wo                         = var.production_db_password\n  password_wo_version                 = 1\n" => "  password                            = var.production_db_password\n", "ephemeral-value", "password ";
    "ephemeral variable in an output", OUTPUTS, "value       = aws_rds_cluster_instance.production_aurora[\"1\"].endpoint" => "value       = var.production_db_password", "ephemeral-value", "var.";
    "sensitive variable in an output", VARIABLES, "  ephemeral   = true\n}" => "}\n\noutput \"password\" {\n  value = var.production_db_password\n}", "sensitive-output", "var.production_db_password";
    "variable of another type", VARIABLES, "type        = string" => "type        = list(string)", "argument-type", "password_wo ";
    "variable without a type that exists", VARIABLES, "type        = string" => "type        = text", "argument-type", "type ";
    "output without a value", OUTPUTS, "  value       = aws_rds_cluster_instance.production_aurora[\"1\"].endpoint\n" => "", "missing-argument", "writer";
    "misspelt argument of an output", OUTPUTS, "description = \"The database production-db\"" => "descripton = \"The database production-db\"", "unknown-argument", "descripton";

    // Providers.
    "unknown provider alias", DB, "resource \"aws_db_instance\" \"production_db_eu\" {\n  provider = aws.eu_west_1" => "resource \"aws_db_instance\" \"production_db_eu\" {\n  provider = aws.eu_west_2", "undeclared-provider", "eu_west_2";
    "no provider", DB, "resource \"aws_db_instance\" \"production_db_eu\" {\n  provider = aws.eu_west_1\n" => "resource \"aws_db_instance\" \"production_db_eu\" {\n", "provider-missing", "production_db_eu";
    "default provider that isn't declared", NETWORK, "provider = aws.eu_west_1" => "provider = aws", "undeclared-provider", "provider";
    "quoted provider", NETWORK, "provider = aws.eu_west_1" => "provider = \"aws.eu_west_1\"", "undeclared-provider", "provider";
    "another provider", NETWORK, "resource \"aws_db_subnet_group\"" => "provider \"random\" {\n}\n\nresource \"aws_db_subnet_group\"", "unknown-provider", "random";
    "provider without a region", PROVIDERS, "  region              = \"us-east-1\"\n" => "", "provider-region", "provider";
    "misspelt argument of a provider", PROVIDERS, "allowed_account_ids = [\"123456789012\"]\n\n  assume_role {\n    role_arn = \"arn:aws:iam::123456789012:role/Terraform\"\n  }\n\n  default_tags {\n    tags = local.tags\n  }\n}\n\nprovider" => "allowed_accounts    = [\"123456789012\"]\n\n  assume_role {\n    role_arn = \"arn:aws:iam::123456789012:role/Terraform\"\n  }\n\n  default_tags {\n    tags = local.tags\n  }\n}\n\nprovider", "unknown-argument", "allowed_accounts";
    "reference in the backend", VERSIONS, "key          = \"payments-production/owner.tfstate\"" => "key          = local.tags", "literal-wanted", "key ";
    "misspelt argument of the backend", VERSIONS, "use_lockfile" => "use_lock_file", "unknown-argument", "use_lock_file";
    "no source of the provider", VERSIONS, "      source  = \"hashicorp/aws\"\n" => "", "missing-argument", "terraform";
    "argument of provider 6", NETWORK, "  subnet_ids " => "  region     = \"eu-west-1\"\n  subnet_ids ", "absent-in-provider-5", "region";

    // Arguments and blocks.
    "unknown type", NETWORK, "resource \"aws_db_subnet_group\"" => "resource \"aws_rds_subnet_group\"", "unknown-type", "aws_rds_subnet_group";
    "misspelt argument", DB, "backup_retention_period   = 14" => "backup_retension_period   = 14", "unknown-argument", "backup_retension_period";
    "argument of another type", AURORA, "deletion_protection             = true" => "multi_az                        = true", "unknown-argument", "multi_az";
    "misspelt block", DB, "  timeouts {\n    create = \"6h\"\n  }\n\n  lifecycle" => "  timeout {\n    create = \"6h\"\n  }\n\n  lifecycle", "unknown-block", "timeout";
    "misspelt argument of a block", DB, "    name  = \"log_min_duration_statement\"" => "    nam   = \"log_min_duration_statement\"", "unknown-argument", "nam ";
    "unknown timeout", DB, "    create = \"6h\"\n  }\n\n  lifecycle" => "    creation = \"6h\"\n  }\n\n  lifecycle", "unknown-argument", "creation";
    "block as an argument", AURORA, "  serverlessv2_scaling_configuration {" => "  serverlessv2_scaling_configuration = {", "argument-as-block", "serverlessv2";
    "argument as a block", NETWORK, "subnet_ids  = [\"subnet-0a\", \"subnet-0b\"]" => "subnet_ids {\n  }", "argument-as-block", "subnet_ids";
    "block too often", AURORA, "  serverlessv2_scaling_configuration {" => "  serverlessv2_scaling_configuration {\n    min_capacity = 1\n    max_capacity = 2\n  }\n\n  serverlessv2_scaling_configuration {", "too-many-blocks", "serverlessv2";
    "lifecycle as an argument", KEYS, "  primary_key_arn         = " => "  lifecycle               = true\n  primary_key_arn         = ", "unknown-argument", "lifecycle";
    "provider as a block", NETWORK, "  provider = aws.eu_west_1\n" => "  provider = aws.eu_west_1\n\n  provider {\n  }\n", "unknown-block", "provider {";
    "bool of a closed list", AURORA, "global_cluster_identifier = \"production-aurora\"\n  engine                    = \"aurora-postgresql\"" => "global_cluster_identifier = \"production-aurora\"\n  engine                    = true", "value-not-allowed", "engine ";
    "label of lifecycle", KEYS, "  primary_key_arn         = " => "  lifecycle \"x\" {\n  }\n\n  primary_key_arn         = ", "lifecycle", "lifecycle \"x\"";
    "index into null", MONITORING, "source_ids  = [aws_db_instance" => "source_ids  = null[aws_db_instance", "argument-type", "source_ids";
    "computed key without parentheses", AURORA, "\"2\" = 1 }" => "aws_rds_cluster.production_aurora.engine = 1 }", "syntax", "for_each";
    "changes of the key ignored", AURORA, "replication_source_identifier, engine_version" => "kms_key_id, engine_version", "lifecycle", "ignore_changes";
    "all changes ignored", AURORA, "[replication_source_identifier, engine_version]" => "all", "lifecycle", "ignore_changes";
    "password dropped", DB, "  password_wo                         = var.production_db_password\n  password_wo_version                 = 1\n" => "", "at-least-one-of", "production_db";
    "interval dropped", DB, "  monitoring_interval             = 60\n  monitoring_role_arn             = aws_iam_role.rds_monitoring.arn\n  performance_insights_enabled    = true\n  performance_insights_kms_key_id = aws_kms_key.rds_eu_west_1.arn" => "  monitoring_role_arn             = aws_iam_role.rds_monitoring.arn\n  performance_insights_enabled    = true\n  performance_insights_kms_key_id = aws_kms_key.rds_eu_west_1.arn", "missing-argument", "production_db_eu";
    "two backends", VERSIONS, "  backend \"s3\" {" => "  backend \"s3\" {\n  }\n\n  backend \"s3\" {", "too-many-blocks", "backend";
    "no version of Terraform", VERSIONS, "  required_version = \">= 1.11\"\n" => "", "missing-argument", "terraform";
    "another source of the provider", VERSIONS, "hashicorp/aws" => "example/aws", "unknown-provider", "terraform";
    "primary of one region only", KEYS, "  multi_region            = true\n" => "", "replica-key", "primary_key_arn";
    "replica key in its primary's region", KEYS, "resource \"aws_kms_replica_key\" \"shared_eu_west_1\" {\n  provider = aws.eu_west_1" => "resource \"aws_kms_replica_key\" \"shared_eu_west_1\" {\n  provider = aws.us_east_1", "replica-key", "primary_key_arn";
    "lifecycle twice", KEYS, "resource \"aws_kms_key\" \"rds_eu_west_1\" {" => "resource \"aws_kms_key\" \"rds_eu_west_1\" {\n  lifecycle {\n    create_before_destroy = true\n  }\n", "too-many-blocks", "lifecycle";
    "missing required argument", DB, "  family      = \"postgres16\"\n" => "", "missing-argument", "aws_db_parameter_group";
    "missing required argument of a block", DB, "    value = \"1000\"\n" => "", "missing-argument", "parameter";
    "missing class", DB, "  instance_class = \"db.r6g.xlarge\"\n\n" => "\n", "missing-argument", "production_db";
    "missing engine of a new instance", DB, "  engine         = \"postgres\"\n" => "", "missing-argument", "production_db";
    "missing user of a new instance", DB, "  username                            = \"dbadmin\"\n" => "", "missing-argument", "production_db";
    "missing final snapshot", DB, "  final_snapshot_identifier = \"production-db-final\"\n" => "", "missing-argument", "production_db";
    "required argument is null", DB, "  instance_class = \"db.r6g.xlarge\"\n\n" => "  instance_class = null\n\n", "missing-argument", "production_db";
    "missing block", MONITORING, "resource \"aws_sns_topic\"" => "resource \"aws_config_config_rule\" \"x\" {\n  provider = aws.us_east_1\n  name     = \"x\"\n}\n\nresource \"aws_sns_topic\"", "missing-block", "aws_config_config_rule";
    "computed argument", DB, "identifier     = \"production-db\"" => "arn            = \"arn:aws:rds:us-east-1:123456789012:db:x\"\n  identifier     = \"production-db\"", "read-only-argument", "arn ";
    "id set", NETWORK, "  name        = \"payments-production\"" => "  id          = \"x\"\n  name        = \"payments-production\"", "read-only-argument", "id ";
    "key on a member", AURORA, "  promotion_tier     = each.value" => "  promotion_tier     = each.value\n  kms_key_id         = aws_kms_key.rds_us_east_1.arn", "read-only-argument", "kms_key_id";
    "conflicting pair", DB, "identifier     = \"production-db\"" => "identifier_prefix = \"p\"\n  identifier     = \"production-db\"", "conflicting-arguments", "identifier ";
    "password and managed password", AURORA, "  manage_master_user_password   = true" => "  master_password               = \"x\"\n  manage_master_user_password   = true", "conflicting-arguments", "manage_master_user_password";
    "user of a replica", DB, "  identifier          = \"production-db-reader\"" => "  username            = \"dbadmin\"\n  identifier          = \"production-db-reader\"", "conflicting-arguments", "replicate_source_db";
    "storage of a replica", DB, "  identifier          = \"production-db-reader\"" => "  allocated_storage   = 100\n  identifier          = \"production-db-reader\"", "conflicting-arguments", "allocated_storage";
    "write-only argument without its version", DB, "  password_wo_version                 = 1\n" => "", "required-with", "password_wo";
    "rotation period without rotation", KEYS, "  description             = \"Key of copies\"\n  enable_key_rotation     = true\n" => "  description             = \"Key of copies\"\n", "required-with", "rotation_period";
    "nothing of exactly one", MONITORING, "resource \"aws_sns_topic\"" => "resource \"aws_config_aggregate_authorization\" \"x\" {\n  provider   = aws.us_east_1\n  account_id = \"123456789012\"\n}\n\nresource \"aws_sns_topic\"", "exactly-one-of", "aggregate_authorization";
    "nothing of at least one", MONITORING, "resource \"aws_sns_topic\"" => "resource \"aws_cloudwatch_event_rule\" \"x\" {\n  provider = aws.us_east_1\n  name     = \"x\"\n}\n\nresource \"aws_sns_topic\"", "at-least-one-of", "event_rule";
    "text where a number belongs", DB, "allocated_storage     = 100" => "allocated_storage     = \"plenty\"", "argument-type", "allocated_storage";
    "fraction where a whole number belongs", DB, "allocated_storage     = 100" => "allocated_storage     = 100.5", "argument-type", "allocated_storage";
    "text where a bool belongs", DB, "publicly_accessible    = false\n  parameter" => "publicly_accessible    = \"no\"\n  parameter", "argument-type", "publicly_accessible";
    "number where a bool belongs", DB, "publicly_accessible    = false\n  parameter" => "publicly_accessible    = 0\n  parameter", "argument-type", "publicly_accessible";
    "bool where a number belongs", DB, "monitoring_interval             = 60\n  monitoring_role_arn             = aws_iam_role.rds_monitoring.arn\n  performance_insights_enabled    = true\n  performance_insights_kms_key_id = aws_kms_key.rds_us_east_1.arn" => "monitoring_interval             = true\n  monitoring_role_arn             = aws_iam_role.rds_monitoring.arn\n  performance_insights_enabled    = true\n  performance_insights_kms_key_id = aws_kms_key.rds_us_east_1.arn", "argument-type", "monitoring_interval";
    "text where a list belongs", NETWORK, "[\"subnet-0a\", \"subnet-0b\"]" => "\"subnet-0a\"", "argument-type", "subnet_ids";
    "list where text belongs", NETWORK, "\"payments-production\"" => "[\"payments-production\"]", "argument-type", "name ";
    "map where a list belongs", NETWORK, "[\"subnet-0a\", \"subnet-0b\"]" => "{ a = \"subnet-0a\" }", "argument-type", "subnet_ids";
    "policy as an object", KEYS, "resource \"aws_kms_key\" \"rds_eu_west_1\" {\n  provider = aws.eu_west_1\n\n  description             = \"RDS encryption key for production\"\n  enable_key_rotation     = true\n  rotation_period_in_days = 365\n  deletion_window_in_days = 30\n\n  policy = jsonencode({" => "resource \"aws_kms_key\" \"rds_eu_west_1\" {\n  provider = aws.eu_west_1\n\n  description             = \"RDS encryption key for production\"\n  enable_key_rotation     = true\n  rotation_period_in_days = 365\n  deletion_window_in_days = 30\n\n  policy = ({", "argument-type", "policy";
    "bad enumeration", DB, "\"pending-reboot\"" => "\"at-once\"", "value-not-allowed", "apply_method";
    "bad enumeration of a number", MONITORING, "resource \"aws_sns_topic\"" => "resource \"aws_cloudwatch_log_group\" \"x\" {\n  provider          = aws.us_east_1\n  kms_key_id        = aws_kms_key.rds_us_east_1.arn\n  retention_in_days = 366\n}\n\nresource \"aws_sns_topic\"", "value-not-allowed", "retention_in_days";
    "bad element of a list", DB, "enabled_cloudwatch_logs_exports = [\"postgresql\", \"upgrade\"]" => "enabled_cloudwatch_logs_exports = [\"postgresql\", \"upgrades\"]", "value-not-allowed", "enabled_cloudwatch_logs_exports";
    "engine of a cluster", AURORA, "global_cluster_identifier = \"production-aurora\"\n  engine                    = \"aurora-postgresql\"" => "global_cluster_identifier = \"production-aurora\"\n  engine                    = \"postgres\"", "value-not-allowed", "engine ";
    "out of range", DB, "backup_retention_period   = 14" => "backup_retention_period   = 36", "out-of-range", "backup_retention_period";
    "out of range in a block", AURORA, "max_capacity = 16" => "max_capacity = 300", "out-of-range", "max_capacity";
    "deletion window", KEYS, "  primary_key_arn         = aws_kms_key.shared_us_east_1.arn\n  deletion_window_in_days = 30" => "  primary_key_arn         = aws_kms_key.shared_us_east_1.arn\n  deletion_window_in_days = 3", "out-of-range", "deletion_window";
    "bad pattern", DB, "identifier     = \"production-db\"" => "identifier     = \"Production_DB\"", "pattern", "identifier ";
    "alias of AWS", KEYS, "name          = \"alias/backup-production\"" => "name          = \"alias/aws/rds\"", "pattern", "alias/aws";
    "no ARN", MONITORING, "\"arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole\"" => "\"AmazonRDSEnhancedMonitoringRole\"", "format", "policy_arn";
    "too long", NETWORK, "\"payments-production\"" => "\"a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789a123456789\"", "length", "name ";
    "too few elements", DB, "identifier     = \"production-db\"" => "identifier     = \"production-db\"\n  domain_dns_ips = [\"10.0.0.1\"]", "length", "domain_dns_ips";
    "variable in lifecycle", DB, "create_before_destroy = true" => "create_before_destroy = local.tags", "lifecycle", "create_before_destroy";
    "misspelt lifecycle", DB, "create_before_destroy = true" => "create_before_destruction = true", "lifecycle", "create_before";
    "secondary that a plan would detach", AURORA, "[replication_source_identifier, engine_version]" => "[engine_version]", "detaching-member", "global_cluster_identifier";
    "unknown name in ignore_changes", AURORA, "replication_source_identifier, engine_version" => "replication_source_identifer, engine_version", "lifecycle", "ignore_changes";

    // Storage and keys.
    "not encrypted", DB, "  storage_encrypted     = true\n" => "  storage_encrypted     = false\n", "unencrypted", "storage_encrypted";
    "encryption dropped", DB, "  storage_encrypted     = true\n" => "", "unencrypted", "production_db";
    "encryption by a reference", DB, "  storage_encrypted     = true\n" => "  storage_encrypted     = aws_db_instance.restored.storage_encrypted\n", "unencrypted", "storage_encrypted";
    "encryption of the global database dropped", AURORA, "  storage_encrypted         = true\n" => "", "unencrypted", "aws_rds_global_cluster";
    "encryption of a cluster dropped", AURORA, "  storage_encrypted = true\n  kms_key_id        = aws_kms_replica_key" => "  kms_key_id        = aws_kms_replica_key", "unencrypted", "production_aurora_eu_west_1";
    "key dropped", DB, "  kms_key_id            = aws_kms_key.rds_us_east_1.arn\n" => "", "missing-key", "production_db";
    "key of a cluster dropped", AURORA, "  kms_key_id        = aws_kms_replica_key.shared_eu_west_1.arn\n" => "", "missing-key", "production_aurora_eu_west_1";
    "key of a log group dropped", DB, "  retention_in_days = 365\n  kms_key_id        = aws_kms_key.rds_us_east_1.arn\n" => "  retention_in_days = 365\n", "missing-key", "aws_cloudwatch_log_group";
    "key of a cross-region replica dropped", DB, "  kms_key_id          = aws_kms_key.rds_eu_west_1.arn\n" => "", "missing-key", "production_db_eu";
    "key of a copy dropped", DB, "  kms_key_id                    = aws_kms_key.rds_eu_west_1.arn\n" => "", "missing-key", "release_42_dr";
    "key of replicated backups dropped", DB, "  kms_key_id             = aws_kms_key.rds_eu_west_1.arn\n" => "", "missing-key", "automated_backups";
    "key of a topic dropped", MONITORING, "  kms_master_key_id = aws_kms_key.rds_us_east_1.arn\n" => "", "missing-key", "aws_sns_topic";
    "key of Performance Insights dropped", DB, "  performance_insights_kms_key_id = aws_kms_key.rds_us_east_1.arn\n" => "", "missing-key", "performance_insights_enabled";
    "key of the managed password dropped", AURORA, "  master_user_secret_kms_key_id = aws_kms_key.rds_us_east_1.arn\n" => "", "missing-key", "manage_master_user_password";
    "key is null", DB, "  kms_key_id            = aws_kms_key.rds_us_east_1.arn\n" => "  kms_key_id            = null\n", "missing-key", "production_db";
    "key of another region", DB, "  kms_key_id            = aws_kms_key.rds_us_east_1.arn\n" => "  kms_key_id            = aws_kms_key.rds_eu_west_1.arn\n", "key-region", "kms_key_id";
    "source's key on a cross-region replica", DB, "  kms_key_id          = aws_kms_key.rds_eu_west_1.arn\n" => "  kms_key_id          = aws_kms_key.rds_us_east_1.arn\n", "key-region", "kms_key_id";
    "primary's key in the replica's region", AURORA, "aws_kms_replica_key.shared_eu_west_1.arn" => "aws_kms_key.shared_us_east_1.arn", "key-region", "kms_key_id";
    "copy under the source region's key", DB, "  kms_key_id                    = aws_kms_key.rds_eu_west_1.arn\n" => "  kms_key_id                    = aws_kms_key.rds_us_east_1.arn\n", "key-region", "kms_key_id";
    "backups under the source region's key", DB, "  kms_key_id             = aws_kms_key.rds_eu_west_1.arn\n" => "  kms_key_id             = aws_kms_key.rds_us_east_1.arn\n", "key-region", "kms_key_id";
    "Performance Insights under another region's key", DB, "  performance_insights_kms_key_id = aws_kms_key.rds_eu_west_1.arn" => "  performance_insights_kms_key_id = aws_kms_key.rds_us_east_1.arn", "key-region", "performance_insights_kms_key_id";
    "key made in another region", KEYS, "resource \"aws_kms_key\" \"rds_us_east_1\" {\n  provider = aws.us_east_1" => "resource \"aws_kms_key\" \"rds_us_east_1\" {\n  provider = aws.eu_west_1", "region", "";
"provider of another account", PROVIDERS, "alias               = \"eu_west_1\"\n  region              = \"eu-west-1\"\n  allowed_account_ids = [\"123456789012\"]" => "alias               = \"eu_west_1\"\n  region              = \"eu-west-1\"\n  allowed_account_ids = [\"987654321098\"]", "region", "source_db_instance_arn";
    "role of another account", PROVIDERS, "alias               = \"eu_west_1\"\n  region              = \"eu-west-1\"\n  allowed_account_ids = [\"123456789012\"]" => "alias               = \"eu_west_1\"\n  region              = \"eu-west-1\"\n  allowed_account_ids = [\"987654321098\"]", "provider-account", "role_arn";
    "provider of two accounts", PROVIDERS, "alias               = \"eu_west_1\"\n  region              = \"eu-west-1\"\n  allowed_account_ids = [\"123456789012\"]" => "alias               = \"eu_west_1\"\n  region              = \"eu-west-1\"\n  allowed_account_ids = [\"123456789012\", \"987654321098\"]", "provider-account", "allowed_account_ids";
    "two providers of one region", PROVIDERS, "alias               = \"eu_west_1\"\n  region              = \"eu-west-1\"" => "alias               = \"eu_west_1\"\n  region              = \"us-east-1\"", "duplicate-name", "name ";
    "one identifier twice", DB, "identifier          = \"restored\"" => "identifier          = \"production-db\"", "duplicate-name", "identifier ";
    "alias instead of the ARN", DB, "  kms_key_id            = aws_kms_key.rds_us_east_1.arn\n" => "  kms_key_id            = aws_kms_alias.rds_us_east_1.arn\n", "key-form", "kms_key_id";
    "alias's target instead of the ARN", DB, "  kms_key_id            = aws_kms_key.rds_us_east_1.arn\n" => "  kms_key_id            = aws_kms_alias.rds_us_east_1.target_key_arn\n", "key-form", "kms_key_id";
    "id instead of the ARN", DB, "  kms_key_id            = aws_kms_key.rds_us_east_1.arn\n" => "  kms_key_id            = aws_kms_key.rds_us_east_1.id\n", "key-form", "kms_key_id";
    "key id instead of the ARN", AURORA, "  kms_key_id        = aws_kms_key.rds_us_east_1.arn\n" => "  kms_key_id        = aws_kms_key.rds_us_east_1.key_id\n", "key-form", "kms_key_id";
    "key written out", DB, "  kms_key_id            = aws_kms_key.rds_us_east_1.arn\n" => "  kms_key_id            = \"arn:aws:kms:us-east-1:123456789012:key/0\"\n", "key-form", "kms_key_id";
    "key by an alias's name", DB, "  kms_key_id            = aws_kms_key.rds_us_east_1.arn\n" => "  kms_key_id            = \"alias/aws/rds\"\n", "key-form", "kms_key_id";
    "key by a template", DB, "  kms_key_id            = aws_kms_key.rds_us_east_1.arn\n" => "  kms_key_id            = \"arn:aws:kms:us-east-1:123456789012:${aws_kms_key.rds_us_east_1.key_id}\"\n", "key-form", "kms_key_id";
    "role instead of a key", DB, "  kms_key_id            = aws_kms_key.rds_us_east_1.arn\n" => "  kms_key_id            = aws_iam_role.rds_monitoring.arn\n", "key-form", "kms_key_id";
    "another key than the snapshot's", DB, "  kms_key_id          = aws_kms_key.backup_us_east_1.arn\n" => "  kms_key_id          = aws_kms_key.rds_us_east_1.arn\n", "key-differs-from-snapshot", "kms_key_id";
    "replica by identifier across regions", DB, "replicate_source_db = aws_db_instance.production_db.arn" => "replicate_source_db = aws_db_instance.production_db.identifier", "replica-source", "replicate_source_db";
    "replica by ARN in its region", DB, "replicate_source_db = aws_db_instance.production_db.identifier" => "replicate_source_db = aws_db_instance.production_db.arn", "replica-source", "replicate_source_db";
    "replica by id", DB, "replicate_source_db = aws_db_instance.production_db.identifier" => "replicate_source_db = aws_db_instance.production_db.id", "replica-source", "replicate_source_db";
    "replica of a name", DB, "replicate_source_db = aws_db_instance.production_db.identifier" => "replicate_source_db = \"production-db\"", "replica-source", "replicate_source_db";
    "replica without its region's subnet group", DB, "  db_subnet_group_name   = aws_db_subnet_group.eu_west_1.name\n" => "", "replica-subnet-group", "production_db_eu";
    "subnet group of another region", NETWORK, "provider = aws.eu_west_1" => "provider = aws.us_east_1", "region", "";
    "parameter group of another region", DB, "resource \"aws_db_parameter_group\" \"production_db\" {\n  provider = aws.us_east_1" => "resource \"aws_db_parameter_group\" \"production_db\" {\n  provider = aws.eu_west_1", "region", "parameter_group_name";
    "member in another region", AURORA, "resource \"aws_rds_cluster_instance\" \"production_aurora\" {\n  provider = aws.us_east_1" => "resource \"aws_rds_cluster_instance\" \"production_aurora\" {\n  provider = aws.eu_west_1", "region", "cluster_identifier";
    "alias in another region", KEYS, "resource \"aws_kms_alias\" \"rds_eu_west_1\" {\n  provider = aws.eu_west_1" => "resource \"aws_kms_alias\" \"rds_eu_west_1\" {\n  provider = aws.us_east_1", "region", "target_key_id";
    "snapshot in another region", DB, "resource \"aws_db_snapshot\" \"release_42\" {\n  provider = aws.us_east_1" => "resource \"aws_db_snapshot\" \"release_42\" {\n  provider = aws.eu_west_1", "region", "db_instance_identifier";
    "topic in another region", MONITORING, "resource \"aws_sns_topic\" \"rds_events_us_east_1\" {\n  provider = aws.us_east_1" => "resource \"aws_sns_topic\" \"rds_events_us_east_1\" {\n  provider = aws.eu_west_1", "region", "sns_topic";
    "copy by id", DB, "  source_db_snapshot_identifier = aws_db_snapshot.release_42.db_snapshot_arn\n  target_db_snapshot_identifier = \"release-42-dr\"" => "  source_db_snapshot_identifier = aws_db_snapshot.release_42.id\n  target_db_snapshot_identifier = \"release-42-dr\"", "copy-source", "source_db_snapshot_identifier";
    "copy by a name", DB, "  source_db_snapshot_identifier = aws_db_snapshot.release_42.db_snapshot_arn\n  target_db_snapshot_identifier = \"release-42-dr\"" => "  source_db_snapshot_identifier = \"release-42\"\n  target_db_snapshot_identifier = \"release-42-dr\"", "copy-source", "source_db_snapshot_identifier";
    "copy placed by an argument", DB, "  target_db_snapshot_identifier = \"release-42-dr\"" => "  target_db_snapshot_identifier = \"release-42-dr\"\n  destination_region            = \"eu-west-1\"", "copy-source", "destination_region";
    "backups by identifier", DB, "source_db_instance_arn = aws_db_instance.production_db.arn" => "source_db_instance_arn = aws_db_instance.production_db.identifier", "backups-source", "source_db_instance_arn";
    "backups in the source's region", DB, "replication\" \"production_db\" {\n  provider = aws.eu_west_1" => "replication\" \"production_db\" {\n  provider = aws.us_east_1", "backups-source", "source_db_instance_arn";
    "public snapshot", DB, "shared_accounts               = [\"987654321098\"]" => "shared_accounts               = [\"all\"]", "shared-account", "shared_accounts";
    "snapshot of another type", DB, "db_instance_identifier = aws_db_instance.production_db.identifier" => "db_instance_identifier = aws_db_instance.production_db.id", "reference-target", "db_instance_identifier";
    "group of another type", AURORA, "aws_rds_cluster_parameter_group.production_aurora.name" => "aws_db_parameter_group.production_db.name", "reference-target", "db_cluster_parameter_group_name";
    "role by its name", DB, "  monitoring_interval             = 60\n  monitoring_role_arn             = aws_iam_role.rds_monitoring.arn\n  performance_insights_enabled    = true\n  performance_insights_kms_key_id = aws_kms_key.rds_eu_west_1.arn" => "  monitoring_interval             = 60\n  monitoring_role_arn             = aws_iam_role.rds_monitoring.name\n  performance_insights_enabled    = true\n  performance_insights_kms_key_id = aws_kms_key.rds_eu_west_1.arn", "reference-target", "monitoring_role_arn";
    "rotation off", KEYS, "  description             = \"Key of copies\"\n  enable_key_rotation     = true" => "  description             = \"Key of copies\"\n  enable_key_rotation     = false", "rotation-off", "enable_key_rotation";
    "rotation of a replica key", KEYS, "  primary_key_arn         = " => "  enable_key_rotation     = true\n  primary_key_arn         = ", "unknown-argument", "enable_key_rotation";
    "key off", KEYS, "  description             = \"Key of copies\"\n" => "  description             = \"Key of copies\"\n  is_enabled              = false\n", "key-disabled", "is_enabled";
    "lockout check off", KEYS, "  description             = \"Key of copies\"\n" => "  description             = \"Key of copies\"\n  bypass_policy_lockout_safety_check = true\n", "policy-lockout", "bypass";
    "policy dropped", SHARING, "  policy              = \"" => "  description_of      = \"", "key-without-policy", "local_us_east_1";
    "second policy on one key", NETWORK, "resource \"aws_db_subnet_group\"" => "resource \"aws_kms_key_policy\" \"second\" {\n  provider = aws.us_east_1\n  key_id   = aws_kms_key.rds_us_east_1.id\n  policy   = jsonencode({})\n}\n\nresource \"aws_db_subnet_group\"", "two-policies", "aws_kms_key_policy";
    "policy with a reference", KEYS, "resource \"aws_kms_replica_key\" \"shared_eu_west_1\" {\n  provider = aws.eu_west_1\n\n  description             = \"Key of both regions\"\n  primary_key_arn         = aws_kms_key.shared_us_east_1.arn\n  deletion_window_in_days = 30\n\n  policy = jsonencode({\n    Version = \"2012-10-17\"" => "resource \"aws_kms_replica_key\" \"shared_eu_west_1\" {\n  provider = aws.eu_west_1\n\n  description             = \"Key of both regions\"\n  primary_key_arn         = aws_kms_key.shared_us_east_1.arn\n  deletion_window_in_days = 30\n\n  policy = jsonencode({\n    Version = local.tags", "unreadable-policy", "policy";
    "policy that is no JSON", SHARING, "  policy              = \"{" => "  policy              = \"[", "unreadable-policy", "policy";

    // What has moved.
    "moved without a source", NETWORK, "resource \"aws_db_subnet_group\"" => "moved {\n  to = aws_kms_key.rds_us_east_1\n}\n\nresource \"aws_db_subnet_group\"", "refactoring", "moved";
    "moved from what is there", NETWORK, "resource \"aws_db_subnet_group\"" => "moved {\n  from = aws_kms_key.rds_eu_west_1\n  to   = aws_kms_key.rds_us_east_1\n}\n\nresource \"aws_db_subnet_group\"", "refactoring", "moved";
    "moved to nothing", NETWORK, "resource \"aws_db_subnet_group\"" => "moved {\n  from = aws_kms_key.old\n  to   = aws_kms_key.nothing\n}\n\nresource \"aws_db_subnet_group\"", "undeclared-reference", "to";
    "moved to another type", NETWORK, "resource \"aws_db_subnet_group\"" => "moved {\n  from = aws_db_instance.old\n  to   = aws_kms_key.rds_us_east_1\n}\n\nresource \"aws_db_subnet_group\"", "refactoring", "moved";
    "moved twice", NETWORK, "resource \"aws_db_subnet_group\"" => "moved {\n  from = aws_kms_key.old\n  to   = aws_kms_key.rds_eu_west_1\n}\n\nmoved {\n  from = aws_kms_key.old\n  to   = aws_kms_key.rds_us_east_1\n}\n\nresource \"aws_db_subnet_group\"", "refactoring", "moved";
    "removed and destroyed", NETWORK, "resource \"aws_db_subnet_group\"" => "removed {\n  from = aws_db_instance.old\n  lifecycle {\n    destroy = true\n  }\n}\n\nresource \"aws_db_subnet_group\"", "refactoring", "removed";
    "removed without a word", NETWORK, "resource \"aws_db_subnet_group\"" => "removed {\n  from = aws_db_instance.old\n}\n\nresource \"aws_db_subnet_group\"", "refactoring", "removed";
    "imported without an id", NETWORK, "resource \"aws_db_subnet_group\"" => "import {\n  provider = aws.us_east_1\n  to       = aws_kms_key.rds_us_east_1\n}\n\nresource \"aws_db_subnet_group\"", "refactoring", "import";
}
