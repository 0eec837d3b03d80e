/// A time as AWS writes it.
package enum Timestamp {
    /// Seconds since 1970; a part of a second is left out.
    ///
    /// - Parameter text: `2026-11-22T13:00:00Z`, also with a fraction and with an offset such as `+02:00`.
    /// - Returns: nil for anything else.
    /// - Source: RFC 3339, section 5.6; the AWS CLI writes an offset.
    package static func seconds(of text: String) -> Int? {
        let pattern = /(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):?(\d\d))/
        guard let match = text.wholeMatch(of: pattern)?.output,
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
            let hour = Int(match.4), let minute = Int(match.5), let second = Int(match.6),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
        else { return nil }
        let offset = (match.8.flatMap { Int($0) } ?? 0) * 3600 + (match.9.flatMap { Int($0) } ?? 0) * 60
        let time = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
        return match.7 == "-" ? time + offset : time - offset
    }

    /// Days since 1970, counted with years that begin in March so that a leap day is the last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let years = month > 2 ? year : year - 1
        let months = (month + 9) % 12
        let dayOfYear = (153 * months + 2) / 5 + day - 1
        return years * 365 + years / 4 - years / 100 + years / 400 + dayOfYear - 719_468
    }
}
