internal import TemplateModel

/// A table of two keys, looked up when the stack is deployed.
///
/// ```swift
/// let capacity = Mapping<Double>(["prod": ["max": 16], "dev": ["max": 2]])
/// …
/// capacity.find(environment.ref, "max")
/// ```
public final class Mapping<T: ValueType>: Element, MappingElement {
    package let rows: [(key: String, columns: [(key: String, value: Expression)])]

    /// A table in its order.
    ///
    /// - Parameter rows: the first key is often a region or an environment, and has letters, digits, `-` and `.`; the
    ///   second has letters and digits.
    public init(
        _ rows: KeyValuePairs<String, KeyValuePairs<String, T>>,
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        self.rows = rows.map { key, columns in
            (key, columns.map { ($0, T.expression(of: $1)) })
        }
        super.init(file: file, line: line)
    }

    /// `Fn::FindInMap`: the value under two keys.
    public func find(_ first: Value<String>, _ second: Value<String>) -> Value<T> {
        let name = Expression(.mappingName(self))
        return Value(expression: .call(.findInMap, [name, first.expression, second.expression]))
    }
}

/// A ``Mapping``, whatever its values are.
package protocol MappingElement: Element {
    var rows: [(key: String, columns: [(key: String, value: Expression)])] { get }
}
