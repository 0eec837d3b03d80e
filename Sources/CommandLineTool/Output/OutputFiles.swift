internal import BorealisFileSystem
internal import ConstructKit
internal import OrderedCollections
internal import TemplateModel

/// The text of a stack's template.
struct RenderedTemplate {
    let stack: SynthesizedStack
    let fileName: String
    let text: String

    init(_ stack: SynthesizedStack, format: TemplateFormat) {
        self.stack = stack
        fileName = "\(stack.name).template.\(format.fileExtension)"
        text = stack.template.node.text(as: format)
    }

    var size: TemplateSize {
        TemplateSize(stack: stack.name, bytes: text.utf8.count)
    }
}

/// What a synth writes: paths below the output folder and their content.
///
/// Assets come before the templates that refer to them, and the manifest comes last.
struct OutputFiles {
    private(set) var contents: OrderedDictionary<String, FileContent> = [:]
    /// The files of the last run that this one doesn't have.
    let leftovers: [String]

    /// - Parameters:
    ///   - stackNames: of the whole app, in the order of deployment.
    ///   - previous: what the last run wrote: where only some stacks are written now, the others stay in the manifest.
    init(_ templates: [RenderedTemplate], stackNames: [String], previous: Manifest?) {
        let isWhole = templates.count == stackNames.count
        let entries = stackNames.compactMap { name in
            templates.first { $0.stack.name == name }.map(Manifest.Entry.init) ?? previous?[name]
        }
        let others = isWhole ? [] : (previous?.stacks ?? []).filter { !stackNames.contains($0.name) }
        let manifest = Manifest(stacks: entries + others)
        for asset in templates.flatMap(\.stack.assets) {
            contents[AssetName.path(of: asset.fileName)] = asset.content
        }
        for template in templates {
            contents[template.fileName] = FileContent(template.text)
        }
        contents[Manifest.fileName] = FileContent(manifest.node.text(as: .json))
        // A file system may take two names for one that differ in case only.
        let kept = Set(manifest.files.map { $0.lowercased() })
        leftovers = (previous?.files ?? []).filter { !kept.contains($0.lowercased()) }
    }
}

extension Manifest.Entry {
    fileprivate init(_ template: RenderedTemplate) {
        self.init(
            name: template.stack.name,
            template: template.fileName,
            assets: template.stack.assets.map { AssetName.path(of: $0.fileName) },
            dependencies: template.stack.dependencies
        )
    }
}
