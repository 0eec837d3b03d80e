/// A script that is to be written, with a file that undoes it where one is asked for.
package struct NewScript: Hashable, Sendable {
    package struct File: Hashable, Sendable {
        package let name: String
        package let text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    package let files: [File]

    /// The next script of a folder.
    ///
    /// - Parameters:
    ///   - words: as in a file's name: `add_orders`.
    ///   - time: fourteen digits in UTC: `20261120103000`.
    ///   - isTimed: whether the version is the time although those of the others are not.
    package init(words: String, style: ScriptStyle, time: String, isTimed: Bool, hasUndo: Bool) {
        let version = style.nextVersion(at: time, isTimed: isTimed)
        let stem = version + style.separator + words
        let title = words.split(separator: "_").joined(separator: " ")
        let name = style.marker + stem + style.ending
        switch style.undo {
        case .section(let up, let down):
            let undo = hasUndo ? "\n\(down)\n-- Undo: \(title)\n" : ""
            files = [File(name: name, text: "\(up)\n-- \(title)\n" + undo)]
        case .marked, .down:
            let undoName = style.undo == .down ? "\(style.marker)\(stem).down.sql" : "U\(stem).sql"
            let undo = File(name: undoName, text: "-- Undo: \(title)\n")
            files = [File(name: name, text: "-- \(title)\n")] + (hasUndo ? [undo] : [])
        }
    }

    /// A script that runs whenever it has changed.
    package init(repeatable words: String) {
        let title = words.split(separator: "_").joined(separator: " ")
        files = [File(name: "R__\(words).sql", text: "-- \(title)\n")]
    }

    /// What the history's description takes, and with a version the name of a file.
    package static let nameLimit = 200

    /// What is left of a name without the version that it begins with; nil for one without.
    package static func withoutVersion(_ name: String) -> String? {
        guard let parts = ScriptName(words(from: name) + ".sql") ?? ScriptName(name + ".sql"),
            !parts.description.isEmpty
        else { return nil }
        return words(from: parts.description)
    }

    /// Words as they can be in a file's name: `add_orders` for `add orders!`; empty where nothing is left.
    package static func words(from name: String) -> String {
        let kept = name.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return kept.joined(separator: "_")
    }
}

extension ScriptStyle {
    /// A version after all others; two scripts of the same second get different ones.
    fileprivate func nextVersion(at time: String, isTimed: Bool) -> String {
        guard let last, let lastVersion = ScriptVersion(last) else {
            return isTimed ? time : filled("1")
        }
        if isTimed || numbering == .timed, let now = ScriptVersion(time), lastVersion < now { return time }
        let components = last.split(separator: ".").flatMap { $0.split(separator: "_") }.map(String.init)
        let mark = last.contains("_") ? "_" : "."
        return (components.dropLast() + [filled(Self.successor(of: components.last ?? "0"))]).joined(separator: mark)
    }

    private func filled(_ number: String) -> String {
        guard case .counted(let width) = numbering, number.count < width else { return number }
        return String(repeating: "0", count: width - number.count) + number
    }

    /// A decimal number of any length plus one.
    private static func successor(of number: String) -> String {
        var digits = Array(number.utf8.drop { $0 == UInt8(ascii: "0") })
        var index = digits.endIndex - 1
        while index >= 0, digits[index] == UInt8(ascii: "9") {
            digits[index] = UInt8(ascii: "0")
            index -= 1
        }
        if index >= 0 {
            digits[index] += 1
        } else {
            digits.insert(UInt8(ascii: "1"), at: 0)
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
