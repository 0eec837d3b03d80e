internal import Dispatch

extension Array where Element: Sendable {
    /// What a function makes of each element, in their order; on all cores where there are many.
    package func concurrentMap<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
        // Below this a thread costs more than it saves.
        let stride = 64
        guard count > stride else { return map(transform) }
        return [Result](unsafeUninitializedCapacity: count) { results, initializedCount in
            // Each part of the buffer is written by one iteration.
            nonisolated(unsafe) let buffer = results
            DispatchQueue.concurrentPerform(iterations: (count + stride - 1) / stride) { part in
                for index in (part * stride)..<Swift.min((part + 1) * stride, count) {
                    buffer.initializeElement(at: index, to: transform(self[index]))
                }
            }
            initializedCount = count
        }
    }
}
