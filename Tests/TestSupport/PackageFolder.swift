package import Foundation

/// Files of the package that the tests belong to.
package enum PackageFolder {
    package static let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    package static func file(_ path: String) -> URL {
        url.appending(path: path)
    }

    /// The Python that `scripts/install test` prepares.
    package static var python: URL { file(".build/venv/bin/python") }

    /// The folder with the pinned registry schemas.
    package static var schemas: URL { file(".build/schemas/cfn-lint-1.58.0") }
}
