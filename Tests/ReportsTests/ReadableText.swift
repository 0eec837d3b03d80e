import BorealisReports
import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// A report's text as its reader has it: without the escapes of its format.
enum ReadableText {
    static func of(_ text: String, as format: DifferenceFormat) throws -> String {
        switch format {
        case .human: text
        case .json, .sarif: strings(in: try JSONSerialization.jsonObject(with: Data(text.utf8))).joined(separator: "\n")
        case .markdown:
            text.replacing("<!-- -->", with: "").replacing(/\\([!-\/:-@\[-`{-~])/) { $0.output.1 }
        case .github:
            text.replacing("%0A", with: "\n").replacing("%3A", with: ":").replacing("%2C", with: ",").replacing(
                "%25",
                with: "%"
            )
        case .junit: try XMLText.strings(in: text).joined(separator: "\n")
        }
    }

    /// Where things are, as `file:line`.
    static func places(in text: String, as format: DifferenceFormat) throws -> Set<String> {
        switch format {
        case .human, .markdown: Set(text.matches(of: /[\w\/.]+\.(swift|sql):\d+/).map { String($0.output.0) })
        case .github: Set(text.matches(of: /file=([^,]+),line=(\d+)/).map { "\($0.output.1):\($0.output.2)" })
        case .junit:
            Set(
                text.matches(of: /file="([^"]+)" line="(\d+)"/).map { "\($0.output.1):\($0.output.2)" }
                    + text.matches(of: /[\w\/.]+\.(swift|sql):\d+/).map { String($0.output.0) }
            )
        case .json, .sarif: Set(places(in: try JSONSerialization.jsonObject(with: Data(text.utf8))))
        }
    }

    private static func strings(in value: Any) -> [String] {
        switch value {
        case let text as String: [text]
        case let list as [Any]: list.flatMap(strings)
        case let map as [String: Any]: map.values.flatMap(strings)
        default: []
        }
    }

    private static func places(in value: Any) -> [String] {
        if let list = value as? [Any] { return list.flatMap(places) }
        guard let map = value as? [String: Any] else { return [] }
        let inside = map.values.flatMap(places)
        if let file = map["file"] as? String, let line = map["line"] as? Int { return inside + ["\(file):\(line)"] }
        guard let file = (map["artifactLocation"] as? [String: Any])?["uri"] as? String,
            let line = (map["region"] as? [String: Any])?["startLine"] as? Int
        else { return inside }
        return inside + ["\(file):\(line)"]
    }
}

/// The texts and attributes of XML that is well formed.
final class XMLText: NSObject, XMLParserDelegate {
    private var strings: [String] = []
    private var text = ""
    /// `testcase Cluster is replaced`, each with the names of its children.
    private(set) var elements: [String] = []

    static func strings(in xml: String) throws -> [String] { try read(xml).strings }

    static func read(_ xml: String) throws -> XMLText {
        let reader = XMLText()
        let parser = XMLParser(data: Data(xml.utf8))
        parser.delegate = reader
        try #require(parser.parse(), "\(String(describing: parser.parserError))")
        return reader
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(name)
        strings += attributes.values
    }

    func parser(_ parser: XMLParser, foundCharacters part: String) { text += part }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        strings.append(text)
        text = ""
    }
}
