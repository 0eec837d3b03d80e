import BorealisAWSClient
import Testing

@Suite struct AWSCredentialsTests {
    @Test func `no printed form has a secret`() {
        let credentials = AWSCredentials(accessKeyID: "AKIAEXAMPLE", secretAccessKey: "hidden", sessionToken: "unseen")
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped] {
            #expect(text.contains("AWSCredentials(AKIA…)"))
            #expect(!text.contains("EXAMPLE") && !text.contains("hidden") && !text.contains("unseen"))
        }
    }
}
