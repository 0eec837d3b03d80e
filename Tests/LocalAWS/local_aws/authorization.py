"""What a role's policies allow, down to the resource."""

import re
from dataclasses import dataclass
from typing import Self

from moto.iam.access_control import AssumedRoleAccessKey, CreateAccessKeyFailure, IAMPolicy, PermissionResult
from werkzeug.datastructures import EnvironHeaders


class UnknownSession(Exception):
    """Somebody has a session token that nobody was given."""


@dataclass(frozen=True)
class RoleSession:
    """One who has assumed a role, as a function has. Who has no session token is the account's administrator."""

    arn: str
    policies: list[IAMPolicy]

    @classmethod
    def of(cls, account: str, access_key: str, token: str) -> Self:
        """The session with these credentials.

        Raises UnknownSession.
        """
        try:
            key = AssumedRoleAccessKey(account, "aws", access_key, {"X-Amz-Security-Token": token})
        except CreateAccessKeyFailure as error:
            raise UnknownSession("The security token included in the request is invalid.") from error
        return cls(key.arn, [IAMPolicy(policy) for policy in key.collect_policies()])

    @classmethod
    def of_request(cls, account: str, headers: EnvironHeaders) -> Self | None:
        """The session that signed a request; None for the administrator."""
        signed = re.search(r"Credential=([^/,]+)/", headers.get("Authorization", ""))
        token = headers.get("X-Amz-Security-Token")
        return cls.of(account, signed[1], token) if signed and token else None

    def may(self, action: str, resource: str) -> bool:
        results = [policy.is_action_permitted(action, resource) for policy in self.policies]
        return PermissionResult.PERMITTED in results and PermissionResult.DENIED not in results

    def refusal(self, action: str, resource: str) -> str:
        """What AWS says to one who may not."""
        return (
            f"User: {self.arn} is not authorized to perform: {action} on resource: {resource} "
            f"because no identity-based policy allows the {action} action"
        )
