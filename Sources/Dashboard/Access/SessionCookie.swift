import Hummingbird

/// The cookie that holds a session's secret.
struct SessionCookie: Sendable {
    let isSecure: Bool

    /// The prefix binds the cookie to this very host, which browsers grant to secure cookies only.
    var name: String { isSecure ? "__Host-bokbro" : "bokbro" }

    func session(of request: Request) -> String? {
        request.cookies[name].flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    /// Lives as long as the browser's window; how long the session lasts is decided where it is kept.
    func holding(_ session: String) -> Cookie {
        Cookie(
            name: name,
            value: session,
            path: "/",
            secure: isSecure,
            httpOnly: true,
            sameSite: .lax
        )
    }

    var removed: Cookie {
        Cookie(
            name: name,
            value: "",
            maxAge: 0,
            path: "/",
            secure: isSecure,
            httpOnly: true,
            sameSite: .lax
        )
    }
}
