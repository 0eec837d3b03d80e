"""Writes the manifest of a package of ConstructKit and the generated services in Sources/AWS.

services_package.py FOLDER
"""

import sys
from pathlib import Path

HEAD = """// swift-tools-version: 6.2
import PackageDescription

let collections: Target.Dependency = .product(name: "OrderedCollections", package: "swift-collections")
let package = Package(
    name: "services", platforms: [.macOS(.v15)],
    dependencies: [.package(url: "https://github.com/apple/swift-collections", from: "1.6.0")],
    targets: [
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1"),
        .target(name: "BorealisDiagnostics", path: "Sources/Diagnostics"),
        .target(name: "TemplateModel", dependencies: ["BorealisDiagnostics", "CLibYAML", collections]),
        .target(name: "ResourceSchema", dependencies: ["TemplateModel", "BorealisDiagnostics"]),
        .target(
            name: "ConstructKit",
            dependencies: ["ResourceSchema", "TemplateModel", "BorealisDiagnostics", collections]),
"""


def main(folder: Path) -> None:
    services = sorted(path.name for path in (folder / "Sources" / "AWS").iterdir())
    targets = [
        f'        .target(name: "Borealis{name}", dependencies: ["ConstructKit"], path: "Sources/AWS/{name}"),\n'
        for name in services
    ]
    (folder / "Package.swift").write_text(HEAD + "".join(targets) + "    ])\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
