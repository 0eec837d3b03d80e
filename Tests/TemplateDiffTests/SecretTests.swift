import TemplateDiff
import Testing

/// Which values a report hides, and which it shows.
@Suite struct SecretTests {
    private static let secret = [
        "DBPassword", "DB_PASSWORD", "dbpassword", "PGPASSWORD", "PASSWD", "MY_PWD", "Passphrase", "ClientSecret",
        "MY_SECRET_VALID", "TOKEN_RAPID", "AWS_SECRET_ACCESS_KEY_ID", "SecretAccessKey", "ACCESS_KEY", "API-KEY",
        "X-Api-Key", "apiKey", "apikey", "PRIVATE_KEY", "PreSharedKey", "REDIS_AUTH", "AUTH", "AuthToken", "Password1",
        "DB_PASSWORD_2", "Credentials", "SecretString", "SecretStringTemplate", "spring.datasource.password",
    ]

    private static let shown = [
        "SecretArn", "SECRET_ARN", "SecretId", "SecretName", "AccessKeyId", "PasswordLength", "TokenValidityUnits",
        "KeyPolicy", "KeyName", "PartitionKey", "ServiceToken", "HttpTokens", "TokenType", "TokenEndpoint",
        "PasswordPolicy", "ApiKeySourceType", "SecretsManagerConfiguration", "TokenizerPattern", "AuthType",
        "Authorizer", "Author", "Path", "Bucket", "DatabaseName", "password_encryption",
        "token.actions.githubusercontent.com:sub", "aws:TokenIssueTime", "PASSWORD_FILE", "max_tokens",
    ]

    @Test(arguments: secret)
    func `a value is hidden whose name tells that it is a secret`(_ name: String) {
        #expect(outline(of: name, "none", "hunter2").contains(": hidden -> hidden"))
    }

    @Test(arguments: shown)
    func `a value is shown whose name is about a secret, or about something else`(_ name: String) {
        #expect(outline(of: name, "none", "some").contains(#": "none" -> "some""#))
    }

    @Test(arguments: [
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:blog-abcdef", "'true'", "hours",
    ])
    func `what is no secret is shown whatever it is called`(_ value: String) {
        #expect(!outline(of: "Secret", "!Ref Other", value).contains("hidden"))
    }

    @Test(arguments: [
        "https://example.com/a:b@c", "http://host:8080/x@y", "postgres://app@db/blog", "https://example.com/?a=1",
        "TOKEN=$(aws token)", "PASSWORD=${PASSWORD}", "a token = b", "PASSWORD_FILE=/run/x", "git@github.com:a/b",
        "ghp_", "x=1;password=", "https://[::1]:443/a@b",
    ])
    func `a text is shown that only looks like one with a secret`(_ text: String) {
        #expect(outline(of: "Plain", "none", "'\(text)'").contains(text))
    }

    @Test(arguments: [
        "https://hunter2hunter2@example.com", "Server=db;Password=hunter2", "x --token=hunter2", "PASSWORD=\"hunter2\"",
        "password = \"hunter2\"", "http://h?api_key=hunter2", "glpat-hunter2hunter2",
    ])
    func `a text is hidden that has a secret`(_ text: String) {
        #expect(!outline(of: "Plain", "none", "'\(text)'").contains("hunter2"))
    }

    @Test(arguments: TemplatePair.names.filter { $0.hasPrefix("14") && $0.prefix(while: \.isNumber).count == 3 })
    func `no fact of a pair has its secrets`(_ name: String) throws {
        let difference = try #require(TemplatePair(named: name)).difference()
        #expect(!difference.isEmpty)
        #expect(!difference.outline.contains("hunter") && !"\(difference)".contains("hunter"))
    }

    private func outline(of name: String, _ before: String, _ after: String) -> String {
        difference(of: "Custom::Thing", "Map", "{\(name): \(before)}", "{\(name): \(after)}").outline
    }
}
