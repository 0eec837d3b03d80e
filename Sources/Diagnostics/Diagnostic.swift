/// One problem: what is wrong, where, and what to do about it.
///
/// The words are lower case without a full stop and never contain a secret; ``DiagnosticText`` lays them out.
public struct Diagnostic: Error, Hashable, Sendable {
    /// How much a problem matters.
    public enum Severity: String, Sendable {
        /// Nothing is written and the exit code is 1.
        case error
        /// Reported; the output is written.
        case warning
        /// A fact worth knowing.
        case note
    }

    /// A line that belongs to the problem: another place and what stands there.
    public struct Trace: Hashable, Sendable {
        /// Where to look.
        public let place: Place?
        /// What is there.
        public let text: String

        /// A line below the problem.
        public init(_ text: String, at place: Place?) {
            self.text = text
            self.place = place
        }
    }

    /// The stable code; codes are never reused.
    public let code: DiagnosticCode
    /// How much it matters.
    public let severity: Severity
    /// Where it is; nil for a problem of the run as a whole.
    public var place: Place?
    /// What is wrong.
    public let problem: String
    /// The bad value.
    public let got: String?
    /// What is allowed.
    public let expected: String?
    /// One way to put it right.
    public let fix: String?
    /// The other places that take part, in order.
    public let trace: [Trace]
    /// What is longer than a line: a difference of texts, the words of AWS.
    public let detail: String?

    /// A problem with everything that its reader needs.
    public init(
        _ code: DiagnosticCode,
        severity: Severity = .error,
        at place: Place?,
        _ problem: String,
        got: String? = nil,
        expected: String? = nil,
        fix: String? = nil,
        trace: [Trace] = [],
        detail: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.place = place
        self.problem = problem
        self.got = got
        self.expected = expected
        self.fix = fix
        self.trace = trace
        self.detail = detail
    }
}

extension Diagnostic: Comparable {
    /// By place, then code, then words; what has no place comes last.
    public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        switch (left.place, right.place) {
        case (let leftPlace?, let rightPlace?) where leftPlace != rightPlace: leftPlace < rightPlace
        case (.some, nil): true
        case (nil, .some): false
        default: left.order < right.order
        }
    }

    private var order: (String, String, String) {
        (code.rawValue, problem, got ?? "")
    }
}

extension Sequence<Diagnostic> {
    /// Whether one of them forbids any output.
    public var containsError: Bool {
        contains { $0.severity == .error }
    }
}
