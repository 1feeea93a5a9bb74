

resource "aws_db_instance" "production_db" {

provider = aws.us_east_1
identifier = "production-db"
storage_type = ABSENT
iops = ABSENT
kms_key_id = aws_kms_key.rds_us_east_1.arn

performance_insights_enabled = ABSENT

performance_insights_kms_key_id = ABSENT


tags = {
Name = "a" # first

ABSENT
CostCenter = "42" # second
}
depends_on = [


aws_cloudwatch_log_group.production_db,
ABSENT
]

ABSENT

}



# The end.
ABSENT


