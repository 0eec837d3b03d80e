import SQLMigrations

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Prints how fast a file is split and its tokens are hashed: splitting ENGINE FILE.
///
/// `Benchmarks/run split` compiles it.
@main
struct Splitting {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let engine = DatabaseEngine(rawValue: arguments[1]) else { return }
        let bytes = contents(of: arguments[2])
        var count = 0
        let splitting = best { count = StatementSplitter.statements(of: bytes, engine: engine).statements.count }
        let statements = StatementSplitter.statements(of: bytes, engine: engine).statements
        let hashing = best { _ = StatementSplitter.tokensHash(of: bytes, statements: statements, engine: engine) }
        let megabytes = Double(bytes.count) / 1e6
        print("\(Int(megabytes / splitting)) MB/s, hashed with \(Int(megabytes / hashing)) MB/s; \(count) statements")
    }

    private static func best(of run: () -> Void) -> Double {
        let clock = ContinuousClock()
        return (0..<5).map { _ in clock.measure(run) / .seconds(1) }.min() ?? 0
    }

    private static func contents(of path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        let size = ftell(file)
        rewind(file)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = fread(buffer.baseAddress, 1, size, file)
        }
    }
}
