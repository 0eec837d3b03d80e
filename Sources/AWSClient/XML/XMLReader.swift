internal import CLibExpat

/// Reads what AWS answers: XML in UTF-8 without a document type, so that nothing in it stands for more than itself.
package final class XMLReader {
    package struct Problem: Error, Hashable {
        package let explanation: String
        /// Counted from 1.
        package let line: Int
    }

    /// AWS nests about ten deep.
    package static let depthLimit = 64
    /// 500 resources with all that is said of them have some ten thousand.
    package static let elementLimit = 1_000_000

    /// From the outermost one inwards.
    private var open: [XMLElement] = []
    private var root: XMLElement?
    private var count = 0
    private var refusal: String?
    private let parser: XML_Parser

    private init(_ parser: XML_Parser) {
        self.parser = parser
    }

    package static func read(_ bytes: [UInt8]) throws(Problem) -> XMLElement {
        guard let parser = XML_ParserCreate("UTF-8") else { throw Problem(explanation: "no memory", line: 1) }
        defer { XML_ParserFree(parser) }
        let reader = XMLReader(parser)
        let isGood = withExtendedLifetime(reader) { reader.parse(bytes) }
        guard isGood, let root = reader.root else { throw reader.problem }
        return root
    }

    private func parse(_ bytes: [UInt8]) -> Bool {
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { state, name, _ in XMLReader.of(state)?.begin(name) },
            { state, _ in XMLReader.of(state)?.end() }
        )
        XML_SetCharacterDataHandler(parser) { XMLReader.of($0)?.append($1, count: Int($2)) }
        XML_SetXmlDeclHandler(parser) { state, _, encoding, _ in XMLReader.of(state)?.declare(encoding) }
        XML_SetStartDoctypeDeclHandler(parser) { state, _, _, _, _ in
            XMLReader.of(state)?.refuse("a document type")
        }
        return bytes.withUnsafeBytes { buffer in
            guard let size = Int32(exactly: buffer.count) else { return false }
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return XML_Parse(parser, start, size, 1) == XML_STATUS_OK
        }
    }

    private var problem: Problem {
        let words = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) }
        return Problem(explanation: refusal ?? words ?? "no XML", line: Int(XML_GetCurrentLineNumber(parser)))
    }

    private static func of(_ state: UnsafeMutableRawPointer?) -> XMLReader? {
        state.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
    }

    private func refuse(_ what: String) {
        guard refusal == nil else { return }
        refusal = what
        XML_StopParser(parser, 0)
    }

    private func declare(_ encoding: UnsafePointer<CChar>?) {
        guard let encoding else { return }
        let name = String(cString: encoding)
        if name.lowercased() != "utf-8" { refuse("the encoding \(name.prefix(40))") }
    }

    private func begin(_ name: UnsafePointer<CChar>?) {
        count += 1
        guard let name, refusal == nil else { return }
        if open.count == Self.depthLimit { return refuse("elements more than \(Self.depthLimit) deep") }
        if count > Self.elementLimit { return refuse("more than \(Self.elementLimit) elements") }
        open.append(XMLElement(String(cString: name)))
    }

    private func end() {
        guard refusal == nil, let element = open.popLast() else { return }
        if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }

    private func append(_ bytes: UnsafePointer<CChar>?, count: Int) {
        guard let bytes, refusal == nil, !open.isEmpty else { return }
        let buffer = UnsafeRawBufferPointer(start: bytes, count: count)
        open[open.count - 1].text += String(decoding: buffer, as: UTF8.self)
    }
}
