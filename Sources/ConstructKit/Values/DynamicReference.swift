extension Value where T == String {
    /// A secret's value, read by CloudFormation when it creates or updates the resource and never written to the
    /// template: `{{resolve:secretsmanager:…}}`.
    ///
    /// - Parameters:
    ///   - secret: the secret's ARN, or its name in the same account.
    ///   - jsonKey: the key of the secret's JSON whose value is wanted; the whole text where it is left out.
    ///   - versionStage: `AWSCURRENT` where it is left out.
    ///   - versionId: one version for ever, instead of a stage.
    /// - Source: CloudFormation User Guide, "Get a secret or secret value from Secrets Manager", read 2026-11-21.
    public static func secretsManager(
        _ secret: Value<String>,
        jsonKey: String = "",
        versionStage: String = "",
        versionId: String = ""
    ) -> Value<String> {
        let end = [jsonKey, versionStage, versionId].joined(separator: ":").droppingTrailingColons
        return "{{resolve:secretsmanager:\(secret):SecretString\(end.isEmpty ? "" : ":" + end)}}"
    }

    /// A plain-text parameter of Systems Manager: `{{resolve:ssm:…}}`.
    ///
    /// - Parameter version: the latest where it is left out.
    public static func ssm(_ parameter: Value<String>, version: Int? = nil) -> Value<String> {
        "{{resolve:ssm:\(parameter)\(version.map { ":\($0)" } ?? "")}}"
    }

    /// A secure parameter of Systems Manager, which only some properties accept: `{{resolve:ssm-secure:…}}`.
    ///
    /// - Parameter version: the latest where it is left out.
    public static func ssmSecure(_ parameter: Value<String>, version: Int? = nil) -> Value<String> {
        "{{resolve:ssm-secure:\(parameter)\(version.map { ":\($0)" } ?? "")}}"
    }
}

extension String {
    fileprivate var droppingTrailingColons: String {
        var text = self[...]
        while text.hasSuffix(":") {
            text.removeLast()
        }
        return String(text)
    }
}
