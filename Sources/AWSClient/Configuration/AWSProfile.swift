package import BorealisDiagnostics

/// The settings of a profile from both shared files; those of the credentials file win.
package struct AWSProfile: Hashable, Sendable {
    package let name: String
    package let settings: [String: ConfigurationFile.Setting]
    /// Where it is first written.
    package let place: Place

    /// Nil where it isn't set, or set to nothing.
    package subscript(name: String) -> String? {
        settings[name].flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    /// The place of a setting; that of the profile where it isn't set.
    package func place(of setting: String) -> Place { settings[setting]?.place ?? place }

    func adding(_ section: ConfigurationFile.Section) -> AWSProfile {
        AWSProfile(name: name, settings: settings.merging(section.settings) { $1 }, place: place)
    }
}
