package import ConstructKit

/// The function's code: the Python in `Handler/`, as ``HandlerFiles`` carries it.
package enum MigrationHandler {
    package static var assetFiles: [AssetFile] {
        HandlerFiles.texts.map { AssetFile(name: $0.name, bytes: Array($0.text.utf8)) }
    }
}
