import Foundation

@testable import Companies

/// Records as the companies' store gives them.
enum SampleRecords {
    static func user(_ id: Int64, _ email: String, _ role: Role) -> User {
        User(
            id: id,
            email: email,
            isDisabled: false,
            hasPassword: id == 1,
            createdAt: SamplePages.now,
            roles: ["nordlys": role]
        )
    }

    static func entry(actor: String, action: String, subject: String, detail: String) -> AuditEntry
    {
        AuditEntry(
            id: 12,
            createdAt: SamplePages.now,
            company: "nordlys",
            actor: actor,
            action: action,
            subject: subject,
            detail: detail
        )
    }

    static func alert(connection: String, code: String, subject: String) -> CompanyAlert {
        CompanyAlert(
            id: 3,
            company: "nordlys",
            connection: connection,
            code: code,
            severity: .error,
            count: 1_234,
            subject: subject,
            firstAt: SamplePages.now,
            lastAt: SamplePages.now,
            closedAt: nil,
            acknowledgedAt: nil,
            acknowledgedBy: nil,
            snoozedUntil: SamplePages.now.addingTimeInterval(3_600),
            origin: .watched,
            noticeNumber: 1
        )
    }
}
