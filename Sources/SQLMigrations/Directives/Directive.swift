/// What a directive says, and what values it takes.
enum Directive: Hashable {
    case transaction(Bool)
    /// In seconds.
    case timeout(Int)
    /// In milliseconds.
    case lockTimeout(Int)
    case environments([String])
    case phase(ScriptDirectives.Phase)
    /// For the statement that it stands before, or in.
    case allow(Waiver)
    /// For the whole script.
    case allowFile(Waiver)

    enum Name: String, CaseIterable {
        case transaction, timeout
        case lockTimeout = "lock-timeout"
        case environments, phase, allow
        case allowFile = "allow-file"

        /// Whether it may be there twice, and anywhere.
        var isWaiver: Bool { self == .allow || self == .allowFile }

        /// Whether what undoes a script can have one of its own; the others are those of its script.
        var isForUndo: Bool { self != .environments && self != .phase }

        /// Whether it is a time that PostgreSQL is told.
        var isLimit: Bool { self == .timeout || self == .lockTimeout }

        /// What it takes, in words.
        var expected: String {
            switch self {
            case .transaction: "file or none"
            case .timeout: "a time from 1s to 1h, in whole seconds: 90s, 10m"
            case .lockTimeout: "a time from 1ms to 1h: 500ms, 5s"
            case .environments: "names with commas between: prod,staging"
            case .phase: ScriptDirectives.Phase.allCases.map(\.rawValue).joined(separator: " or ")
            case .allow, .allowFile: "a code and a reason in quotes: SQL201 \"the table is empty\""
            }
        }

        /// A line that is right.
        var example: String {
            let value =
                switch self {
                case .transaction: "none"
                case .timeout: "10m"
                case .lockTimeout: "5s"
                case .environments: "prod,staging"
                case .phase: "expand"
                case .allow, .allowFile: "SQL201 \"the table is empty\""
                }
            return "-- borealis:\(rawValue) \(value)"
        }
    }

    /// Nil where the value is none that it takes.
    ///
    /// - Parameter line: where it is, for a waiver.
    init?(_ name: Name, value: String, line: Int) {
        switch name {
        case .transaction:
            guard ["file", "none"].contains(value) else { return nil }
            self = .transaction(value == "file")
        case .timeout:
            let milliseconds = DirectiveDuration(value)?.milliseconds ?? 0
            guard milliseconds % 1000 == 0, (1...3600).contains(milliseconds / 1000) else { return nil }
            self = .timeout(milliseconds / 1000)
        case .lockTimeout:
            let milliseconds = DirectiveDuration(value)?.milliseconds ?? 0
            guard (1...3_600_000).contains(milliseconds) else { return nil }
            self = .lockTimeout(milliseconds)
        case .environments:
            let names = value.split(separator: ",", omittingEmptySubsequences: false).map { String($0.trimmingBlanks) }
            guard names.allSatisfy(EnvironmentName.isValid), Set(names).count == names.count else { return nil }
            self = .environments(names)
        case .phase:
            guard let phase = ScriptDirectives.Phase(rawValue: value) else { return nil }
            self = .phase(phase)
        case .allow, .allowFile:
            guard let waiver = Waiver(value, line: line) else { return nil }
            self = name == .allow ? .allow(waiver) : .allowFile(waiver)
        }
    }
}

extension Waiver {
    /// `SQL201 "the table is empty"`: the reason is kept with the history, so there must be one.
    fileprivate init?(_ value: String, line: Int) {
        let code = value.prefix { !" \t".contains($0) }
        let quoted = value.dropFirst(code.count).trimmingBlanks
        guard Self.isCode(code), quoted.utf8.count > 2, quoted.hasPrefix("\""), quoted.hasSuffix("\"") else {
            return nil
        }
        let reason = quoted.dropFirst().dropLast().trimmingBlanks
        guard !reason.contains("\""), !reason.isEmpty else { return nil }
        self.init(code: String(code), reason: String(reason), line: line)
    }

    /// Three capitals and three digits, as all codes have.
    private static func isCode(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 6 && bytes[..<3].allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
            && bytes[3...].allSatisfy(\.isASCIIDigit)
    }
}

/// The name of an environment: `prod`, `eu-staging`.
enum EnvironmentName {
    static func isValid(_ name: String) -> Bool {
        !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
    }
}
