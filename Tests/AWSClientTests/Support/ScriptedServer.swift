import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A server on this machine that answers as a script says, however badly, until it is stopped.
final class ScriptedServer: Sendable {
    struct Request: Hashable, Sendable {
        var method = ""
        var target = ""
        /// The names in small letters.
        var headers: [String: String] = [:]
        var body: [UInt8] = []
        /// Which connection it came on; counted from 0.
        var connection = 0

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// What happens on a request; counted from 0.
    typealias Script = @Sendable (_ number: Int, _ connection: Connection) -> Void

    private struct State {
        var requests: [Request] = []
        var open: Set<Int32> = []
        var connections = 0
        var isStopped = false
    }

    let port: UInt16
    private let listener: Int32
    private let script: Script
    private let state = Mutex(State())

    var url: String { "http://127.0.0.1:\(port)" }
    var requests: [Request] { state.withLock { $0.requests } }

    struct Failure: Error {
        let call: String
    }

    init(_ script: @escaping Script) throws {
        (listener, port) = try Self.listen()
        self.script = script
        Thread.detachNewThread { [self] in
            while case let descriptor = accept(listener, nil, nil), descriptor >= 0 { serveInBackground(descriptor) }
            close(listener)
        }
    }

    /// Ends all connections, also those that the script is still busy with.
    func stop() {
        let open = state.withLock { state in
            state.isStopped = true
            return state.open
        }
        for descriptor in open.union([listener]) { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }

    /// A port of this machine where nobody listens.
    static func closedPort() throws -> UInt16 {
        let (descriptor, port) = try listen()
        close(descriptor)
        return port
    }

    private static func listen() throws -> (descriptor: Int32, port: UInt16) {
        #if canImport(Glibc)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isGood = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, size) == 0 && getsockname(descriptor, pointer, &size) == 0
            }
        }

        #if canImport(Glibc)
        let listening = Glibc.listen(descriptor, 16) == 0
        #else
        let listening = Darwin.listen(descriptor, 16) == 0
        #endif
        guard isGood, listening else { throw Failure(call: "bind or listen") }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private func serveInBackground(_ descriptor: Int32) {
        let number = state.withLock { state in
            if !state.isStopped { state.open.insert(descriptor) }
            state.connections += 1
            return state.isStopped ? nil : state.connections - 1
        }
        guard let number else {
            close(descriptor)
            return
        }
        Thread.detachNewThread { [self] in
            let connection = Connection(descriptor)
            while !connection.isOver, let request = connection.read() {
                script(add(request, from: number), connection)
            }
            // The number may be that of another connection as soon as it is closed.
            _ = state.withLock { $0.open.remove(descriptor) }
            close(descriptor)
        }
    }

    private func add(_ request: Request, from connection: Int) -> Int {
        var request = request
        request.connection = connection
        return state.withLock { state in
            state.requests.append(request)
            return state.requests.count - 1
        }
    }

    /// One connection, with what the script does on it.
    final class Connection {
        private let descriptor: Int32
        private var unread: [UInt8] = []
        private(set) var isOver = false

        fileprivate init(_ descriptor: Int32) {
            self.descriptor = descriptor
        }

        /// - Returns: false where the other side has gone.
        @discardableResult
        func write(_ bytes: some Collection<UInt8>) -> Bool {
            var rest = Array(bytes)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }

        @discardableResult
        func write(_ text: String) -> Bool { write(Array(text.utf8)) }

        func answer(
            _ status: Int = 200,
            _ body: String = "",
            type: String = "text/xml",
            headers: [String] = []
        ) {
            let all = ["Content-Type: \(type)", "Content-Length: \(body.utf8.count)"] + headers
            write("HTTP/1.1 \(status) Said\r\n" + all.map { $0 + "\r\n" }.joined() + "\r\n" + body)
        }

        func finish() { isOver = true }

        /// Waits until the other side has gone, at most 20 s.
        func waitForEnd() {
            isOver = true
            var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            poll(&polled, 1, 20_000)
        }

        /// Ends so that the other side gets an error.
        func reset() {
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
            isOver = true
        }

        fileprivate func read() -> Request? {
            let end = Array("\r\n\r\n".utf8)
            while unread.firstRange(of: end) == nil { guard receive() else { return nil } }
            guard let headEnd = unread.firstRange(of: end) else { return nil }
            let head = String(decoding: unread[..<headEnd.lowerBound], as: UTF8.self)
            unread.removeFirst(headEnd.upperBound)
            let lines = head.split(separator: "\r\n")
            let words = (lines.first ?? "").split(separator: " ")
            guard words.count == 3 else { return nil }
            var request = Request(method: String(words[0]), target: String(words[1]))
            for line in lines.dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                request.headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
            }
            let size = request.headers["content-length"].flatMap { Int($0) } ?? 0
            if request.headers["expect"] != nil { write("HTTP/1.1 100 Continue\r\n\r\n") }
            while unread.count < size { guard receive() else { return nil } }
            request.body = Array(unread.prefix(size))
            unread.removeFirst(size)
            return request
        }

        private func receive() -> Bool {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return false }
            unread += buffer.prefix(count)
            return true
        }
    }
}
