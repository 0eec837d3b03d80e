/// A program that reads SQL and sends it to a server, and what it would do to the SQL on the way.
protocol OfflineClient: Sendable {
    /// How it is called.
    var command: String { get }
    /// What makes it stop at the first error and change nothing of what it reads; empty where options do it.
    var settings: [String] { get }
    /// Makes its session a new one, in which quotes mean what they mean to the lexers: the runner too has another
    /// connection for each transaction and for each statement outside of one.
    var newSession: [String] { get }
    /// Begins a transaction.
    var begin: String { get }
    /// The runner's tables, and what makes those that aren't there, with their first rows.
    var tables: OfflineTables { get }
    var definition: [String] { get }
    /// The server's clock, which goes on in a transaction.
    var now: String { get }
    /// At most 64 characters.
    var serverVersion: String { get }
    /// At most 128 characters.
    var user: String { get }

    /// A statement with its end, as the program must read it to send it unchanged.
    func text(of code: ArraySlice<UInt8>) -> String
    /// A string in quotes.
    func literal(_ text: String) -> String
    /// The times that a script allows, for the transaction that it is run in.
    func transactionSettings(for directives: ScriptDirectives) -> [String]
    /// The same for what is in no transaction, until the session is a new one.
    func sessionSettings(for directives: ScriptDirectives) -> [String]
    /// Fails where a table has no such row, and says so.
    func check(thatRowOf table: String, where condition: String, or problem: String) -> [String]
}
