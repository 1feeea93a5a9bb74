output "keys" {
  description = "ARN of each key, by name and region"
  value = {
    rds = {
      "eu-west-1" = aws_kms_key.rds_eu_west_1.arn
    }
  }
}

output "production_db" {
  description = "The database production-db"
  value = {
    arn      = aws_db_instance.production_db.arn
    endpoint = aws_db_instance.production_db.endpoint
  }
}
