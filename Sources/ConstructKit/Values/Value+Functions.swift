internal import TemplateModel

extension Value where T == String {
    /// `Fn::Join`: the values with a separator between them.
    public static func join(_ separator: String, _ values: [Value<String>]) -> Value<String> {
        .join(separator, Value<[String]>(values))
    }

    /// `Fn::Join`: the elements of a list with a separator between them.
    public static func join(_ separator: String, _ list: Value<[String]>) -> Value<String> {
        Value(expression: .call(.join, [.string(separator), list.expression]))
    }

    /// `Fn::Base64`: the text encoded, as user data of an instance is.
    public static func base64(_ text: Value<String>) -> Value<String> {
        Value(expression: .call(.base64, text.expression))
    }

    /// `Fn::ImportValue`: what a stack outside this app exports under a name.
    ///
    /// Between stacks of one app, refer to the element itself: exports and imports follow from that.
    public static func importValue(_ name: Value<String>) -> Value<String> {
        Value(expression: .call(.importValue, name.expression))
    }

    /// `Fn::ToJsonString`: an object or a list as JSON text.
    ///
    /// Synth adds the transform that it needs.
    public static func toJsonString(_ json: JSONValue) -> Value<String> {
        Value(expression: .call(.toJsonString, json.expression))
    }
}

extension Value where T: ScalarType {
    /// `Fn::Select`: an element of a list, counted from 0.
    public static func select(_ index: Value<Int>, from list: Value<[T]>) -> Value<T> {
        Value(expression: .call(.select, [index.expression, list.expression]))
    }
}

extension Value where T == [String] {
    /// `Fn::Split`: the pieces of a text between separators.
    public static func split(_ separator: String, _ text: Value<String>) -> Value<[String]> {
        Value(expression: .call(.split, [.string(separator), text.expression]))
    }

    /// `Fn::GetAZs`: the availability zones of a region in which the account has default subnets.
    ///
    /// - Parameter region: the stack's own where it is left out.
    public static func getAZs(_ region: Value<String> = "") -> Value<[String]> {
        Value(expression: .call(.getAZs, region.expression))
    }

    /// `Fn::Cidr`: blocks of equal size out of one.
    ///
    /// - Parameters:
    ///   - count: 1...256.
    ///   - cidrBits: the bits of a host's part: 8 gives a /24.
    public static func cidr(_ block: Value<String>, count: Value<Int>, cidrBits: Value<Int>) -> Value<[String]> {
        Value(expression: .call(.cidr, [block.expression, count.expression, cidrBits.expression]))
    }
}

extension Value where T == Int {
    /// `Fn::Length`: how many elements a list has.
    ///
    /// Synth adds the transform that it needs.
    public static func length<L: ListType>(_ list: Value<L>) -> Value<Int> {
        Value(expression: .call(.length, list.expression))
    }
}

extension Value {
    /// The same expression as text: a number where a property wants a string.
    public var asString: Value<String> {
        Value<String>(expression: expression)
    }
}
