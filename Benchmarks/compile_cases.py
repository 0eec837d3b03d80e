"""Writes the package whose compile time the language promises: many resources in a file, and an app of ten such stacks.

compile_cases.py FOLDER PACKAGE

FOLDER gets a package with a library for each case; PACKAGE is the path of Borealis.
"""

import sys
from pathlib import Path

SUBNET = 'EC2.Subnet(cidrBlock: "10.0.{a}.{b}/28", ipv6CidrBlock: {previous}, vpcId: vpc.ref)'


def struct(name: str, protocol: str, count: int, number: int) -> str:
    """A struct with that many elements, all assigned in its init, each referring to the one before."""
    names = [f"subnet{index}" for index in range(count)]
    lines = [f"public struct {name}: {protocol} {{"]
    lines += [f"    public let {element}: EC2.Subnet" for element in names]
    lines += ["", "    public init(vpc: EC2.VPC) {"]
    for index, element in enumerate(names):
        previous = f"{names[index - 1]}.ref" if index else "nil"
        value = SUBNET.format(a=number, b=index % 16 * 16, previous=previous)
        lines.append(f"        {element} = {value}")
    return "\n".join([*lines, "    }", "}", ""])


def many(constructs: int, size: int) -> str:
    """One file of constructs, and a stack that holds them."""
    parts = [struct(f"Part{index}", "Construct", size, index) for index in range(constructs)]
    fields = "\n".join(f"    let part{index}: Part{index}" for index in range(constructs))
    values = "\n".join(f"        part{index} = Part{index}(vpc: vpc)" for index in range(constructs))
    stack = f"public struct Many: Stack {{\n    let vpc: EC2.VPC\n{fields}\n\n    public init() {{\n"
    stack += f'        let vpc = EC2.VPC(cidrBlock: "10.0.0.0/16")\n        self.vpc = vpc\n{values}\n    }}\n}}\n'
    return "\n".join([*parts, stack])


def main(folder: Path, package: Path) -> None:
    cases = {
        "Constructs15x30": many(15, 30),
        "Struct40": struct("Struct40", "Construct", 40, 0),
        "Struct60": struct("Struct60", "Construct", 60, 0),
        "Struct100": struct("Struct100", "Construct", 100, 0),
    }
    app = folder / "Sources" / "ten-stacks"
    app.mkdir(parents=True, exist_ok=True)
    members = "".join(f"    let stack{number} = Many()\n" for number in range(10))
    text = f"import Borealis\nimport Constructs15x30\n\n@main\nstruct TenStacks: App {{\n{members}}}\n"
    (app / "App.swift").write_text(text, encoding="utf-8")
    targets = ['.executableTarget(name: "ten-stacks", dependencies: borealis + ["Constructs15x30"])']
    for name, source in cases.items():
        target = folder / "Sources" / name
        target.mkdir(parents=True, exist_ok=True)
        (target / f"{name}.swift").write_text(f"import Borealis\nimport BorealisEC2\n\n{source}", encoding="utf-8")
        targets.append(f'.target(name: "{name}", dependencies: borealis)')
    manifest = f"""// swift-tools-version: 6.2
import PackageDescription

let borealis: [Target.Dependency] = [
    .product(name: "Borealis", package: "{package.name}"), .product(name: "BorealisEC2", package: "{package.name}"),
]
let package = Package(
    name: "compile-cases", platforms: [.macOS(.v15)], dependencies: [.package(path: "{package}")],
    targets: [{", ".join(targets)}])
"""
    (folder / "Package.swift").write_text(manifest, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
