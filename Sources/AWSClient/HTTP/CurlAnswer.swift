/// An answer while it comes in; libcurl holds a pointer to it.
final class CurlAnswer {
    private let bodyLimit: Int
    private(set) var headers: [String: String] = [:]
    private(set) var body: [UInt8] = []
    private(set) var isTooLarge = false
    /// Whether the empty line after the headers has come: libcurl does without.
    private(set) var hasWholeHead = false
    private var headerSize = 0

    private static let headerLimit = 256 << 10

    init(bodyLimit: Int) {
        self.bodyLimit = bodyLimit
    }

    typealias Receiver = @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int

    /// Says that it took less than it was given where there is too much, and libcurl gives up.
    static let receiveBody: Receiver = { bytes, size, count, state in
        received(bytes, size * count, state) { $0.append($1) }
    }

    static let receiveHeader: Receiver = { bytes, size, count, state in
        received(bytes, size * count, state) { $0.appendHeader($1) }
    }

    private static func received(
        _ bytes: UnsafeMutablePointer<CChar>?,
        _ count: Int,
        _ state: UnsafeMutableRawPointer?,
        _ take: (CurlAnswer, UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        guard let state else { return 0 }
        let answer = Unmanaged<CurlAnswer>.fromOpaque(state).takeUnretainedValue()
        return take(answer, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
    }

    private func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        isTooLarge = body.count + bytes.count > bodyLimit
        if !isTooLarge { body.append(contentsOf: bytes) }
        return !isTooLarge
    }

    /// - Parameter bytes: one whole line.
    private func appendHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerSize += bytes.count
        isTooLarge = headerSize > Self.headerLimit
        guard !isTooLarge else { return false }
        let line = String(decoding: bytes, as: UTF8.self)
        // After `100 Continue` comes another answer.
        if line.hasPrefix("HTTP/") { headers = [:] }
        hasWholeHead = line.allSatisfy(\.isNewline)
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 { headers[parts[0].lowercased()] = parts[1].withoutSpaceAround }
        return true
    }
}

extension Substring {
    /// Without blanks and ends of lines at both ends.
    fileprivate var withoutSpaceAround: String {
        let start = drop { $0.isWhitespace }
        let count = start.reversed().prefix { $0.isWhitespace }.count
        return String(start.dropLast(count))
    }
}
