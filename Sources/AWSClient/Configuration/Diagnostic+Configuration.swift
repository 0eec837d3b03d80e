internal import BorealisDiagnostics

/// The words for what is wrong in the shared files and in what names a region.
extension Diagnostic {
    /// - Parameter problem: without anything of the line, which may be a secret.
    static func unreadableLine(_ problem: String, at place: Place, fix: String) -> Diagnostic {
        Diagnostic(.known(.invalidProfile), at: place, problem, fix: fix)
    }

    static func lineBeforeSections(at place: Place) -> Diagnostic {
        unreadableLine("a setting comes before the first section", at: place, fix: "write [default] above it")
    }

    static func unreadableFile(_ path: String, reason: String) -> Diagnostic {
        Diagnostic(
            .known(.invalidProfile),
            at: Place(file: path),
            "the file can't be read",
            got: reason,
            expected: "a file with the profiles of AWS",
            fix: "let it be read, or name another with AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE"
        )
    }

    static func noProfile(_ name: String, among known: [String], at place: Place?, config: String) -> Diagnostic {
        let nearest = NearestName.of(name, among: known)
        return Diagnostic(
            .known(.invalidProfile),
            at: place ?? Place(file: config),
            "there is no such profile",
            got: name.printable,
            expected: known.isEmpty ? "a profile, and there is none at all" : known.enumeration,
            fix: nearest.map { "write \($0)" }
                ?? "add a section [\(name == "default" ? "" : "profile ")\(name.printable ?? "NAME")]"
        )
    }

    static func misnamedProfile(
        _ name: String,
        _ section: ConfigurationFile.Section,
        isInConfig: Bool
    ) -> Diagnostic {
        let word = name.contains(" ") ? "\"\(name)\"" : name
        return Diagnostic(
            .known(.invalidProfile),
            at: section.place,
            "the section is not a profile",
            got: "[\(section.name)]",
            expected: isInConfig ? "[profile NAME] in the config file" : "[NAME] in the credentials file",
            fix: "write [\(isInConfig ? "profile \(word)" : name)]"
        )
    }

    static func invalidSetting(
        _ setting: String,
        of profile: AWSProfile,
        problem: String,
        got: String?,
        expected: String?,
        fix: String
    ) -> Diagnostic {
        Diagnostic(
            .known(.invalidProfile),
            at: profile.place(of: setting),
            problem,
            got: got,
            expected: expected,
            fix: fix
        )
    }

    static func noServices(_ name: String, of profile: AWSProfile, among known: [String]) -> Diagnostic {
        invalidSetting(
            "services",
            of: profile,
            problem: "there is no such section of services",
            got: name.printable,
            expected: known.isEmpty ? "a section [services NAME]" : known.enumeration,
            fix: NearestName.of(name, among: known).map { "write \($0)" }
                ?? "add a section [services \(name.printable ?? "NAME")]"
        )
    }

    static func noRegion(profile: String, isThere: Bool, config: String) -> Diagnostic {
        Diagnostic(
            .known(.noRegion),
            at: nil,
            "no region is chosen",
            got: isThere ? "profile \(profile) without a region" : "no profile \(profile)",
            expected: "--region, AWS_REGION, AWS_DEFAULT_REGION, or a profile's region",
            fix: "say --region eu-central-1, or write region = eu-central-1 below "
                + "[\(profile == "default" ? "" : "profile ")\(profile)] in \(config)"
        )
    }
}

extension String {
    /// Nil for what is no name: a line that lost its end may have the next one in it, with a secret.
    var printable: String? {
        let isName = !hasControls && !contains("=") && count <= 128
        return isName ? self : nil
    }
}

extension [String] {
    /// As many names as a line has room for.
    var enumeration: String {
        let shown = prefix(10).joined(separator: ", ")
        return count > 10 ? "\(shown) and \(count - 10) more" : shown
    }
}
