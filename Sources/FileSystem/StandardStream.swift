#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A stream of the process: standard output has the product, standard error everything else.
package enum StandardStream {
    case product
    case progress

    private var descriptor: Int32 { self == .product ? STDOUT_FILENO : STDERR_FILENO }

    /// Writes all of a text; a reader that has gone away, such as `head`, is no failure.
    package func print(_ text: String) throws(POSIXFailure) {
        do throws(POSIXFailure) {
            try POSIXFile.write(Array(text.utf8), to: descriptor)
        } catch  where error.code == EPIPE {
            return
        }
    }

    /// Whether people read it, and haven't asked for no colours.
    ///
    /// - Source: no-color.org, read 2026-11-21: `NO_COLOR` counts when it isn't empty.
    package var takesColours: Bool {
        isatty(descriptor) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
    }

    /// How many characters fit into a line of the terminal, or how many `COLUMNS` says; nil where nobody does.
    package var columns: Int? {
        if let said = getenv("COLUMNS").flatMap({ Int(String(cString: $0)) }), said > 0 { return said }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}

/// What is piped into the process.
package enum StandardInput {
    /// All of it, to its end.
    package static func bytes() throws(POSIXFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 {
                return bytes
            } else if errno != EINTR {
                throw .last
            }
        }
    }
}
