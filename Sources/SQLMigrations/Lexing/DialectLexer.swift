/// Cuts the SQL of one engine into tokens.
protocol DialectLexer {
    var reader: ByteReader { get set }
    /// What was opened and not closed; the token of it goes to the end.
    var problem: LexicalProblem? { get }

    init(_ reader: ByteReader)

    /// The next token; nil at the end.
    mutating func next() -> SQLToken?
}
