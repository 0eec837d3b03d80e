/// How the statements of a script are put into transactions.
package enum TransactionMode: String, Sendable {
    /// All statements and the row in the history are one transaction.
    case transaction
    /// PostgreSQL: the only statement of its script is run outside of any transaction.
    case none
    /// MySQL: each statement that changes the schema is run alone, each run of others in a transaction.
    case segments
    /// PostgreSQL: one block with the row in the history inside that goes on after a call has timed out.
    case block
}
