"""One process that is AWS: moto's server, with CloudFormation, Lambda and the Data API replaced by ours."""

import logging
import os
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from . import moto_gaps
from .cloudformation import api as cloudformation_api
from .cloudformation.engine import ANSWER_SECONDS, Engine
from .data_api import api as data_api
from .data_api.moto_clusters import MotoClusters
from .data_api.service import DataAPI
from .databases.servers import DatabaseServers
from .endpoint import HOST, REGION, RESET_PATH
from .functions.runner import FunctionRunner
from .processes import LeashedProcess
from .sockets import listening

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class LocalAWS:
    """AWS on a port of the loopback interface; only one in a process, as moto's state is the process's own.

    port: 0 takes any that is free.
    answer_seconds: how long custom resources are waited for at most.
    reset: what is called when somebody asks for a reset over HTTP.

    Raises CannotListen, CannotRun when this machine can't run functions, OSError when there is no room for it.
    """

    def __init__(
        self, port: int = 0, answer_seconds: float = ANSWER_SECONDS, reset: Callable[[], None] = lambda: None
    ) -> None:
        self.account = DEFAULT_ACCOUNT_ID
        self.region = REGION
        self.answer_seconds = answer_seconds
        self.engines: dict[str, Engine] = {}
        self.lock = threading.Lock()
        listener = listening(port)
        self.port = listener.getsockname()[1]
        self.endpoint = f"http://{HOST}:{self.port}"
        # Policies of AWS's own are there for roles to name.
        os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
        os.environ["MOTO_PORT"] = str(self.port)
        self.root = Path(tempfile.mkdtemp(prefix="local-aws-"))
        self.root_holder = LeashedProcess.holding(self.root)
        self.root.chmod(0o755)
        self.functions = FunctionRunner(self.root / "functions", self.endpoint, self.account)
        self.databases = DatabaseServers(self.root)
        self.data_api = DataAPI(MotoClusters(self.databases, self.account))
        self.install()
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        application = with_reset(DomainDispatcherApplication(create_backend_app), reset)
        # The server has a descriptor of its own for the port, and closes that.
        with listener:
            self.server = make_server(
                HOST, self.port, application, threaded=True, request_handler=MotoRequestHandler, fd=listener.fileno()
            )
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def install(self) -> None:
        """Takes the place of what moto has for these services; before its server looks for the paths that it has."""
        moto_gaps.close(self.forget_cluster, self.functions.await_log)
        self.functions.install()
        data_api.install(self.data_api, self.account)
        cloudformation_api.install(self.engine, self.account)

    def forget_cluster(self, cluster_id: str) -> None:
        """Ends what there is of a cluster that was deleted."""
        self.data_api.forget(cluster_id)
        self.databases.drop(cluster_id)

    def engine(self, region: str) -> Engine:
        """CloudFormation in one region."""
        with self.lock:
            if region not in self.engines:
                engine = Engine(self.endpoint, self.account, region, self.functions, self.answer_seconds)
                self.engines[region] = engine
            return self.engines[region]

    def stop(self) -> None:
        """Ends all databases and functions, and removes all folders."""
        self.server.shutdown()
        self.server.server_close()
        self.functions.stop()
        self.data_api.stop()
        self.databases.stop()
        self.root_holder.stop()


def with_reset(application: Application, reset: Callable[[], None]) -> Application:
    # Who asks sees by it when another has taken over.
    identity = uuid.uuid4().hex.encode()

    def respond(environment: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environment["PATH_INFO"] != RESET_PATH:
            return application(environment, start_response)
        if environment["REQUEST_METHOD"] == "POST":
            reset()
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [identity]

    return respond
