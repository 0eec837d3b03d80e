internal import BorealisDiagnostics
package import BorealisFileSystem
package import BorealisProcesses

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// All that decides where and as whom AWS is called: tests put their own in its place.
package struct AWSEnvironment {
    package var variables: [String: String]
    /// The bytes of a file; nil where there is none.
    package var read: (_ path: String) throws(POSIXFailure) -> [UInt8]?
    /// Runs a program that is named by its path.
    package var run: (ProgramCall) throws(ProcessFailure) -> FinishedProcess
    /// Seconds since 1970.
    package var now: () -> Int
    /// What sends requests, given the profile's file of certificate authorities.
    package var transport: (_ authorities: String?) -> any HTTPTransport

    package init(
        variables: [String: String],
        read: @escaping (_ path: String) throws(POSIXFailure) -> [UInt8]?,
        run: @escaping (ProgramCall) throws(ProcessFailure) -> FinishedProcess,
        now: @escaping () -> Int,
        transport: @escaping (_ authorities: String?) -> any HTTPTransport
    ) {
        self.variables = variables
        self.read = read
        self.run = run
        self.now = now
        self.transport = transport
    }

    /// That of the process.
    package static var current: AWSEnvironment {
        let variables = ProcessInfo.processInfo.environment
        return AWSEnvironment(
            variables: variables,
            read: { path throws(POSIXFailure) in try POSIXFile.content(of: path) },
            run: { call throws(ProcessFailure) in try call.run() },
            now: { time(nil) },
            transport: { CurlTransport(environment: variables, authorities: $0) }
        )
    }

    /// Nil for a variable that isn't set, or set to nothing.
    package subscript(name: String) -> String? {
        variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The bytes of a file; nil where there is none, or is said to be none with `/dev/null`.
    package func content(of path: String) throws(POSIXFailure) -> [UInt8]? {
        path == "/dev/null" ? nil : try read(path)
    }

    /// The path that a variable has, or another; nil where it begins with ~ and no home folder is known.
    func path(_ name: String, default path: String) -> String? {
        let path = self[name] ?? path
        guard path.hasPrefix("~/") else { return path }
        return self["HOME"].map { $0 + path.dropFirst() }
    }

    /// The only line of a file.
    ///
    /// - Throws: ``Diagnostic`` `AWS004`; a token of several lines would go on as another header.
    func token(in path: String) throws(Diagnostic) -> String {
        let bytes: [UInt8]?
        do throws(POSIXFailure) {
            bytes = try content(of: path)
        } catch {
            throw .unreadableToken(path, reason: error.explanation)
        }
        guard let bytes else { throw .unreadableToken(path, reason: "no such file") }
        let token = String(decoding: bytes, as: UTF8.self).trimmed
        guard !token.isEmpty else { throw .unreadableToken(path, reason: "an empty file") }
        guard !token.hasControls else { throw .unreadableToken(path, reason: "more than a line") }
        return token
    }

    /// A program of `PATH`, or by its path.
    func executable(_ name: String) -> Executable? {
        let folders = variables["PATH"] ?? "/usr/bin:/bin"
        return Executable(
            name,
            in: folders.split(separator: ":", omittingEmptySubsequences: false).map { $0.isEmpty ? "." : String($0) }
        )
    }
}
