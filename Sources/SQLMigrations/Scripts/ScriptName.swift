/// What the name of a script says: `V7__orders.sql`, `0007_orders.sql`, `R__views.sql`, `0007_orders.down.sql`.
package struct ScriptName: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case script(MigrationScript.Kind)
        /// It undoes the script of its version.
        case undo
    }

    package let kind: Kind
    /// Nil for a repeatable script.
    package let version: ScriptVersion?
    /// What follows the version, with spaces for underscores; may be empty.
    package let description: String

    static let ending = ".sql"

    /// Whether a file is meant to be a script, whatever its name lacks.
    package static func isMeant(by name: String) -> Bool {
        name.lowercased().hasSuffix(ending)
    }

    /// - Parameter name: a file's name, without the folders that it is in; `nil` for one that fits no pattern.
    package init?(_ name: String) {
        guard name.hasSuffix(Self.ending) else { return nil }
        let stem = name.dropLast(Self.ending.count)
        if let prefix = Prefix(of: stem) {
            self.init(after: prefix, in: stem)
        } else if let pair = PairedStem(stem) {
            self.init(numbered: pair.stem, kind: pair.isUndo ? .undo : .script(.versioned))
        } else {
            self.init(numbered: stem, kind: .script(.versioned))
        }
    }

    /// `R__views`, `U7__orders`, `B3__all`.
    private init?(after prefix: Prefix, in stem: Substring) {
        let (version, description) = stem.dropFirst().splitAtUnderscores(2)
        guard let description, !description.isEmpty, !PairedStem.isMeant(by: stem) else { return nil }
        kind = prefix.kind
        self.description = description.withSpaces
        if prefix == .repeatable {
            guard version.isEmpty else { return nil }
            self.version = nil
        } else {
            guard let version = ScriptVersion(version) else { return nil }
            self.version = version
        }
    }

    /// `V7__orders`, `V1_2__orders`, `0007_orders`, `v7`.
    private init?(numbered stem: Substring, kind: Kind) {
        let isMarked = stem.first == "V" || stem.first == "v"
        // After a V the version may have underscores itself: V1_2__name.
        let (version, description) = isMarked ? stem.dropFirst().splitAtUnderscores(2) : stem.splitAtUnderscores(1)
        guard let version = ScriptVersion(version), isMarked || description != nil else { return nil }
        guard description?.isEmpty != true, !PairedStem.isMeant(by: stem) else { return nil }
        self.kind = kind
        self.version = version
        self.description = (description ?? "").withSpaces
    }
}

extension ScriptName {
    /// The letter that says what kind of script it is; `V` may be left out, and so is none of these.
    enum Prefix: Character {
        case repeatable = "R"
        case undo = "U"
        case baseline = "B"

        init?(of stem: some StringProtocol) {
            guard let prefix = stem.first.flatMap(Prefix.init) else { return nil }
            self = prefix
        }

        var kind: Kind {
            switch self {
            case .repeatable: .script(.repeatable)
            case .undo: .undo
            case .baseline: .script(.baseline)
            }
        }
    }

    /// The stem of one of two files with the same: `0007_orders.up`, `0007_orders.down`.
    struct PairedStem {
        let stem: Substring
        let isUndo: Bool

        init?(_ stem: Substring) {
            let endings = [(".up", false), (".down", true)]
            guard let (ending, isUndo) = endings.first(where: { stem.hasSuffix($0.0) }) else { return nil }
            self.stem = stem.dropLast(ending.count)
            self.isUndo = isUndo
        }

        /// Whether a stem ends in what others call these two; run in order, a script that undoes would do harm.
        static func isMeant(by stem: some StringProtocol) -> Bool {
            word(of: stem) != nil
        }

        /// `down` for `0007_orders.rollback`, `up` for `0007_orders.UP`; nil for a stem that is no half of a pair.
        static func word(of stem: some StringProtocol) -> String? {
            switch stem.split(separator: ".").dropFirst().last?.lowercased() {
            case "up": "up"
            case "down", "rollback", "undo", "revert": "down"
            default: nil
            }
        }
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

    fileprivate var withSpaces: String {
        split(separator: "_").joined(separator: " ")
    }
}
