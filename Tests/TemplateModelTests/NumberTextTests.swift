import TemplateModel
import Testing

struct NumberTextTests {
    @Test(
        arguments: TemplateFormat.allCases,
        [
            (0.5, "0.5"), (4, "4"), (-0.0, "0"), (-2.25, "-2.25"), (1e15, "1000000000000000.0"), (1e20, "1.0e+20"),
            (1.5e300, "1.5e+300"),
            (1e-7, "1.0e-07"), (999_999_999_999_999, "999999999999999"),
        ]
    )
    func `a number has a form that YAML 1.1 and JSON read as a number`(
        _ format: TemplateFormat,
        _ example: (number: Double, text: String)
    ) {
        #expect(TemplateNode.number(example.number).text(as: format) == example.text + "\n")
    }

    @Test func `a number that is not finite is refused`() async {
        await #expect(processExitsWith: .failure) { print(TemplateNode.number(.infinity).text(as: .yaml)) }
        await #expect(processExitsWith: .failure) { print(TemplateNode.number(.nan).text(as: .yaml)) }
        await #expect(processExitsWith: .failure) { print(TemplateNode.number(.infinity).text(as: .json)) }
        await #expect(processExitsWith: .failure) { print(TemplateNode.number(.nan).text(as: .json)) }
    }
}
