package import BorealisDiagnostics
internal import Synchronization

/// Counts the elements that an app makes, so that one that no stack holds is found.
///
/// It is the only ambient state of the language and serves that check alone: nothing is looked up in it.
package final class Tally: Sendable {
    /// The tally of the app that is being made.
    @TaskLocal package static var current: Tally?

    /// What was made, and where.
    package struct Entry: Sendable {
        package let type: Element.Type
        package let place: Place
    }

    private let counted = Mutex<[Entry]>([])

    package init() {}

    /// The entries so far; an element's serial is its index.
    package var entries: [Entry] {
        counted.withLock { $0 }
    }

    func count(_ type: Element.Type, at place: Place) -> Int {
        counted.withLock { entries in
            entries.append(Entry(type: type, place: place))
            return entries.count - 1
        }
    }
}
