import Bookkeeping
import Connectors
import Foundation
import HTTPTypes
import Remote
import Testing

@testable import App

/// The schema that other shops write their orders by.
struct SchemaRouteTests {
    @Test func `the order's schema is served to whoever asks`() async throws {
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "journey-\(UUID().uuidString)")
        let server = try await BuiltProgram(directory: directory).serve()
        let transport = NetworkTransport()

        let answer = try await transport.send(
            RemoteCall(
                method: .get,
                url: "\(server.address)/api/schemas/order.json",
                headers: [:],
                body: nil
            ),
            timeout: .seconds(30),
            bodyLimitBytes: 1_048_576
        )

        #expect(answer.status == 200)
        #expect(answer.headers[.contentType]?.hasPrefix("application/json") == true)
        let schema = try JSONValue(parsing: answer.body)
        #expect(schema["$id"]?.text == "/api/schemas/order.json")
        #expect(String(decoding: answer.body, as: UTF8.self) == StandardWebhooks.orderSchema)
        #expect(await server.stop() == 0)
        try await transport.shutDown()
        try FileManager.default.removeItem(at: directory)
    }
}
