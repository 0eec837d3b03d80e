internal import BorealisDiagnostics

/// The words for what is wrong with a run of the tool and its output.
extension Diagnostic {
    static func unknownStack(_ name: String, known: [String]) -> Diagnostic {
        let nearest = NearestName.of(name, among: known)
        return Diagnostic(
            .known(.unknownStack),
            at: nil,
            "the app has no such stack",
            got: name,
            expected: known.isEmpty ? "an app with stacks" : known.joined(separator: ", "),
            fix: (nearest ?? known.first).map { "choose \($0)" } ?? "add a stack to the app"
        )
    }

    static func unwritableOutput(_ path: String, reason: String) -> Diagnostic {
        Diagnostic(
            .known(.unwritableOutput),
            at: Place(file: path),
            "the output can't be read or written",
            got: reason,
            expected: "a folder that can be written",
            fix: "make room or give the rights, or choose another --output"
        )
    }

    static func unwritableSourceMap(_ path: String, reason: String) -> Diagnostic {
        Diagnostic(
            .known(.unwritableOutput),
            at: Place(file: path),
            "the source map can't be read or written",
            got: reason,
            expected: "a file that can be written",
            fix: "make room or give the rights, or choose another --source-map"
        )
    }

    static func otherFile(_ path: String) -> Diagnostic {
        Diagnostic(
            .known(.unwritableOutput),
            at: Place(file: path),
            "a file is there that is no source map",
            expected: "no file, or a source map that synth has written",
            fix: "choose another --source-map, or remove the file"
        )
    }

    static func incompleteOutput(_ path: String, reason: String) -> Diagnostic {
        Diagnostic(
            .known(.incompleteOutput),
            at: Place(file: path),
            "some files were replaced and others weren't",
            got: reason,
            expected: "files that can be replaced",
            fix: "remove what is in the way and run synth again"
        )
    }

    static func unreadableManifest(_ path: String, reason: String) -> Diagnostic {
        Diagnostic(
            .known(.unreadableManifest),
            at: Place(file: path),
            "the manifest of the last run can't be read",
            got: reason,
            expected: "a manifest of version 1",
            fix: "restore it, or delete it and look for files that are left over"
        )
    }

    static func inlineLimit(_ bytes: Int, limit: Int, stack: String) -> Diagnostic {
        Diagnostic(
            .known(.inlineLimit),
            severity: .note,
            at: nil,
            "the template of stack \(stack) is too large to be passed inline",
            got: "\(bytes) bytes",
            expected: "at most \(limit)",
            fix: "deploy it with --s3-bucket"
        )
    }

    static func templateTooLarge(_ bytes: Int, limit: Int, stack: String) -> Diagnostic {
        templateTooLarge(bytes, limit: limit, "the template of stack \(stack)", at: nil)
    }

    static func templateTooLarge(_ bytes: Int, limit: Int, at place: Place) -> Diagnostic {
        templateTooLarge(bytes, limit: limit, "the template", at: place)
    }

    private static func templateTooLarge(_ bytes: Int, limit: Int, _ name: String, at place: Place?) -> Diagnostic {
        Diagnostic(
            .known(.templateTooLarge),
            at: place,
            "\(name) is larger than CloudFormation accepts",
            got: "\(bytes) bytes",
            expected: "at most \(limit)",
            fix: "move some resources into a stack of their own"
        )
    }
}
