import BorealisAWSClient
import BorealisDiagnostics
import Testing

@Suite struct STSClientTests {
    private let given = """
        <Credentials><AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>s/+=</SecretAccessKey>
        <SessionToken>t/+=</SessionToken><Expiration>2026-11-22T13:00:00Z</Expiration></Credentials>
        """

    private func client(_ transport: ScriptedTransport) -> STSClient {
        STSClient(region: "eu-central-1", endpoints: Endpoints(), transport: transport, retries: transport.retries)
    }

    @Test func `a role is assumed with credentials`() throws {
        let transport = ScriptedTransport(
            "<AssumeRoleResponse><AssumeRoleResult>\(given)</AssumeRoleResult></AssumeRoleResponse>"
        )
        let answer = try client(transport).assumeRole(
            arn: "arn:aws:iam::1:role/r",
            sessionName: "s",
            externalID: "e",
            seconds: 900,
            with: ScriptedTransport.credentials
        )
        let expected = AWSCredentials(accessKeyID: "ASIA1", secretAccessKey: "s/+=", sessionToken: "t/+=")
        #expect(answer.credentials == expected)
        #expect(answer.expiration == "2026-11-22T13:00:00Z")
        let form = "Action=AssumeRole&DurationSeconds=900&ExternalId=e&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr"
        #expect(transport.bodies == [form + "&RoleSessionName=s&Version=2011-06-15"])
        #expect(transport.requests.first?.url == "https://sts.eu-central-1.amazonaws.com/")
        #expect(transport.requests.first?.signature?.service == "sts")
    }

    @Test func `a role is assumed with a token, unsigned`() throws {
        let transport = ScriptedTransport(
            """
            <AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult>\(given)
            </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
            """
        )
        _ = try client(transport).assumeRoleWithWebIdentity(arn: "r", sessionName: "s", token: "a.b=")
        let form = "Action=AssumeRoleWithWebIdentity&RoleArn=r&RoleSessionName=s&Version=2011-06-15"
        #expect(transport.bodies == [form + "&WebIdentityToken=a.b%3D"])
        #expect(transport.requests.first?.signature == nil)
    }

    @Test(arguments: ["<AccessKeyId>", "<SecretAccessKey>", "<SessionToken>", "<Expiration>"])
    func `an answer that lacks a part is a problem that doesn't show the others`(missing: String) throws {
        let body = given.replacing(missing, with: "<Other>").replacing("</\(missing.dropFirst())", with: "</Other>")
        let transport = ScriptedTransport(
            "<AssumeRoleResponse><AssumeRoleResult>\(body)</AssumeRoleResult></AssumeRoleResponse>"
        )
        let found = problem { () throws(Diagnostic) in
            try client(transport).assumeRole(arn: "r", sessionName: "s", with: ScriptedTransport.credentials)
        }
        #expect(found?.code == .known(.unreadableAnswer))
        #expect(!"\(String(describing: found))".contains("s/+="))
    }

    @Test func `a token that AWS repeats isn't shown`() {
        let transport = ScriptedTransport([.refusal("InvalidIdentityToken", "The token eyJh.eyJz.c2ln is bad")])
        let found = problem { () throws(Diagnostic) in
            try client(transport).assumeRoleWithWebIdentity(arn: "r", sessionName: "s", token: "eyJh.eyJz.c2ln")
        }
        #expect(found?.detail == "The token **** is bad\nrequest ID: 1234")
        #expect(found?.problem == "AWS doesn't take the credentials")
    }
}
