internal import OrderedCollections
internal import TemplateModel

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// `manifest.json`: the stacks in the order in which they are deployed, and the files of each.
///
/// - Shape: `{"version": 1, "stacks": [{"name": …, "template": …, "dependencies": […]}]}`
struct Manifest: Codable, Equatable {
    struct Entry: Codable, Equatable {
        let name: String
        /// A file name in the manifest's folder.
        let template: String
        /// The names of the stacks that must be deployed before, sorted.
        let dependencies: [String]
    }

    static let fileName = "manifest.json"
    private static let currentVersion = 1

    private let version: Int
    let stacks: [Entry]

    init(stacks: [Entry]) {
        version = Self.currentVersion
        self.stacks = stacks
    }

    /// Reads what an earlier run wrote.
    ///
    /// What a manifest lists may be removed, and so it lists nothing but templates.
    init(json text: String) throws(ManifestProblem) {
        guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(text.utf8)) else { throw .otherForm }
        self = manifest
        guard version == Self.currentVersion else { throw .otherVersion(version) }
        for entry in stacks where entry.template.contains("/") || !entry.template.contains(".template.") {
            throw .otherFile(entry.template)
        }
    }

    subscript(name: String) -> Entry? {
        stacks.first { $0.name == name }
    }

    /// The files that belong to the output, besides the manifest itself.
    var files: [String] {
        stacks.map(\.template)
    }

    var node: TemplateNode {
        let entries = stacks.map { entry in
            TemplateNode.map([
                "name": .string(entry.name), "template": .string(entry.template),
                "dependencies": .list(entry.dependencies.map(TemplateNode.string)),
            ])
        }
        return .map(["version": .integer(version), "stacks": .list(entries)])
    }
}

/// Why a text is not a manifest.
enum ManifestProblem: Error {
    case otherForm
    case otherVersion(Int)
    case otherFile(String)

    var explanation: String {
        switch self {
        case .otherForm: "text of another form"
        case .otherVersion(let version): "version \(version)"
        case .otherFile(let file): "\(file), which is no template in its folder"
        }
    }
}
