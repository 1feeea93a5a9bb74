//! The rules that a spec can break before anything is planned: its words, shapes and what it must not say.

use crate::diagnostic::rules;

rules! {
    SPEC_UNKNOWN_KEY = Error "spec-unknown-key",
        "every key of the spec is known",
        "a misspelt key would be a setting that silently does nothing",
        "use the known key; an argument of the provider that the spec has no word for goes under `arguments`",
        "the spec's format";
    SPEC_MISSING_KEY = Error "spec-missing-key",
        "what a spec, a key or a database cannot be without is there",
        "there is no default that would be right for everyone",
        "add the key",
        "the spec's format";
    SPEC_TYPE = Error "spec-type",
        "every value has the shape that its key asks for",
        "guessing at shapes is how `no` becomes a region and 15.10 becomes 15.1",
        "write the value in the shape that the message names",
        "the spec's format";
    SPEC_NULL = Error "spec-null",
        "a key that is written has a value",
        "an empty value can mean a default, nothing, or a slip of the hand",
        "give it a value, or leave the key out",
        "the spec's format";
    SPEC_VALUE = Error "spec-value",
        "a value from a closed list is one of that list",
        "any other value has no meaning here",
        "use one of the values that the message lists",
        "the spec's format";
    SPEC_VERSION = Error "spec-version",
        "the spec is written in a format that this version reads",
        "a later format may mean something else by the same words",
        "write `version: 1`, or use a newer Sealform",
        "the spec's format";
    SPEC_NAME = Error "spec-name",
        "the project's name and environment can be part of names in AWS",
        "they name the subnet groups, the monitoring role and the state",
        "use lower-case letters, digits and single hyphens",
        "the spec's format";
    SPEC_NOT_HERE = Error "spec-not-here",
        "a setting stands on something that has it",
        "an instance, a cluster and a replica take different arguments",
        "move or remove the setting",
        "Terraform AWS provider, schemas of aws_db_instance and aws_rds_cluster";
    RESTORE_SOURCE = Error "restore-source",
        "a database is restored from one source, as it was at one moment",
        "AWS takes a snapshot, or a database and a moment, and nothing beside it",
        "keep one source; with `database` say `restore_time` or `use_latest_restorable_time`",
        "RDS API RestoreDBInstanceFromDBSnapshot and RestoreDBInstanceToPointInTime";
    ACCOUNT_ID = Error "account-id",
        "an account id has twelve digits",
        "anything else is not an account, and ARNs and policies are built from it",
        "write the twelve digits in quotes",
        "IAM User Guide, account identifiers";
    ACCOUNT_ID_QUOTED = Warning "account-id-quoted",
        "an account id is quoted",
        "other readers of YAML take it for a number: a leading zero is lost, or it is read as octal",
        "put it in quotes",
        "YAML 1.1 and 1.2, integers";
    ARN_SHAPE = Error "arn-shape",
        "an ARN has its six parts and names what is asked for",
        "AWS refuses a policy or a provider with any other",
        "copy the ARN from the console or from `aws iam get-role`",
        "AWS General Reference, ARNs";
    REGION_UNKNOWN = Error "region-unknown",
        "a region exists",
        "nothing can be created elsewhere",
        "use the region's code, such as `eu-central-1`",
        "botocore partitions.json";
    REGION_PARTITION_MIXED = Error "region-partition-mixed",
        "all regions of a spec are in one partition",
        "credentials, replicas and copies do not cross from commercial regions to China or GovCloud",
        "make a spec for each partition",
        "botocore partitions.json";
    REGION_NETWORK_TWICE = Error "region-network-twice",
        "a region has a subnet group or subnets, not both",
        "a database is in one subnet group",
        "keep one of the two",
        "RDS API CreateDBSubnetGroup";
    REGION_TWICE = Error "region-twice",
        "a region stands once in a list",
        "the second may have been meant for another one",
        "remove one of the two",
        "the spec's format";
    SHARE_PUBLIC = Error "share-public",
        "no snapshot is shared with everybody",
        "AWS refuses it for an encrypted snapshot, and everybody could restore an unencrypted one",
        "name the accounts, each declared under `sharing`",
        "RDS API ModifyDBSnapshotAttribute";
    COPY_SHARED_KEY = Error "copy-shared-key",
        "an account that receives snapshots has a key of its own",
        "AWS asks for a key when a shared snapshot is copied, and under the owner's key the copy would die with the share",
        "add `key` to the account",
        "RDS API CopyDBSnapshot, KmsKeyId";
    ENGINE_UNKNOWN = Error "engine-unknown",
        "an engine exists",
        "Terraform passes any word on, and AWS refuses it when the apply is half done",
        "use the engine's identifier, such as `postgres` or `aurora-mysql`",
        "RDS API CreateDBInstance and CreateDBCluster";
    ENGINE_AURORA_FORBIDS = Error "engine-aurora-forbids",
        "an Aurora cluster takes no settings of an instance's storage",
        "the storage of Aurora grows by itself, and AWS refuses the arguments",
        "remove the setting, or use an RDS engine",
        "RDS API CreateDBCluster";
    CL_REPLICA_ARGS = Error "cl-replica-args",
        "a cluster that replicates has no users, passwords, databases or version of its own",
        "they are its source's, and AWS refuses the arguments, `ManageMasterUserPassword` even where it is false",
        "remove them",
        "RDS API CreateDBCluster; hashicorp/terraform-provider-aws#40188";
    MULTI_AZ_ENGINE = Error "multi-az-engine",
        "a Multi-AZ DB cluster is one of MySQL or PostgreSQL",
        "no other engine has them, and Aurora is a cluster in any case",
        "remove `multi_az_cluster`",
        "RDS User Guide, Multi-AZ DB cluster deployments";
    RR_SOURCE_CLUSTER = Error "rr-source-cluster",
        "the source of a replica is an instance",
        "the provider has no argument for a Multi-AZ DB cluster as a source, and AWS makes none of one in another region",
        "use an instance with `multi_az: true`, or the two readers that the cluster has",
        "hashicorp/terraform-provider-aws#39270; RDS API CreateDBInstanceReadReplica";
    ENC_OFF = Error "enc-off",
        "every database is encrypted",
        "it is what Sealform is for; encryption cannot be added later without moving the data",
        "remove `storage_encrypted`",
        "RDS User Guide, Encrypting Amazon RDS resources";
    ENC_KEY_ARN = Error "enc-key-arn",
        "a database names its key by the key's name in the spec",
        "the provider takes a key's ARN, and only the ARN of the database's own region is right",
        "declare the key under `keys` and name it with `key`",
        "Terraform AWS provider, aws_db_instance";
    ENC_KEY_ALIAS_ARN = Error "enc-key-alias-arn",
        "no alias stands where a key's ARN belongs",
        "AWS stores the ARN of the key behind the alias, so every later plan wants to replace the database",
        "declare the key under `keys` and name it with `key`",
        "measured with Terraform 1.11 and provider 5.100";
    ACCEPT_CONTROL = Error "accept-control",
        "an accepted finding names the check of a scanner",
        "the comment that passes over it is written in the scanner's own words",
        "copy the id from the scanner's report",
        "checkov, trivy, KICS, tflint and Security Hub, their lists of checks";
    ACCEPT_EXPIRES = Error "accept-date",
        "an accepted finding is accepted until a day",
        "what is accepted for ever is forgotten",
        "write year, month and day, as in `2027-03-31`",
        "the spec's format";
    PROFILE_UNKNOWN = Error "profile-unknown",
        "a profile that is selected is there",
        "a database without its profile would have other defaults than are meant",
        "write it under `profiles`, or select `production` or `development`",
        "the spec's format";
    PROFILE_UNUSED = Warning "profile-unused",
        "every profile that is written is selected",
        "it may be misspelt where it is meant",
        "select it with `profile`, or remove it",
        "the spec's format";
    PW_LITERAL = Error "pw-literal",
        "no password stands in a spec",
        "it would end in version control, in the plan and in the state",
        "write `password: managed` or `password: variable`",
        "Terraform AWS provider, aws_db_instance";
    CL_ENGINE_MODE = Error "cl-engine-mode",
        "a new cluster is provisioned",
        "Aurora Serverless v1 can no longer be created, and `serverlessv2` is not an engine mode",
        "leave `engine_mode` out; write `serverlessv2_scaling_configuration` for serverless v2",
        "RDS API CreateDBCluster";
    USER_ON_REPLICA = Error "user-on-replica",
        "a read replica has no master user of its own",
        "the provider refuses a user name beside a source, and AWS a password",
        "remove it: the users of the source are those of the replica",
        "Terraform AWS provider, aws_db_instance";
    DBNAME_ON_REPLICA = Error "dbname-on-replica",
        "a read replica has no initial database of its own",
        "the provider refuses the argument beside a source",
        "remove it",
        "Terraform AWS provider, aws_db_instance";
    RR_ARGS = Error "rr-args",
        "a read replica says nothing that its source decides",
        "AWS ignores or refuses it, and Terraform plans to replace the replica for it",
        "remove it",
        "Terraform AWS provider, aws_db_instance";
    GDB_SECONDARY_CRED = Error "gdb-secondary-cred",
        "a secondary of a global database has no users and no databases of its own",
        "AWS refuses them: `Cannot specify user name for cross region replication cluster`",
        "remove it: users and databases are those of the primary",
        "RDS API CreateDBCluster; terraform-aws-modules/terraform-aws-rds-aurora#157";
    GDB_VERSION = Error "gdb-version",
        "all clusters of a global database have its engine and its version",
        "AWS refuses a secondary that differs, and upgrades them together",
        "remove it, and say the version on the database",
        "Aurora User Guide, Upgrading an Amazon Aurora global database";
    BACKEND_KEY = Error "backend-key",
        "the path of the state is derived",
        "a spec gives several root modules, and two that share a state destroy each other",
        "remove it from the backend",
        "Terraform language, backends";
    TF_CONSTRAINT = Error "tf-constraint",
        "a version constraint is one that Terraform reads",
        "`terraform init` fails on any other",
        "write one such as `>= 5.100, < 7.0`",
        "Terraform language, version constraints";
    TAGS_AWS = Error "tags-aws",
        "tags are ones that AWS takes",
        "keys that start with `aws:` are reserved, and lengths and characters are bounded",
        "rename or shorten the tag",
        "RDS User Guide, Tagging Amazon RDS resources";
    ID_TF_LABEL = Error "id-tf-label",
        "names can be labels of Terraform resources, each its own",
        "a counter that keeps them apart would move when a name is added, and a moved address is a destroyed key",
        "rename one of them",
        "Terraform language, resource syntax";
    MIG_NO_FLAG_FLIP = Error "mig-no-flag-flip",
        "nothing is encrypted in place, and no key is changed in place",
        "Terraform answers a change of `storage_encrypted` or `kms_key_id` by destroying the database and creating an empty one",
        "move the data into a new database with `migrate_from`",
        "measured with Terraform 1.11 and provider 5.100; RDS User Guide, Encrypting Amazon RDS resources";
    MIG_REPLICAS = Error "mig-replicas",
        "a database is migrated, and not one of its replicas",
        "a replica has the encryption of its source, so replicas of an old database are not moved: they are made anew from the new one",
        "write `migrate_from` on the database, and its replicas under `replicas`",
        "RDS User Guide, Encrypting Amazon RDS resources";
    DMS_PUBLIC = Error "dms-public",
        "a replication instance has no address in the internet",
        "it signs in to two databases and holds their rows on its way",
        "remove the word: it is private in any case, and reaches both databases in their network",
        "AWS Config managed rule DMS_REPLICATION_NOT_PUBLIC";
    DMS_SECRET_XOR = Error "dms-secret-xor",
        "a side of a replication signs in with a secret that exists, or as a user whose secret is made here",
        "the service takes one secret for each side, and a user beside it would be ignored",
        "keep `secret_arn`, or `username` without it",
        "Terraform AWS provider, aws_dms_endpoint; DMS User Guide, Using secrets to access AWS Database Migration Service endpoints";
    STMT_SHAPE = Error "stmt-shape",
        "a statement says who, what and when once each, in the form that IAM has for it",
        "of two words that mean the same, the second would win or lose in silence",
        "keep one of the two; write principals as a list, or by kind: `AWS`, `Service`",
        "IAM User Guide, Grammar of the IAM JSON policy language";
    STMT_RESOURCE = Error "stmt-resource",
        "a statement of a key's policy is about that key",
        "KMS takes a statement about another key and it does nothing; the key's own ARN is not known before it exists",
        "remove `resources`: `*`, this key, is written",
        "KMS API CreateKey, Policy";
}
