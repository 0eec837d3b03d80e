/// What the name of a script says: `V7__orders.sql`, `0007_orders.sql`, `20261120103000_orders.sql`, `v7.sql`.
package struct ScriptName: Hashable, Sendable {
    package let version: ScriptVersion
    /// What follows the version, with spaces for underscores; may be empty.
    package let description: String

    private static let ending = ".sql"

    /// Whether a file is meant to be a script, whatever its name lacks.
    package static func isMeant(by name: String) -> Bool {
        name.lowercased().hasSuffix(ending)
    }

    /// What a name says that other tools give to scripts which aren't run once and in order: `undo` and the like.
    package static func unsupportedKind(of name: String) -> String? {
        let stem = name.lowercased().dropLast(ending.count)
        if stem.hasSuffix(".down") { return "undo" }
        if stem.hasSuffix(".up") { return "half of an up and down pair of" }
        let kinds: [Character: String] = ["r": "repeatable", "u": "undo", "b": "baseline"]
        guard let kind = stem.first.flatMap({ kinds[$0] }) else { return nil }
        return stem.dropFirst().prefix { $0.isNumber || "._".contains($0) }.hasSuffix("__") ? kind : nil
    }

    /// - Parameter name: a file's name, without the folders that it is in; `nil` for one that has no version.
    package init?(_ name: String) {
        guard name.hasSuffix(Self.ending), Self.unsupportedKind(of: name) == nil else { return nil }
        let stem = String(name.dropLast(Self.ending.count))
        let isMarked = stem.first == "V" || stem.first == "v"
        // After a V the version may have underscores itself: V1_2__name.
        let (version, description) =
            isMarked ? stem.dropFirst().splitAtUnderscores(2) : stem[...].splitAtUnderscores(1)
        guard let version = ScriptVersion(version), isMarked || description != nil else { return nil }
        // 7_orders.up.sql and 7_orders.down.sql are not two scripts to run.
        guard description.map({ !$0.isEmpty && !$0.contains(".") }) ?? true else { return nil }
        self.version = version
        self.description = (description ?? "").split(separator: "_").joined(separator: " ")
    }

    /// The nearest name that is one: `V7__add_orders.sql` for `7 add-orders.sql`.
    package static func suggestion(for name: String) -> String {
        let stem = isMeant(by: name) ? String(name.dropLast(ending.count)) : name
        var words = stem.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map(String.init)
        if ["V", "v"].contains(words.first) { words.removeFirst() }
        let first = words.first.map { $0.first == "V" || $0.first == "v" ? String($0.dropFirst()) : $0 } ?? ""
        let isVersioned = !first.isEmpty && first.utf8.allSatisfy(\.isASCIIDigit)
        let description = words.dropFirst(isVersioned ? 1 : 0).joined(separator: "_")
        return "V\(isVersioned ? first : "<version>")__\(description.isEmpty ? "<name>" : description)\(ending)"
    }
}

extension Substring {
    /// What is before and after the first so many underscores in a row; all is before where there are none.
    fileprivate func splitAtUnderscores(_ count: Int) -> (before: Substring, after: Substring?) {
        var run = 0
        for index in utf8.indices {
            run = utf8[index] == UInt8(ascii: "_") ? run + 1 : 0
            guard run == count else { continue }
            let end = utf8.index(after: index)
            return (self[..<utf8.index(end, offsetBy: -count)], self[end...])
        }
        return (self, nil)
    }
}
