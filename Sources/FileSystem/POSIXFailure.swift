#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Why the system refused.
package struct POSIXFailure: Error, Hashable {
    package let code: Int32
    /// Where the system's words would mislead.
    private let words: String?

    package init(code: Int32, words: String? = nil) {
        self.code = code
        self.words = words
    }

    /// What the last call of the system set.
    package static var last: POSIXFailure { POSIXFailure(code: errno) }

    /// Whether a file was there that was to be made.
    package var isExistingFile: Bool { code == EEXIST }

    static var loop: POSIXFailure { POSIXFailure(code: ELOOP) }
    static var illegalBytes: POSIXFailure { POSIXFailure(code: EILSEQ, words: "its name is not UTF-8") }
    static var notAFile: POSIXFailure { POSIXFailure(code: EINVAL, words: "not a regular file") }

    /// The system's words in small letters: `no space left on device`.
    package var explanation: String {
        let words = words ?? String(cString: strerror(code))
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}
