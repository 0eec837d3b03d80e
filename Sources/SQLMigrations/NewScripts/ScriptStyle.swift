/// How the scripts of a folder are named, so that the next one looks like them.
package struct ScriptStyle: Hashable, Sendable {
    /// How the versions go on.
    enum Numbering: Hashable {
        /// The last number plus one, filled up with zeros to a width.
        case counted(width: Int)
        /// The time in UTC: `20261120103000`.
        case timed
    }

    /// How what undoes a script is told from it.
    enum Undo: Hashable {
        /// A file of its own: `U7__orders.sql`.
        case marked
        /// A file beside it: `7_orders.down.sql`.
        case down
        /// A part of the script, after a comment: dbmate's `-- migrate:down`, goose's `-- +goose Down`.
        case section(up: String, down: String)
    }

    /// `V`, `v`, or empty.
    var marker = "V"
    /// Between version and name.
    var separator = "__"
    /// `.up.sql` in a folder of golang-migrate.
    var ending = ".sql"
    var numbering = Numbering.counted(width: 1)
    var undo = Undo.marked
    /// As its file has it; nil where there is none.
    var last: String?

    /// A name's version and what is around it.
    private struct Parts {
        let marker: String
        let version: String
        let separator: String
        let isUp: Bool
        let order: ScriptVersion
    }

    /// - Parameters:
    ///   - names: of the files in the folder, without the folders that they are in.
    ///   - recorded: names that `migrations.sum` has, also of scripts that are gone.
    ///   - text: the text of one of the files.
    package init(of names: [String], recorded: [String] = [], text: (String) -> String) {
        let taken = (names + recorded).compactMap(Self.takenVersion).max { $0.order < $1.order }
        let scripts = names.compactMap { name in Self.parts(of: name).map { (name: name, parts: $0) } }
        guard let newest = scripts.max(by: { $0.parts.order < $1.parts.order }) else {
            if let taken { goOn(after: taken.text, among: [taken.text]) }
            return
        }
        let parts = newest.parts
        (marker, separator) = (parts.marker, parts.separator)
        ending = scripts.contains { $0.parts.isUp } ? ".up.sql" : ".sql"
        let last = taken.flatMap { parts.order < $0.order ? $0.text : nil } ?? parts.version
        goOn(after: last, among: scripts.map(\.parts.version))
        undo = Self.undo(in: names, marker: marker, text: text(newest.name))
    }

    private mutating func goOn(after version: String, among versions: [String]) {
        last = version
        numbering = Self.isTime(version) ? .timed : .counted(width: Self.width(of: versions))
    }

    /// A version that no new script may have or come before: a script below a baseline would never run, and what undoes
    /// a version undoes the script that has it.
    private static func takenVersion(of name: String) -> (text: String, order: ScriptVersion)? {
        let file = name.split(separator: "/").last.map(String.init) ?? name
        if let parts = parts(of: file) { return (parts.version, parts.order) }
        guard "BbUu".contains(file.prefix(1)), let parts = parts(of: "V" + file.dropFirst()) else { return nil }
        return (parts.version, parts.order)
    }

    /// A file with a version that is no number: it plays no part in the order.
    private static func parts(of name: String) -> Parts? {
        guard name.lowercased().hasSuffix(".sql") else { return nil }
        var stem = name.dropLast(4)
        guard !stem.hasSuffix(".down") else { return nil }
        let isUp = stem.hasSuffix(".up")
        if isUp { stem = stem.dropLast(3) }
        let marker = stem.first.map { "Vv".contains($0) ? String($0) : "" } ?? ""
        let rest = stem.dropFirst(marker.count)
        let separator = marker.isEmpty ? "_" : "__"
        let version = rest.firstRange(of: separator).map { rest[..<$0.lowerBound] } ?? rest
        guard let order = ScriptVersion(version) else { return nil }
        return Parts(marker: marker, version: String(version), separator: separator, isUp: isUp, order: order)
    }

    /// A date and a time of day, to the minute or the second.
    private static func isTime(_ version: String) -> Bool {
        guard [12, 14].contains(version.count), version.utf8.allSatisfy(\.isASCIIDigit) else { return false }
        let numbers = [4..<6, 6..<8, 8..<10, 10..<12].compactMap { Int(Array(version)[$0].map(String.init).joined()) }
        let limits = [1...12, 1...31, 0...23, 0...59]
        return zip(numbers, limits).allSatisfy { $1.contains($0) }
    }

    /// Versions are filled up where one begins with a zero.
    private static func width(of versions: [String]) -> Int {
        versions.filter { $0.hasPrefix("0") }.map(\.count).max() ?? 1
    }

    private static func undo(in names: [String], marker: String, text: String) -> Undo {
        for line in text.split(separator: "\n").map({ $0.drop { " \t".contains($0) } }) {
            if line.hasPrefix("-- migrate:up") { return .section(up: "-- migrate:up", down: "-- migrate:down") }
            if line.hasPrefix("-- +goose Up") { return .section(up: "-- +goose Up", down: "-- +goose Down") }
        }
        let hasDown = names.contains { $0.lowercased().hasSuffix(".down.sql") }
        return hasDown || marker.isEmpty ? .down : .marked
    }
}
