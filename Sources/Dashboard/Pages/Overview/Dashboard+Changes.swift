import Hummingbird

extension Dashboard {
    /// Tells a page of the company's that something has changed, as long as it is open.
    func tellChanges(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let company = entry.company.id
        let stream = ChangeStream(places: places, isStopping: surroundings.isStopping) {
            try await log.mark(of: company)
        }
        guard let response = stream.response() else {
            return Response(status: .serviceUnavailable, headers: [.retryAfter: "60"])
        }
        return response
    }
}
