"""Where moto's models don't say what we need of them."""

from typing import Any

from moto.rds.models import DBCluster


def close() -> None:
    """Has every cluster keep what it was told of its HTTP endpoint; moto knows a few old versions only."""

    def is_enabled(cluster: Any) -> bool:
        return bool(cluster._enable_http_endpoint)

    def enable(cluster: Any, value: bool | None) -> None:
        cluster._enable_http_endpoint = bool(value)

    DBCluster.enable_http_endpoint = property(is_enabled, enable)  # type: ignore[method-assign,assignment]
