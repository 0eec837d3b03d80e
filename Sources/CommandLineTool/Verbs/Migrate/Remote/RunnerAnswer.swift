internal import BorealisAWSClient
package import BorealisDiagnostics

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What the function has answered, understood.
package struct RunnerAnswer<Content: Decodable & Hashable & Sendable>: Hashable, Sendable {
    /// What it has done or found out, or why it has not.
    package enum Outcome: Hashable, Sendable {
        case done(Content)
        case refused(RunnerRefusal)
    }

    package let outcome: Outcome
    /// JSON, an object, as it came.
    private let text: String

    /// - Throws: ``Diagnostic`` `RUN005` for what is no answer of this form.
    package init(_ payload: [UInt8], from function: String, requestID: String?) throws(Diagnostic) {
        do {
            let data = Data(payload)
            let isDone = try JSONDecoder().decode(Head.self, from: data).ok
            outcome =
                isDone
                ? .done(try JSONDecoder().decode(Content.self, from: data))
                : .refused(try JSONDecoder().decode(Refused.self, from: data).error)
            text = String(decoding: payload, as: UTF8.self)
        } catch {
            throw .unreadableRunner(
                function,
                reason: (error as? DecodingError)?.place ?? "another form",
                size: payload.count,
                requestID: requestID
            )
        }
    }

    /// The answer for programs: with the version of this form as its first member.
    package var versioned: String {
        let members = text.drop { $0 != "{" }.dropFirst()
        return "{\"version\": 1, " + members.trimmed + "\n"
    }
}

/// The one member that all answers have.
private struct Head: Decodable {
    let ok: Bool
}

private struct Refused: Decodable {
    let error: RunnerRefusal
}

/// What Lambda answers in place of a function that has failed.
///
/// - Source: AWS Lambda Developer Guide, "Lambda function invocation errors in Python", read 2026-11-22: errorMessage,
///   errorType, requestId and stackTrace, of which the last one is for the log.
package struct RunnerFailure: Decodable, Hashable, Sendable {
    var errorMessage: String?
    var errorType: String?

    /// Whatever it says, it is a failure.
    package init(_ payload: [UInt8]) {
        self = (try? JSONDecoder().decode(RunnerFailure.self, from: Data(payload))) ?? RunnerFailure()
    }

    private init() {}
}

extension DecodingError {
    /// Where an answer isn't what it should be: `exitCode`, `scripts.0.state`.
    fileprivate var place: String {
        let (path, last): ([any CodingKey], String?) =
            switch self {
            case .keyNotFound(let key, let context): (context.codingPath, key.stringValue)
            case .typeMismatch(_, let context), .valueNotFound(_, let context): (context.codingPath, nil)
            case .dataCorrupted(let context): (context.codingPath, nil)
            @unknown default: ([], nil)
            }
        let names = path.map { $0.intValue.map(String.init) ?? $0.stringValue } + [last].compactMap(\.self)
        return names.isEmpty ? "text of another form" : "another value, or none, for \(names.joined(separator: "."))"
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
