internal import BorealisDiagnostics
public import ConstructKit

/// A cluster that exists already and has the Data API.
public struct ExistingCluster {
    let clusterARN: Value<String>
    let secretARN: Value<String>
    let secretKeyARN: Value<String>?

    /// A cluster by its ARN, and the secret with the user's name and password that scripts are run with.
    ///
    /// - Parameters:
    ///   - clusterARN: `arn:aws:rds:eu-west-1:123456789012:cluster:blog`.
    ///   - secretARN: the whole ARN, with the six characters at its end:
    ///     `arn:aws:secretsmanager:eu-west-1:123456789012:secret:blog-AbCdEf`.
    ///   - secretKeyARN: the customer's key that the secret is encrypted with, where it is one.
    public static func existing(
        clusterARN: Value<String>,
        secretARN: Value<String>,
        secretKeyARN: Value<String>? = nil
    ) -> ExistingCluster {
        ExistingCluster(clusterARN: clusterARN, secretARN: secretARN, secretKeyARN: secretKeyARN)
    }
}

extension ExistingCluster {
    /// What is wrong with ARNs that are written as text; references are not known before the deploy.
    func problems(at place: Place) -> [Diagnostic] {
        [
            problem(with: clusterARN, of: "cluster", service: "rds", resource: "cluster:", at: place),
            problem(with: secretARN, of: "secret", service: "secretsmanager", resource: "secret:", at: place),
            secretKeyARN.flatMap { problem(with: $0, of: "key", service: "kms", resource: "key/", at: place) },
        ].compactMap(\.self)
    }

    private func problem(
        with arn: Value<String>,
        of kind: String,
        service: String,
        resource: String,
        at place: Place
    ) -> Diagnostic? {
        guard case .string(let text) = arn.expression.term else { return nil }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        let isARN =
            parts.count == 6 && parts[0] == "arn" && parts[1].hasPrefix("aws") && parts[2] == service
            && !parts[3].isEmpty && parts[4].utf8.count == 12 && parts[5].hasPrefix(resource)
            && parts[5].utf8.count > resource.utf8.count
        let hasSuffix = service != "secretsmanager" || parts.last?.wholeMatch(of: /.+-[A-Za-z0-9]{6}/) != nil
        let suffix = service == "secretsmanager" ? "-<6 characters>" : ""
        let expected = "arn:aws:\(service):<region>:<account>:\(resource)<name>\(suffix)"
        return isARN && hasSuffix ? nil : .invalidARN(text, of: kind, expected: expected, place: place)
    }
}
