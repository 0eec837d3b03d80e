import Foundation
import TestSupport
import Testing

/// The file that tells other tools where a template's parts come from.
@Suite struct SourceMapTests {
    private let run: SampleRun

    init() throws {
        run = try SampleRun()
    }

    @Test func `each logical ID has the line that made it, with paths as problems have them`() throws {
        let result = try run("synth", "--source-map", "build/map.json")
        #expect(result.status == 0)
        #expect(result.errors.hasSuffix("wrote build/map.json\n"))
        Golden("Tests/CommandLineToolTests/Goldens/source-map.json").expect(try run.folder.text("build/map.json"))
    }

    @Test func `it is the same wherever and however often it is written`() throws {
        try run("synth", "--source-map", "map.json")
        let other = try SampleRun()
        try other("synth", "--source-map", "map.json")
        #expect(try run.folder.text("map.json") == other.folder.text("map.json"))
        #expect(try !run("synth", "--source-map", "map.json").errors.contains("map.json"), "it is left alone")
    }

    @Test func `it has the stacks that are written, in whatever folder and form`() throws {
        try run("synth", "network", "--output", "a", "--format", "json", "--source-map", "map.json")
        let text = try run.folder.text("map.json")
        #expect(text.contains(#""template": "a/network.template.json""#))
        #expect(!text.contains("addresses"))
        #expect(try run.folder.names(in: "a") == ["manifest.json", "network.template.json"])
    }

    @Test func `it is printed where it is said so, and nothing else is`() throws {
        let result = try run("synth", "--source-map", "-")
        #expect(result.status == 0)
        #expect(try run.folder.names() == ["out"])
        Golden("Tests/CommandLineToolTests/Goldens/source-map.json").expect(result.output)
    }

    @Test(arguments: ["out/manifest.json", "./out/map.json", "out/new/map.json"])
    func `it is no part of the output`(path: String) throws {
        let result = try run("synth", "--output", "out/", "--source-map", path)
        #expect(result.status == 64)
        #expect(result.errors.contains("--source-map is no part of the output: name a file outside of out/"))
        #expect(try run.folder.names() == [])
    }

    @Test func `it doesn't replace the output that is written before it`() throws {
        let result = try run("synth", "--output", ".", "--source-map", "manifest.json")
        #expect(result.status == 1)
        #expect(result.errors.contains("manifest.json: error[CLI002]: a file is there that is no source map"))
        #expect(try run("synth", "--output", ".", "--check").status == 0)
    }

    @Test(arguments: ["", "create table t (id int);", "{}", #"{"version": 1, "stacks": []}"#])
    func `a file that is something else stays, and nothing is written`(text: String) throws {
        try run.write(text, to: "sql/V1__t.sql")
        let result = try run("synth", "--source-map", "sql/V1__t.sql")
        #expect(result.status == 1)
        #expect(
            result.errors == """
                sql/V1__t.sql: error[CLI002]: a file is there that is no source map; \
                expected no file, or a source map that synth has written
                  fix: choose another --source-map, or remove the file
                1 error, nothing written

                """
        )
        #expect(try run.folder.text("sql/V1__t.sql") == text)
        #expect(try run.folder.names() == ["sql"])
    }

    @Test func `a map of other stacks is replaced`() throws {
        try run("synth", "network", "--source-map", "map.json")
        #expect(try run("synth", "--source-map", "map.json").errors.hasSuffix("wrote map.json\n"))
        Golden("Tests/CommandLineToolTests/Goldens/source-map.json").expect(try run.folder.text("map.json"))
    }

    @Test func `a folder that takes no map is told by its path`() throws {
        try run.folder.link("loop", to: "loop")
        let result = try run("synth", "--source-map", "loop/map.json")
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("loop/map.json: error[CLI002]: the source map can't be read or written"))
    }

    @Test func `a check writes none`() throws {
        try run("synth")
        #expect(try run("synth", "--check", "--source-map", "map.json").status == 0)
        #expect(try run.folder.names() == ["out"])
    }

    @Test func `a file that can't be written is an error, before the output is written`() throws {
        try run.write("mine", to: "map")
        let result = try run("synth", "--source-map", "map/map.json")
        #expect(result.status == 1)
        #expect(
            result.errors == """
                map/map.json: error[CLI002]: the source map can't be read or written; got not a directory, \
                expected a file that can be written
                  fix: make room or give the rights, or choose another --source-map
                1 error, nothing written

                """
        )
        #expect(try run.folder.names() == ["map"])
        #expect(try run("synth", "--source-map", "").status == 64)
    }
}
