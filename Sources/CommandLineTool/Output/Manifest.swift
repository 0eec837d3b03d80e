internal import OrderedCollections
internal import TemplateModel

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// `manifest.json`: the stacks in the order in which they are deployed, and the files of each.
///
/// - Shape: `{"version": 1, "stacks": [{"name": …, "template": …, "assets": […], "dependencies": […]}]}`
struct Manifest: Codable, Equatable {
    struct Entry: Codable, Equatable {
        let name: String
        /// A file name in the manifest's folder.
        let template: String
        /// Files below the manifest's folder, in the order of the template: `assets/<sha256>.zip`.
        let assets: [String]
        /// The names of the stacks that must be deployed before, sorted.
        let dependencies: [String]

        init(name: String, template: String, assets: [String], dependencies: [String]) {
            self.name = name
            self.template = template
            self.assets = assets
            self.dependencies = dependencies
        }

        /// A manifest from before there were assets has none.
        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decode(String.self, forKey: .name)
            template = try container.decode(String.self, forKey: .template)
            assets = try container.decodeIfPresent([String].self, forKey: .assets) ?? []
            dependencies = try container.decode([String].self, forKey: .dependencies)
        }
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
    /// What a manifest lists may be removed, and so it lists nothing but templates and assets.
    init(json text: String) throws(ManifestProblem) {
        guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(text.utf8)) else { throw .otherForm }
        self = manifest
        guard version == Self.currentVersion else { throw .otherVersion(version) }
        for entry in stacks {
            if entry.template.contains("/") || !entry.template.contains(".template.") {
                throw .otherFile(entry.template)
            }
            if let other = entry.assets.first(where: { !AssetName.isValid($0) }) { throw .otherFile(other) }
        }
    }

    subscript(name: String) -> Entry? {
        stacks.first { $0.name == name }
    }

    /// The files that belong to the output, besides the manifest itself.
    var files: [String] {
        stacks.map(\.template) + stacks.flatMap(\.assets)
    }

    var node: TemplateNode {
        let entries = stacks.map { entry in
            TemplateNode.map([
                "name": .string(entry.name), "template": .string(entry.template),
                "assets": .list(entry.assets.map(TemplateNode.string)),
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
        case .otherFile(let file): "\(file), which is no template or asset in its folder"
        }
    }
}

/// Where an asset is, relative to the manifest.
enum AssetName {
    static let folder = "assets"

    static func path(of fileName: String) -> String { "\(folder)/\(fileName)" }

    /// Whether a path is one that ``path(of:)`` gives.
    static func isValid(_ path: String) -> Bool {
        let name = path.dropFirst(folder.count + 1)
        return path.hasPrefix("\(folder)/") && name.hasSuffix(".zip")
            && name.dropLast(4).utf8.allSatisfy { $0 < 0x80 && ($0.isDigit || $0.isSmallLetter) }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isSmallLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
}
