internal import BorealisDiagnostics

/// A comment by which dbmate or goose tells one part of a script from the other.
struct SectionMarker {
    enum Tool {
        case dbmate, goose

        var name: String { self == .dbmate ? "dbmate" : "goose" }
        /// The marker of the part that is run.
        var up: String { self == .dbmate ? "-- migrate:up" : "-- +goose Up" }
    }

    enum Kind {
        case up, down
        /// goose's `NO TRANSACTION`.
        case noTransaction
        /// goose's `ENVSUB ON`, in some releases `ENVSUBST ON`.
        case environment
        /// What changes nothing here: where a statement begins and ends is seen without `StatementBegin`.
        case idle
    }

    let tool: Tool
    let kind: Kind
    /// Its bytes, without the line feed.
    let line: Range<Int>
    let position: ScriptText.Position
    /// What the comment says, without its dashes.
    let words: String
    /// Whether dbmate's option `transaction:false` is there.
    let isOutsideTransaction: Bool

    /// The markers of a text, in their order, and what looks like one and isn't.
    static func all(
        in text: ScriptText,
        engine: DatabaseEngine,
        file: String
    ) -> (markers: [SectionMarker], problems: [Diagnostic]) {
        var markers: [SectionMarker] = []
        var problems: [Diagnostic] = []
        let offsets = offsets(in: text)
        guard !offsets.isEmpty else { return ([], []) }
        for word in CommentWord.all(at: offsets, in: text, engine: engine) where word.isMark {
            let words = text.string(in: word.offset..<word.line.upperBound).split { " \t".contains($0) }.map(
                String.init
            )
            if let marker = SectionMarker(words, line: word.line, position: word.position) {
                markers.append(marker)
            } else {
                problems.append(.unknownMarker(words.joined(separator: " "), at: word.position, file: file))
            }
        }
        return (markers, problems)
    }

    /// Where marks may be: a letter follows `migrate:`, a blank `+goose`; anything else is a comment like any other.
    private static func offsets(in text: ScriptText) -> [Int] {
        let byte: (Int) -> UInt8? = { $0 < text.bytes.count ? text.bytes[$0] : nil }
        let dbmate = ByteSearch.offsets(of: "migrate:", rare: UInt8(ascii: ":"), in: text.bytes)
            .filter { byte($0 + 8)?.isASCIILetter ?? false }
        let goose = ByteSearch.offsets(of: "+goose", rare: UInt8(ascii: "+"), in: text.bytes)
            .filter { byte($0 + 6)?.isBlank ?? true }
        return (dbmate + goose).sorted()
    }

    private init?(_ words: [String], line: Range<Int>, position: ScriptText.Position) {
        guard let first = words.first, let kind = Self.kind(of: words) else { return nil }
        tool = first == "+goose" ? .goose : .dbmate
        let options = tool == .goose ? [] : words.dropFirst()
        guard options.allSatisfy({ ["transaction:false", "transaction:true"].contains($0) }) else { return nil }
        self.kind = kind
        self.line = line
        self.position = position
        self.words = words.joined(separator: " ")
        isOutsideTransaction = options.contains("transaction:false")
    }

    private static func kind(of words: [String]) -> Kind? {
        switch words.first {
        case "migrate:up": .up
        case "migrate:down": .down
        case "+goose": gooseKinds[words.dropFirst().joined(separator: " ").uppercased()]
        default: nil
        }
    }

    /// goose takes its words in either case.
    private static let gooseKinds: [String: Kind] = [
        "UP": .up, "DOWN": .down, "NO TRANSACTION": .noTransaction, "ENVSUB ON": .environment, "ENVSUB OFF": .idle,
        "ENVSUBST ON": .environment, "ENVSUBST OFF": .idle,
        "STATEMENTBEGIN": .idle, "STATEMENTEND": .idle,
    ]
}

extension CommentWord {
    /// Whether dbmate and goose could see a mark in it.
    fileprivate var isMark: Bool { isFirstOnLine && (opening == .dashes || opening == .operators) }
}
