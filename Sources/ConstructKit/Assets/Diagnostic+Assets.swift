package import BorealisDiagnostics

/// The words for what is wrong with the files that go into the output.
extension Diagnostic {
    package static func unreadableSource(_ path: String, reason: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.unreadableSource),
            at: place,
            "a file or folder can't be read",
            got: path.isEmpty ? "an empty path" : "\(path): \(reason)",
            expected: "one that is there and can be read, by its path from the working directory",
            fix: "correct the path, the name or the rights"
        )
    }

    package static func emptyAsset(_ name: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.emptyAsset),
            at: place,
            "an asset has no file",
            got: name,
            expected: "at least one file",
            fix: "put a file in it, or leave the asset out"
        )
    }

    package static func assetTooLarge(_ name: String, bytes: Int, files: Int, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.assetTooLarge),
            at: place,
            "an asset is larger than Lambda accepts",
            got: "\(name): \(bytes) bytes in \(files) files",
            expected: "at most \(AssetLimits.unzippedBytes) bytes in \(AssetLimits.files) files",
            fix: "leave out what isn't needed when it runs"
        )
    }

    package static func invalidAssetName(_ name: String, place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.invalidAssetName),
            at: place,
            "the name of a file in an asset doesn't stay in it",
            got: name,
            expected: "names with / between them, none of them empty, . or ..",
            fix: "choose a name such as config/app.json"
        )
    }

    package static func changedSource(_ path: String) -> Diagnostic {
        Diagnostic(
            .known(.changedSource),
            at: Place(file: path),
            "a file or folder was changed while synth ran",
            expected: "files that stay as they were read",
            fix: "run synth again"
        )
    }
}
