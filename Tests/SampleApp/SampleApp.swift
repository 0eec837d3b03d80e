import Borealis

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Stacks as an outside user writes them: the tests of the command-line tool run it.
///
/// With `BREAK` in its environment it has mistakes; `PADDING` is a number of bytes to add to a template; `SCRIPTS` is
/// a folder for a third stack, `ENGINE` whose SQL it has, and `EDIT` a file that is emptied once the scripts are read.
@main
struct SampleApp: App {
    let addresses: AddressStack
    let network: NetworkStack
    let migrated: MigratedStack?

    init() {
        network = NetworkStack(padding: variable("PADDING").flatMap { Int($0) } ?? 0)
        addresses = AddressStack(network: network, isBroken: variable("BREAK") != nil)
        let engine = variable("ENGINE").flatMap(DatabaseEngine.init) ?? .postgresql
        migrated = variable("SCRIPTS").map { MigratedStack(scripts: $0, engine: engine) }
        if let file = variable("EDIT") {
            truncate(file, 0)
        }
    }
}

/// A variable of the environment.
private func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}
