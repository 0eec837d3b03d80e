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
        try run("synth", "network", "--output", "a", "--format", "json", "--source-map", "a/map.json")
        let text = try run.folder.text("a/map.json")
        #expect(text.contains(#""template": "a/network.template.json""#))
        #expect(!text.contains("addresses"))
        #expect(try run.folder.names(in: "a") == ["manifest.json", "map.json", "network.template.json"])
        #expect(try run("synth", "--output", "a").status == 0)
        #expect(try run.folder.names(in: "a").contains("map.json"), "what the manifest doesn't list stays")
    }

    @Test func `a check writes none`() throws {
        try run("synth")
        #expect(try run("synth", "--check", "--source-map", "map.json").status == 0)
        #expect(try run.folder.names() == ["out"])
    }

    @Test func `a file that can't be written is an error, after the output was written`() throws {
        try run.write("mine", to: "map")
        let result = try run("synth", "--source-map", "map/map.json")
        #expect(result.status == 1)
        #expect(
            result.errors == """
                map/map.json: error[CLI004]: some files were replaced and others weren't; got not a directory, \
                expected files that can be replaced
                  fix: remove what is in the way and run synth again
                1 error, written in part

                """
        )
        #expect(try run.folder.names(in: "out").contains("manifest.json"))
        #expect(try run("synth", "--source-map", "").status == 64)
    }
}
