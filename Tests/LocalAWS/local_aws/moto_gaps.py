"""Where moto's models don't say what we need of them."""

from collections.abc import Callable
from typing import Any

from moto.logs.models import LogsBackend
from moto.rds.models import DBCluster, RDSBackend


def close(cluster_deleted: Callable[[str], None], await_log: Callable[[str], None]) -> None:
    """Closes all gaps.

    cluster_deleted: is given the resource ID of each cluster that is deleted.
    await_log: is given the name of each log group whose events are asked for, and returns when they are there.
    """
    keep_http_endpoints()
    tell_of_deletions(cluster_deleted)
    complete_logs(await_log)


def keep_http_endpoints() -> None:
    """Has every cluster keep what it was told of its HTTP endpoint; moto knows a few old versions only."""

    def is_enabled(cluster: Any) -> bool:
        return bool(cluster._enable_http_endpoint)

    def enable(cluster: Any, value: bool | None) -> None:
        cluster._enable_http_endpoint = bool(value)

    DBCluster.enable_http_endpoint = property(is_enabled, enable)  # type: ignore[method-assign,assignment]


def tell_of_deletions(cluster_deleted: Callable[[str], None]) -> None:
    """Has a cluster's database end with it, whoever deletes the cluster."""
    delete = getattr(RDSBackend.delete_db_cluster, "original", RDSBackend.delete_db_cluster)

    def delete_and_tell(backend: RDSBackend, *arguments: Any, **named: Any) -> Any:
        cluster: Any = delete(backend, *arguments, **named)
        cluster_deleted(cluster.resource_id)
        return cluster

    delete_and_tell.original = delete  # type: ignore[attr-defined]
    RDSBackend.delete_db_cluster = delete_and_tell  # type: ignore[method-assign,assignment]


def complete_logs(await_log: Callable[[str], None]) -> None:
    """Has who reads a log see all of it: a custom resource's answer comes before its function's end and its log."""
    read = getattr(LogsBackend.filter_log_events, "original", LogsBackend.filter_log_events)

    def await_and_read(backend: LogsBackend, log_group_name: str, *arguments: Any, **named: Any) -> Any:
        await_log(log_group_name)
        return read(backend, log_group_name, *arguments, **named)

    await_and_read.original = read  # type: ignore[attr-defined]
    LogsBackend.filter_log_events = await_and_read  # type: ignore[method-assign,assignment]
