internal import TemplateModel

/// A named condition: whether a resource, an output or a value is there.
///
/// ```swift
/// let isProduction: Condition
/// isProduction = Condition(.equals(environment.ref, "prod"))
/// ```
public final class Condition: Element {
    package let test: ConditionTest

    /// A condition that holds when its test does.
    public init(_ test: ConditionTest, file: StaticString = #filePath, line: UInt = #line) {
        self.test = test
        super.init(file: file, line: line)
    }
}

/// What a condition tests, from parameters and mappings.
public struct ConditionTest {
    package let expression: Expression

    /// `Fn::Equals`: whether two values are the same.
    public static func equals<T: ScalarType>(_ left: Value<T>, _ right: Value<T>) -> ConditionTest {
        ConditionTest(expression: .call(.equals, [left.expression, right.expression]))
    }

    /// `Fn::Not`.
    public static func not(_ test: ConditionTest) -> ConditionTest {
        ConditionTest(expression: .call(.not, [test.expression]))
    }

    /// `Fn::And`: whether all hold.
    public static func and(_ first: ConditionTest, _ second: ConditionTest, _ rest: ConditionTest...) -> ConditionTest {
        combined(.and, [first, second] + rest)
    }

    /// `Fn::Or`: whether at least one holds.
    public static func or(_ first: ConditionTest, _ second: ConditionTest, _ rest: ConditionTest...) -> ConditionTest {
        combined(.or, [first, second] + rest)
    }

    /// Whether another condition of the stack holds.
    public static func condition(_ condition: Condition) -> ConditionTest {
        ConditionTest(expression: .call(.condition, Expression(.conditionName(condition))))
    }

    /// `Fn::And` and `Fn::Or` take 2...10 tests: more are nested, which means the same.
    ///
    /// - Source: CloudFormation Template Reference, "Condition functions", read 2026-11-21.
    private static func combined(_ function: Intrinsic, _ tests: [ConditionTest]) -> ConditionTest {
        let limit = 10
        guard tests.count > limit else {
            return ConditionTest(expression: .call(function, tests.map(\.expression)))
        }
        return combined(function, tests.prefix(limit - 1) + [rest(function, tests.dropFirst(limit - 1))])
    }

    private static func rest(_ function: Intrinsic, _ tests: ArraySlice<ConditionTest>) -> ConditionTest {
        combined(function, Array(tests))
    }
}
