/// A file beside the sources of a stack that `synth` keeps up to date, such as the sums of a folder of scripts.
package struct KeptFile: Hashable, Sendable {
    /// Relative to the working directory.
    package let path: String
    package let content: [UInt8]

    package init(path: String, content: [UInt8]) {
        self.path = path
        self.content = content
    }
}

/// A construct that has such files.
package protocol FileKeeping: Construct {
    var keptFiles: [KeptFile] { get }
}

extension ExaminedApp {
    /// Each once, by path.
    ///
    /// - Parameter isSelected: which stacks are written.
    package func keptFiles(where isSelected: (SynthesizedStack) -> Bool) -> [KeptFile] {
        let constructs = zip(app.stacks, sources).filter { isSelected($0.0) }.flatMap(\.1.constructs)
        let files = constructs.compactMap { $0 as? any FileKeeping }.flatMap(\.keptFiles)
        return Set(files).sorted { $0.path < $1.path }
    }
}
