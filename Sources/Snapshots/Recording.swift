#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a run does with the snapshots of its tests.
package enum Recording: String, CaseIterable, Sendable {
    /// Writes every snapshot.
    case all
    /// Writes those that differ, or aren't there.
    case failed
    /// Writes those that aren't there.
    case missing
    /// Compares only.
    case never

    /// A variable of the environment has a value that says nothing.
    package struct UnknownMode: Error, Hashable {
        package let variable: String
        package let value: String

        package var explanation: String {
            let modes = Recording.allCases.map(\.rawValue)
            return "\(variable) is not a mode; got \(value), expected \(modes.dropLast().joined(separator: ", ")) "
                + "or \(modes.last ?? "")"
        }
    }

    /// The mode that a variable of the environment asks for; unset, or empty, it only compares.
    package init(variable: String) throws(UnknownMode) {
        try self.init(ProcessInfo.processInfo.environment[variable], of: variable)
    }

    package init(_ value: String?, of variable: String) throws(UnknownMode) {
        guard let value, !value.isEmpty else {
            self = .never
            return
        }
        guard let mode = Recording(rawValue: value) else { throw UnknownMode(variable: variable, value: value) }
        self = mode
    }

    func rewrites(_ recorded: String?, with text: String) -> Bool {
        switch self {
        case .all: true
        case .failed: recorded.map { !$0.hasSameBytes(as: text) } ?? true
        case .missing: recorded == nil
        case .never: false
        }
    }
}

extension String {
    /// Swift's `==` would take `é` and `e` with an accent for one.
    func hasSameBytes(as other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
