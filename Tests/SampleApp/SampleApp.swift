import Borealis

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Two stacks as an outside user writes them: the tests of the command-line tool run it.
///
/// With `BREAK` in its environment it has mistakes; `PADDING` is a number of bytes to add to a template.
@main
struct SampleApp: App {
    let addresses: AddressStack
    let network: NetworkStack

    init() {
        network = NetworkStack(padding: getenv("PADDING").flatMap { Int(String(cString: $0)) } ?? 0)
        addresses = AddressStack(network: network, isBroken: getenv("BREAK") != nil)
    }
}
