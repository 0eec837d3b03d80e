internal import BorealisDiagnostics
internal import BorealisFileSystem
internal import TemplateDiff

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A template in a file that a stack is compared with.
struct TemplateStack: OldStacks {
    let path: String
    let bytes: [UInt8]

    func stack(for new: NewStack, schemas: TypeSchemas) throws(DiffProblems) -> OldStack {
        OldStack(Baseline(.file, name: path), try TemplateText(bytes, name: path).compared())
    }
}

extension BaselineSource {
    /// - Parameter new: the stacks that are compared with what is at a path.
    /// - Throws: ``DiffProblems`` `DIF030` where nothing is there, `DIF032` for one template and several stacks.
    static func stacks(at path: String, for new: NewStacks) throws(DiffProblems) -> any OldStacks {
        let bytes: [UInt8]
        do throws(POSIXFailure) {
            bytes = try SourceFile.read(path).bytes
        } catch {
            guard error.code == EISDIR else { throw DiffProblems([.absentPath(path, reason: error.explanation)]) }
            return try OutputStacks(folder: path)
        }
        guard new.stacks.count == 1 else {
            throw DiffProblems([.severalStacks(path, stacks: new.stacks.map(\.name))])
        }
        return TemplateStack(path: path, bytes: bytes)
    }
}
