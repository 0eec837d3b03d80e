/// Prints how many megabytes a second SHA256Digest takes, over 512 MiB; `Benchmarks/run scripts` compiles it.
@main
struct Hashing {
    static func main() {
        let bytes = [UInt8](repeating: 0x5A, count: 1 << 26)
        _ = SHA256Digest(of: bytes)
        let clock = ContinuousClock()
        let duration = clock.measure {
            for _ in 0..<8 { precondition(SHA256Digest(of: bytes).hexadecimal.count == 64) }
        }
        print(Int(8 * Double(bytes.count) / 1e6 / (duration / .seconds(1))))
    }
}
