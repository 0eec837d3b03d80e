import BorealisAWSClient
import Testing

@Suite struct XMLReaderTests {
    private func problem(_ text: String) -> XMLReader.Problem? {
        do {
            _ = try XMLReader.read(Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test func `elements have their children in order and their own text`() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <a xmlns="http://example.com/"><b>é &lt;x&gt; &#x1F600;</b><!-- no --><c at="1"/><b><![CDATA[<&]]></b>&#13;</a>
            """
        let root = try XMLReader.read(Array(text.utf8))
        #expect(root.name == "a")
        #expect(root.children.map(\.name) == ["b", "c", "b"])
        #expect(root.children.map(\.text) == ["é <x> 😀", "", "<&"])
        #expect(root.text == "\r")
        #expect(root.text(of: "c")?.isEmpty == true)
        #expect(root.text(of: "d") == nil)
    }

    @Test func `a template inside keeps its blanks and ends of lines`() throws {
        let template = "Resources:\n  A:\n    Type: \"x\"  \n\n"
        let root = try XMLReader.read(Array("<a>\(template)</a>".utf8))
        #expect(root.text == template)
    }

    @Test(arguments: [
        ("", "no element found", 1),
        ("{\"a\": 1}", "not well-formed (invalid token)", 1),
        ("<a>\n<b></a>", "mismatched tag", 2),
        ("<a>", "no element found", 1),
        ("<a/><b/>", "junk after document element", 1),
        ("<a>&other;</a>", "undefined entity", 1),
        ("<a>\u{0}</a>", "not well-formed (invalid token)", 1),
        ("<!DOCTYPE html><html></html>", "a document type", 1),
        ("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "a document type", 1),
        ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", "the encoding ISO-8859-1", 1),
        ("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>", "the encoding UTF-16", 1),
    ])
    func `what isn't such an answer is refused with its line`(text: String, explanation: String, line: Int) throws {
        let found = try #require(problem(text))
        #expect(found.explanation == explanation)
        #expect(found.line == line)
    }

    @Test func `bytes that aren't UTF-8 are refused`() {
        #expect(throws: XMLReader.Problem.self) {
            try XMLReader.read([0x3C, 0x61, 0x3E, 0xE9, 0x3C, 0x2F, 0x61, 0x3E])
        }
        #expect(throws: XMLReader.Problem.self) { try XMLReader.read([0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00]) }
    }

    @Test func `entities that multiply are refused before they do`() {
        let entities = (1...9).map { level in
            "<!ENTITY l\(level) \"\(String(repeating: "&l\(level - 1);", count: 10))\">"
        }
        let text = "<!DOCTYPE a [<!ENTITY l0 \"laugh\">\(entities.joined())]><a>&l9;</a>"
        #expect(problem(text)?.explanation == "a document type")
    }

    @Test func `elements may be as deep as the limit and no deeper`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(problem(nested(XMLReader.depthLimit)) == nil)
        #expect(problem(nested(XMLReader.depthLimit + 1))?.explanation == "elements more than 64 deep")
        #expect(problem(nested(100_000))?.explanation == "elements more than 64 deep")
    }

    @Test func `elements without end are refused`() {
        let text = "<a>" + String(repeating: "<b/>", count: XMLReader.elementLimit) + "</a>"
        #expect(problem(text)?.explanation == "more than 1000000 elements")
    }
}
