/// A connection to a server that runs one statement after the other.
///
/// The clients are our own: whoever rehearses needs the server and no library of it besides.
package protocol DatabaseConnection: AnyObject {
    /// Runs one statement; several in one text are refused, as the Data API does.
    ///
    /// - Parameter isKept: whether its rows are wanted.
    /// - Returns: the rows as text, nil for NULL.
    func answer(to sql: ArraySlice<UInt8>, keepingRows isKept: Bool) throws(DatabaseFailure) -> [[String?]]
}

extension DatabaseConnection {
    /// Runs a statement for what it does.
    package func run(_ sql: String) throws(DatabaseFailure) {
        _ = try answer(to: Array(sql.utf8)[...], keepingRows: false)
    }

    /// Runs a statement for what it does.
    package func run(_ sql: ArraySlice<UInt8>) throws(DatabaseFailure) {
        _ = try answer(to: sql, keepingRows: false)
    }

    /// Runs a statement for its rows.
    package func rows(_ sql: String) throws(DatabaseFailure) -> [[String?]] {
        try answer(to: Array(sql.utf8)[...], keepingRows: true)
    }
}
