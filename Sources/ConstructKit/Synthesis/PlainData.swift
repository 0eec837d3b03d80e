package import BorealisDiagnostics

/// A type that holds no element: discovery doesn't look into it.
///
/// It is for what is looked at often, or is large: asking what a type is costs Swift a search of all conformances.
package protocol PlainData {}

extension Array: PlainData where Element: PlainData {}
extension ArraySlice: PlainData where Element: PlainData {}

extension Asset: PlainData {}
extension Bool: PlainData {}
extension Character: PlainData {}
extension Double: PlainData {}
extension Int: PlainData {}
extension Place: PlainData {}
extension StaticString: PlainData {}
extension String: PlainData {}
extension Substring: PlainData {}
extension UInt: PlainData {}
extension UInt8: PlainData {}
