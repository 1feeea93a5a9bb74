variable "production_db_password" {
  description = "Master password of the database production-db. Write-only: it never enters plan or state."
  type        = string
  sensitive   = true
  ephemeral   = true
}
