//! The rules that a spec can break while it is resolved: names that must exist, and what nothing can stand in for.

use crate::diagnostic::rules;

rules! {
    DATABASE_INCOMPLETE = Error "database-incomplete",
        "a database says what nobody can choose for it: engine, version, class and region",
        "these decide cost and compatibility, and a default that moves would upgrade or move a database",
        "add the setting to the database or to `defaults`",
        "RDS API CreateDBInstance and CreateDBCluster";
    REGION_UNDECLARED = Error "region-undeclared",
        "a region in which something lives is declared under `regions`",
        "its network is part of what is placed there",
        "declare it with its `subnet_ids` and `vpc_security_group_ids`",
        "the spec's format";
    KEY_UNKNOWN = Error "key-unknown",
        "a key that a database names is declared under `keys`",
        "a database without its key cannot be created",
        "use the name of a declared key, or declare it",
        "the spec's format";
    KEY_AMBIGUOUS = Error "key-ambiguous",
        "where several keys are declared, a database says which is its own",
        "the key of a database cannot be changed later",
        "add `key` to the database or to `defaults`",
        "the spec's format";
    KEY_UNUSED = Warning "key-unused",
        "every declared key encrypts something",
        "a key that nothing uses is not created; it may be misspelt where it is meant",
        "name it with `key`, or remove it",
        "the spec's format";
    REPLICA_SOURCE_UNKNOWN = Error "replica-source-unknown",
        "what a cluster replicates is a database of the spec, or the ARN of an instance that exists",
        "there would be nothing to replicate",
        "name a database of the spec, or write an ARN",
        "the spec's format";
    REGION_UNUSED = Warning "region-unused",
        "something lives in every declared region",
        "nothing is created in a region without databases",
        "place something there, or remove it",
        "the spec's format";
    REN_SELF = Error "ren-self",
        "what is renamed had another name before",
        "nothing moves from an address to itself",
        "write the name of before, or remove `renamed_from`",
        "Terraform language, Refactoring: moved blocks";
    REN_SHAPE = Error "ren-shape",
        "a name of before is one that a spec can have had",
        "Terraform looks for the resource under the address that the name gave it",
        "write the name of before as it stood in the spec",
        "Terraform language, Refactoring: moved blocks";
    REN_IN_USE = Error "ren-in-use",
        "a name of before is in use no more",
        "Terraform moves what stands under an address, and refuses to where something is meant to stay there",
        "rename one after the other, and apply in between",
        "Terraform language, Refactoring: moved blocks";
    REN_TWICE = Error "ren-twice",
        "a name of before is that of one thing",
        "a resource moves to one address",
        "keep the one that it is now",
        "Terraform language, Refactoring: moved blocks";
    ENC_DEFAULT_KEY_SHARED = Error "enc-default-key-shared",
        "what is shared lies under a key of one's own",
        "`aws/rds` lets no other account in and its policy cannot be changed, so AWS refuses the share",
        "declare a key under `keys`, and name it with `key`",
        "RDS User Guide, Sharing encrypted snapshots";
    COPY_CHINA = Error "copy-china",
        "no snapshot is copied to or from another region of China",
        "AWS does not offer it",
        "replicate the database, or move its data with DMS or a logical dump",
        "RDS User Guide, Copying a DB snapshot";
    COPY_GOV = Error "copy-gov",
        "no snapshot is copied between GovCloud and the commercial regions",
        "credentials and keys do not cross",
        "move the data with DMS or a logical dump",
        "RDS User Guide, Copying a DB snapshot";
    COPY_XACCT_XREGION_ONESTEP = Error "copy-xacct-xregion-onestep",
        "an account first copies a shared snapshot where it is, and then elsewhere",
        "AWS copies a shared encrypted snapshot within its region only",
        "leave `region` out of the first copy, and hang a copy below it",
        "RDS User Guide and Aurora User Guide, Copying a snapshot";
    SHARE_RESTORE_DIRECT = Error "share-restore-direct",
        "an account restores from its own copy, and not from the shared snapshot",
        "AWS refuses to restore what is both shared and encrypted",
        "name the account's own copy, which bears the name of the shared snapshot",
        "RDS User Guide, Sharing encrypted snapshots";
    RESTORE_UNKNOWN = Error "restore-unknown",
        "what a database is restored from is part of the spec, or is named as one that exists",
        "there would be nothing to restore",
        "use the name of a declared snapshot, copy or database",
        "the spec's format";
    RESTORE_AMBIGUOUS = Error "restore-ambiguous",
        "a database is restored from one snapshot",
        "two databases or regions have snapshots of that name",
        "rename one of them, and give it its old name as `identifier`",
        "the spec's format";
    RST_CYCLE = Error "rst-cycle",
        "no database is restored from itself",
        "its data would have to be there before it is made",
        "restore it under another name",
        "Terraform, resource dependencies";
    RST_KIND = Error "rst-kind",
        "an instance is restored from an instance, and a cluster from a cluster",
        "AWS keeps the snapshots of the two apart",
        "use an engine of the same kind, or migrate the data",
        "RDS API RestoreDBInstanceFromDBSnapshot and RestoreDBClusterFromSnapshot";
    RST_ENGINE = Error "rst-engine",
        "a restored database has the engine and the major version of its data",
        "AWS refuses another engine, and a version is changed by an upgrade only",
        "write the engine and version of the source; say `allow_major_version_upgrade: true` to have it upgraded",
        "RDS API RestoreDBInstanceFromDBSnapshot, Engine; terraform-aws-modules/terraform-aws-rds#385";
    RST_REGION = Error "rst-region",
        "a database is restored where its snapshot or its backups are",
        "AWS restores within one region",
        "copy the snapshot into the region, or replicate the backups there",
        "RDS User Guide, Restoring a DB instance to a specified time";
    RST_PITR_KEY = Error "rst-pitr-key",
        "an instance that is restored to a point in time keeps the key of its source",
        "the call has no key; Terraform would replace the database in every later plan",
        "write the key of the source, or restore from a snapshot",
        "RDS API RestoreDBInstanceToPointInTime";
    SHARE_REGION = Error "share-region",
        "an account receives snapshots in regions that it uses",
        "its copy is made in the region of the snapshot, under a key of that region",
        "add the region to the account's `regions`, or share a copy elsewhere",
        "RDS User Guide, Copying a DB snapshot";
    SHARE_TWICE = Error "share-twice",
        "an account is named once for a snapshot",
        "the second may have been meant for another account",
        "remove one of the two",
        "the spec's format";
    SHARE_ACCOUNT_TWICE = Error "share-account-twice",
        "an account has one name under `sharing`",
        "two root modules of one account would each make the same keys and copies",
        "keep one of the two, and name it wherever a snapshot is shared",
        "the spec's format";
    SHARING_UNKNOWN = Error "sharing-unknown",
        "an account that receives a snapshot is declared under `sharing`",
        "its id, its key and who copies there stand in one place",
        "use the name of a declared account, or declare it",
        "the spec's format";
    SHARING_UNUSED = Warning "sharing-unused",
        "every account under `sharing` receives something",
        "nothing is generated for an account that receives nothing; it may be misspelt where it is meant",
        "name it with `share_with`, or remove it",
        "the spec's format";
    SHARING_COPY_UNKNOWN = Error "sharing-copy-unknown",
        "an account copies and restores what it receives",
        "what is not shared with it, it cannot read",
        "use the name of a snapshot that is shared with it",
        "the spec's format";
    SHARING_COPY_AMBIGUOUS = Error "sharing-copy-ambiguous",
        "a copy is of one shared snapshot",
        "two databases or regions have snapshots of that name, and the account receives both",
        "rename one of them, and give it its old name as `identifier`",
        "the spec's format";
    SPEC_TWICE = Error "spec-twice",
        "a setting with two names is said once",
        "a cluster's `username` and `master_username` are the same argument",
        "keep one of the two",
        "Terraform AWS provider, aws_rds_cluster";
    ACCEPT_RESOURCE = Error "accept-resource",
        "what is accepted is accepted of something that the spec brings about",
        "a misspelt resource would leave the finding where it is",
        "name a path of the spec, such as `databases.orders`, or an address, such as `aws_db_instance.orders`",
        "the spec's format";
    ACCEPT_TWICE = Error "accept-twice",
        "a finding is accepted once",
        "two reasons and two days would contradict each other",
        "keep one of the two",
        "the spec's format";
    ACCEPT_UNUSED = Warning "accept-unused",
        "every accepted finding is of a resource that its check looks at",
        "an exception that outlives its reason hides the next finding",
        "remove it",
        "the spec's format";
    ACCEPT_EXPIRED = Error "accept-expired",
        "an accepted finding has not expired",
        "it was accepted until that day only",
        "make the finding go away, or decide again and write a later day",
        "the spec's format";
    STMT_REGION = Error "stmt-region",
        "a further statement is for regions that its key is in",
        "a request reaches a key through services of the key's own region alone, so a copied region makes the statement useless",
        "write `kms:ViaService: rds` for the key's own region, or limit the statement with `regions`",
        "KMS Developer Guide, AWS KMS condition keys";
}
