import BorealisAWSClient
import BorealisDiagnostics
import Testing

@Suite struct EndpointsTests {
    @Test(
        arguments: [
            (.cloudFormation, "eu-central-1", "https://cloudformation.eu-central-1.amazonaws.com"),
            (.lambda, "us-east-1", "https://lambda.us-east-1.amazonaws.com"),
            (.sts, "us-east-1", "https://sts.us-east-1.amazonaws.com"),
            (.sts, "xx-new-9", "https://sts.xx-new-9.amazonaws.com"),
            (.sts, "cn-north-1", "https://sts.cn-north-1.amazonaws.com.cn"),
            (.lambda, "us-gov-west-1", "https://lambda.us-gov-west-1.amazonaws.com"),
            (.lambda, "eusc-de-east-1", "https://lambda.eusc-de-east-1.amazonaws.eu"),
            (.lambda, "us-iso-east-1", "https://lambda.us-iso-east-1.c2s.ic.gov"),
            (.lambda, "us-isob-east-1", "https://lambda.us-isob-east-1.sc2s.sgov.gov"),
            (.lambda, "eu-isoe-west-1", "https://lambda.eu-isoe-west-1.cloud.adc-e.uk"),
            (.lambda, "us-isof-south-1", "https://lambda.us-isof-south-1.csp.hci.ic.gov"),
        ] as [(AWSService, String, String)]
    )
    func `a region's endpoint is that of its partition`(service: AWSService, region: String, url: String) throws {
        #expect(try Endpoints().url(of: service, region: region) == url)
    }

    @Test(
        arguments: [
            (.cloudFormation, "eu-central-1", true, false, "https://cloudformation-fips.eu-central-1.amazonaws.com"),
            (.cloudFormation, "eu-central-1", false, true, "https://cloudformation.eu-central-1.api.aws"),
            (.lambda, "eu-central-1", true, true, "https://lambda-fips.eu-central-1.api.aws"),
            (.cloudFormation, "us-gov-west-1", true, false, "https://cloudformation.us-gov-west-1.amazonaws.com"),
            (.sts, "us-gov-west-1", true, false, "https://sts.us-gov-west-1.amazonaws.com"),
            (.lambda, "us-gov-west-1", true, false, "https://lambda-fips.us-gov-west-1.amazonaws.com"),
            (.sts, "cn-north-1", false, true, "https://sts.cn-north-1.api.amazonwebservices.com.cn"),
        ] as [(AWSService, String, Bool, Bool, String)]
    )
    func `validated and dual-stack endpoints are used where they are asked for`(
        service: AWSService,
        region: String,
        isFIPS: Bool,
        isDualStack: Bool,
        url: String
    ) throws {
        var profile = Endpoints.Settings()
        profile.isFIPS = isFIPS
        profile.isDualStack = isDualStack
        #expect(try Endpoints(profile: profile).url(of: service, region: region) == url)
        let environment = ["AWS_USE_FIPS_ENDPOINT": "\(isFIPS)", "AWS_USE_DUALSTACK_ENDPOINT": "\(isDualStack)"]
        #expect(try Endpoints(environment: environment).url(of: service, region: region) == url)
    }

    @Test func `a service's own variable comes before the one for all, and both before the profile`() throws {
        var profile = Endpoints.Settings()
        profile.all = "http://profile-all"
        profile.services = [.lambda: "http://profile-lambda"]
        var environment: [String: String] = [:]
        func urls() throws -> [String] {
            let endpoints = Endpoints(environment: environment, profile: profile)
            return try AWSService.allCases.map { try endpoints.url(of: $0, region: "eu-central-1") }
        }
        #expect(try urls() == ["http://profile-all", "http://profile-lambda", "http://profile-all"])
        environment["AWS_ENDPOINT_URL"] = "http://all"
        #expect(try urls() == ["http://all", "http://all", "http://all"])
        environment["AWS_ENDPOINT_URL_CLOUDFORMATION"] = "http://own/"
        environment["AWS_ENDPOINT_URL_STS"] = ""
        #expect(try urls() == ["http://own", "http://all", "http://all"])
        environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true"
        #expect(try urls().first == "https://cloudformation.eu-central-1.amazonaws.com")
        environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "false"
        profile.areIgnored = true
        #expect(try urls() == ["http://own", "http://all", "http://all"])
    }

    @Test(arguments: [
        ("http://localhost:4566/", "http://localhost:4566"), ("HTTPS://[::1]:443/a/b//", "https://[::1]:443/a/b"),
        ("https://vpce-1.lambda.eu-west-1.vpce.amazonaws.com", "https://vpce-1.lambda.eu-west-1.vpce.amazonaws.com"),
    ])
    func `an address that is set is used without the slash at its end`(text: String, url: String) throws {
        #expect(try Endpoints(environment: ["AWS_ENDPOINT_URL": text]).url(of: .sts, region: "eu-central-1") == url)
    }

    @Test(arguments: [
        "localhost:4566", "ftp://localhost", "http://", "http:///path", "http://user:password@host", "http://host:port",
        "http://host:70000", "http://host?query=1", "http://host/a%20b", "http://host/ä", "http://host /",
        "file:///etc",
        "http://host\r\nX: y", "http://[::1", "http://host:", "http://host#part",
    ])
    func `what is no such address is refused without being shown`(text: String) throws {
        let endpoints = Endpoints(environment: ["AWS_ENDPOINT_URL_LAMBDA": text])
        let found = try #require(
            problem { () throws(Diagnostic) in
                try endpoints.url(of: .lambda, region: "eu-central-1")
            }
        )
        #expect(found.code == .known(.invalidEndpoint))
        #expect(found.got == "what AWS_ENDPOINT_URL_LAMBDA says")
        #expect(!"\(found)".contains("password"))
    }

    @Test(arguments: [
        "", "eu", "eu-central-1 ", "EU-CENTRAL-1", "eu-central-1/x", "a..b-c-1", "eu-central-1:x", "-a-1",
    ])
    func `what is no region is refused, also where the address is set`(region: String) throws {
        for endpoints in [Endpoints(), Endpoints(environment: ["AWS_ENDPOINT_URL": "http://localhost"])] {
            let found = problem { () throws(Diagnostic) in try endpoints.url(of: .lambda, region: region) }
            #expect(found?.code == .known(.invalidEndpoint))
        }
    }
}
