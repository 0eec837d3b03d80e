"""Providers of resource types, one file for each service."""

from local_aws.cloudformation.template import is_custom

from . import cloudformation, ec2, iam, kms, lambda_functions, logs, rds, s3, secrets_manager, ssm
from .moto_models import moto_provider
from .provider import Provider

PROVIDERS: dict[str, Provider] = {
    **cloudformation.PROVIDERS,
    **ec2.PROVIDERS,
    **iam.PROVIDERS,
    **kms.PROVIDERS,
    **lambda_functions.PROVIDERS,
    **logs.PROVIDERS,
    **rds.PROVIDERS,
    **s3.PROVIDERS,
    **secrets_manager.PROVIDERS,
    **ssm.PROVIDERS,
}


def find(resource_type: str) -> Provider | None:
    """The provider of a type: ours, or what moto can make of it by itself; None for a type that nobody knows."""
    if is_custom(resource_type):
        return PROVIDERS["AWS::CloudFormation::CustomResource"]
    return PROVIDERS.get(resource_type) or moto_provider(resource_type)
