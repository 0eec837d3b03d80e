#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A connection to a server on the same machine, through a file.
package final class UnixSocket: ByteStream {
    /// The longest path that the system's address has room for, in bytes.
    package static let pathLimit = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    private let descriptor: Int32

    package init(_ path: String) throws(DatabaseFailure) {
        guard var address = sockaddr_un(path: path) else { throw .lost("the path of the socket is too long: \(path)") }
        #if canImport(Glibc)
        let kind = Int32(SOCK_STREAM.rawValue)
        #else
        let kind = SOCK_STREAM
        #endif
        descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { throw .lastError }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        #if canImport(Darwin)
        var isOn: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &isOn, socklen_t(MemoryLayout<Int32>.size))
        #endif
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard result == 0 else { throw .lastError }
    }

    deinit {
        close(descriptor)
    }

    package func send(_ bytes: [UInt8]) throws(DatabaseFailure) {
        #if canImport(Darwin)
        let flags: Int32 = 0
        #else
        // A server that has gone is an error to report, and no signal.
        let flags = Int32(MSG_NOSIGNAL)
        #endif
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                systemSend(descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent, flags)
            }
            if count >= 0 {
                sent += count
            } else if errno != EINTR {
                throw .lastError
            }
        }
    }

    package func receive(atMost count: Int) throws(DatabaseFailure) -> [UInt8] {
        while true {
            var received = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
                received = recv(descriptor, buffer.baseAddress, count, 0)
                length = max(0, received)
            }
            if received >= 0 { return bytes }
            guard errno == EINTR else { throw .lastError }
        }
    }
}

private func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
    send(descriptor, bytes, count, flags)
}

extension DatabaseFailure {
    fileprivate static var lastError: DatabaseFailure { .lost(String(cString: strerror(errno)).lowercased()) }
}

extension sockaddr_un {
    /// Nil where there is no room for the path and a zero after it.
    fileprivate init?(path: String) {
        self.init()
        sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count <= UnixSocket.pathLimit else { return nil }
        withUnsafeMutableBytes(of: &sun_path) { $0.copyBytes(from: path.utf8) }
    }
}
