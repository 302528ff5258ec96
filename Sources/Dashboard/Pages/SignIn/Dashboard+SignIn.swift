import Bookkeeping
import Companies
import Foundation
import HTTPTypes
import Hummingbird

/// Signing in and out, one-time links, and the choice of language.
extension Dashboard {
    /// In characters.
    ///
    /// Told apart here, so that the reader learns what is wrong with a password.
    private static let shortestPassword = 12

    func showSignIn(_ visit: Visit, _: Parameters) async throws -> Response {
        let returnTo = Path.local(visit.query("return"))
        if visit.user != nil { return .redirect(to: returnTo) }
        let notice: String? =
            switch visit.query("after") {
            case "sign-out": visit.text.signedOut
            case "invitation": visit.text.passwordSaved
            default: nil
            }
        return signInPage(SignInPage(notice: notice, returnTo: returnTo), visit)
    }

    func signIn(_ visit: Visit, _: Parameters) async throws -> Response {
        let form = try await Form(of: visit.request)
        let email = String((form["email"] ?? "").prefix(254))
        let password = form["password"] ?? ""
        let returnTo = Path.local(form["return"])
        do {
            let session = try await companies.signIn(
                email: email,
                password: password,
                address: visit.client
            )
            // A session from before the sign-in ends: its secret may be known to someone else.
            if let old = cookie.session(of: visit.request) { try await companies.signOut(old) }
            let isWhole = try await companies.session(session.reveal()) != nil
            var response = Response.redirect(
                to: isWhole ? returnTo : Path.signInCode(returningTo: returnTo)
            )
            response.setCookie(cookie.holding(session.reveal()))
            return response
        } catch SignInError.refused {
            let page = SignInPage(
                email: email,
                problem: visit.text.wrongPassword,
                returnTo: returnTo
            )
            return signInPage(page, visit, status: .unauthorized)
        } catch SignInError.throttled(let until) {
            let page = SignInPage(
                email: email,
                problem: visit.tooManyTries(until: until),
                returnTo: returnTo
            )
            var response = signInPage(page, visit, status: .tooManyRequests)
            response.headers[.retryAfter] = String(
                max(1, Int(until.timeIntervalSince(visit.now).rounded(.up)))
            )
            return response
        }
    }

    func signOut(_ visit: Visit, _: Parameters) async throws -> Response {
        if let session = cookie.session(of: visit.request) {
            try await companies.signOut(session)
        }
        var response = Response.redirect(to: Path.signIn + "?after=sign-out")
        response.setCookie(cookie.removed)
        return response
    }

    func showInvitation(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        try await invitationPage(visit, link: parameters.require("link"), problem: nil)
    }

    func acceptInvitation(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let link = try parameters.require("link")
        let form = try await Form(of: visit.request)
        let password = form["password"] ?? ""
        let problem: String? =
            if password.count < Self.shortestPassword {
                visit.text.passwordTooShort
            } else if password != form["repeated"] {
                visit.text.passwordsDiffer
            } else {
                nil
            }
        if let problem {
            return try await invitationPage(visit, link: link, problem: problem)
        }
        do {
            _ = try await companies.setPassword(password, link: link)
        } catch CompanyError.deadLink {
            return try await invitationPage(visit, link: link, problem: nil)
        } catch CompanyError.badPassword {
            return try await invitationPage(visit, link: link, problem: visit.text.passwordTooLong)
        }
        return .redirect(to: Path.signIn + "?after=invitation")
    }

    func chooseLanguage(_ visit: Visit, _: Parameters) async throws -> Response {
        let form = try await Form(of: visit.request)
        guard let language = form["language"].flatMap(Language.init(rawValue:)) else {
            throw PageRefusal.unreadable
        }
        var response = Response.redirect(to: Path.local(form["return"]))
        response.setCookie(ReaderLanguage.cookie(language, isSecure: origin.isSecure))
        return response
    }

    private func signInPage(
        _ page: SignInPage,
        _ visit: Visit,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let frame = Frame(
            title: visit.text.signIn,
            language: visit.language,
            reader: nil,
            returnTo: Path.signIn(returningTo: page.returnTo)
        )
        return .page(
            templates.render(.signIn, page, in: frame, language: visit.language),
            status: status
        )
    }

    private func invitationPage(
        _ visit: Visit,
        link: String,
        problem: String?
    ) async throws -> Response {
        let email = try await companies.linkOwner(link)?.email
        let page = InvitationPage(email: email, action: Path.invitation(link), problem: problem)
        let frame = Frame(
            title: visit.text.choosePassword,
            language: visit.language,
            reader: nil,
            returnTo: Path.invitation(link)
        )
        let status: HTTPResponse.Status =
            email == nil ? .gone : problem == nil ? .ok : .unprocessableContent
        return .page(
            templates.render(.invitation, page, in: frame, language: visit.language),
            status: status
        )
    }
}
