package import BorealisDiagnostics
internal import BorealisFileSystem
package import SQLMigrations

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A database server of this run's own.
///
/// It is reached through a file in a folder that nobody else may enter, and in no other way. Its data is disposable:
/// nothing waits for the disk.
package final class DatabaseServer {
    package let engine: DatabaseEngine
    private let folder: ServerFolder
    private let recipe: any ServerRecipe

    /// How long a server may take until it answers.
    private static let startLimit = Duration.seconds(60)
    private static let logName = "server.log"
    /// Lines of a server's log that are shown.
    private static let shownLines = 12
    private static let pause: UInt32 = 10_000

    /// Starts a server with an empty database of the name ``database``.
    ///
    /// - Throws: ``Diagnostic`` `CLI021` with the end of the server's log when it doesn't answer.
    package init(_ engine: DatabaseEngine, programs: ServerPrograms) throws(Diagnostic) {
        self.engine = engine
        let recipe = engine.recipe(with: programs)
        self.recipe = recipe
        folder = try ServerFolder(for: try Account.forServer(recipe.account), endedBy: recipe.stopSignal)
        try initialize(with: programs)
        try folder.start(recipe.serverCommand(in: folder.path), log: "\(folder.path)/\(Self.logName)")
        let administrator = try awaitAnswer()
        do throws(DatabaseFailure) {
            for statement in recipe.preparation { try administrator.run(statement) }
        } catch {
            throw .serverFailed(programs.server, reason: error.explanation, log: log)
        }
    }

    /// The database that scripts are applied to.
    package static let database = "rehearsal"

    /// Ends the server and removes its folder; so does letting go of this object.
    package func stop() {
        folder.remove()
    }

    /// A new connection, as the user that scripts are run as.
    package func connection() throws(Diagnostic) -> any DatabaseConnection {
        do throws(DatabaseFailure) {
            return try recipe.connection(in: folder.path)
        } catch {
            throw problem(error.explanation)
        }
    }

    /// A new connection, as one who sees everything.
    func administration() throws(DatabaseFailure) -> any DatabaseConnection {
        try recipe.administration(in: folder.path, database: Self.database)
    }

    /// What the run itself wants to know; the server has no reason to refuse it.
    func asking<Answer>(
        _ question: (any DatabaseConnection) throws(DatabaseFailure) -> Answer
    ) throws(Diagnostic) -> Answer {
        do throws(DatabaseFailure) {
            return try question(try recipe.connection(in: folder.path))
        } catch {
            throw problem(error.explanation)
        }
    }

    /// The server no longer does its work.
    func problem(_ reason: String) -> Diagnostic {
        .serverFailed(recipe.program, reason: reason, log: log)
    }

    private func initialize(with programs: ServerPrograms) throws(Diagnostic) {
        try folder.start(recipe.initialization(in: folder.path), log: "\(folder.path)/\(Self.logName)")
        let status = awaitEnd()
        guard status == 0 else {
            throw .serverFailed(programs.initializer, reason: "it ended with status \(status)", log: log)
        }
    }

    private func awaitEnd() -> Int32 {
        while true {
            if let status = folder.endStatus() { return status }
            usleep(Self.pause)
        }
    }

    private func awaitAnswer() throws(Diagnostic) -> any DatabaseConnection {
        let clock = ContinuousClock()
        let end = clock.now + Self.startLimit
        while true {
            do throws(DatabaseFailure) {
                return try recipe.administration(in: folder.path, database: nil)
            } catch {
                if let status = folder.endStatus() {
                    throw .serverFailed(recipe.program, reason: "it ended with status \(status)", log: log)
                }
                guard clock.now < end else {
                    throw .serverFailed(recipe.program, reason: error.explanation, log: log)
                }
            }
            usleep(Self.pause)
        }
    }

    /// The last lines that the server wrote.
    private var log: [String] {
        let bytes = (try? POSIXFile.content(of: "\(folder.path)/\(Self.logName)")) ?? nil
        let lines = String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n").map(String.init)
        return lines.suffix(Self.shownLines)
    }
}

/// How a server of an engine is made and reached.
protocol ServerRecipe {
    /// The account that comes with the engine's package.
    var account: String { get }
    /// What ends the server at once.
    var stopSignal: String { get }
    var program: String { get }
    /// What the administrator runs once on a new server.
    var preparation: [String] { get }

    func initialization(in folder: String) -> [String]
    func serverCommand(in folder: String) -> [String]
    func administration(in folder: String, database: String?) throws(DatabaseFailure) -> any DatabaseConnection
    func connection(in folder: String) throws(DatabaseFailure) -> any DatabaseConnection
}

extension DatabaseEngine {
    fileprivate func recipe(with programs: ServerPrograms) -> any ServerRecipe {
        switch self {
        case .mysql: MariaDBRecipe(programs: programs)
        case .postgresql: PostgreSQLRecipe(programs: programs)
        }
    }
}

extension DatabaseFailure {
    /// In a few words.
    package var explanation: String {
        switch self {
        case .refused(let refusal): refusal.message
        case .lost(let reason): reason
        }
    }
}
