import Testing

@testable import App

@Suite struct EnvironmentReferencesTests {
    @Test func `only the variables that the text names are taken`() {
        let values = EnvironmentReferences.values(
            namedIn:
                #"accessToken: "${SHOP_TOKEN}" webhookSecret: [${A1}, ${MISSING}] $HOME ${not-a-name}"#,
            from: ["SHOP_TOKEN": "s", "A1": "a", "HOME": "/root", "PATH": "/bin"]
        )

        #expect(values == ["SHOP_TOKEN": "s", "A1": "a"])
    }
}
