import Bookkeeping
import Companies
import Foundation

@testable import Dashboard

/// The pages of users, accounts, first steps and reconciliation.
extension SamplePages {
    static func peoplePages(_ kind: Kind, _ language: Language) throws -> [Model] {
        let owner = SampleRecords.user(1, "eier@nordlys.example", .owner)
        var users = UsersPage(
            company: "nordlys",
            reader: owner,
            users: kind.isEmpty ? [owner] : [owner, SampleRecords.user(2, kind.text, .viewer)],
            usingCodes: [kind.text],
            language: language
        )
        var account = AccountPage(email: kind.text, usesCode: kind.isEmpty)
        var company = NewCompanyPage()
        var first = FirstUserPage(action: kind.isEmpty ? nil : Path.setUp("abc"))
        if !kind.isEmpty {
            users.link = "https://bokbro.example/invitations/" + kind.text
            users.linkNote = kind.text
            users.problem = kind.text
            account.secret = kind.text
            account.address = "otpauth://totp/x"
            account.problem = kind.text
            company.name = kind.text
            company.problems = [kind.text]
            first.email = kind.text
            first.problem = kind.text
        }
        let setUp = SetUpPage(
            company: "nordlys",
            name: kind.text,
            facts: SetUpPage.Facts(hasLedger: !kind.isEmpty),
            language: language
        )
        let code = SignInCodePage(returnTo: kind.text, problem: kind.isEmpty ? nil : kind.text)
        return [
            ("users", .users, users), ("account", .account, account),
            ("new-company", .newCompany, company), ("first-user", .firstUser, first),
            ("set-up", .setUp, setUp), ("sign-in-code", .signInCode, code),
        ]
    }

    static func reconciliationPages(_ kind: Kind, _ language: Language) throws -> [Model] {
        guard let period = ReportPeriod("2026-10") else { return [] }
        var page = ReconciliationPage(
            company: "nordlys",
            period: kind.isEmpty ? nil : "2026-10",
            now: now,
            timeZone: wording(language).timeZone,
            language: language
        )
        if !kind.isEmpty {
            page.report = ReconciliationPage.Report(
                SampleWork.reconciliation(period: period, text: kind.text),
                wording: wording(language),
                now: now
            )
        }
        var progress = page
        progress.report = nil
        progress.progress = ReconciliationPage.Progress(summary: kind.text, done: 1, total: 3)
        progress.problem = kind == .hostile ? kind.text : nil
        return [
            ("reconciliation", .reconciliation, page),
            ("reconciliation-progress", .reconciliation, progress),
        ]
    }
}
