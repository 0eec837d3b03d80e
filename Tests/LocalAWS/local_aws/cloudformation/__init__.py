"""A CloudFormation engine whose resources are made by ordinary calls to the other services."""
