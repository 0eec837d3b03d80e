import BorealisAWSClient
import Foundation
import TestSupport
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("2026-11-22T13:00:00Z", 1_795_352_400),
        ("2026-11-22T13:00:00+00:00", 1_795_352_400),
        ("2026-11-22T15:00:00+02:00", 1_795_352_400),
        ("2026-11-22T07:30:00-0530", 1_795_352_400),
        ("2026-11-22t13:00:00.999z", 1_795_352_400),
        ("2024-02-29T00:00:00Z", 1_709_164_800),
        ("2100-03-01T00:00:00Z", 4_107_542_400),
    ])
    func `a time is seconds since 1970`(_ text: String, _ seconds: Int) {
        #expect(Timestamp.seconds(of: text) == seconds)
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-11-22T13:00:00", "2026-13-22T13:00:00Z", "2026-11-22T24:00:00Z", "1795352400",
        "2026-11-22T13:00:00Z ", "26-11-22T13:00:00Z",
    ])
    func `anything else is no time`(_ text: String) {
        #expect(Timestamp.seconds(of: text) == nil)
    }

    @Test func `every time is what Foundation makes of it`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 1...2000 {
            let seconds = Int.random(in: 0...16_725_225_600, using: &generator)
            let text = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
            #expect(Timestamp.seconds(of: text) == seconds, "\(text), seed \(seed)")
        }
    }
}
