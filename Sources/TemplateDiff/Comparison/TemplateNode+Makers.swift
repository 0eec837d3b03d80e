internal import OrderedCollections
internal import TemplateModel

extension TemplateNode {
    /// Whether it is a module or a macro in place of a resource, which makes resources that no template names.
    func isMadeAtDeploy(as logicalID: String) -> Bool {
        logicalID == Intrinsic.transform.rawValue || objectEntries?["Type"]?.plainText?.hasSuffix("::MODULE") ?? false
    }
}
