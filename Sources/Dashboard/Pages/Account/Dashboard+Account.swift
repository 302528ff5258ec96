import Companies
import Foundation
import HTTPTypes
import Hummingbird

extension Dashboard {
    func showAccount(_ visit: Visit, _: Parameters) async throws -> Response {
        let user = try signedIn(visit)
        var page = try await accountPage(user)
        page.notice =
            switch visit.query("after") {
            case "code-on": visit.text.codeIsOn
            case "code-off": visit.text.codeIsOff
            default: nil
            }
        return try await answer(page, visit)
    }

    /// Begins taking codes into use, or ends it when a code was given.
    func takeCode(_ visit: Visit, _: Parameters) async throws -> Response {
        let user = try signedIn(visit)
        let form = try await Form(of: visit.request)
        if let code = form.text("code"), let session = cookie.session(of: visit.request) {
            if try await companies.confirmCode(code, of: user.email, keeping: session) {
                return .redirect(to: Path.account + "?after=code-on")
            }
        }
        guard let secret = try await companies.beginCode(of: user.email)?.reveal() else {
            return .redirect(to: Path.account)
        }
        var page = try await accountPage(user)
        page.secret = Self.grouped(secret)
        page.address = Self.codeAddress(secret, of: user.email)
        page.problem = form.text("code") == nil ? nil : visit.text.codeWrongAnew
        return try await answer(
            page,
            visit,
            status: page.problem == nil ? .ok : .unprocessableContent
        )
    }

    /// Codes go when the password is given again.
    func dropCode(_ visit: Visit, _: Parameters) async throws -> Response {
        let user = try signedIn(visit)
        let form = try await Form(of: visit.request)
        do {
            // Proves the password as a sign-in does, throttling and all; the session it begins is ended at once.
            let proof = try await companies.signIn(
                email: user.email,
                password: form["password"] ?? "",
                address: visit.client
            )
            try await companies.signOut(proof.reveal())
        } catch is SignInError {
            var page = try await accountPage(user)
            page.problem = visit.text.wrongPassword
            return try await answer(page, visit, status: .unauthorized)
        }
        try await companies.removeCode(of: user.email, actor: "user:\(user.email)")
        return .redirect(to: Path.account + "?after=code-off")
    }

    func signOutEverywhere(_ visit: Visit, _: Parameters) async throws -> Response {
        let user = try signedIn(visit)
        try await companies.signOutEverywhere(user.email, actor: "user:\(user.email)")
        var response = Response.redirect(to: Path.signIn + "?after=sign-out")
        response.setCookie(cookie.removed)
        return response
    }

    func showSignInCode(_ visit: Visit, _: Parameters) async throws -> Response {
        let returnTo = Path.local(visit.query("return"))
        guard let session = cookie.session(of: visit.request),
            try await companies.pendingUser(session) != nil
        else { return .redirect(to: Path.signIn) }
        return codePage(SignInCodePage(returnTo: returnTo), visit)
    }

    func finishSignIn(_ visit: Visit, _: Parameters) async throws -> Response {
        let form = try await Form(of: visit.request)
        let returnTo = Path.local(form["return"])
        guard let session = cookie.session(of: visit.request),
            try await companies.pendingUser(session) != nil
        else { return .redirect(to: Path.signIn) }
        var page = SignInCodePage(returnTo: returnTo)
        do {
            let new = try await companies.finishSignIn(
                session,
                code: form["code"] ?? "",
                address: visit.client
            )
            var response = Response.redirect(to: returnTo)
            response.setCookie(cookie.holding(new.reveal()))
            return response
        } catch SignInError.refused {
            page.problem = visit.text.codeWrong
            return codePage(page, visit, status: .unauthorized)
        } catch SignInError.throttled(let until) {
            page.problem = visit.tooManyTries(until: until)
            var response = codePage(page, visit, status: .tooManyRequests)
            response.headers[.retryAfter] = String(
                max(1, Int(until.timeIntervalSince(visit.now).rounded(.up)))
            )
            return response
        }
    }

    private func accountPage(_ user: User) async throws -> AccountPage {
        AccountPage(email: user.email, usesCode: try await companies.usesCode(user.email))
    }

    private func answer(
        _ page: AccountPage,
        _ visit: Visit,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        try await show(.account, page, visit.text.myAccount, visit, nil, status: status)
    }

    private func codePage(
        _ page: SignInCodePage,
        _ visit: Visit,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let frame = Frame(title: visit.text.signIn, language: visit.language, reader: nil)
        return .page(
            templates.render(.signInCode, page, in: frame, language: visit.language),
            status: status
        )
    }

    /// Groups of four are easier to type.
    private static func grouped(_ secret: String) -> String {
        stride(from: 0, to: secret.count, by: 4)
            .map { String(secret.dropFirst($0).prefix(4)) }.joined(separator: " ")
    }

    /// What an app on the same telephone opens.
    private static func codeAddress(_ secret: String, of email: String) -> String {
        "otpauth://totp/bokbro:" + Path.encoded(email) + "?secret=\(secret)&issuer=bokbro"
    }
}
