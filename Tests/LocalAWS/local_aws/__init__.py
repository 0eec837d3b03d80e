"""AWS on loopback: CloudFormation, Lambda and the RDS Data API over real databases; moto for everything else."""
