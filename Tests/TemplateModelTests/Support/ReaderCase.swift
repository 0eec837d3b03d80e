import Foundation
import TemplateModel
import TestSupport

/// A tree, its two texts, and the tree in a form of its own that shares no code with the writers: what
/// `read_yaml.py` compares.
struct ReaderCase: Encodable {
    let name: String
    let yaml: String
    let json: String
    let expected: ExpectedTree

    init(_ name: String, _ node: TemplateNode) {
        self.name = name
        yaml = node.text(as: .yaml)
        json = node.text(as: .json)
        expected = ExpectedTree(node)
    }

    /// The case with another text in the place of its YAML.
    init(_ original: ReaderCase, yaml: String) {
        name = original.name
        self.yaml = yaml
        json = original.json
        expected = original.expected
    }

    /// What the readers found: an empty text before the count means that all agree.
    static func report(on cases: [ReaderCase]) throws -> String {
        guard FileManager.default.isExecutableFile(atPath: PackageFolder.python.path()) else {
            return "no Python: run scripts/install test"
        }
        let folder = try TemporaryFolder()
        try JSONEncoder().encode(cases).write(to: folder.url("cases.json"))
        let script = PackageFolder.file("Tests/TemplateModelTests/read_yaml.py")
        let run = try ProcessRun(PackageFolder.python, [script.path(), folder.url("cases.json").path()])
        return run.output + run.errors
    }
}

/// A node with its kind spelt out, and texts as code points.
indirect enum ExpectedTree: Encodable {
    case string([UInt32])
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case list([ExpectedTree])
    case map([[ExpectedTree]])

    init(_ node: TemplateNode) {
        self =
            switch node {
            case .string(let text): .string(text.unicodeScalars.map(\.value))
            case .integer(let number): .integer(number)
            case .number(let number): .number(number)
            case .boolean(let boolean): .boolean(boolean)
            case .list(let items): .list(items.map(ExpectedTree.init))
            case .map(let entries):
                .map(entries.map { [ExpectedTree(.string($0.key)), ExpectedTree($0.value)] })
            }
    }

    private enum Key: String, CodingKey {
        case string, integer, number, boolean, list, map
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .string(let scalars): try container.encode(scalars, forKey: .string)
        case .integer(let number): try container.encode(number, forKey: .integer)
        case .number(let number): try container.encode(number, forKey: .number)
        case .boolean(let boolean): try container.encode(boolean, forKey: .boolean)
        case .list(let items): try container.encode(items, forKey: .list)
        case .map(let entries): try container.encode(entries, forKey: .map)
        }
    }
}
