import SQLMigrations
import Testing

@Suite struct ScriptTextTests {
    @Test(arguments: [
        ("a\r\nb\r\n", "a\nb\n"), ("a\rb", "a\nb"), ("a\r\r\nb", "a\n\nb"), ("a\n\rb", "a\n\nb"), ("\r", "\n"),
        ("\u{FEFF}a", "a"), ("a\u{FEFF}", "a\u{FEFF}"), ("", ""), ("no end", "no end"),
        ("tab\t \u{0C}x", "tab\t \u{0C}x"),
    ])
    func `line ends and a byte order mark are all that changes`(file: String, text: String) throws {
        #expect(String(decoding: try ScriptText(Array(file.utf8)).bytes, as: UTF8.self) == text)
    }

    @Test(
        arguments: [
            ([0xFF], 1, 1, 0xFF), (Array("ab\nc".utf8) + [0xC3, 0x28], 2, 2, 0xC3), ([0xE2, 0x82], 1, 1, 0xE2),
            (Array("ü\r\n\nü".utf8) + [0x80], 3, 3, 0x80), ([0x41, 0xED, 0xA0, 0x80], 1, 2, 0xED),
        ] as [([UInt8], Int, Int, UInt8)]
    )
    func `what is not UTF-8 is refused where it stops to be`(bytes: [UInt8], line: Int, column: Int, byte: UInt8) {
        #expect(throws: ScriptText.InvalidByte(line: line, column: column, byte: byte)) { try ScriptText(bytes) }
    }
}
