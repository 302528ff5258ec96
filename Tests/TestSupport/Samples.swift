package import Foundation

/// Recorded and reconstructed bodies of other services, read from disk.
package enum Samples {
    /// The package's folder.
    private static let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A file that belongs to the project: `fixtures/<path>`.
    package static func fixture(_ path: String) throws -> Data {
        try Data(contentsOf: package.appending(path: "fixtures/\(path)"))
    }

    /// Whether the collection of recorded bodies beside the project is here; it cannot be part of it.
    package static var hasRecordings: Bool {
        FileManager.default.fileExists(atPath: recordings.path)
    }

    /// A file of the recorded bodies: `shopify/webhooks.json`.
    package static func recording(_ path: String) throws -> Data {
        try Data(contentsOf: recordings.appending(path: path))
    }

    /// The names of the recorded bodies of a folder: `shopify`.
    package static func recordings(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: recordings.appending(path: folder).path)
            .sorted()
    }

    private static let recordings = package.deletingLastPathComponent().appending(
        path: "shared/samples"
    )

    /// Whether the structure of the services' interfaces is here, beside the project.
    package static var hasSpecifications: Bool {
        FileManager.default.fileExists(atPath: specifications.path)
    }

    /// The structure of a service's interface: `tripletex.json`.
    package static func specification(_ name: String) throws -> Data {
        try Data(contentsOf: specifications.appending(path: name))
    }

    private static let specifications = package.deletingLastPathComponent().appending(
        path: "shared/specs"
    )
}
