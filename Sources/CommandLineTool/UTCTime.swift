#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The time of day, wherever the machine is.
enum UTCTime {
    /// Fourteen digits: `20261120103000`.
    static var now: String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let numbers = [parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
        return numbers.reduce(String(parts.tm_year + 1900)) { text, number in
            text + (number < 10 ? "0" : "") + String(number)
        }
    }
}
