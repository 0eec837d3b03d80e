package import BorealisDiagnostics
internal import BorealisFileSystem

/// What `~/.aws/config` and `~/.aws/credentials` say, or the files that are named instead.
///
/// - Source: AWS SDKs and Tools Reference Guide, "Shared config and credentials files", and botocore 1.44.5, read
///   2026-11-22: in the config file a profile is `[profile NAME]` or `[default]`, and `[profile default]` wins over
///   `[default]`; in the credentials file it is `[NAME]`.
package struct SharedConfiguration {
    package private(set) var profiles: [String: AWSProfile] = [:]
    /// `[services NAME]` by name.
    package private(set) var services: [String: ConfigurationFile.Section] = [:]
    /// The sections that are named as in the other file, by the name of the profile that may be meant.
    private var misnamed: [String: ConfigurationFile.Section] = [:]
    package let configPath: String?
    package let credentialsPath: String?

    /// - Throws: ``Diagnostic`` `AWS003` for a file that can't be read.
    package init(_ environment: AWSEnvironment) throws(Diagnostic) {
        configPath = environment.path("AWS_CONFIG_FILE", default: "~/.aws/config")
        credentialsPath = environment.path("AWS_SHARED_CREDENTIALS_FILE", default: "~/.aws/credentials")
        for section in try Self.sections(of: configPath, in: environment) { add(config: section) }
        for section in try Self.sections(of: credentialsPath, in: environment) { add(credentials: section) }
    }

    /// - Throws: ``Diagnostic`` `AWS003` where there is none of the name.
    /// - Parameter origin: where the name is said, if in a file.
    package func profile(named name: String, from origin: Place? = nil) throws(Diagnostic) -> AWSProfile {
        if let profile = profiles[name] { return profile }
        if let section = misnamed[name] {
            throw .misnamedProfile(name, section, isInConfig: section.place.file == configPath)
        }
        throw .noProfile(name, among: profiles.keys.sorted(), at: origin, config: configPath ?? "~/.aws/config")
    }

    private static func sections(
        of path: String?,
        in environment: AWSEnvironment
    ) throws(Diagnostic) -> [ConfigurationFile.Section] {
        guard let path else { return [] }
        let bytes: [UInt8]?
        do throws(POSIXFailure) {
            bytes = try environment.content(of: path)
        } catch {
            throw .unreadableFile(path, reason: error.explanation)
        }
        return try ConfigurationFile(reading: bytes ?? [], of: path).sections
    }

    private mutating func add(config section: ConfigurationFile.Section) {
        // A quote that isn't closed is part of no name that can be asked for.
        let words = ShellWords.words(of: section.name) ?? []
        switch (words.first, words.count) {
        case ("default", 1):
            guard !isDefaultNamed else { return }
            add(section, as: "default")
        case ("profile", 2) where words[1] == "default" && !isDefaultNamed:
            isDefaultNamed = true
            profiles["default"] = nil
            add(section, as: "default")
        case ("profile", 2): add(section, as: words[1])
        case ("services", 2): services[words[1]] = services[words[1]].map { merged($0, section) } ?? section
        // What the AWS CLI needs of it, it reads itself.
        case ("sso-session", 2): break
        case ("profile", 3...): misnamed[words.dropFirst().joined(separator: " ")] = section
        default: misnamed[section.name] = section
        }
    }

    /// Whether `[profile default]` was there.
    private var isDefaultNamed = false

    private mutating func add(credentials section: ConfigurationFile.Section) {
        let words = ShellWords.words(of: section.name) ?? []
        if words.count == 2, words[0] == "profile" { misnamed[words[1]] = section }
        add(section, as: section.name)
    }

    private mutating func add(_ section: ConfigurationFile.Section, as name: String) {
        let profile = profiles[name] ?? AWSProfile(name: name, settings: [:], place: section.place)
        profiles[name] = profile.adding(section)
    }

    private func merged(
        _ section: ConfigurationFile.Section,
        _ later: ConfigurationFile.Section
    ) -> ConfigurationFile.Section {
        var merged = section
        merged.settings.merge(later.settings) { $1 }
        return merged
    }
}
