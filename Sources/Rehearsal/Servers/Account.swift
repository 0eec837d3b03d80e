internal import BorealisDiagnostics

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Who runs a server where root runs the rehearsal: servers refuse root.
struct Account {
    let user: uid_t
    let group: gid_t
    /// The program that becomes this account, with its arguments.
    let prefix: [String]

    /// - Parameter name: the account that comes with the server; without it, nobody's is taken.
    /// - Returns: nil where an ordinary user runs this.
    static func forServer(_ name: String) throws(Diagnostic) -> Account? {
        guard geteuid() == 0 else { return nil }
        guard let entry = getpwnam(name) ?? getpwnam("nobody") else { throw .noAccount(name) }
        let (user, group) = (entry.pointee.pw_uid, entry.pointee.pw_gid)
        let programs = ["/usr/bin/setpriv", "/bin/setpriv"]
        guard let program = programs.first(where: { access($0, X_OK) == 0 }) else { throw .noAccount(name) }
        return Account(
            user: user,
            group: group,
            prefix: [program, "--reuid=\(user)", "--regid=\(group)", "--clear-groups", "--"]
        )
    }
}
