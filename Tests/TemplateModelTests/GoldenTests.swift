import TemplateModel
import TestSupport
import Testing

struct GoldenTests {
    @Test(arguments: GoldenCase.all, TemplateFormat.allCases)
    func `the text is the one recorded`(_ golden: GoldenCase, _ format: TemplateFormat) {
        Golden("Tests/TemplateModelTests/Goldens/\(golden.name).\(format.fileExtension)")
            .expect(golden.node.text(as: format))
    }
}
