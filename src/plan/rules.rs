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
    REGION_UNUSED = Warning "region-unused",
        "something lives in every declared region",
        "nothing is created in a region without databases",
        "place something there, or remove it",
        "the spec's format";
    SPEC_TWICE = Error "spec-twice",
        "a setting with two names is said once",
        "a cluster's `username` and `master_username` are the same argument",
        "keep one of the two",
        "Terraform AWS provider, aws_rds_cluster";
    STMT_REGION = Error "stmt-region",
        "a further statement is for regions that its key is in",
        "a request reaches a key through services of the key's own region alone, so a copied region makes the statement useless",
        "write `kms:ViaService: rds` for the key's own region, or limit the statement with `regions`",
        "KMS Developer Guide, AWS KMS condition keys";
}
