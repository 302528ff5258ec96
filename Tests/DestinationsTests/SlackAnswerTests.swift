import Bookkeeping
import Foundation
import Remote
import Testing

@testable import Destinations

@Suite struct SlackAnswerTests {
    private func refusal(_ json: String) throws -> SlackRefusal? {
        let response = RemoteResponse(status: 200, body: Data(json.utf8))
        guard case .refused(let refusal) = try SlackAnswer<SlackDone>(response: response) else {
            return nil
        }
        return refusal
    }

    @Test(
        arguments: [
            (#"{"ok":true,"errors":{},"unknown":[1]}"#, nil),
            (#"{"ok":false,"error":"name_taken"}"#, .nameTaken),
            (
                #"{"ok":false,"error":"missing_scope","needed":"groups:write","provided":"chat:write"}"#,
                .missingScope(needed: "groups:write")
            ),
            (#"{"ok":false,"error":"fatal_error"}"#, .broken(code: "fatal_error")),
            (#"{"ok":false,"error":"token_revoked"}"#, .credentials(code: "token_revoked")),
            (
                #"{"ok":false,"error":"user_not_found","errors":[{"user":"U1","ok":false,"error":"user_not_found"}]}"#,
                .persons(["U1": "user_not_found"])
            ),
            (
                #"{"ok":false,"error":"invalid_arguments","response_metadata":{"messages":["[ERROR] no"]}}"#,
                .other("invalid_arguments: [ERROR] no")
            ),
            (#"{"ok":false}"#, .other("no error code")),
        ] as [(String, SlackRefusal?)]
    )
    func `what Slack says is understood`(json: String, expected: SlackRefusal?) throws {
        #expect(try refusal(json) == expected)
    }

    @Test func `a fault of Slack's after a write is an unknown outcome, after a read it is not`() {
        let refusal = SlackRefusal.broken(code: "internal_error")

        let write = SlackFailure(refusal, of: .conversationsCreate, until: .distantPast)
        let read = SlackFailure(refusal, of: .conversationsInfo, until: .distantPast)

        #expect(!write.isOutcomeKnown && write.disposition == .retry)
        #expect(read.isOutcomeKnown && read.disposition == .retry)
    }

    @Test(arguments: [
        SlackRefusal.credentials(code: "invalid_auth"), .missingScope(needed: "chat:write"),
        .channelMissing, .channelArchived, .notInChannel, .nameTaken,
        .invalidName(code: "invalid_name_specials"), .userMissing, .alreadyInChannel, .ownUser,
        .notArchived, .forbidden(code: "restricted_action"), .persons(["U1": "cant_invite"]),
        .other("new_code"),
    ])
    func `every refusal has a cause, a message and a remedy in both languages`(
        refusal: SlackRefusal
    ) {
        let failure = SlackFailure(refusal, of: .conversationsCreate, until: .distantPast)

        let causes = ["CREDENTIALS_REJECTED", "MISSING_RIGHT", "REMOTE_REJECTED"]
        #expect(causes.contains(failure.cause))
        #expect(failure.refusal == refusal)
        #expect(failure.message.nb != failure.message.en && !failure.message.nb.isEmpty)
        #expect(failure.remedy.nb != failure.remedy.en && !failure.remedy.nb.isEmpty)
    }
}
