"""Writes a package with our stack as it is, which has 6 services, and with one resource from each of 34 others.

service_cases.py FOLDER PACKAGE

FOLDER gets the package; PACKAGE is the path of Borealis. Its executables are six-services and forty-services.
"""

import re
import sys
from pathlib import Path

# Services with a resource type that needs no property.
OTHERS = 34


def resources(package: Path) -> dict[str, str]:
    """One type of each service whose initialiser has no required parameter: `{"SQS": "Queue"}`."""
    found: dict[str, str] = {}
    used = {"EC2", "IAM", "Lambda", "Logs", "RDS", "SecretsManager"}
    for folder in sorted((package / "Sources/AWS").iterdir()):
        if not folder.is_dir() or folder.name in used or folder.name == "Serverless":
            continue
        for file in sorted(folder.glob("*.swift")):
            text = file.read_text(encoding="utf-8")
            head = re.search(r"public final class (\w+):.*?public init\((.*?)\) \{", text, re.DOTALL)
            if head and all("=" in line for line in head.group(2).strip().splitlines()) and "\nrequired" not in text:
                found[folder.name] = head.group(1)
                break
        if len(found) == OTHERS:
            return found
    sys.exit(f"service_cases.py: only {len(found)} services have a type without required properties")


def app(name: str, stacks: str) -> str:
    return f"import Borealis\n\n@main\nstruct {name}: App {{\n{stacks}}}\n"


def main(folder: Path, package: Path) -> None:
    others = resources(package)
    database = (package / "stacks/Blog/BlogDatabase.swift").read_text(encoding="utf-8")
    imports = "".join(f"import Borealis{service}\n" for service in others)
    members = "".join(f"    let item{number} = {s}.{t}()\n" for number, (s, t) in enumerate(others.items()))
    for target, files in {
        "six-services": {"App.swift": app("SixServices", "    let database = DatabaseStack()\n")},
        "forty-services": {
            "App.swift": app("FortyServices", "    let database = DatabaseStack()\n    let others = OtherStack()\n"),
            "OtherStack.swift": f"import Borealis\n{imports}\nstruct OtherStack: Stack {{\n{members}}}\n",
        },
    }.items():
        sources = folder / "Sources" / target
        sources.mkdir(parents=True, exist_ok=True)
        for name, text in {"BlogDatabase.swift": database, **files}.items():
            (sources / name).write_text(text, encoding="utf-8")
    products = ", ".join(f'.product(name: "Borealis{service}", package: "{package.name}")' for service in others)
    manifest = f"""// swift-tools-version: 6.2
import PackageDescription

let borealis: Target.Dependency = .product(name: "Borealis", package: "{package.name}")
let package = Package(
    name: "service-cases", platforms: [.macOS(.v15)], dependencies: [.package(path: "{package}")],
    targets: [
        .executableTarget(name: "six-services", dependencies: [borealis]),
        .executableTarget(name: "forty-services", dependencies: [borealis, {products}]),
    ])
"""
    (folder / "Package.swift").write_text(manifest, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
