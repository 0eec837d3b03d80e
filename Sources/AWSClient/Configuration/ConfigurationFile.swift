package import BorealisDiagnostics

/// What a shared file of AWS says, section by section.
///
/// - Shape: sections in the order of the file, those of the same name apart; a setting that is written twice in one has
///   its last value.
/// - Source: AWS SDKs and Tools Reference Guide, "Shared config and credentials files"; the reader of the AWS SDK for Rust
///   (smithy-rs); Python's configparser, with which botocore 1.44.5 reads them: there indentation counts from that of the
///   setting before. All read 2026-11-22. As in the SDKs a # or ; after a space begins a comment, and sections of the same
///   name are one; botocore has neither. As in the SDKs only = parts name and value; botocore takes a colon as well.
package struct ConfigurationFile: Hashable, Sendable {
    package struct Section: Hashable, Sendable {
        /// What is between the brackets: `profile blog`.
        package let name: String
        package let place: Place
        /// By their names in small letters.
        package var settings: [String: Setting] = [:]
    }

    package struct Setting: Hashable, Sendable {
        /// Never printed, since it may be a secret; lines that go on are joined by a newline.
        package var value: String
        package let place: Place
        /// The indented settings below one without a value.
        package var nested: [String: Setting] = [:]

        package init(_ value: String, at place: Place) {
            self.value = value
            self.place = place
        }
    }

    package let sections: [Section]

    /// - Throws: ``Diagnostic`` `AWS003` at the first line that can't be read.
    package init(reading bytes: [UInt8], of path: String) throws(Diagnostic) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        var reader = Reader()
        for (index, line) in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        {
            let place = Place(file: path, line: index + 1)
            guard let text = String(validating: line, as: UTF8.self) else {
                throw .unreadableLine("the line is not UTF-8", at: place, fix: "save the file as UTF-8")
            }
            try reader.read(text, at: place)
        }
        sections = reader.sections
    }
}

/// Reads line after line.
private struct Reader {
    typealias Section = ConfigurationFile.Section
    typealias Setting = ConfigurationFile.Setting

    var sections: [Section] = []
    /// The setting of the last section that a deeper line goes on with.
    private var key: String?
    private var indentation = 0

    mutating func read(_ line: String, at place: Place) throws(Diagnostic) {
        let text = line.trimmed
        guard !text.isEmpty, !text.startsComment else { return }
        let depth = line.prefix { $0.isWhitespace }.count
        if let key, depth > indentation { return try goOn(key, with: text, at: place) }
        indentation = depth
        if text.hasPrefix("[") {
            sections.append(Section(name: try sectionName(in: text, at: place), place: place))
            key = nil
        } else {
            let (name, value) = try assignment(in: text, at: place)
            guard !sections.isEmpty else { throw .lineBeforeSections(at: place) }
            sections[sections.count - 1].settings[name] = Setting(value, at: place)
            key = name
        }
    }

    /// A line that is deeper than the setting above it: a setting inside that one, or more of its value.
    private mutating func goOn(_ key: String, with text: String, at place: Place) throws(Diagnostic) {
        var setting = sections[sections.count - 1].settings[key] ?? Setting("", at: place)
        if setting.value.isEmpty {
            let (name, value) = try assignment(in: text, at: place)
            setting.nested[name] = Setting(value, at: place)
        } else {
            setting.value += "\n\(text)"
        }
        sections[sections.count - 1].settings[key] = setting
    }

    private func sectionName(in text: String, at place: Place) throws(Diagnostic) -> String {
        guard let end = text.firstIndex(of: "]") else {
            throw .unreadableLine("the name of a section is never closed", at: place, fix: "add ]")
        }
        let rest = String(text[text.index(after: end)...]).trimmed
        guard rest.isEmpty || rest.startsComment else {
            throw .unreadableLine("something follows the name of a section", at: place, fix: "begin a new line after ]")
        }
        let name = String(text[text.index(after: text.startIndex)..<end]).trimmed
        guard !name.isEmpty else {
            throw .unreadableLine("a section has no name", at: place, fix: "write [profile NAME] or [default]")
        }
        return name
    }

    private func assignment(in text: String, at place: Place) throws(Diagnostic) -> (name: String, value: String) {
        guard let sign = text.firstIndex(of: "=") else {
            throw .unreadableLine(
                "the line is neither a section nor a setting",
                at: place,
                fix: "write NAME = VALUE, or begin a comment with #"
            )
        }
        let name = String(text[..<sign]).trimmed.lowercased()
        guard !name.isEmpty else {
            throw .unreadableLine("a setting has no name", at: place, fix: "write NAME = VALUE")
        }
        return (name, String(text[text.index(after: sign)...]).withoutComment.trimmed)
    }
}

extension String {
    fileprivate var startsComment: Bool { hasPrefix("#") || hasPrefix(";") }

    /// Up to a # or ; that a space comes before.
    fileprivate var withoutComment: String {
        var previous: Character = "="
        for index in indices {
            if previous.isWhitespace, self[index] == "#" || self[index] == ";" { return String(self[..<index]) }
            previous = self[index]
        }
        return self
    }
}
