/// The words that tell where a statement ends.
///
/// They are looked up in a table, as Swift would compare strings with each of them in turn.
enum SQLKeyword: String, CaseIterable {
    case aggregate, ascii, atomic, begin, binary, byte, `case`, char, character, charset, collate, comment, contains,
        copy, create, data, declare
    case definer, delimiter, deterministic, `do`, each, `else`, elseif, end, event, follows, `for`, from, function
    case handler, `if`, invoker, language, loop, modifies, no, not, or, precedes, precision, procedure, reads, `repeat`,
        replace
    case returns, row, security, set, signed, sql, sqlstate, stdin, then, trigger, unicode, unsigned, until, value
    case varchar, varying, view, when, `while`, zerofill
    // What END as a name comes after.
    case and, between, div, `in`, interval, `is`, like, mod, regexp, rlike, `return`, select, xor
    case alter
    // Commands of the client mysql.
    case source, use

    /// At most sixteen letters, the first in the lowest bits.
    private struct Letters: Hashable {
        var low: UInt64 = 0
        var high: UInt64 = 0

        /// Nil for what no keyword can be; capitals become small letters.
        init?(_ word: UnsafeBufferPointer<UInt8>) {
            guard word.count <= 16 else { return nil }
            // Without an iterator, which would take ten times as long in a debug build.
            var index = 0
            while index < word.count {
                let byte = word[index]
                let letter = UInt64(byte.isCapital ? byte | 0x20 : byte)
                if index < 8 { low |= letter << (8 * index) } else { high |= letter << (8 * (index - 8)) }
                index += 1
            }
        }
    }

    private static let table: [Letters: SQLKeyword] = allCases.reduce(into: [:]) { table, keyword in
        let letters = Array(keyword.rawValue.utf8).withUnsafeBufferPointer { Letters($0) }
        if let letters { table[letters] = keyword }
    }

    /// - Parameter word: the bytes of a word, in capitals or not.
    init?(_ word: UnsafeBufferPointer<UInt8>) {
        guard let letters = Letters(word), let keyword = Self.table[letters] else { return nil }
        self = keyword
    }
}
