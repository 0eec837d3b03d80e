/// The engine whose SQL the scripts are written in.
public enum DatabaseEngine: String, Sendable {
    /// MySQL, as Aurora MySQL and MariaDB speak it.
    case mysql
    /// PostgreSQL, as Aurora PostgreSQL speaks it.
    case postgresql
}
