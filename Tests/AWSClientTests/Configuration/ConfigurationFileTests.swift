import BorealisAWSClient
import BorealisDiagnostics
import Testing

/// What botocore 1.44.5 makes of the same texts was compared by hand on 2026-11-22; where it differs the case says how.
@Suite struct ConfigurationFileTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let text: String
        /// One line for each section and setting.
        let outline: [String]

        init(_ description: String, _ text: String, _ outline: [String]) {
            testDescription = description
            self.text = text
            self.outline = outline
        }
    }

    static let likeBotocore = [
        Case("nothing", "", []),
        Case(
            "comments and empty lines",
            "# one\n; two\n\n  # three\n[default]\n#region = a\nregion = b\n",
            ["[default]", "region=b"]
        ),
        Case(
            "spaces around all",
            "[default]  \n  region   =   eu-central-1  \n",
            ["[default]", "region=eu-central-1"]
        ),
        Case("no spaces", "[default]\nregion=eu-central-1", ["[default]", "region=eu-central-1"]),
        Case("tabs", "[default]\n\tregion\t=\teu-central-1\n", ["[default]", "region=eu-central-1"]),
        Case(
            "all settings indented",
            "[default]\n  region = a\n  output = json\n",
            ["[default]", "output=json", "region=a"]
        ),
        Case("an equals sign in the value", "[a]\nx = b=c=d\n", ["[a]", "x=b=c=d"]),
        Case("names in small letters", "[a]\nAWS_Access_Key_ID = AKIA\n", ["[a]", "aws_access_key_id=AKIA"]),
        Case("names of sections as they are", "[profile Blog]\nregion = a\n", ["[profile Blog]", "region=a"]),
        Case("a value of nothing", "[a]\nregion =\noutput = json\n", ["[a]", "output=json", "region="]),
        Case("Windows' ends of lines", "[a]\r\nregion = b\r\n", ["[a]", "region=b"]),
        Case(
            "settings inside a setting",
            "[services dev]\ns3 =\n  endpoint_url = http://a\n  # not this\n  x=y\nlambda = \n    endpoint_url=http://b\n",
            ["[services dev]", "lambda=", "lambda.endpoint_url=http://b", "s3=", "s3.endpoint_url=http://a", "s3.x=y"]
        ),
        Case("a value of several lines", "[a]\nx = b\n  c\n  d\ny = e\n", ["[a]", "x=b\nc\nd", "y=e"]),
        Case(
            "hash and semicolon in a value",
            "[a]\nurl = http://b/#c\nd = e;f\n",
            ["[a]", "d=e;f", "url=http://b/#c"]
        ),
        Case("letters of the world", "[profile größe]\nx = 値\n", ["[profile größe]", "x=値"]),
        Case("a comment after the name of a section", "[a] # b\nc = d\n", ["[a]", "c=d"]),
    ]

    static let otherThanBotocore = [
        Case("comments after values: kept by botocore", "[a]\nb = c # d\ne = f\t; g\n", ["[a]", "b=c", "e=f"]),
        Case("comments after no value: kept by botocore", "[a]\nb = # c\n", ["[a]", "b="]),
        Case("a section twice: refused by botocore", "[a]\nb = c\n[a]\nd = e\n", ["[a]", "b=c", "[a]", "d=e"]),
        Case("a setting twice: refused by botocore", "[a]\nb = c\nb = d\n", ["[a]", "b=d"]),
        Case("the mark of UTF-8: refused by botocore", "\u{FEFF}[a]\nb = c\n", ["[a]", "b=c"]),
        Case("spaces in brackets: kept by botocore", "[ a ]\nb = c\n", ["[a]", "b=c"]),
    ]

    @Test(arguments: likeBotocore + otherThanBotocore)
    func `a file is read section by section`(_ example: Case) throws {
        let file = try ConfigurationFile(reading: Array(example.text.utf8), of: "config")
        #expect(Self.outline(of: file) == example.outline)
    }

    private static func outline(of file: ConfigurationFile) -> [String] {
        file.sections.flatMap { section in
            ["[\(section.name)]"]
                + section.settings.sorted { $0.key < $1.key }.flatMap { name, setting in
                    ["\(name)=\(setting.value)"]
                        + setting.nested.sorted { $0.key < $1.key }.map { "\(name).\($0.key)=\($0.value.value)" }
                }
        }
    }

    @Test func `sections and settings know their lines`() throws {
        let text = "# one\n[a]\nb = c\ns3 =\n  d = e\n"
        let section = try #require(try ConfigurationFile(reading: Array(text.utf8), of: "config").sections.first)
        #expect(section.place == Place(file: "config", line: 2))
        #expect(section.settings["b"]?.place == Place(file: "config", line: 3))
        #expect(section.settings["s3"]?.nested["d"]?.place == Place(file: "config", line: 5))
    }

    @Test(arguments: [
        ("[a\n", 1, "the name of a section is never closed", "add ]"),
        ("[a] b = c\n", 1, "something follows the name of a section", "begin a new line after ]"),
        ("\n[ ]\n", 2, "a section has no name", "write [profile NAME] or [default]"),
        ("# one\nhidden = hidden\n", 2, "a setting comes before the first section", "write [default] above it"),
        (
            "[a]\nb = c\nhidden\n", 3, "the line is neither a section nor a setting",
            "write NAME = VALUE, or begin a comment with #"
        ),
        (
            "[a]\nregion: hidden\n", 2, "the line is neither a section nor a setting",
            "write NAME = VALUE, or begin a comment with #"
        ),
        ("[a]\n = hidden\n", 2, "a setting has no name", "write NAME = VALUE"),
        (
            "[a]\ns3 =\n  hidden\n", 3, "the line is neither a section nor a setting",
            "write NAME = VALUE, or begin a comment with #"
        ),
    ])
    func `a line that can't be read is refused with its place and without its text`(
        _ text: String,
        _ line: Int,
        _ problem: String,
        _ fix: String
    ) {
        #expect(throws: Diagnostic("AWS003", at: Place(file: "config", line: line), problem, fix: fix)) {
            try ConfigurationFile(reading: Array(text.utf8), of: "config")
        }
    }

    @Test func `a line that isn't UTF-8 is refused`() {
        let problem = Diagnostic(
            "AWS003",
            at: Place(file: "config", line: 2),
            "the line is not UTF-8",
            fix: "save the file as UTF-8"
        )
        #expect(throws: problem) {
            try ConfigurationFile(reading: Array("[a]\nb = ".utf8) + [0xFF, 0x0A], of: "config")
        }
    }
}
