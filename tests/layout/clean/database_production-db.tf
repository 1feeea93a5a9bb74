resource "aws_cloudwatch_log_group" "production_db" {
  provider = aws.us_east_1
  for_each = toset(["postgresql", "upgrade"])

  name              = "/aws/rds/instance/production-db/${each.key}"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.rds_us_east_1.arn
}

resource "aws_db_parameter_group" "production_db" {
  provider = aws.us_east_1

  name        = "production-db-postgres16"
  description = "Parameters of production-db"
  family      = "postgres16"

  parameter {
    name  = "log_min_duration_statement"
    value = "1000"
  }

  parameter {
    name         = "rds.logical_replication"
    value        = "1"
    apply_method = "pending-reboot"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_instance" "production_db" {
  provider = aws.us_east_1

  identifier     = "production-db"
  engine         = "postgres"
  engine_version = "16"
  instance_class = "db.r6g.xlarge"

  storage_type          = "gp3"
  allocated_storage     = 100
  max_allocated_storage = 500
  storage_encrypted     = true
  kms_key_id            = aws_kms_key.rds_us_east_1.arn

  username                            = "dbadmin"
  password_wo                         = var.production_db_password
  password_wo_version                 = 1
  iam_database_authentication_enabled = true

  multi_az               = true
  db_subnet_group_name   = "production-subnet-group"
  vpc_security_group_ids = ["sg-0123456789abcdef0"]
  publicly_accessible    = false
  parameter_group_name   = aws_db_parameter_group.production_db.name

  auto_minor_version_upgrade = true

  backup_retention_period   = 14
  delete_automated_backups  = false
  copy_tags_to_snapshot     = true
  skip_final_snapshot       = false
  final_snapshot_identifier = "production-db-final"
  deletion_protection       = true

  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  monitoring_interval             = 60
  monitoring_role_arn             = aws_iam_role.rds_monitoring.arn
  performance_insights_enabled    = true
  performance_insights_kms_key_id = aws_kms_key.rds_us_east_1.arn

  depends_on = [
    aws_cloudwatch_log_group.production_db,
    aws_iam_role_policy_attachment.rds_monitoring,
  ]

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_db_instance" "production_db_eu" {
  provider = aws.eu_west_1

  identifier          = "production-db-eu"
  replicate_source_db = aws_db_instance.production_db.arn
  instance_class      = "db.r6g.large"
  storage_encrypted   = true
  kms_key_id          = aws_kms_key.rds_eu_west_1.arn

  db_subnet_group_name   = aws_db_subnet_group.eu_west_1.name
  vpc_security_group_ids = ["sg-0fedcba9876543210"]
  publicly_accessible    = false
  skip_final_snapshot    = true

  timeouts {
    create = "6h"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_db_instance" "production_db_reader" {
  provider = aws.us_east_1

  identifier          = "production-db-reader"
  replicate_source_db = aws_db_instance.production_db.identifier
  instance_class      = "db.r6g.xlarge"
  storage_encrypted   = true
  skip_final_snapshot = true
}
