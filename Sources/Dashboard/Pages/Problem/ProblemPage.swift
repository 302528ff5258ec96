import Bookkeeping

/// What a person sees instead of a page that cannot be shown; never what went wrong inside.
struct ProblemPage: Sendable {
    let status: Int
    let title: String
    let explanation: String
    let home = Path.home

    init(status: Int, language: Language, explanation: String? = nil) {
        let text = PhraseBook(language: language)
        self.status = status
        switch status {
        case 404, 405:
            title = text.notFound
            self.explanation = explanation ?? text.notFoundNext
        case 401, 403:
            title = text.forbidden
            self.explanation = explanation ?? text.forbiddenNext
        case 400..<500:
            title = text.badRequest
            self.explanation = explanation ?? text.badRequestNext
        default:
            title = text.failure
            self.explanation = explanation ?? text.failureNext
        }
    }
}
