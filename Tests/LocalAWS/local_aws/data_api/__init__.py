"""The RDS Data API over real databases, spoken so that unmodified boto3 talks to it."""
