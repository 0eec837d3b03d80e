internal import BorealisFileSystem

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A program with what it is given: arguments, environment and input.
package struct ProgramCall: Sendable {
    /// A name that is looked for in `PATH`, or a path with a slash.
    package let program: String
    package var arguments: [String]
    /// What is changed in our own environment; nil takes a variable away.
    package var environment: [String: String?]
    /// What it reads; empty ends at once.
    package var input: [UInt8]
    /// How long it may run; nil for as long as it takes.
    package var limit: Duration?

    package init(
        _ program: String,
        _ arguments: [String] = [],
        environment: [String: String?] = [:],
        input: [UInt8] = [],
        limit: Duration? = nil
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.input = input
        self.limit = limit
    }

    /// Runs it to its end.
    ///
    /// It stays in our process group: an interrupt from the terminal reaches it as well.
    /// - Throws: where it can't be run, or is killed after its time; whatever it says itself is no failure.
    package func run() throws(ProcessFailure) -> FinishedProcess {
        let path = try path()
        do throws(POSIXFailure) {
            let input = try UnlinkedFile(input)
            let output = try UnlinkedFile()
            let errors = try UnlinkedFile()
            let streams = [input.descriptor, output.descriptor, errors.descriptor]
            let process = ProcessNumber(value: try spawn(path, streams: streams).start())
            if let ending = try process.wait(limit: limit) {
                return FinishedProcess(ending: ending, output: try output.content(), errors: try errors.content())
            }
            process.send(SIGKILL)
            _ = try process.wait(limit: nil)
        } catch {
            throw .refused(program, reason: error.explanation)
        }
        throw .timedOut(program, limit: limit ?? .zero)
    }

    private func path() throws(ProcessFailure) -> String {
        guard let executable = Executable(program) else { throw .notFound(program) }
        return executable.path
    }

    private func spawn(_ path: String, streams: [Int32]) -> Spawn {
        Spawn(
            path: path,
            arguments: arguments,
            environment: ProcessEnvironment.variables(changing: environment),
            streams: streams
        )
    }
}
