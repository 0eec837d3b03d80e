/// A value that a stack shows to people and other tools.
///
/// Other stacks of the app need no output: they refer to the element itself.
public final class Output: Element {
    package let value: Expression
    package let description: String?
    package let exportName: Value<String>?
    package let condition: Condition?

    /// An output with the value of an attribute, a reference or a text.
    ///
    /// - Parameters:
    ///   - exportName: unique in the account and region; nothing is exported where it is left out.
    ///   - condition: the output exists only where this holds.
    public init<T: ScalarType>(
        _ value: Value<T>,
        description: String? = nil,
        exportName: Value<String>? = nil,
        condition: Condition? = nil,
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        self.value = value.expression
        self.description = description
        self.exportName = exportName
        self.condition = condition
        super.init(file: file, line: line)
    }
}
