import Bookkeeping
import Foundation
import HTTPTypes
import Hummingbird

extension Response {
    /// A file written page by page, so that its length costs no memory.
    ///
    /// `page` gives the rows after a cursor and the next cursor; nil at the end.
    static func export(
        named name: String,
        as format: ExportFormat,
        header: [String],
        page: @escaping @Sendable (_ after: String?) async throws -> ([ExportRow], next: String?)
    ) -> Response {
        let body = ResponseBody { writer in
            var cursor: String?
            var isFirst = true
            let opening = format == .csv ? CSVLine.mark + CSVLine.text(header) : "["
            try await writer.write(ByteBuffer(string: opening))
            repeat {
                let (rows, next) = try await page(cursor)
                var text = ""
                for row in rows {
                    switch format {
                    case .csv: text += CSVLine.text(row.cells)
                    case .json:
                        let bytes = try DocumentEncoding.encoder(.nb).encode(row.document)
                        text += (isFirst ? "\n" : ",\n") + String(decoding: bytes, as: UTF8.self)
                    }
                    isFirst = false
                }
                if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
                cursor = next
            } while cursor != nil
            if format == .json { try await writer.write(ByteBuffer(string: "\n]\n")) }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: format.type,
                .contentDisposition: "attachment; filename=\"\(name).\(format.rawValue)\"",
                .cacheControl: "no-store",
            ],
            body: body
        )
    }
}
