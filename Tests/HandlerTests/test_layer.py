"""What synth writes is what the handler reads: our own output, as a deploy would unpack it."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from local_aws.data_api.playground import CLUSTER_ARN, SECRET_ARN
from stage import Stage

OUT = Path(__file__).parents[2] / "out"


class TemplateLoader(yaml.SafeLoader):
    """Reads a template; what CloudFormation would look up stays a text."""


def looked_up(loader: TemplateLoader, suffix: str, node: yaml.Node) -> Any:
    return f"{suffix} {node.value}"


TemplateLoader.add_multi_constructor("!", looked_up)  # type: ignore[no-untyped-call]


@pytest.fixture
def properties() -> dict[str, str]:
    """The properties of the custom resource as CloudFormation sends them."""
    template = yaml.load((OUT / "database.template.yaml").read_text(), TemplateLoader)
    migration = template["Resources"]["Migration"]["Properties"]
    return {name: str(value) for name, value in migration.items()}


@pytest.fixture
def assets(tmp_path: Path) -> dict[str, Path]:
    """The unpacked assets by what is in them."""
    stack = json.loads((OUT / "manifest.json").read_text())["stacks"][0]
    folders = {}
    for number, name in enumerate(stack["assets"]):
        folder = tmp_path / str(number)
        with zipfile.ZipFile(OUT / name) as archive:
            archive.extractall(folder)
        folders["layer" if (folder / "migrations").is_dir() else "function"] = folder
    return folders


def test_the_layer_has_the_scripts_that_the_template_tells_of(
    mysql: Stage, properties: dict[str, str], assets: dict[str, Path]
) -> None:
    (mysql.folder / properties["ScriptsHash"]).symlink_to(assets["layer"] / "migrations")
    reached = {"ClusterArn": CLUSTER_ARN, "SecretArn": SECRET_ARN, "DatabaseName": mysql.database.name}
    answer = mysql.deliver(mysql.event("Create", properties["ScriptsHash"], **(properties | reached)))
    expected = {"Response": "applied 3 scripts; the database is at 3", "Head": "3", "Applied": "3", "State": "APPLIED"}
    assert answer["Data"] == expected
    assert properties["Head"] == "3"
    assert sum(row[2] for row in mysql.history) == 5


def test_the_function_has_all_that_it_imports(assets: dict[str, Path]) -> None:
    command = [sys.executable, "-P", "-c", "import index; print(index.__file__, callable(index.handler))"]
    run = subprocess.run(
        command, check=True, capture_output=True, text=True, env={"PYTHONPATH": str(assets["function"])}
    )
    assert run.stdout == f"{assets['function']}/index.py True\n"
