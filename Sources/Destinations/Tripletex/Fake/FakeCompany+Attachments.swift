import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension FakeCompany {
    /// Takes one part named `file` that is a PDF; another upload appends its pages, as the real one's does.
    mutating func attach(
        _ id: Int?,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        guard let index = vouchers.place(of: id) else { throw .notFound }
        let type = request.headers[.contentType] ?? ""
        guard type.hasPrefix("multipart/form-data"),
            let boundary = type.split(separator: "boundary=").last
        else {
            throw .init(status: 415, code: 4_000, field: nil, message: "Unsupported Media Type")
        }
        let body = String(decoding: request.body, as: UTF8.self)
        guard body.hasPrefix("--\(boundary)\r\n"), body.hasSuffix("\r\n--\(boundary)--\r\n"),
            body.contains("name=\"file\""), body.contains("\r\n\r\n%PDF-")
        else { throw .invalid("file", "Ugyldig fil.") }
        if vouchers[index].attachment == nil { vouchers[index].attachment = nextID() }
        vouchers[index].attachedFiles += 1
        return FakeRoute.value(json(vouchers[index]), status: 201)
    }
}
