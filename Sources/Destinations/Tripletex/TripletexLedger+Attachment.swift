package import Foundation
import HTTPTypes
package import Remote

extension TripletexLedger {
    /// Bytes of one attachment at most.
    package static let attachmentLimitBytes = 5_000_000

    /// Attaches a PDF to a voucher, once; an upload whose answer was lost is looked up before it is repeated.
    ///
    /// Nothing is attached that is larger than the limit. Throws ``LedgerFailure``.
    package func attach(
        _ pdf: Data,
        named name: String,
        to voucher: EffectResult,
        journal: any EffectJournal
    ) async throws {
        guard pdf.count <= Self.attachmentLimitBytes else { return }
        let result = EffectResult(kind: "attachment", id: voucher.id)
        _ = try await journal.once(
            "attachment/\(voucher.id)",
            ifInterrupted: { try await hasAttachment(voucher.id) ? result : nil },
            perform: {
                let boundary = "bokbro-\(UUID().uuidString)"
                try await calls.send(
                    RemoteRequest<Void>(
                        method: .post,
                        path: "/ledger/voucher/\(voucher.id)/attachment",
                        headers: [.contentType: "multipart/form-data; boundary=\(boundary)"],
                        body: Self.form(pdf, named: name, boundary: boundary),
                        decode: { _ in }
                    )
                )
                return result
            }
        )
    }

    private func hasAttachment(_ voucher: String) async throws -> Bool {
        try await calls.send(
            RemoteRequest<TripletexValue<TripletexAttached>>(
                path: "/ledger/voucher/\(voucher)",
                query: [("fields", "id,attachment(id)")]
            )
        ).value.attachment != nil
    }

    /// The one part that is asked for, as multipart/form-data has it (RFC 7578).
    private static func form(_ pdf: Data, named name: String, boundary: String) -> Data {
        let safe = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
        let head =
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(safe).pdf\"\r\n"
            + "Content-Type: application/pdf\r\n\r\n"
        return Data(head.utf8) + pdf + Data("\r\n--\(boundary)--\r\n".utf8)
    }
}

private struct TripletexAttached: Decodable, Sendable {
    var attachment: TripletexReference?
}
